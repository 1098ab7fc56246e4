//! Plots as SVG. Positions are percentages, so that a plot takes the width it is given and its text keeps its size.

use gangue::Label;

use super::escape::attribute;
use crate::figures::{approximate, grouped, percent, share};
use crate::stats::total;

/// A row of a bar chart.
pub(super) struct Bar {
    /// The colour.
    pub(super) class: &'static str,
    pub(super) name: String,
    pub(super) value: u64,
    /// The value in words.
    pub(super) shown: String,
    /// More about it, shown when it is pointed at.
    pub(super) note: String,
}

/// Bars from left to right, one below the other, each with its name and value; the longest fills the width.
pub(super) fn bars(rows: &[Bar]) -> String {
    let most = rows.iter().map(|row| row.value).max().unwrap_or_default();
    let row = |row: &Bar| {
        let width = 100.0 * share(row.value, most);
        format!(
            "<tr title=\"{note}\"><th scope=\"row\">{name}</th><td class=\"plot\"><svg class=\"bar\" width=\"100%\" height=\"14\" \
             aria-hidden=\"true\"><rect class=\"{class}\" width=\"{width:.2}%\" height=\"14\" rx=\"2\"/></svg></td>\
             <td class=\"num\">{shown}</td></tr>\n",
            note = attribute(&row.note),
            class = row.class,
            name = row.name,
            shown = row.shown,
        )
    };
    format!("<table class=\"bars\"><tbody>\n{}</tbody></table>\n", rows.iter().map(row).collect::<String>())
}

/// Parts of a whole in one bar.
pub(super) fn stack(parts: &[(&str, &str, u64)], whole: u64) -> String {
    let mut from = 0.0;
    let mut rects = String::new();
    for (class, name, value) in parts {
        let width = 100.0 * share(*value, whole);
        rects += &format!(
            "<rect class=\"{class}\" x=\"{from:.3}%\" width=\"{width:.3}%\" height=\"28\"><title>{name}: {}</title></rect>",
            percent(*value, whole)
        );
        from += width;
    }
    let words = parts.iter().map(|(_, name, value)| format!("{name} {}", percent(*value, whole)));
    let words = words.collect::<Vec<_>>().join(", ");
    format!(
        "<svg class=\"stack\" width=\"100%\" height=\"28\" role=\"img\" aria-label=\"{words}\">{rects}</svg>\n"
    )
}

/// A document in miniature.
pub(super) fn strip(bytes: usize, parts: impl Iterator<Item = (usize, usize, Label)>) -> String {
    let whole = u64::try_from(bytes).unwrap_or(u64::MAX);
    let place = |offset: usize| 100.0 * share(u64::try_from(offset).unwrap_or(u64::MAX), whole);
    let rect = |(start, end, label): (usize, usize, Label)| {
        let (x, width) = (place(start), (place(end) - place(start)).max(0.2));
        format!("<rect class=\"{label}\" x=\"{x:.2}%\" width=\"{width:.2}%\" height=\"8\"/>")
    };
    let rects: String = parts.map(rect).collect();
    format!("<svg class=\"strip\" width=\"100%\" height=\"8\" aria-hidden=\"true\">{rects}</svg>")
}

/// A score from 0 to 1.
pub(super) fn meter(score: f64) -> String {
    let width = 100.0 * score.clamp(0.0, 1.0);
    format!(
        "<svg class=\"meter\" width=\"100%\" height=\"6\" aria-hidden=\"true\"><rect class=\"track\" width=\"100%\" height=\"6\" rx=\"3\"/>\
         <rect class=\"fill\" width=\"{width:.1}%\" height=\"6\" rx=\"3\"/></svg>"
    )
}

/// What a signal added: to the right of the middle what speaks for the label, to the left what speaks against it.
pub(super) fn contribution(value: f64, most: f64) -> String {
    let half = if most > 0.0 { 50.0 * (value.abs() / most).min(1.0) } else { 0.0 };
    let (class, from) = if value < 0.0 { ("against", 50.0 - half) } else { ("for", 50.0) };
    format!(
        "<svg class=\"contribution\" width=\"100%\" height=\"10\" aria-hidden=\"true\"><rect class=\"{class}\" x=\"{from:.1}%\" \
         width=\"{half:.1}%\" height=\"10\"/><rect class=\"axis\" x=\"50%\" width=\"1\" height=\"10\"/></svg>"
    )
}

/// What a histogram is of.
pub(super) struct Axis<'a> {
    /// The plot in words, for those who cannot see it.
    pub(super) title: &'a str,
    /// What is counted.
    pub(super) unit: &'a str,
    /// Number of bins.
    pub(super) bins: usize,
    /// What falls into a bin, in words.
    pub(super) range: &'a dyn Fn(usize) -> String,
    /// Bins whose lower edge is named below the plot, and the names.
    pub(super) ticks: &'a [(usize, &'a str)],
}

/// Height of the bars of a histogram, and of all of it.
const PLOT: f64 = 110.0;
const HEIGHT: u32 = 138;

/// A histogram, followed by its numbers as a table.
pub(super) fn histogram(class: &str, counts: &[u64], axis: &Axis<'_>) -> String {
    let (all, most) = (total(counts.iter().copied()), counts.iter().copied().max().unwrap_or_default());
    if all == 0 {
        return "<p class=\"none\">Nothing to show.</p>\n".to_owned();
    }
    let step = 100.0 / index(axis.bins);
    let mut plot = String::new();
    let mut rows = String::new();
    for (bin, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let height = (PLOT * share(count, most)).max(1.5);
        let (x, top, width) = (index(bin) * step, 4.0 + PLOT - height, step * 0.88);
        let (range, shown, part) = ((axis.range)(bin), grouped(count), percent(count, all));
        plot += &format!(
            "<g><title>{range}: {shown} {unit}, {part}</title><rect class=\"hover\" x=\"{x:.2}%\" width=\"{step:.2}%\" height=\"118\"/>\
             <rect class=\"{class}\" x=\"{x:.2}%\" y=\"{top:.1}\" width=\"{width:.2}%\" height=\"{height:.1}\"/></g>",
            unit = axis.unit
        );
        rows += &format!(
            "<tr><th scope=\"row\">{range}</th><td class=\"num\">{shown}</td><td class=\"num\">{part}</td></tr>"
        );
    }
    format!(
        "<svg class=\"histogram\" width=\"100%\" height=\"{HEIGHT}\" role=\"img\" aria-label=\"{title}\">{plot}\
         <rect class=\"axis\" y=\"114\" width=\"100%\" height=\"1\"/>{ticks}</svg>\n\
         <details class=\"data\"><summary>Numbers</summary><table><tbody>{rows}</tbody></table></details>\n",
        title = axis.title,
        ticks = ticks(axis, step),
    )
}

fn ticks(axis: &Axis<'_>, step: f64) -> String {
    let tick = |&(bin, name): &(usize, &str)| {
        let x = index(bin) * step;
        let anchor = if bin == 0 {
            "start"
        } else if bin >= axis.bins {
            "end"
        } else {
            "middle"
        };
        format!("<text x=\"{x:.2}%\" y=\"130\" text-anchor=\"{anchor}\">{name}</text>")
    };
    axis.ticks.iter().map(tick).collect()
}

fn index(bin: usize) -> f64 {
    approximate(u64::try_from(bin).unwrap_or(u64::MAX))
}
