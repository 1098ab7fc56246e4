//! The page that the project began with: a mirror of a news article, with a spam line above and pinyin glosses inside.
//!
//! It is third-party text and lies outside the repository, in `shared/seed` of a folder above it. Where it is not
//! there, these tests say so and pass.

#[path = "common/answer.rs"]
mod answer;

use std::fs;
use std::path::{Path, PathBuf};

use gangue::{Classifier, Label, Report, Verdict};

use answer::answer;

/// Number of readings that the mirror put into the article.
const GLOSSES: usize = 265;

/// The Simplified characters of the spam line that Traditional writes otherwise.
const TRADITIONAL: &[(char, char)] = &[
    ('专', '專'),
    ('产', '產'),
    ('区', '區'),
    ('发', '髮'),
    ('国', '國'),
    ('欧', '歐'),
    ('线', '線'),
    ('观', '觀'),
    ('视', '視'),
    ('韩', '韓'),
    ('频', '頻'),
];

/// A line that is not blank, and what it is.
#[derive(Clone)]
struct Line {
    text: String,
    label: String,
    /// White space between this line and the one before it.
    gap: String,
}

/// The lines of a page.
#[derive(Clone)]
struct Seed(Vec<Line>);

impl Seed {
    fn load() -> Option<Self> {
        let Some(folder) = folder() else {
            eprintln!("SKIPPED: there is no shared/seed/page.txt above {}", env!("CARGO_MANIFEST_DIR"));
            return None;
        };
        let page = fs::read_to_string(folder.join("page.txt")).expect("the page is UTF-8");
        let labels = fs::read_to_string(folder.join("labels.tsv")).expect("the labels are UTF-8");
        Some(Self::parse(&page, &labels))
    }

    fn parse(page: &str, labels: &str) -> Self {
        let label = |number: usize| {
            let mut rows = labels.lines().skip(1).map(|row| row.split('\t').collect::<Vec<_>>());
            let row = rows.find(|row| row.first() == Some(&number.to_string().as_str()));
            let row = row.unwrap_or_else(|| panic!("line {number} has a label"));
            row[1..].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/")
        };
        let mut lines: Vec<Line> = Vec::new();
        let mut gap = String::new();
        for (at, line) in page.lines().enumerate() {
            if line.trim().is_empty() {
                gap += line;
            } else {
                let text = line.trim_end().to_owned();
                let end = line[text.len()..].to_owned();
                lines.push(Line { text, label: label(at + 1), gap });
                gap = end;
            }
            gap.push('\n');
        }
        Self(lines)
    }

    fn text(&self) -> String {
        self.0.iter().map(|line| format!("{}{}", line.gap, line.text)).collect()
    }

    /// The kept lines with the white space before them, without glosses.
    fn expected(&self) -> String {
        let kept = self.0.iter().filter(|line| matches!(line.label.as_str(), "title" | "body"));
        let whole: String = kept.map(|line| format!("{}{}", line.gap, line.text)).collect();
        without_glosses(whole.trim_start())
    }

    fn is_spam(line: &Line) -> bool {
        line.label.starts_with("spam")
    }

    fn map(&self, mut change: impl FnMut(&mut Line)) -> Self {
        let mut seed = self.clone();
        seed.0.iter_mut().for_each(&mut change);
        seed
    }

    fn without_spam(&self) -> Self {
        Self(self.0.iter().filter(|line| !Self::is_spam(line)).cloned().collect())
    }

    fn spam(&self) -> Line {
        self.0.iter().find(|line| Self::is_spam(line)).cloned().expect("a spam line")
    }

    /// The page as it came, and as others would send it.
    fn variants(&self) -> Vec<(&'static str, Self)> {
        let mut last = self.without_spam();
        last.0.push(Line { gap: "\n\n".to_owned(), ..self.spam() });
        let mut twice = self.clone();
        twice.0.insert(1, Line { gap: "\n".to_owned(), ..self.spam() });
        let mut both_ends = self.clone();
        both_ends.0.push(Line { gap: "\n\n".to_owned(), ..self.spam() });
        let line_end = |line: &mut Line| line.gap = line.gap.replace('\n', "\r\n");
        let no_blanks = |line: &mut Line| line.gap.truncate(line.gap.find('\n').map_or(0, |at| at + 1));
        let traditional = |line: &mut Line| {
            if Self::is_spam(line) {
                line.text = line.text.chars().map(traditional).collect();
            }
        };
        vec![
            ("as it came", self.clone()),
            ("CRLF", self.map(line_end)),
            ("without blank lines", self.map(no_blanks)),
            ("CRLF without blank lines", self.map(no_blanks).map(line_end)),
            ("spam line last", last),
            ("spam line twice", twice),
            ("spam line first and last", both_ends),
            ("spam line in Traditional", self.map(traditional)),
            ("without glosses", self.map(|line| line.text = without_glosses(&line.text))),
            ("without the spam line", self.without_spam()),
        ]
    }
}

fn folder() -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    above.map(|folder| folder.join("shared/seed")).find(|folder| folder.join("page.txt").is_file())
}

fn traditional(c: char) -> char {
    TRADITIONAL.iter().find(|(simplified, _)| *simplified == c).map_or(c, |(_, traditional)| *traditional)
}

/// The text without bracketed pinyin syllables: letters in ASCII brackets behind a Han character, as on this page.
fn without_glosses(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let (before, after) = rest.split_at(open);
        let syllable = after[1..].find(')').map(|close| &after[1..=close]);
        let is_gloss = syllable.is_some_and(|s| {
            !s.is_empty() && s.chars().count() <= 6 && s.chars().all(|c| c.is_lowercase() && c < '\u{250}')
        });
        out += before;
        let length = syllable.filter(|_| is_gloss).map_or(0, |s| s.len() + 2);
        if length == 0 {
            out.push('(');
        }
        rest = &after[length.max(1)..];
    }
    out + rest
}

/// What is wrong with the report on a variant of the page.
fn faults(name: &str, seed: &Seed, report: &Report<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut at = 0;
    for (number, line) in seed.0.iter().enumerate() {
        let start = at + line.gap.len();
        at = start + line.text.len();
        let got = answer(report, start..at);
        if got != line.label {
            faults.push(format!("{name}: text line {}: expected {}, got {got}", number + 1, line.label));
        }
    }
    if report.clean() != seed.expected() {
        faults.push(format!("{name}: the cleaned text is not title and body"));
    }
    if report.verdict() != Verdict::Article {
        faults.push(format!("{name}: the verdict is {}", report.verdict()));
    }
    faults
}

#[test]
fn every_line_of_every_variant_has_its_label() {
    let Some(seed) = Seed::load() else { return };
    let classifier = Classifier::new();
    let judge = |(name, seed): (&str, Seed)| faults(name, &seed, &classifier.classify(&seed.text()));
    let faults: Vec<_> = seed.variants().into_iter().flat_map(judge).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn all_glosses_are_found_and_nothing_else() {
    let Some(seed) = Seed::load() else { return };
    let text = seed.text();
    let report = Classifier::new().classify(&text);
    assert_eq!(report.glosses().len(), GLOSSES);
    let mut rest = text.clone();
    for gloss in report.glosses().iter().rev() {
        rest.replace_range(gloss.range(), "");
    }
    assert_eq!(rest, without_glosses(&text));
    let plain = seed.map(|line| line.text = without_glosses(&line.text)).text();
    assert_eq!(Classifier::new().classify(&plain).glosses(), []);
}

#[test]
fn nothing_is_spam_without_the_spam_line() {
    let Some(seed) = Seed::load() else { return };
    let text = seed.without_spam().text();
    let report = Classifier::new().classify(&text);
    let spam: Vec<_> = report.segments().iter().filter(|segment| segment.label() == Label::Spam).collect();
    assert!(spam.is_empty(), "{spam:?}");
}

#[test]
fn the_page_is_what_these_tests_take_it_for() {
    let Some(seed) = Seed::load() else { return };
    let Line { text: spam, .. } = seed.spam();
    let changed: String = spam.chars().map(traditional).collect();
    assert_ne!(changed, spam);
    let text = seed.text();
    let glosses = text.chars().count() - without_glosses(&text).chars().count();
    assert!(glosses > 3 * GLOSSES, "{glosses} characters of glosses");
    assert_eq!(seed.0.len(), 17);
}
