//! What holds of every report on every text.

#[path = "common/generate.rs"]
mod generate;
#[path = "common/holds.rs"]
mod holds;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::thread;

use gangue::{Classifier, Config, Kind, Label, Lexicon, Report, Segment, Span};
use proptest::prelude::*;
use proptest::sample::select;

use generate::{SPAM, config, disguise, glossed_page, lopsided_page, page, page_with_head, spliced_page};
use holds::{covers, everything, is_well_formed};

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, failure_persistence: None, ..ProptestConfig::default() }
}

/// Texts that are likely to be mishandled.
const CORNERS: &[&str] = &[
    "",
    " ",
    "\n",
    "\r\n\r\n",
    "\u{feff}",
    "\0",
    "a",
    "的",
    "\u{301}",
    "(",
    "()",
    "(yè)",
    "業(yè)",
    "業(yè",
    "|||||||||",
    "国产精品",
    "\u{3000}\u{3000}国产精品\u{3000}",
    "casino casino casino casino",
    "\u{2028}\u{2029}\u{85}\u{b}\u{c}",
    "a\u{85}b",
    "\u{202e}\u{202d}",
    // More characters of the Latin script than letters, on a page of another.
    "ⅴ ⅵ ⅶ a\n桥下的旧书店今年五十岁了，店主每天上午九点准时开门，把几箱书搬到门口的长桌上，傍晚再搬回去。",
    // A short list in a line that has more blanks than the list has bytes.
    "It is six, and a bell on the old ferry rings, and off we go, up the river and on to the mill by the weir. As it \
     is, we are in no haste: it is a fine day, and the sun is on the hills, and in an hour or so it is time for tea. \
     So it goes, day in and day out, and no one on the boat, or on the bank, is in a hurry to be off or to be in. \
     国产精品丨日韩欧美一区二区丨中文字幕在线观看",
];

fn spam(report: &Report<'_>) -> Vec<Span> {
    report.segments().iter().filter(|segment| segment.label() == Label::Spam).map(Segment::span).collect()
}

/// Whether each of the parts lies within the whole, white space aside.
fn within(parts: &[Span], whole: &[Span], text: &str) -> bool {
    let covered = |at: usize| whole.iter().any(|span| span.range().contains(&at));
    let chars = |part: &Span| {
        let start = part.start();
        part.of(text).char_indices().filter(|(_, c)| !c.is_whitespace()).map(move |(at, _)| start + at)
    };
    parts.iter().flat_map(chars).all(covered)
}

#[test]
fn corners_hold() {
    for text in CORNERS {
        everything(&Classifier::new(), text);
    }
}

/// What the fuzzing starts from, and the inputs that it broke something with.
#[test]
fn seeds_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let folders =
        ["classify", "fold", "wordlist"].map(|target| fs::read_dir(folder.join(target)).expect("seeds"));
    let files: Vec<_> = folders.into_iter().flatten().map(|entry| entry.expect("a file").path()).collect();
    assert!(files.len() > 10);
    for file in files {
        let bytes = fs::read(file).expect("readable");
        everything(&Classifier::new(), &String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn a_text_of_white_space_has_no_segments() {
    for text in ["", " \t\r\n", "\u{3000}\u{2028}\u{a0}\n"] {
        let report = Classifier::new().classify(text);
        assert_eq!(
            (report.segments().len(), report.body().len(), report.clean().len()),
            (0, 0, 0),
            "{text:?}"
        );
        assert_eq!(report.verdict(), gangue::Verdict::Empty);
    }
}

/// Terms and text pass through one fold, and a list of the caller's own needs nothing but its text.
#[test]
fn a_term_is_found_however_it_is_written() {
    let list = "@label spam\n@kind other\n@lang en\nzqx kvw\tstrong\n旧钟表行\tstrong\n";
    let lexicon = Lexicon::new().with_list("mine", list).expect("a list");
    let classifier = Classifier::with(Config::default().with_spam_threshold(0.0), &lexicon);
    let cases = [
        ("zqx kvw", "mine:4"),
        ("ZQX Kvw", "mine:4"),
        ("zqx-kvw", "mine:4"),
        ("zqx   kvw", "mine:4"),
        ("ｚｑｘ ｋｖｗ", "mine:4"),
        ("z\u{200b}q\u{ad}x kvw", "mine:4"),
        ("𝓏𝓆𝓍 𝓴𝓿𝔀", "mine:4"),
        ("旧钟表行", "mine:5"),
        ("舊鐘錶行", "mine:5"),
        ("旧\u{200b}钟\u{200b}表行", "mine:5"),
    ];
    for (written, origin) in cases {
        let text = format!("This way: {written}, just behind the bridge.");
        let report = classifier.explain(&text);
        let reasons: Vec<_> = report.segments().iter().flat_map(Segment::reasons).collect();
        let found = reasons.iter().any(|r| r.origin() == Some(origin) && r.span().of(&text) == written);
        assert!(found, "{written:?}: {reasons:?}");
    }
}

/// A list of terms that no generated text holds.
static HIDDEN: LazyLock<Classifier> = LazyLock::new(|| {
    let list =
        "@label spam\n@kind other\n@lang en\nzqx kvwopa\tstrong\nжщюы эйфъе\tstrong\n旧钟表行\tstrong\n";
    let lexicon = Lexicon::new().with_list("hidden", list).expect("a list");
    Classifier::with(Config::default().with_spam_threshold(0.0), &lexicon)
});

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn a_disguise_folds_away(term in select(SPAM), way in any::<usize>()) {
        prop_assert_eq!(Lexicon::fold(&disguise(term, way)), Lexicon::fold(term));
    }

    #[test]
    fn a_hidden_term_is_found_where_it_stands(
        term in select(&["zqx kvwopa", "жщюы эйфъе", "旧钟表行", "舊鐘錶行"][..]), way in any::<usize>(), around in page()
    ) {
        let written = disguise(term, way);
        let text = format!("{around}\nThis way: {written}, just behind the bridge.\n{around}");
        let report = HIDDEN.explain(&text);
        let reasons: Vec<_> = report.segments().iter().flat_map(Segment::reasons).collect();
        let found = reasons.iter().any(|r| r.origin().is_some() && r.span().of(&text) == written);
        prop_assert!(found, "{:?}: {:?}", written, reasons);
    }
}

#[test]
fn reports_do_not_depend_on_threads() {
    let texts: Vec<String> = CORNERS.iter().map(|text| format!("{text}\n{}", CORNERS.join("\n"))).collect();
    let all = || texts.iter().map(|text| Classifier::new().explain(text)).collect::<Vec<_>>();
    let alone = all();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(all)).collect();
        for thread in threads {
            assert_eq!(thread.join().expect("no panic"), alone);
        }
    });
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn pages_hold(text in page()) {
        everything(&Classifier::new(), &text);
    }

    #[test]
    fn pages_with_a_head_hold(text in page_with_head()) {
        everything(&Classifier::new(), &text);
    }

    #[test]
    fn spliced_pages_hold(text in spliced_page()) {
        everything(&Classifier::new(), &text);
    }

    #[test]
    fn glossed_pages_hold(text in glossed_page()) {
        everything(&Classifier::new(), &text);
    }

    #[test]
    fn arbitrary_text_holds(text in any::<String>()) {
        everything(&Classifier::new(), &text);
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn pages_hold_under_any_configuration(text in prop_oneof![page(), page_with_head(), glossed_page()], config in config()) {
        everything(&Classifier::new().with_config(config), &text);
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn lopsided_pages_hold(text in lopsided_page()) {
        everything(&Classifier::new(), &text);
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn reports_do_not_depend_on_what_ran_before(text in page(), other in page()) {
        let classifier = Classifier::new();
        let before = classifier.explain(&text);
        let _ = classifier.explain(&other);
        prop_assert_eq!(&classifier.explain(&text), &before);
        prop_assert_eq!(&FRESH.explain(&text), &before);
    }

    #[test]
    fn what_is_kept_is_the_callers_choice_and_changes_nothing_else(text in page()) {
        let report = Classifier::new().classify(&text);
        let all = Classifier::new().with_config(Config::default().with_keep(Label::ALL)).classify(&text);
        let labels = |report: &Report<'_>| {
            report.segments().iter().map(|s| (s.span(), s.label(), s.kind())).collect::<Vec<_>>()
        };
        prop_assert_eq!(labels(&all), labels(&report));
        prop_assert_eq!(all.cut().count(), 0);
        prop_assert_eq!(all.body(), text.trim());
        let none = Classifier::new().with_config(Config::default().with_keep(&[])).classify(&text);
        prop_assert_eq!(none.body(), "");
    }

    #[test]
    fn a_bolder_preset_finds_the_same_spam_and_more(text in prop_oneof![page(), page_with_head()]) {
        let classify = |config| Classifier::new().with_config(config).classify(&text);
        let [timid, middle, bold] =
            [Config::conservative(), Config::balanced(), Config::aggressive()].map(|config| spam(&classify(config)));
        prop_assert!(within(&timid, &middle, &text), "conservative {:?}, balanced {:?}", timid, middle);
        prop_assert!(within(&middle, &bold, &text), "balanced {:?}, aggressive {:?}", middle, bold);
    }

    #[test]
    fn a_higher_threshold_takes_less(
        text in prop_oneof![4 => spliced_page(), 1 => page(), 1 => page_with_head()],
        thresholds in prop::collection::vec(0.0..1.0_f32, 3),
    ) {
        let mut thresholds = [&[0.35, 0.45, 0.9][..], &thresholds].concat();
        thresholds.sort_by(f32::total_cmp);
        let at = |threshold: &f32| {
            let config = Config::default().with_spam_threshold(*threshold);
            spam(&Classifier::new().with_config(config).classify(&text))
        };
        let found: Vec<_> = thresholds.iter().map(at).collect();
        for (pair, thresholds) in found.windows(2).zip(thresholds.windows(2)) {
            prop_assert!(within(&pair[1], &pair[0], &text), "{:?}: {:?}", thresholds, pair);
        }
    }

    #[test]
    fn nothing_is_spam_above_the_highest_threshold(text in page_with_head()) {
        let report = Classifier::new().with_config(Config::default().with_spam_threshold(f32::NAN)).classify(&text);
        let certain = report.segments().iter().filter(|s| s.label() == Label::Spam).all(|s| s.score() >= 1.0);
        prop_assert!(certain);
    }
}

// Each of these has an automaton of its own, which takes long to build.

/// What [`Classifier::new`] gives, built another time.
static FRESH: LazyLock<Classifier> =
    LazyLock::new(|| Classifier::with(Config::default(), &Lexicon::builtin()));

/// With a list that no generated text has a term of.
static WITH_UNRELATED: LazyLock<Classifier> = LazyLock::new(|| {
    let list = "@label spam\n@kind other\n@lang en\nzqxjkv wvut\tstrong\nqqzzxxyyw\tweak\n";
    let lexicon = Lexicon::builtin().with_list("unrelated", list).expect("a list");
    Classifier::with(Config::default(), &lexicon)
});

/// Without the lists of one category, for some of them.
static WITHOUT: LazyLock<Vec<(Kind, Classifier)>> = LazyLock::new(|| {
    let without = |kind| (kind, Classifier::with(Config::aggressive(), &Lexicon::builtin().without(kind)));
    [Kind::Adult, Kind::Gambling, Kind::Pharma].map(without).into()
});

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn an_unrelated_list_changes_nothing(text in page()) {
        prop_assert_eq!(WITH_UNRELATED.explain(&text), Classifier::new().explain(&text));
    }

    #[test]
    fn a_category_that_is_left_out_is_never_found(text in page_with_head()) {
        for (kind, classifier) in WITHOUT.iter() {
            let report = classifier.classify(&text);
            prop_assert!(report.segments().iter().all(|segment| segment.kind() != Some(*kind)), "{:?}", report);
        }
    }

    #[test]
    fn without_lists_every_text_has_a_report(text in page()) {
        let classifier = Classifier::with(Config::default(), &Lexicon::new());
        let report = classifier.classify(&text);
        covers(&report);
        is_well_formed(&report);
    }
}
