//! The public interface: what there is, and what can be done with it.
//!
//! Every public item stands in `api.txt`, in place of a published version to compare with; which traits the types have
//! is checked here. `UPDATE_API=1` writes that file anew, and fails even so.

use std::collections::BTreeSet;
use std::env;
use std::fmt::{Debug, Display};
use std::fs;
use std::hash::Hash;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use gangue::{
    Classifier, Config, Error, Kind, Label, Lexicon, Reason, Report, Segment, Signal, Span, UnknownName,
    Verdict,
};

/// Files whose public items belong to the `fit` feature, which promises nothing.
const UNSTABLE: &[&str] = &["fitting.rs", "survey.rs"];

fn is_plain<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + Clone + Debug>() {}

fn is_error<
    T: std::error::Error + Clone + Eq + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static,
>() {
}

fn is_value<T: Copy + Eq + Ord + Hash + Send + Sync + UnwindSafe + Debug>() {}

fn is_equal<T: PartialEq>() {}

fn has_default<T: Default>() {}

fn is_name<T: Display + FromStr<Err = UnknownName>>() {}

/// Each signal has words of its own, and each refused term a reason.
#[test]
fn there_are_words_for_people() {
    let words: BTreeSet<_> = Signal::ALL.iter().map(|signal| signal.describe()).collect();
    assert_eq!(words.len(), Signal::ALL.len());
    assert!(words.iter().all(|words| words.len() > 4 && words.trim() == *words));
    assert!(Lexicon::rejected().count() > 100);
    assert!(Lexicon::rejected().all(|(term, reason)| !term.is_empty() && !reason.is_empty()));
    assert_eq!(format!("{:?}", Span::new(3, 7)), "3..7");
}

#[test]
fn types_have_their_traits() {
    is_plain::<Classifier>();
    is_plain::<Config>();
    is_plain::<Lexicon>();
    is_plain::<Reason>();
    is_plain::<Report<'_>>();
    is_plain::<Segment<'_>>();
    is_value::<Kind>();
    is_value::<Label>();
    is_value::<Signal>();
    is_value::<Span>();
    is_value::<Verdict>();
    is_equal::<Config>();
    is_equal::<Reason>();
    is_equal::<Report<'_>>();
    is_equal::<Segment<'_>>();
    has_default::<Classifier>();
    has_default::<Config>();
    has_default::<Lexicon>();
    has_default::<Span>();
    is_name::<Kind>();
    is_name::<Label>();
    is_name::<Signal>();
    is_name::<Verdict>();
    is_error::<Error>();
    is_error::<UnknownName>();
}

/// A span is a pair of numbers, and any text can be asked for it.
#[test]
fn spans_of_nothing_are_empty() {
    let turned = Span::new(5, 2);
    assert_eq!((turned.start(), turned.end(), turned.len(), turned.is_empty()), (5, 5, 0, true));
    assert!(!Span::new(2, 5).is_empty());
    for (start, end, part) in
        [(0, 2, "é"), (0, 1, ""), (1, 3, ""), (2, 3, "a"), (2, 4, ""), (9, 9, ""), (3, 3, "")]
    {
        assert_eq!(Span::new(start, end).of("éa"), part, "{start}..{end}");
    }
}

/// An error can be handed on as any other.
#[test]
fn errors_are_errors() {
    let error: Box<dyn std::error::Error + Send + Sync> =
        Lexicon::new().with_list("mine.txt", "@label nonsense").expect_err("an error").into();
    assert!(error.to_string().contains("mine.txt"));
}

#[test]
fn names_lead_back_to_their_values() {
    fn check<T: Copy + PartialEq + Debug + Display + FromStr<Err = UnknownName>>(
        word: &str,
        all: &[T],
        name: impl Fn(T) -> &'static str,
        from: impl Fn(&str) -> Option<T>,
    ) {
        let names: BTreeSet<_> = all.iter().map(|&value| name(value)).collect();
        assert_eq!(names.len(), all.len());
        for &value in all {
            assert_eq!(from(name(value)), Some(value));
            assert_eq!(name(value).parse(), Ok(value));
            assert_eq!(value.to_string(), name(value));
            assert_eq!(format!("{value:>20}").len(), 20.max(name(value).len()));
        }
        for other in ["", "Body", "SPAM", " body", "nothing"] {
            assert_eq!(from(other), None, "{other:?}");
            let error = other.parse::<T>().map_err(|error| error.to_string());
            assert_eq!(error, Err(format!("unknown {word} {other:?}")));
        }
    }
    check("label", Label::ALL, Label::as_str, Label::from_name);
    check("kind", Kind::ALL, Kind::as_str, Kind::from_name);
    check("verdict", Verdict::ALL, Verdict::as_str, Verdict::from_name);
    check("signal", Signal::ALL, Signal::as_str, Signal::from_name);
}

/// What is set is what is asked for, within its range; the balanced preset is the default.
#[test]
fn configurations_hold_what_was_set() {
    assert_eq!(Config::default(), Config::balanced());
    for (name, preset) in [
        ("conservative", Config::conservative()),
        ("balanced", Config::balanced()),
        ("aggressive", Config::aggressive()),
    ] {
        assert_eq!(Config::from_preset(name), Some(preset));
    }
    assert_eq!(["", "Balanced", "bold"].map(Config::from_preset), [None, None, None]);
    let set = |bonus, threshold| {
        let config = Config::balanced().with_edge_bonus(bonus).with_spam_threshold(threshold);
        (config.edge_bonus(), config.spam_threshold())
    };
    assert_eq!(set(-1.5, 0.25), (-1.5, 0.25));
    assert_eq!(set(f32::NAN, f32::NAN), (0.0, 1.0));
    assert_eq!([-1.0, f32::NEG_INFINITY, 7.0].map(|threshold| set(2.0, threshold).1), [0.0, 0.0, 1.0]);
    for kept in [&[][..], &[Label::Byline], Label::ALL] {
        let config = Config::balanced().with_keep(kept);
        assert!(Label::ALL.iter().all(|label| config.keeps(*label) == kept.contains(label)));
    }
}

/// Another configuration changes no wordlist, and a classifier tells the one that it has.
#[test]
fn a_classifier_keeps_its_lists() {
    let house = "@label spam\n@kind academic\n@lang en\nlantern polish\tstrong\n";
    let lexicon = Lexicon::builtin().with_list("house", house).expect("a list").without(Kind::Gambling);
    let page = "Lantern polish, lantern polish sale, cheap lantern polish\nCasino bonus, free spins casino\n\n\
                The ferry leaves at six, and the captain rings the bell.";
    let built_in = Classifier::new();
    assert_eq!(built_in.config(), &Config::balanced());
    for config in [Config::conservative(), Config::aggressive().with_keep(Label::ALL)] {
        let (made, changed) = (
            Classifier::with(config.clone(), &lexicon),
            Classifier::with(Config::balanced(), &lexicon).with_config(config.clone()),
        );
        assert_eq!((made.config(), changed.config()), (&config, &config));
        assert_eq!(changed.explain(page), made.explain(page));
        assert_ne!(changed.explain(page), built_in.clone().with_config(config).explain(page));
    }
}

/// Every kind but `other` refines one label.
#[test]
fn kinds_refine_spam_or_boilerplate() {
    for &kind in Kind::ALL {
        let refines = |label| kind.label() == Some(label);
        assert_eq!(refines(Label::Spam) || refines(Label::Boilerplate), kind != Kind::Other, "{kind}");
    }
}

/// Nothing is rewritten: what a report shows of a text stands in the caller's memory.
#[test]
fn reports_borrow_the_text() {
    let page = include_str!("../examples/page.txt");
    let report = Classifier::new().classify(page);
    assert!(std::ptr::eq(report.text(), page));
    assert!(
        report.segments().iter().all(|segment| std::ptr::eq(segment.text(), &page[segment.span().range()]))
    );
    let body = Classifier::new().classify("One sentence is a body.\n").body();
    assert!(matches!(body, std::borrow::Cow::Borrowed("One sentence is a body.")));
}

#[test]
fn public_items_are_listed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api.txt");
    let listed = fs::read_to_string(&path).unwrap_or_default();
    let listed: BTreeSet<_> = listed.lines().map(str::to_owned).collect();
    let found = items();
    let difference: Vec<_> = found.difference(&listed).map(|item| format!("+ {item}")).collect();
    let gone: Vec<_> = listed.difference(&found).map(|item| format!("- {item}")).collect();
    let difference = [difference, gone].concat().join("\n");
    if env::var_os("UPDATE_API").is_some() {
        let text: String = found.iter().map(|item| format!("{item}\n")).collect();
        fs::write(&path, text).expect("the list can be written");
        panic!("\n{difference}\n{} was rewritten. Look at the change.\n", path.display());
    }
    assert!(difference.is_empty(), "\n{difference}\nUPDATE_API=1 rewrites tests/api.txt\n");
}

/// All public items, one a line.
fn items() -> BTreeSet<String> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut items: BTreeSet<String> = files.iter().flat_map(|file| declared(file)).collect();
    let mut names = |name: &str, values: Vec<&str>| {
        items.extend(values.into_iter().map(|value| format!("{name} value {value}")));
    };
    names("Label", Label::ALL.iter().map(|value| value.as_str()).collect());
    names("Kind", Kind::ALL.iter().map(|value| value.as_str()).collect());
    names("Verdict", Verdict::ALL.iter().map(|value| value.as_str()).collect());
    names("Signal", Signal::ALL.iter().map(|value| value.as_str()).collect());
    items
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".rs") && !UNSTABLE.contains(&name.as_str()) {
                files.push(path);
            }
        }
    }
}

/// The declarations of a file that begin with a bare `pub`, each with the type whose `impl` it stands in. This reads
/// text, not Rust, and relies on the layout that rustfmt gives it.
fn declared(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).expect("UTF-8");
    let mut owner = String::new();
    let mut items = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.starts_with(' ') && line.trim_start().starts_with("impl") {
            owner = subject(line);
        } else if line == "}" {
            owner.clear();
        }
        let is_item =
            line.trim_start().strip_prefix("pub ").is_some_and(|rest| !rest.starts_with("mod fitting"));
        if !is_item {
            continue;
        }
        let mut item = line.trim().to_owned();
        while !item.ends_with(['{', ';', '}']) && lines.peek().is_some() {
            item += " ";
            item += lines.next().unwrap_or_default().trim();
        }
        let item = item.trim_end_matches(['{', ';', ' ']);
        items.push(if owner.is_empty() { item.to_owned() } else { format!("{owner} {item}") });
    }
    items
}

/// `impl<'t> Segment<'t> {` is about `Segment`.
fn subject(line: &str) -> String {
    let line = line.trim_start_matches("impl").trim_end_matches(['{', ' ']);
    let line =
        if line.starts_with('<') { line.split_once("> ").map_or(line, |(_, rest)| rest) } else { line };
    line.trim().split('<').next().unwrap_or_default().to_owned()
}

#[cfg(feature = "serde")]
mod with_serde {
    use std::fmt::Debug;

    use gangue::{Classifier, Config, Kind, Label, Signal, Span, Verdict};
    use serde_json::{Value, from_str, from_value, json, to_string, to_value};

    const PAGE: &str =
        "国产精品一区二区三区,日韩欧美中文字幕在线,亚洲成人无码免费视频\nA quiet town by the river.\n";

    fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + Debug>(value: &T) {
        let written = to_string(value).expect("a value can be written");
        assert_eq!(&from_str::<T>(&written).expect("and read"), value, "{written}");
    }

    #[test]
    fn values_come_back() {
        Label::ALL.iter().for_each(round_trip);
        Kind::ALL.iter().for_each(round_trip);
        Verdict::ALL.iter().for_each(round_trip);
        for span in [Span::default(), Span::new(3, 9), Span::new(0, usize::MAX >> 12)] {
            round_trip(&span);
        }
        for config in [Config::conservative(), Config::balanced(), Config::aggressive().with_keep(&[])] {
            round_trip(&config);
        }
    }

    #[test]
    fn names_are_those_of_annotations() {
        let named = |value: Value, name: &str| assert_eq!(value, json!(name));
        Label::ALL.iter().for_each(|value| named(to_value(value).unwrap(), value.as_str()));
        Kind::ALL.iter().for_each(|value| named(to_value(value).unwrap(), value.as_str()));
        Verdict::ALL.iter().for_each(|value| named(to_value(value).unwrap(), value.as_str()));
        Signal::ALL.iter().for_each(|value| named(to_value(value).unwrap(), value.as_str()));
    }

    #[test]
    fn what_a_configuration_does_not_say_is_balanced() {
        assert_eq!(from_str::<Config>("{}").unwrap(), Config::balanced());
        let config: Config = from_value(json!({ "keep": ["body", "byline"] })).unwrap();
        assert_eq!(config, Config::balanced().with_keep(&[Label::Body, Label::Byline]));
        assert!(from_str::<Config>(r#"{ "keep": ["nonsense"] }"#).is_err());
    }

    #[test]
    fn reports_are_written_without_their_text() {
        let classifier = Classifier::new();
        let plain = to_value(classifier.classify(PAGE)).unwrap();
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&plain), ["confidence", "glosses", "segments", "verdict"]);
        let segments = plain["segments"].as_array().unwrap();
        assert_eq!(segments.len(), classifier.classify(PAGE).segments().len());
        for segment in segments {
            assert_eq!(keys(segment), ["kept", "kind", "label", "score", "span"]);
            round_trip(&from_value::<Span>(segment["span"].clone()).unwrap());
        }
    }

    #[test]
    fn explained_reports_hold_their_reasons() {
        let report = Classifier::new().explain(PAGE);
        let written = to_value(&report).unwrap();
        let reason = &written["segments"][0]["reasons"][0];
        let expected = &report.segments()[0].reasons()[0];
        assert_eq!(reason["signal"], json!(expected.signal().as_str()));
        assert_eq!(from_value::<Span>(reason["span"].clone()).unwrap(), expected.span());
    }
}
