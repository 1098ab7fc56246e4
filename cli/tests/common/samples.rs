//! A wordlist, and a corpus with spam, doorways, nothing, text from right to left, and texts that try to get out of a page.

use serde_json::json;

use super::ARTICLE;

/// What a page can hold to get out of its place: markup, ends of the elements it stands in, attributes, controls, turned text.
pub(crate) const HOSTILE: &str = "</style></script><script>document.title='pwned'</script><img src=x onerror=alert(1)>\
\"'> <svg onload=alert(1)> &lt;b&gt; <!-- ]]> <plaintext> </span></div></details></main><h1>out</h1> \u{202E}denrut\u{202C} \u{0}\u{7}\u{1b}[31m \
javascript:alert(1) http://evil.example/x.js";

pub(crate) const SPAM: &str = "best online casino, no deposit bonus casino, free spins slots, online slots no wagering, live roulette casino";

/// A wordlist that comes with the tests, so that the built-in ones may change, and spam in its terms.
pub(crate) const LIST: &str = "@label spam\n@kind gambling\n@lang en\n@source written for this test\n@license MIT OR Apache-2.0\n\
    best slot bonus\tstrong\nfree spins\tstrong\ncasino\tweak\njackpot\tweak\nonline\tcombo\n";
pub(crate) const LISTED: &str =
    "best slot bonus, free spins online, casino jackpot online, free spins casino, best slot bonus online";

/// The corpus: id, address, text.
pub(crate) fn corpus() -> Vec<(String, String, String)> {
    let hostile = format!("{SPAM} {HOSTILE}\n\n{ARTICLE}\n{HOSTILE}\n");
    let documents = [
        ("plain", "https://www.a.example/1", ARTICLE.to_owned()),
        ("spam", "http://b.example:80/2", format!("{SPAM}\n\n{ARTICLE}")),
        ("again", "http://user@b.example/3", format!("{SPAM}\n\nHome | News | Sport | Contact\n\n{ARTICLE}")),
        ("doorway", "http://c.example", SPAM.to_owned()),
        ("empty", "", String::new()),
        ("arabic", "", "الجسر القديم يفتح من جديد\n\nأعيد فتح الجسر القديم فوق النهر يوم الأربعاء بعد أعمال استمرت عامين.".to_owned()),
        (HOSTILE, "http://\"><script>/", hostile),
    ];
    documents.map(|(id, url, text)| (id.to_owned(), url.to_owned(), text)).to_vec()
}

pub(crate) fn records() -> String {
    corpus()
        .iter()
        .map(|(id, url, text)| format!("{}\n", json!({"id": id, "url": url, "text": text})))
        .collect()
}
