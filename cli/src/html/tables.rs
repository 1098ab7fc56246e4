//! The lists of a report: why, by which words, and where from.

use gangue::{Label, Signal};

use super::charts::{Bar, bars};
use super::escape::isolated;
use crate::figures::{approximate, bytes, grouped};
use crate::stats::{Reason, Stats};

/// Rows of a list, and how many of them are in sight at first.
const ROWS: usize = 100;
const FIRST: usize = 12;

pub(super) fn tables(stats: &Stats) -> String {
    let (spam, others): (Vec<_>, Vec<_>) =
        stats.top_reasons(usize::MAX).into_iter().partition(|row| row.0 == Label::Spam);
    let lists = [
        ("Why spam", "signals by segments, and what they add on average", reasons(&spam)),
        ("Words of spam", "wordlist terms by documents", terms(stats, Label::Spam)),
        ("Hosts with most spam", hosts_note(stats), hosts(stats)),
        ("Why other labels", "signals by segments", reasons(&others)),
        ("Words of boilerplate", "wordlist terms by documents", terms(stats, Label::Boilerplate)),
    ];
    let lists: String = lists.iter().map(|(title, note, rows)| list(title, note, rows)).collect();
    format!(
        "<section id=\"tables\"><h2>Why, which words, and where from</h2>\n<div class=\"grid wide\">{lists}</div></section>\n"
    )
}

fn list(title: &str, note: &str, rows: &[Bar]) -> String {
    let (first, rest) = rows.split_at(rows.len().min(FIRST));
    let first = if first.is_empty() { "<p class=\"none\">None.</p>\n".to_owned() } else { bars(first) };
    let rest = match rest.len() {
        0 => String::new(),
        more => format!("<details class=\"data\"><summary>{more} more</summary>{}</details>\n", bars(rest)),
    };
    format!("<figure><figcaption><b>{title}</b> <span>{note}</span></figcaption>{first}{rest}</figure>\n")
}

fn reasons(rows: &[(Label, Signal, Reason)]) -> Vec<Bar> {
    let bar = |&(label, signal, reason): &(Label, Signal, Reason)| {
        let mean = mean(reason);
        let name = if label == Label::Spam {
            String::new()
        } else {
            format!("<span class=\"l {label}\">{label}</span> ")
        };
        let shown = if label == Label::Spam { format!(" · {mean:+.1}") } else { String::new() };
        Bar {
            class: label.as_str(),
            name: name + signal.describe(),
            value: reason.segments,
            shown: grouped(reason.segments) + &shown,
            note: format!("{signal}: in {} segments, adds {mean:+.2} on average", grouped(reason.segments)),
        }
    };
    rows.iter().map(bar).collect()
}

#[allow(clippy::cast_precision_loss, reason = "shown with three digits")]
fn mean(reason: Reason) -> f64 {
    reason.milli as f64 / 1000.0 / approximate(reason.segments.max(1))
}

fn terms(stats: &Stats, label: Label) -> Vec<Bar> {
    let rows = stats.top_terms(label, ROWS).into_iter().map(|row| Bar {
        class: label.as_str(),
        name: isolated(row.term),
        value: row.documents,
        shown: grouped(row.documents),
        note: format!(
            "{} times in {} documents; {}",
            grouped(row.times),
            grouped(row.documents),
            row.origins.join(", ")
        ),
    });
    rows.collect()
}

fn hosts_note(stats: &Stats) -> &'static str {
    if stats.hosts.one_in() > 1 {
        "by bytes of spam, estimated from a part of the documents"
    } else {
        "by bytes of spam"
    }
}

fn hosts(stats: &Stats) -> Vec<Bar> {
    let rows = stats.hosts.top(ROWS).into_iter().map(|host| Bar {
        class: "spam",
        name: isolated(&host.host),
        value: host.bytes,
        shown: bytes(host.bytes),
        note: format!("{} of spam in {} documents", bytes(host.bytes), grouped(host.documents)),
    });
    rows.collect()
}
