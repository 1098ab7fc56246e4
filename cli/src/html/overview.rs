//! The numbers of a report: what was kept and cut, of what kind, how long and how sure.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use gangue::{Kind, Label, Verdict};

use super::charts::{Axis, Bar, bars, histogram, stack};
use crate::figures::{bytes, grouped, percent};
use crate::stats::{Scores, Share, Stats, total};

/// The head of the page and the plots.
pub(super) fn overview(stats: &Stats) -> String {
    format!(
        "<header class=\"top\"><h1>gangue report</h1>\n<p class=\"lead\">{documents} documents, {bytes} of text</p>\n\
         <nav aria-label=\"Parts of the report\"><a href=\"#shares\">Shares</a> <a href=\"#spread\">Lengths and scores</a> \
         <a href=\"#tables\">Tables</a> <a href=\"#sample\">Sample</a></nav></header>\n<main>\n{figures}{shares}{spread}",
        documents = grouped(stats.documents),
        bytes = bytes(stats.bytes.read),
        figures = figures(stats),
        shares = shares(stats),
        spread = spread(stats),
    )
}

/// The figures that one looks for first.
fn figures(stats: &Stats) -> String {
    let (read, documents) = (stats.bytes.read, stats.documents);
    let spam = share(stats, Label::Spam);
    let verdict = |verdict: Verdict| stats.verdicts.get(&verdict).copied().unwrap_or_default();
    let figure = |class: &str, value: String, name: &str, note: String| {
        format!(
            "<div class=\"figure {class}\"><dt>{name}</dt><dd>{value}</dd><dd class=\"note\">{note}</dd></div>"
        )
    };
    let boilerplate = share(stats, Label::Boilerplate);
    let mut rows = vec![
        figure("body", percent(stats.bytes.kept, read), "kept", bytes(stats.bytes.kept)),
        figure("boilerplate", percent(boilerplate.bytes, read), "boilerplate", bytes(boilerplate.bytes)),
        figure("spam", percent(spam.bytes, read), "spam", bytes(spam.bytes)),
        figure(
            "spam",
            percent(stats.with_spam, documents),
            "with spam",
            format!("{} documents", grouped(stats.with_spam)),
        ),
        figure(
            "spam",
            percent(verdict(Verdict::Doorway), documents),
            "doorways",
            format!("{}; {} empty", grouped(verdict(Verdict::Doorway)), grouped(verdict(Verdict::Empty))),
        ),
        figure(
            "body",
            percent(stats.whole, documents),
            "nothing cut",
            format!("{} documents", grouped(stats.whole)),
        ),
    ];
    if !stats.dropped.is_empty() {
        let dropped = total(stats.dropped.values().map(|dropped| dropped.documents));
        let why = stats.dropped.iter().map(|(why, dropped)| format!("{} {why}", grouped(dropped.documents)));
        let why = super::escape::text(&why.collect::<Vec<_>>().join(", "));
        rows.push(figure("boilerplate", percent(dropped, documents), "dropped", why));
    }
    format!("<dl class=\"figures\">{}</dl>\n", rows.concat())
}

fn share(stats: &Stats, label: Label) -> Share {
    stats.labels.get(&label).copied().unwrap_or_default()
}

fn shares(stats: &Stats) -> String {
    let read = stats.bytes.read;
    let labels = [Label::Title, Label::Byline, Label::Body, Label::Boilerplate, Label::Spam];
    let mut parts: Vec<(&str, &str, u64)> =
        labels.iter().map(|&label| (label.as_str(), label.as_str(), share(stats, label).bytes)).collect();
    parts.push(("space", "white space", stats.bytes.space));
    let key: String = parts
        .iter()
        .map(|(class, name, value)| {
            format!("<li class=\"l {class}\">{name} <b>{}</b></li>", percent(*value, read))
        })
        .collect();
    format!(
        "<section id=\"shares\"><h2>Where the bytes are</h2>\n{stack}<ul class=\"legend\">{key}</ul>\n\
         <div class=\"grid\">{spam}{boilerplate}{scripts}</div></section>\n",
        stack = stack(&parts, read),
        spam = panel("Spam by category", "share of all spam", &kinds("spam", &stats.categories)),
        boilerplate =
            panel("Boilerplate by kind", "share of all boilerplate", &kinds("boilerplate", &stats.kinds)),
        scripts = panel("Script", "documents, and how many of them hold spam", &scripts(stats)),
    )
}

/// A part of the page with a heading.
fn panel(title: &str, note: &str, content: &str) -> String {
    format!("<figure><figcaption><b>{title}</b> <span>{note}</span></figcaption>{content}</figure>\n")
}

fn kinds(class: &'static str, kinds: &BTreeMap<Kind, Share>) -> String {
    let all = total(kinds.values().map(|share| share.bytes));
    let mut rows: Vec<(&Kind, &Share)> = kinds.iter().collect();
    rows.sort_by_key(|(kind, share)| (Reverse(share.bytes), kind.as_str()));
    let bar = |(kind, share): &(&Kind, &Share)| Bar {
        class,
        name: kind.to_string(),
        value: share.bytes,
        shown: percent(share.bytes, all),
        note: format!(
            "{kind}: {} in {} segments of {} documents",
            bytes(share.bytes),
            grouped(share.segments),
            grouped(share.documents)
        ),
    };
    listed(&rows.iter().map(bar).collect::<Vec<_>>())
}

/// Scripts shown by name; the others share a row.
const SCRIPTS: usize = 10;

fn scripts(stats: &Stats) -> String {
    let mut rows: Vec<_> = stats.scripts.iter().collect();
    rows.sort_by_key(|(name, script)| (Reverse(script.documents), name.as_str()));
    let bar = |(name, script): &(&String, &crate::stats::Script)| Bar {
        class: "body",
        name: super::escape::text(name),
        value: script.documents,
        shown: format!("{} · {}", grouped(script.documents), percent(script.with_spam, script.documents)),
        note: format!(
            "{name}: {} documents, {} with spam; {} of text, {} kept, {} spam",
            grouped(script.documents),
            grouped(script.with_spam),
            bytes(script.bytes),
            bytes(script.kept),
            bytes(script.spam)
        ),
    };
    let more = rows.len().saturating_sub(SCRIPTS);
    let list = listed(&rows.iter().take(SCRIPTS).map(bar).collect::<Vec<_>>());
    if more > 0 { format!("{list}<p class=\"none\">and {more} more scripts</p>") } else { list }
}

fn listed(rows: &[Bar]) -> String {
    if rows.is_empty() { "<p class=\"none\">None.</p>\n".to_owned() } else { bars(rows) }
}

fn spread(stats: &Stats) -> String {
    let histograms = &stats.histograms;
    let head = lengths("boilerplate", histograms.head.counts(), "How much stands before the article");
    let tail = lengths("boilerplate", histograms.tail.counts(), "How much stands behind the article");
    let spam = scores("spam", histograms.spam_score.counts(), "Scores of spam", "segments");
    let confidence =
        scores("body", histograms.confidence.counts(), "Confidence in the place of the body", "documents");
    let kept = scores("body", histograms.kept.counts(), "Share of a document that is kept", "documents");
    format!(
        "<section id=\"spread\"><h2>Lengths and scores</h2>\n<div class=\"grid\">{}{}{}{}{}</div></section>\n",
        panel("Head", "characters before title and body", &head),
        panel("Tail", "characters behind the body", &tail),
        panel("Spam score", "segments of spam by their score", &spam),
        panel("Confidence", "articles by how sure the place of the body is", &confidence),
        panel("Kept", "documents by the share that is kept", &kept),
    )
}

fn lengths(class: &str, counts: &[u64], title: &str) -> String {
    const TICKS: [(usize, &str); 8] =
        [(0, "0"), (4, "8"), (7, "64"), (10, "512"), (13, "4k"), (16, "32k"), (19, "256k"), (22, "2M")];
    let bins = counts.len().max(14);
    let ticks: Vec<(usize, &str)> = TICKS.iter().copied().filter(|(bin, _)| *bin < bins).collect();
    let range = |bin: usize| match bin {
        0 => "0".to_owned(),
        1 => "1".to_owned(),
        bin => {
            let low = 1u64.checked_shl(u32::try_from(bin - 1).unwrap_or(63)).unwrap_or(u64::MAX);
            format!("{}–{}", grouped(low), grouped(low.saturating_mul(2) - 1))
        }
    };
    histogram(class, counts, &Axis { title, unit: "documents", bins, range: &range, ticks: &ticks })
}

fn scores(class: &str, counts: &[u64], title: &str, unit: &str) -> String {
    const TICKS: [(usize, &str); 5] = [(0, "0"), (5, "0.25"), (10, "0.5"), (15, "0.75"), (20, "1")];
    let range = |bin: usize| {
        let hundredths = |bin: usize| format!("{}.{:02}", bin * 5 / 100, bin * 5 % 100);
        format!("{}–{}", hundredths(bin), hundredths(bin + 1))
    };
    histogram(class, counts, &Axis { title, unit, bins: Scores::BINS, range: &range, ticks: &TICKS })
}
