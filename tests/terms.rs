//! A term of spam costs an article no more than itself: each term of the built-in lists, alone on an article of ours.
//!
//! In a sentence, a weak or combo term costs nothing, and a strong one at most itself; on a line of its own, a term of any
//! class costs at most that line. What fails today stands in `terms-known-failures.tsv` as list, form and term.

#[path = "common/articles.rs"]
mod articles;
#[path = "common/known.rs"]
mod known;
#[path = "common/lists.rs"]
#[expect(dead_code, reason = "other tests ask for more of a list")]
mod lists;

use std::ops::Range;

use gangue::Classifier;

use articles::ARTICLES;
use known::Failure;
use lists::ListFile;

/// A sentence in each language in which any word can stand.
const SENTENCES: &[(&str, &str)] = &[
    ("ar", "على ظهر الصورة القديمة كتب أحدهم بقلم الرصاص {} ولم يعرف أحد السبب."),
    ("az", "Köhnə fotoşəklin arxasında kimsə karandaşla {} yazmışdı və heç kim bunun səbəbini bilmirdi."),
    ("bg", "На гърба на старата снимка някой беше написал с молив {} и никой не знаеше защо."),
    ("bn", "পুরোনো ছবিটার পেছনে কেউ পেনসিল দিয়ে {} লিখে রেখেছিল, কিন্তু কেন তা কেউ জানত না।"),
    ("ca", "Al dors de la vella fotografia algú havia escrit amb llapis {} i ningú no sabia per què."),
    ("cs", "Na zadní straně staré fotografie někdo tužkou napsal {} a nikdo nevěděl proč."),
    ("da", "Bag i den gamle notesbog havde nogen skrevet {} med blyant, og ingen vidste hvorfor."),
    (
        "de",
        "Auf die Rückseite des alten Fotos hatte jemand mit Bleistift {} geschrieben, und niemand wusste, warum.",
    ),
    (
        "el",
        "Στο πίσω μέρος της παλιάς φωτογραφίας κάποιος είχε γράψει με μολύβι {} και κανείς δεν ήξερε γιατί.",
    ),
    ("en", "On the back of the old photograph somebody had pencilled {}, and nobody knew why."),
    ("es", "En el reverso de la vieja fotografía alguien había escrito {} a lápiz, y nadie sabía por qué."),
    ("et", "Vana foto tagaküljele oli keegi pliiatsiga kirjutanud {} ja keegi ei teadnud, miks."),
    ("fa", "پشت جلد دفتر کهنه کسی با مداد نوشته بود {} و هیچ‌کس نمی‌دانست چرا."),
    ("fi", "Vanhan valokuvan taakse joku oli kirjoittanut lyijykynällä {}, eikä kukaan tiennyt miksi."),
    (
        "fr",
        "Au dos de la vieille photographie, quelqu'un avait écrit {} au crayon, et personne ne savait pourquoi.",
    ),
    ("he", "על גב התצלום הישן כתב מישהו בעיפרון {} ואיש לא ידע מדוע."),
    ("hi", "पुरानी तस्वीर के पीछे किसी ने पेंसिल से {} लिखा था, और कोई नहीं जानता था कि क्यों।"),
    ("hr", "Na poleđini stare fotografije netko je olovkom napisao {} i nitko nije znao zašto."),
    ("hu", "A régi fénykép hátára valaki ceruzával azt írta, hogy {}, és senki sem tudta, miért."),
    ("id", "Di balik foto tua itu seseorang menulis {} dengan pensil, dan tidak ada yang tahu alasannya."),
    ("it", "Sul retro della vecchia fotografia qualcuno aveva scritto {} a matita, e nessuno sapeva perché."),
    ("ja", "古いノートの裏表紙には誰かが鉛筆で「{}」と書いていたが、その理由は誰も知らなかった。"),
    ("ka", "ძველი ფოტოს უკანა მხარეს ვიღაცას ფანქრით ეწერა {} და არავინ იცოდა, რატომ."),
    ("kk", "Ескі суреттің артына біреу қарындашпен {} деп жазып қойған екен, себебін ешкім білмеді."),
    ("ko", "낡은 공책 뒷장에 누군가 연필로 {} 라고 적어 두었지만 그 까닭을 아는 사람은 없었다."),
    ("lt", "Kitoje senos nuotraukos pusėje kažkas pieštuku užrašė {} ir niekas nežinojo kodėl."),
    ("lv", "Vecās fotogrāfijas otrā pusē kāds ar zīmuli bija uzrakstījis {} un neviens nezināja, kāpēc."),
    ("mk", "На задната страна од старата фотографија некој напишал со молив {} и никој не знаел зошто."),
    ("nl", "Op de achterkant van de oude foto had iemand met potlood {} geschreven, en niemand wist waarom."),
    ("no", "På baksiden av det gamle bildet hadde noen skrevet {} med blyant, og ingen visste hvorfor."),
    ("pl", "Na odwrocie starej fotografii ktoś napisał ołówkiem {} i nikt nie wiedział dlaczego."),
    ("pt", "No verso da velha fotografia alguém tinha escrito {} a lápis, e ninguém sabia porquê."),
    ("ro", "Pe spatele fotografiei vechi cineva scrisese {} cu creionul și nimeni nu știa de ce."),
    ("ru", "На обороте старой фотографии кто-то написал карандашом {}, и никто не знал почему."),
    ("sk", "Na zadnú stranu starej fotografie niekto ceruzkou napísal {} a nikto nevedel prečo."),
    ("sl", "Na hrbtno stran stare fotografije je nekdo s svinčnikom napisal {} in nihče ni vedel zakaj."),
    (
        "sq",
        "Në pjesën e pasme të fotografisë së vjetër dikush kishte shkruar me laps {} dhe askush nuk e dinte pse.",
    ),
    ("sr", "На полеђини старе фотографије неко је оловком написао {} и нико није знао зашто."),
    (
        "sv",
        "På baksidan av det gamla fotografiet hade någon skrivit {} med blyerts, och ingen visste varför.",
    ),
    ("sw", "Nyuma ya picha ya zamani mtu fulani aliandika {} kwa penseli, na hakuna aliyejua sababu."),
    ("ta", "பழைய புகைப்படத்தின் பின்புறத்தில் யாரோ பென்சிலால் {} என்று எழுதியிருந்தார், ஏன் என்று யாருக்கும் தெரியவில்லை."),
    ("te", "పాత ఫోటో వెనుక ఎవరో పెన్సిల్‌తో {} అని రాశారు, ఎందుకో ఎవరికీ తెలియదు."),
    ("th", "ด้านหลังรูปถ่ายเก่ามีคนเขียนคำว่า {} ด้วยดินสอ และไม่มีใครรู้ว่าทำไม"),
    ("tl", "Sa likod ng lumang larawan ay may sumulat ng {} gamit ang lapis, at walang nakaalam kung bakit."),
    ("tr", "Eski fotoğrafın arkasına biri kurşun kalemle {} yazmıştı ve nedenini kimse bilmiyordu."),
    ("uk", "На звороті старої світлини хтось олівцем написав {}, і ніхто не знав чому."),
    ("ur", "پرانی تصویر کے پیچھے کسی نے پنسل سے {} لکھ دیا تھا اور کوئی نہیں جانتا تھا کہ کیوں۔"),
    (
        "uz",
        "Eski suratning orqasiga kimdir qalam bilan {} deb yozib qoʻygan edi, sababini esa hech kim bilmasdi.",
    ),
    ("vi", "Ở bìa sau cuốn vở cũ có người ghi chữ {} bằng bút chì, và không ai biết vì sao."),
    ("zh", "旧照片的背面有人用铅笔写着“{}”，谁也不知道是什么意思。"),
];

/// A term of a list of spam.
struct Term {
    file: String,
    lang: String,
    text: String,
    is_strong: bool,
}

#[test]
fn a_term_costs_no_more_than_itself() {
    let classifier = Classifier::new();
    let mut failures = Vec::new();
    for term in terms().iter().filter(|term| is_tried(&term.text)) {
        let forms = [("sentence", in_sentence(term), !term.is_strong), ("line", on_line(term), false)];
        for (form, (page, place), stays) in forms {
            let what = lost(&classifier, &page, if stays { &(0..0) } else { &place });
            failures.extend(what.map(|what| Failure {
                item: term.file.clone(),
                row: format!("{form} \"{}\"", term.text),
                what,
                text: page,
            }));
        }
    }
    known::check("terms-known-failures.tsv", "UPDATE_TERMS", &failures, |row| {
        row.split_once('"').is_some_and(|(_, term)| is_tried(term.trim_end_matches('"')))
    });
}

/// Without optimization a twentieth of the terms is tried, always the same ones.
fn is_tried(term: &str) -> bool {
    !cfg!(debug_assertions)
        || term.bytes().fold(0, |sum: u32, byte| sum * 31 % 1_000_003 + u32::from(byte)) % 20 == 0
}

/// All terms of the lists of spam, as they are written, but for the marks of open ends.
fn terms() -> Vec<Term> {
    let of = |list: &ListFile| {
        let (lang, file) = (list.subject().0.to_owned(), list.file().to_owned());
        let term = |(_, text, class): (usize, &str, &str)| Term {
            file: file.clone(),
            lang: lang.clone(),
            text: text.trim_matches('*').to_owned(),
            is_strong: class == "strong",
        };
        list.classed().map(term).collect::<Vec<_>>()
    };
    ListFile::of("spam").iter().flat_map(of).collect()
}

fn of_language<'t>(table: &'t [(&str, &'t str)], lang: &str) -> &'t str {
    table.iter().find(|row| row.0 == lang).unwrap_or_else(|| panic!("nothing for {lang}")).1.trim_end()
}

/// The article up to its third line, without the end of that line, and the rest.
fn article(lang: &str) -> (&'static str, &'static str) {
    let article = of_language(ARTICLES, lang);
    article.split_at(article.match_indices('\n').nth(2).map_or(article.len(), |(at, _)| at))
}

/// The article with a sentence that has the term, at the end of a paragraph, and where the term stands.
fn in_sentence(term: &Term) -> (String, Range<usize>) {
    let (before, after) = article(&term.lang);
    let (begin, end) = of_language(SENTENCES, &term.lang).split_once("{}").expect("a place for the term");
    let gap = if ["ja", "zh"].contains(&term.lang.as_str()) { "" } else { " " };
    let start = before.len() + gap.len() + begin.len();
    (format!("{before}{gap}{begin}{}{end}{after}\n", term.text), start..start + term.text.len())
}

/// The article with the term as a line between two paragraphs, and where it stands.
fn on_line(term: &Term) -> (String, Range<usize>) {
    let (before, after) = article(&term.lang);
    let start = before.len() + 1;
    (format!("{before}\n{}{after}\n", term.text), start..start + term.text.len())
}

/// What is cut besides the place that may be.
fn lost(classifier: &Classifier, page: &str, place: &Range<usize>) -> Option<String> {
    let report = classifier.classify(page);
    let beyond = |start, end| start < place.start || end > place.end;
    let cut = report.cut().find(|cut| beyond(cut.span().start(), cut.span().end()));
    cut.map(|cut| format!("{}: {}", cut.label(), cut.text()))
}
