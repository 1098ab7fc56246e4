//! That nothing is lost in the sieve.

mod fields;
mod names;

use super::super::{Classifier, Scratch};
use super::*;

pub(crate) const PAGES: [&str; 4] = [
    include_str!("../../../examples/page.txt"),
    include_str!("../../../examples/page-zh.txt"),
    "slot gacor | casino bonus | online casino",
    "The ferry leaves at six casino bonus and the captain rings the bell. See lucky7 casino for more, and lucky7 casino \
     again; payday loans are not sold on the boat, nor generic cialis, cheap levitra, or slot gacor. Nobody knew who had \
     painted the door of the mill, and in the inn below nobody asked for buy viagra online at all that winter.",
];

/// What `ask` gives for the judge of a page.
pub(crate) fn judged<T>(text: &str, ask: impl FnOnce(&Judge<'_>) -> T) -> T {
    let classifier = Classifier::new();
    let mut scratch = Scratch::default();
    scratch.measure(text);
    scratch.search(text, &classifier.matcher, &classifier.function_words);
    ask(&Judge::new(scratch.view(text), &classifier.spam))
}

/// The blocks and the parts whose score is at least `least`.
fn units(judge: &Judge<'_>, least: f32) -> [Vec<Injection>; 2] {
    let mut buffers = Buffers::default();
    judge.wholes(least, &mut buffers);
    judge.parts(least, &mut buffers);
    [buffers.wholes, buffers.parts]
}

/// Units that are dropped by their counts alone would not have had the score.
#[test]
fn nothing_is_lost_in_the_sieve() {
    for text in PAGES {
        judged(text, |judge| {
            let all = units(judge, 0.0);
            let mut buffers = Buffers::default();
            judge.wholes(0.0, &mut buffers);
            assert!(!all[0].is_empty() && all[0].len() == buffers.worth.len(), "{text}");
            for least in [0.001, 0.02, 0.1, 0.3, 0.5, 0.9, 0.9999] {
                let expected = all.clone().map(|mut units| {
                    units.retain(|unit| unit.score >= least);
                    units
                });
                assert_eq!(units(judge, least), expected, "{least} {text}");
            }
        });
    }
}

#[test]
fn pages_of_a_few_lines_are_judged_alone() {
    for (text, expected) in [
        ("Harbour\n".repeat(8), Unit::Alone),
        ("Harbour\n".repeat(9), Unit::Block),
        (PAGES[3].to_owned(), Unit::Block),
    ] {
        assert!(judged(&text, |judge| judge.unit() == expected), "{text}");
    }
}

/// A long line is several blocks, and a name can stand where two of them meet.
#[test]
fn echoes_stay_within_their_block() {
    let prose = "港口的工程预计明年完工负责人在当地的会议上表示没有问题金海娱乐平台官网入口另有安排";
    let mut found = 0;
    for length in 0..20 {
        let text = format!("{}{}", "工".repeat(2 * length), prose.repeat(40));
        judged(&text, |judge| {
            for (number, block) in judge.view.blocks.iter().enumerate() {
                for echo in judge.view.echoes_of(number) {
                    let (start, end) = (block.span.start(), block.span.end());
                    assert!(start <= echo.span.start() && echo.span.end() <= end, "{echo:?} of {block:?}");
                    found += 1;
                }
            }
        });
    }
    assert!(found > 100);
}

/// The terms of a line are a part as far as the text around them is worded like spam: once, and not where that is all of it.
#[test]
fn parts_reach_as_far_as_the_wording() {
    let (mut wholes, mut others) = (0, 0);
    for text in [
        "sign up now and get casino bonus fast and easy",
        "order now cheap and fast with buy viagra online overnight delivery best price guaranteed",
        "daftar sekarang dan menangkan hadiah besar slot gacor hari ini gampang menang terpercaya indonesia",
        "win big today with casino bonus",
    ] {
        judged(text, |judge| {
            let (view, whole) = (&judge.view, judge.view.blocks[0].span);
            let mut parts: Vec<_> = units(judge, 0.0)[1].iter().map(|part| part.span).collect();
            let (script, mut by_terms) = (view.page.script(), Vec::new());
            candidates(
                text,
                whole,
                &view.profiles[0],
                view.hits,
                script,
                &mut Seams::default(),
                &mut by_terms,
            );
            for run in term_runs(view.hits) {
                let worded = worded_like_spam(text, whole, run);
                assert_eq!(parts.contains(&worded), worded != whole, "{text}");
                wholes += usize::from(worded == whole);
                others += usize::from(worded != whole && !by_terms.contains(&worded));
            }
            let found = parts.len();
            parts.sort_unstable();
            parts.dedup();
            assert_eq!(parts.len(), found, "{text}");
        });
    }
    assert!(wholes > 0 && others > 0, "{wholes} {others}");
}

#[test]
fn names_that_come_again_are_parts() {
    let text = "We took the boat to golden duck casino, but golden duck casino was shut, said the men of golden duck casino.";
    judged(text, |judge| {
        let [_, parts] = units(judge, 0.0);
        let names: Vec<_> = parts.iter().filter(|part| part.span.of(text) == "golden duck casino").collect();
        assert_eq!(names.len(), 3, "{parts:?}");
    });
}

#[test]
fn names_that_come_again_are_as_sure_as_the_surest() {
    let text = "We took the boat to golden duck casino in the morning, all of us.\n\
                Nobody at the quay had heard that golden duck casino was shut.\n\
                golden duck casino Then the rain came, and we went home.\n\
                We met the men of bright swan casino by the door of the mill.\n\
                At noon the rooms of bright swan casino were closed as well.\n\
                bright swan casino And so we slept in the inn.";
    judged(text, |judge| {
        let mut buffers = Buffers::default();
        judge.wholes(0.0, &mut buffers);
        judge.parts(0.0, &mut buffers);
        judge.spread(&mut buffers);
        let mut is_less = false;
        for name in ["golden duck casino", "bright swan casino"] {
            let names: Vec<_> = buffers.parts.iter().filter(|part| part.span.of(text) == name).collect();
            let alone = names.iter().map(|name| {
                let candidate =
                    Candidate { block: name.block, span: name.span, around: judge.around(name.block) };
                judge.assess(&candidate, Unit::Insertion, &mut Memory::default()).score
            });
            let alone: Vec<_> = alone.collect();
            let most = alone.iter().copied().fold(0.0, f32::max);
            is_less |= alone.iter().any(|score| *score < most);
            assert!(names.len() == 3 && names.iter().all(|name| name.score == most), "{names:?} {alone:?}");
        }
        assert!(is_less);
    });
}

#[test]
fn runs_of_spam_are_settled() {
    let long = "the ferry leaves at six and the captain rings the bell ".repeat(3);
    let page = format!("a\nb\nc\n{long}\n{long}\nd");
    judged(&page, |judge| {
        let whole = |block: usize, score: f32, whole: bool| {
            let span = judge.view.blocks[block].span;
            let candidate = Candidate { block, span, around: judge.around(block) };
            Injection { whole, score, ..judge.assess(&candidate, Unit::Block, &mut Memory::default()) }
        };
        for (found, expected) in [
            // Doubtful lines follow a sure one, paragraphs do not.
            (&[(0, 0.5, true), (1, 0.4, true), (3, 0.4, true), (4, 0.6, true)][..], &[0, 1, 4][..]),
            (&[(0, 0.4, true), (1, 0.4, true)], &[]),
            (&[(0, 0.5, true)], &[0]),
            // Parts of what is spam go with it, parts of other blocks stay.
            (&[(0, 0.5, true), (0, 0.9, false), (1, 0.9, false)], &[0, 1]),
            (&[(0, 0.4, true), (0, 0.9, false), (3, 0.9, false)], &[0, 3]),
        ] {
            let mut out: Vec<_> = found.iter().map(|&(block, score, all)| whole(block, score, all)).collect();
            settle_runs(&judge.view, 0.5, &mut Buffers::default(), &mut out);
            let blocks: Vec<_> = out.iter().map(|injection| injection.block).collect();
            assert_eq!(blocks, expected, "{found:?}");
        }
    });
}

/// What is spam at a threshold.
fn found_at(judge: &Judge<'_>, threshold: f32) -> Vec<Injection> {
    let config = Config::balanced().with_spam_threshold(threshold);
    let mut out = Vec::new();
    super::judge(judge.view, judge.model, &config, &mut Buffers::default(), &mut out);
    out
}

#[test]
fn lines_among_spam_are_spam_from_a_lower_score_on() {
    let mut compared = 0;
    for line in [
        "casino of the town",
        "The old casino by the harbour",
        "Casino news",
        "A bonus for the ferrymen of the town",
    ] {
        let page = format!("slot gacor, casino bonus, buy viagra\n{line}\n{}", PAGES[0]);
        judged(&page, |judge| {
            let mut buffers = Buffers::default();
            judge.wholes(0.0, &mut buffers);
            let score =
                |block| buffers.wholes.iter().find(|whole| whole.block == block).map(|whole| whole.score);
            let [Some(sure), Some(doubtful)] = [0, 1].map(score) else { return };
            let is_spam = |block: usize, threshold: f32| {
                found_at(judge, threshold).iter().any(|found| found.block == block && found.whole)
            };
            for (share, expected) in [(1.0, true), (1.6, true), (1.7, false)] {
                let threshold = doubtful * share;
                if threshold < sure {
                    assert_eq!(
                        [0, 1].map(|block| is_spam(block, threshold)),
                        [true, expected],
                        "{line} {share}"
                    );
                    compared += 1;
                }
            }
        });
    }
    assert!(compared >= 3, "{compared}");
}

/// The same, with no part and no sentence passed over for the look of its block.
fn found_by_all(judge: &Judge<'_>, threshold: f32) -> Vec<Injection> {
    let (mut buffers, mut out) = (Buffers::default(), Vec::new());
    judge.wholes(0.0, &mut buffers);
    buffers.wholes.retain(|whole| whole.score >= 0.6 * threshold);
    judge.wrapped(0.6 * threshold, &mut buffers);
    judge.parts(threshold.min(0.5), &mut buffers);
    judge.spread(&mut buffers);
    let Buffers { worth, wholes, .. } = &mut buffers;
    worth.retain(|&block| whole_of(wholes, block).is_none_or(|whole| whole.score < threshold));
    judge.fields(threshold.min(0.5), 0.5, &mut buffers);
    judge.merge(threshold, &mut buffers, &mut out);
    settle_runs(&judge.view, threshold, &mut buffers, &mut out);
    out
}

#[test]
fn what_is_passed_over_is_no_spam() {
    let mixed = "The council voted on Tuesday to repair the bridge casino bonus before the first winter storm comes in";
    let wrapped = "News.\nplay slot gacor\nat the best\nonline casino\nand claim your\nfree spins";
    let mixed_lines = format!("{wrapped}\n\n{mixed}\n{}\n{mixed}", PAGES[0]);
    let news = "the news of the harbour and the town, of the ferry and of all who went to sea in the autumn";
    let fields = format!("casino bonus, slot gacor, buy viagra | {news}\n{}", [news; 3].join(". "));
    let mut found = 0;
    for text in PAGES.into_iter().chain([mixed, wrapped, &mixed_lines, &fields]) {
        judged(text, |judge| {
            for threshold in [0.0, 0.001, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99] {
                let all = found_by_all(judge, threshold);
                assert_eq!(found_at(judge, threshold), all, "{threshold} {text}");
                found += all.len();
            }
        });
    }
    assert!(found > 40, "{found}");
    judged(mixed, |judge| {
        let [_, parts] = units(judge, 0.0);
        let holds = |part: &Injection| part.span.len() < 40 && part.span.of(mixed).contains("casino bonus");
        assert!(parts.iter().any(holds), "{parts:?}");
    });
}

/// Lines that may be worded like spam, whatever the weights say, and have no strong or weak term.
pub(crate) const ADVERTS: [&str; 6] = [
    "Sign up today and get the best deals delivered to your door at the lowest prices",
    "Order now, limited offer, satisfaction guaranteed or your money back",
    "We offer the cheapest rates and the fastest delivery to all countries",
    "Register now and win big with the most trusted site of all",
    "Best quality at low cost with free worldwide shipping for all orders",
    "Click here to get your welcome gift, and play for real money every day",
];
