//! The numbers of a run in a few lines, for the end of it.

use std::io::{self, Write};

use gangue::{Label, Verdict};

use super::{Share, Stats, total};
use crate::figures::{bytes, grouped, percent};
use crate::render::escape::escaped;

/// How many kinds and hosts are named.
const NAMED: usize = 4;

/// Writes the summary.
pub(crate) fn write_summary(out: &mut impl Write, stats: &Stats) -> io::Result<()> {
    let read = stats.bytes.read;
    writeln!(out, "{}, {} of text", documents(stats.documents), bytes(read))?;
    let mut row = |name: &str, part: u64, note: String| {
        let line = format!("  {name:<14}{:>8}{:>9}   {note}", bytes(part), percent(part, read));
        writeln!(out, "{}", line.trim_end())
    };
    row("kept", stats.bytes.kept, String::new())?;
    row(
        "cut",
        stats.bytes.cut,
        format!("from {}", documents(stats.documents - stats.whole.min(stats.documents))),
    )?;
    for label in [Label::Spam, Label::Boilerplate] {
        let share = stats.labels.get(&label).copied().unwrap_or_default();
        row(
            &format!("  {label}"),
            share.bytes,
            format!("in {}{}", documents(share.documents), kinds(stats, label)),
        )?;
    }
    if stats.bytes.readings > 0 {
        row("readings", stats.bytes.readings, "injected, within what is kept".to_owned())?;
    }
    for (why, dropped) in &stats.dropped {
        let note = format!("of what is kept, gone with {}: {why}", documents(dropped.documents));
        row("dropped", dropped.bytes, note)?;
    }
    writeln!(out, "  verdicts      {}", verdicts(stats))?;
    hosts(out, stats)
}

fn documents(count: u64) -> String {
    format!("{} {}", grouped(count), if count == 1 { "document" } else { "documents" })
}

/// `: gambling 61.0 %, adult 30.2 %, 3 more`, in shares of the label.
fn kinds(stats: &Stats, label: Label) -> String {
    let kinds = if label == Label::Spam { &stats.categories } else { &stats.kinds };
    let all = total(kinds.values().map(|share| share.bytes));
    let mut rows: Vec<(&str, &Share)> = kinds.iter().map(|(kind, share)| (kind.as_str(), share)).collect();
    rows.sort_by_key(|(name, share)| (std::cmp::Reverse(share.bytes), *name));
    let named = rows.iter().take(NAMED).map(|(name, share)| format!("{name} {}", percent(share.bytes, all)));
    list(named.collect(), rows.len()).map_or_else(String::new, |list| format!(": {list}"))
}

fn list(mut named: Vec<String>, all: usize) -> Option<String> {
    if all > named.len() {
        named.push(format!("{} more", all - named.len()));
    }
    (!named.is_empty()).then(|| named.join(", "))
}

fn verdicts(stats: &Stats) -> String {
    let count = |verdict: Verdict| stats.verdicts.get(&verdict).copied().unwrap_or_default();
    let verdicts = Verdict::ALL.iter().map(|&verdict| format!("{} {verdict}", grouped(count(verdict))));
    verdicts.collect::<Vec<_>>().join(", ")
}

fn hosts(out: &mut impl Write, stats: &Stats) -> io::Result<()> {
    let hosts = stats.hosts.top(NAMED);
    if hosts.is_empty() {
        return Ok(());
    }
    let about = if stats.hosts.one_in() > 1 { "about " } else { "" };
    let name = |host: &super::Host| format!("{} ({about}{})", escaped(&host.host), bytes(host.bytes));
    writeln!(out, "  most spam     {}", hosts.iter().map(name).collect::<Vec<_>>().join(", "))
}
