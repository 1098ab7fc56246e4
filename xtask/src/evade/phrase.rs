//! Sentences and bylines that an attacker hides spam in, written for this study. `{}` is where the spam goes.

/// Language, promotional sentences, byline. The first row serves any other language.
const PHRASES: &[(&str, [&str; 3], &str)] = &[
    (
        "en",
        [
            "Many of our readers have lately been asking about {}, and it is easy to see why they like it.",
            "A friend told me about {} last week, and since then I have not looked at anything else.",
            "If you want to relax after work, {} may be just what you need, together with {}.",
        ],
        "By {} | Updated 6 May 2024 | 4 min read",
    ),
    (
        "zh",
        [
            "最近不少朋友都在打听{}，用过之后大家都说很满意。",
            "如果你下班以后想放松一下，不妨试试{}，还有{}也值得一看。",
            "上个星期邻居向我介绍了{}，从那以后我就再没有找过别的。",
        ],
        "发布时间：2024-05-06 10:32 来源：{} 编辑：小周 浏览：1203",
    ),
    (
        "fr",
        [
            "Beaucoup de lecteurs nous parlent ces jours-ci de {}, et on comprend facilement pourquoi.",
            "Un ami m'a parlé de {} la semaine dernière, et depuis je ne cherche plus rien d'autre.",
            "Pour se détendre après le travail, {} convient très bien, tout comme {}.",
        ],
        "Par {} | Mis à jour le 6 mai 2024",
    ),
    (
        "ru",
        [
            "В последнее время многие читатели спрашивают нас про {}, и понять их нетрудно.",
            "На прошлой неделе друг рассказал мне про {}, и с тех пор я больше ничего не ищу.",
            "Если хочется отдохнуть после работы, подойдёт {}, а вместе с ним и {}.",
        ],
        "Автор: {} | Обновлено 6 мая 2024",
    ),
    (
        "id",
        [
            "Belakangan ini banyak pembaca bertanya tentang {}, dan alasannya mudah dimengerti.",
            "Minggu lalu seorang teman bercerita tentang {}, dan sejak itu saya tidak mencari yang lain.",
            "Kalau ingin bersantai sepulang kerja, {} bisa dicoba bersama {}.",
        ],
        "Oleh {} | Diperbarui 6 Mei 2024",
    ),
    (
        "tr",
        [
            "Son günlerde birçok okurumuz {} hakkında soru soruyor, nedenini anlamak da zor değil.",
            "Geçen hafta bir arkadaşım bana {} konusunu anlattı, o günden beri başka bir şey aramıyorum.",
            "İşten sonra dinlenmek isterseniz {} size iyi gelebilir, yanında {} de var.",
        ],
        "Yazan: {} | Güncelleme 6 Mayıs 2024",
    ),
    (
        "fi",
        [
            "Moni lukijamme on viime aikoina kysynyt, mikä on {}, ja syy on helppo ymmärtää.",
            "Ystäväni kertoi viime viikolla minulle, että {} on hyvä, enkä ole sen jälkeen muuta etsinyt.",
            "Jos haluat levätä työpäivän jälkeen, {} voi olla sopiva, samoin {}.",
        ],
        "Kirjoittaja: {} | Päivitetty 6. toukokuuta 2024",
    ),
    (
        "vi",
        [
            "Gần đây nhiều bạn đọc hỏi chúng tôi về {}, và lý do cũng dễ hiểu.",
            "Tuần trước một người bạn kể cho tôi nghe về {}, từ đó tôi không tìm gì khác nữa.",
            "Nếu muốn thư giãn sau giờ làm, bạn có thể thử {} cùng với {}.",
        ],
        "Tác giả: {} | Cập nhật 6/5/2024",
    ),
    (
        "sv",
        [
            "Många av våra läsare har på sistone frågat om {}, och det är lätt att förstå varför.",
            "En vän berättade om {} för mig förra veckan, och sedan dess letar jag inte efter något annat.",
            "Vill du koppla av efter jobbet kan {} vara det rätta, tillsammans med {}.",
        ],
        "Av {} | Uppdaterad 6 maj 2024",
    ),
    (
        "ja",
        [
            "最近、読者の皆さんから{}についてよく聞かれますが、その理由はすぐに分かります。",
            "先週、友人に{}を教えてもらってから、ほかのものを探さなくなりました。",
            "仕事の後にゆっくりしたい方には{}と{}がちょうどよいかもしれません。",
        ],
        "2024年5月6日 文：{} 更新",
    ),
    (
        "es",
        [
            "Últimamente muchos lectores nos preguntan por {}, y es fácil entender el motivo.",
            "La semana pasada un amigo me habló de {}, y desde entonces no busco otra cosa.",
            "Para descansar después del trabajo, {} viene muy bien, igual que {}.",
        ],
        "Por {} | Actualizado el 6 de mayo de 2024",
    ),
    (
        "th",
        [
            "ช่วงนี้ผู้อ่านหลายคนถามเราเรื่อง {} และก็เข้าใจได้ไม่ยาก",
            "สัปดาห์ก่อนเพื่อนเล่าเรื่อง {} ให้ฟัง หลังจากนั้นก็ไม่ได้หาอย่างอื่นอีกเลย",
            "ถ้าอยากพักผ่อนหลังเลิกงาน ลอง {} กับ {} ดูก็ได้",
        ],
        "โดย {} | ปรับปรุงเมื่อ 6 พ.ค. 2567",
    ),
    (
        "ko",
        [
            "요즘 많은 독자들이 {}에 대해 물어보는데 그 이유를 이해하기는 어렵지 않다.",
            "지난주에 친구가 {} 이야기를 해 주었고 그 뒤로는 다른 것을 찾지 않게 되었다.",
            "퇴근 후에 쉬고 싶다면 {}도 좋고 {}도 괜찮다.",
        ],
        "글 {} | 2024년 5월 6일 수정",
    ),
    (
        "ar",
        [
            "يسألنا كثير من القراء هذه الأيام عن {} والسبب سهل الفهم.",
            "حدثني صديق في الأسبوع الماضي عن {} ومنذ ذلك الحين لا أبحث عن شيء آخر.",
            "إذا أردت أن تستريح بعد العمل فقد يناسبك {} مع {}.",
        ],
        "بقلم {} | آخر تحديث 6 مايو 2024",
    ),
    (
        "hi",
        [
            "इन दिनों कई पाठक हमसे {} के बारे में पूछ रहे हैं और इसका कारण समझना कठिन नहीं है।",
            "पिछले सप्ताह एक मित्र ने मुझे {} के बारे में बताया और तब से मैंने कुछ और नहीं खोजा।",
            "काम के बाद आराम करना हो तो {} और {} दोनों अच्छे रहेंगे।",
        ],
        "लेखक: {} | अद्यतन 6 मई 2024",
    ),
    (
        "de",
        [
            "In letzter Zeit fragen uns viele Leser nach {}, und der Grund ist leicht zu verstehen.",
            "Ein Freund hat mir letzte Woche von {} erzählt, und seitdem suche ich nichts anderes mehr.",
            "Wer nach der Arbeit abschalten will, für den ist {} das Richtige, zusammen mit {}.",
        ],
        "Von {} | Aktualisiert am 6. Mai 2024",
    ),
    (
        "pl",
        [
            "Ostatnio wielu czytelników pyta nas o {}, i łatwo zrozumieć dlaczego.",
            "W zeszłym tygodniu znajomy opowiedział mi o {}, i od tej pory nie szukam niczego innego.",
            "Po pracy dobrze jest odpocząć, a {} bardzo się do tego nadaje, podobnie jak {}.",
        ],
        "Autor: {} | Aktualizacja 6 maja 2024",
    ),
    (
        "el",
        [
            "Τελευταία πολλοί αναγνώστες μας ρωτούν για {}, και είναι εύκολο να καταλάβει κανείς γιατί.",
            "Την περασμένη εβδομάδα ένας φίλος μού μίλησε για {}, και από τότε δεν ψάχνω τίποτε άλλο.",
            "Για να ξεκουραστεί κανείς μετά τη δουλειά, {} είναι ό,τι πρέπει, μαζί με {}.",
        ],
        "Από {} | Ενημέρωση 6 Μαΐου 2024",
    ),
];

fn row(lang: &str) -> &'static (&'static str, [&'static str; 3], &'static str) {
    let lang = if lang.starts_with("zh") { "zh" } else { lang };
    PHRASES.iter().find(|row| row.0 == lang).unwrap_or(&PHRASES[0])
}

/// Promotional sentences in a language.
pub(super) fn promotion(lang: &str) -> &'static [&'static str] {
    &row(lang).1
}

/// A byline in a language.
pub(super) fn byline(lang: &str) -> &'static str {
    row(lang).2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_has_a_slot() {
        for (lang, promotion, byline) in PHRASES {
            assert!(promotion.iter().chain([byline]).all(|phrase| phrase.contains("{}")), "{lang}");
            assert_eq!(row(lang).0, *lang);
        }
    }
}
