//! Pages for a browser: what they show, and that nothing of a text becomes part of them.

mod common;

use std::process::Command;
use std::sync::LazyLock;

use common::samples::{SPAM, records};
use common::{ARTICLE, files, run};

/// The pages of the corpus: the report, and the explanation of its documents.
static PAGES: LazyLock<[String; 2]> = LazyLock::new(|| {
    let dir = files(&[("c.jsonl", records().as_bytes())]);
    run(dir.path(), &["clean", "c.jsonl", "--stats", "stats.json", "-o", "out.jsonl"], b"");
    let report = run(dir.path(), &["report", "stats.json", "-o", "report.html"], b"");
    let explain = run(dir.path(), &["explain", "--html", "--format", "jsonl", "c.jsonl"], b"");
    assert_eq!((report.code, explain.code), (Some(0), Some(0)), "{report:?} {}", explain.stderr);
    [std::fs::read_to_string(dir.path().join("report.html")).expect("a page"), explain.stdout]
});

/// The tags of a page, without the contents of `style` and `script`.
fn tags(html: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').expect("the end of a tag");
        let tag = &rest[start + 1..end];
        tags.push(tag);
        rest = &rest[end + 1..];
        for raw in ["style", "script"] {
            if tag.starts_with(raw) {
                rest = &rest[rest.find(&format!("</{raw}")).expect("the end of the element")..];
            }
        }
    }
    tags
}

/// The names of the attributes of a tag, and their values.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut parts = tag.split('"');
    let mut attributes = Vec::new();
    while let (Some(before), Some(value)) = (parts.next(), parts.next()) {
        let name = before.rsplit([' ', '\n']).next().unwrap_or_default();
        attributes.push((name.trim_end_matches('='), value));
    }
    attributes
}

/// What the pages are made of.
const ELEMENTS: &str = "!doctype html head meta title style body header h1 h2 h3 h4 p nav a main dl div dt dd section svg rect g text \
    ul li b figure figcaption span table tbody tr th td details summary bdi small fieldset legend label input \
    select option aside mark s script";
const ATTRIBUTES: &str = "lang charset http-equiv content name class id href title scope width height x y rx aria-hidden aria-label \
    aria-describedby role text-anchor type value placeholder data-group data-tag tabindex";

/// Whether a list of names has one.
fn has(names: &str, name: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

#[test]
fn pages_hold_no_markup_of_others_and_load_nothing() {
    for html in &*PAGES {
        assert!(html.contains("&lt;/style&gt;&lt;/script&gt;&lt;script&gt;document.title=&#39;pwned&#39;"));
        assert!(html.contains("U+202E") && html.contains("U+0000"));
        let hidden = |c: char| (c.is_control() && !"\n\t".contains(c)) || c == '\u{202E}';
        assert!(!html.contains(hidden));
        for tag in tags(html) {
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
            assert!(has(ELEMENTS, name), "<{tag}>");
            for (attribute, value) in attributes(tag) {
                assert!(has(ATTRIBUTES, attribute), "{attribute} in <{tag}>");
                assert!(attribute != "href" || value.starts_with('#'), "<{tag}>");
            }
        }
        assert_eq!(tags(html).iter().filter(|tag| **tag == "script").count(), 1);
    }
}

#[test]
fn elements_are_closed() {
    const VOID: &[&str] = &["!doctype", "meta", "input"];
    for html in &*PAGES {
        let mut open: Vec<&str> = Vec::new();
        for tag in tags(html).into_iter().filter(|tag| !tag.ends_with('/')) {
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name));
            } else if !VOID.contains(&name) {
                open.push(name);
            }
        }
        assert_eq!(open, [""; 0]);
    }
}

#[test]
fn a_page_shows_text_labels_and_reasons() {
    let dir = files(&[("page.txt", format!("{SPAM}\n\n{ARTICLE}").as_bytes()), ("empty.jsonl", b"")]);
    let page = run(dir.path(), &["explain", "--html", "page.txt"], b"");
    assert_eq!((page.code, page.stderr.as_str()), (Some(0), ""));
    for part in [
        "<bdi>page.txt</bdi>",
        "data-tag=\"spam · gambling\"",
        "<mark>best online casino</mark>",
        "holds wordlist terms that honest text does not have",
        "spam/en-gambling.txt:",
        "The bridge over the river",
    ] {
        assert!(page.stdout.contains(part), "{part}");
    }
    let empty = run(dir.path(), &["explain", "--html", "empty.jsonl"], b"");
    assert!(
        empty.code == Some(0) && empty.stdout.contains("No documents") && empty.stdout.ends_with("</html>\n")
    );
}

/// A browser, if this machine has one.
fn browser() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|run| run.status.success()))
}

#[test]
fn a_browser_shows_the_pages() {
    let Some(browser) = browser() else {
        eprintln!("SKIPPED: no chromium here, so no browser has seen the pages");
        return;
    };
    for html in &*PAGES {
        let dir = files(&[("page.html", html.as_bytes())]);
        let address = format!("file://{}", dir.path().join("page.html").display());
        let profile = format!("--user-data-dir={}", dir.path().join("profile").display());
        let output = Command::new(browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--virtual-time-budget=5000",
                &profile,
            ])
            .args(["--dump-dom", &address])
            .output()
            .expect("the browser runs");
        let (shown, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if !output.status.success() || shown.is_empty() {
            eprintln!("SKIPPED: {browser} does not run here: {log}");
            return;
        }
        assert!(!log.contains("CONSOLE"), "{log}");
        assert!(shown.contains("<title>gangue "), "the title is ours");
        assert!(shown.contains("<html lang=\"en\" class=\"js\">"), "the script has run");
        let chosen = ["cut on\"", "kept on\""].iter().any(|class| shown.contains(class));
        assert!(chosen && shown.contains(" on\" id=\"w0-"), "it shows the reasons of a segment");
        assert!(!shown.contains("<img") && !shown.contains("<plaintext"), "text is text");
    }
}
