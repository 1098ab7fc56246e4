//! The examples of the wordlists, end to end: every `@hit` is found, every `@pass` is left alone.
//!
//! Each example stands with a short honest article in the language of its list, from `articles/`: those of spam
//! lists above it, `@hit` of boilerplate lists below it, and `@pass` of boilerplate lists as a paragraph in the
//! middle. What fails today stands in `hits-known-failures.tsv` as list and example (`hit2` is the second `@hit`).

#[path = "common/answer.rs"]
mod answer;
#[path = "common/articles.rs"]
mod articles;
#[path = "common/known.rs"]
mod known;
#[path = "common/lists.rs"]
#[expect(dead_code, reason = "other tests ask for more of a list")]
mod lists;

use gangue::Classifier;

use answer::answer;
use articles::ARTICLES;
use known::Failure;
use lists::ListFile;

/// A line of a list that says what the list does.
#[derive(Clone)]
struct Example {
    /// `spam` or `boilerplate`.
    folder: &'static str,
    file: String,
    kind: String,
    lang: String,
    /// `hit` or `pass`.
    word: &'static str,
    number: usize,
    text: String,
}

#[test]
fn examples_do_what_their_lists_say() {
    let classifier = Classifier::new();
    let examples = ["boilerplate", "spam"].into_iter().flat_map(examples).collect::<Vec<_>>();
    assert!(examples.len() > 100, "{} examples", examples.len());
    let failures: Vec<_> = examples.iter().filter_map(|example| failure(example, &classifier)).collect();
    known::check("hits-known-failures.tsv", "UPDATE_HITS", &failures, |_| true);
}

#[test]
fn articles_come_back_whole() {
    let lost = |(lang, article): &(&str, &str)| {
        let report = Classifier::new().classify(article);
        let cut: Vec<_> =
            report.cut().map(|cut| format!("{lang}: {}: {}", cut.label(), cut.text())).collect();
        assert_eq!(report.body() == article.trim_end(), cut.is_empty());
        cut
    };
    let lost: Vec<_> = ARTICLES.iter().flat_map(lost).collect();
    assert!(lost.is_empty(), "\n{}\n", lost.join("\n"));
}

/// The examples of all lists in a folder.
fn examples(folder: &'static str) -> Vec<Example> {
    let of = |list: &ListFile| ["hit", "pass"].map(|word| of_list(folder, list, word)).concat();
    ListFile::of(folder).iter().flat_map(of).collect()
}

fn of_list(folder: &'static str, list: &ListFile, word: &'static str) -> Vec<Example> {
    let (lang, kind) = list.subject();
    let example = |(at, (_, text)): (usize, (usize, &str))| Example {
        folder,
        file: list.file().to_owned(),
        kind: kind.to_owned(),
        lang: lang.to_owned(),
        word,
        number: at + 1,
        text: text.to_owned(),
    };
    list.values(word).enumerate().map(example).collect()
}

/// The page that an example is tried on, and where it stands.
fn page(example: &Example) -> (String, usize) {
    let article = ARTICLES.iter().find(|(lang, _)| *lang == example.lang);
    let Some((_, article)) = article else { panic!("tests/articles/ has no {}.txt", example.lang) };
    let article = article.trim_end();
    let middle = article.match_indices('\n').nth(2).map_or(0, |(at, _)| at + 1);
    let at = match (example.folder, example.word) {
        ("spam", _) => 0,
        (_, "hit") => return (format!("{article}\n{}\n", example.text), article.len() + 1),
        _ => middle,
    };
    (format!("{}{}\n{}\n", &article[..at], example.text, &article[at..]), at)
}

fn failure(example: &Example, classifier: &Classifier) -> Option<Failure> {
    let (page, at) = page(example);
    let report = classifier.classify(&page);
    let got = answer(&report, at..at + example.text.len());
    let Example { folder, file, kind, word, number, .. } = example;
    let (expected, holds) = match (*folder, *word) {
        (_, "hit") => (format!("{folder}/{kind}"), got == format!("{folder}/{kind}")),
        ("spam", _) => ("no spam".to_owned(), !got.contains("spam")),
        _ => ("body".to_owned(), got == "body"),
    };
    (!holds).then(|| Failure {
        item: format!("{folder}/{file}"),
        row: format!("{word}{number}"),
        what: format!("expected {expected}, got {got}"),
        text: example.text.clone(),
    })
}
