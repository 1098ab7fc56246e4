//! Laws of statistics: neither the order of documents nor how they are spread matters.

use std::sync::LazyLock;

use gangue::Classifier;
use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::hash::hash;

/// Documents of every verdict and in several scripts: id, host, text.
const DOCUMENTS: [(&str, Option<&str>, &str); 9] = [
    (
        "1",
        Some("a.example"),
        "The mill turns again.\n\nAfter two years of work the mill in the village turns again.",
    ),
    (
        "2",
        Some("b.example"),
        "best online casino, no deposit bonus casino, free spins slots, online slots no wagering, live roulette casino\n\n\
      After two years of work the mill turns again, and the children of the village let the water in. The wheel was built \
      of oak by the last wheelwright of the valley.\n\nFrom April on the mill is open on the first Sunday of each month.",
    ),
    (
        "3",
        Some("b.example"),
        "best online casino, no deposit bonus casino, free spins slots, online slots no wagering, live roulette casino, \
      sports betting bonus code",
    ),
    (
        "4",
        None,
        "Home | News | Sport\n\nA sentence stands here and it is a body.\n\nCopyright. All rights reserved.",
    ),
    ("5", None, ""),
    (
        "6",
        Some("c.example"),
        "Дом у реки снова открыт для гостей. Ремонт продолжался два года, и теперь здесь школа.",
    ),
    ("7", None, "河边的新图书馆今天开门,第一天就来了两千个读者。馆长说,这里的书比旧馆多三倍。"),
    ("8", Some("d.example"), "<script>alert(1)</script> \u{202E}\0"),
    (
        "1",
        Some("a.example"),
        "The mill turns again.\n\nAfter two years of work the mill in the village turns again.",
    ),
];

static CLASSIFIER: LazyLock<Classifier> = LazyLock::new(Classifier::new);

/// What is found when these documents are read one after the other.
fn collected(documents: &[usize]) -> Stats {
    let mut stats = Stats::new(2);
    for &number in documents {
        let (id, host, text) = DOCUMENTS[number];
        // The place where a document was found distinguishes it from its twins.
        let place = format!("shard-{number}");
        stats.add(&CLASSIFIER.explain(text), Meta { place: &place, id, host });
    }
    stats
}

/// The statistics as they come back from a file.
fn read_back(stats: &Stats) -> Stats {
    let mut json = Vec::new();
    write(&mut json, stats).unwrap();
    serde_json::from_slice(&json).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn order_and_parts_do_not_matter(
        documents in prop::collection::vec(0..DOCUMENTS.len(), 0..12),
        shuffled in any::<Index>(),
        cuts in prop::collection::vec(any::<Index>(), 0..4),
    ) {
        let whole = collected(&documents);
        let mut turned = documents.clone();
        if !turned.is_empty() {
            let by = shuffled.index(turned.len());
            turned.rotate_left(by);
            turned.reverse();
        }
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(turned.len() + 1)).collect();
        cuts.extend([0, turned.len()]);
        cuts.sort_unstable();
        let parts = cuts.windows(2).map(|cut| collected(&turned[cut[0]..cut[1]]));
        let merged = parts.rev().fold(Stats::new(2), |mut all, part| {
            all.merge(read_back(&part));
            all
        });
        prop_assert_eq!(&merged, &whole);
        prop_assert_eq!(read_back(&whole), whole);
    }

    #[test]
    fn hosts_beyond_the_limit_do_not_depend_on_order(seed in any::<u32>()) {
        let documents: Vec<(String, u64)> = (0..hosts::LIMIT + 3000)
            .map(|number| (format!("{}.example", number % 11_000), hash(&[&format!("{seed}-{number}")])))
            .collect();
        let count = |documents: &[(String, u64)]| {
            let mut hosts = Hosts::default();
            documents.iter().for_each(|(host, hash)| hosts.add(host, *hash, 1));
            hosts
        };
        let whole = count(&documents);
        let (first, rest) = documents.split_at(5000);
        let mut merged = count(rest);
        merged.absorb(count(first));
        prop_assert_eq!(merged, whole);
    }
}

/// Of runs without end, or of a file that somebody edited.
#[test]
fn sums_stay_at_the_largest_number() {
    let once = collected(&(0..DOCUMENTS.len()).collect::<Vec<_>>());
    let many = (0..64).fold(once, |stats, _| {
        let mut twice = stats.clone();
        twice.merge(stats);
        twice
    });
    assert_eq!((many.documents, many.bytes.read), (u64::MAX, u64::MAX));
    for count in many.histograms.kept.counts().iter().chain(many.histograms.head.counts()) {
        assert!([0, u64::MAX].contains(count), "{count}");
    }
    assert!(many.hosts.top(9).iter().all(|host| (host.documents, host.bytes) == (u64::MAX, u64::MAX)));
    let mut text = Vec::new();
    write_summary(&mut text, &many).unwrap();
    crate::html::write_report(&mut text, &many).unwrap();
    write(&mut text, &many).unwrap();
    assert_eq!(total([u64::MAX, 1, 2]), u64::MAX);
}

#[test]
fn the_documents_are_of_every_kind() {
    let stats = collected(&(0..DOCUMENTS.len()).collect::<Vec<_>>());
    assert!(Verdict::ALL.iter().all(|verdict| stats.verdicts.contains_key(verdict)), "{:?}", stats.verdicts);
    assert!(stats.with_spam >= 2 && stats.scripts.len() >= 3 && !stats.terms.is_empty(), "{stats:?}");
    assert_eq!(stats.sample.groups().flat_map(|(_, pages)| pages).count(), stats_sample_size(&stats));
}

/// The number of documents in the sample, which holds each document once and two of a group.
fn stats_sample_size(stats: &Stats) -> usize {
    stats.sample.groups().map(|(_, pages)| pages.count().min(2)).sum()
}
