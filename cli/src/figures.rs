//! Numbers as people and JSON like them.

/// A score with four decimals. Always a number: JSON has no other.
pub(crate) fn rounded(score: f32) -> f64 {
    let score = (f64::from(score) * 1e4).round() / 1e4;
    if score.is_finite() { score } else { 0.0 }
}

/// A count with commas: `1,234,567`.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count of things: `1 page`, `1,234 pages`.
pub(crate) fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(u64::try_from(count).unwrap_or(u64::MAX)))
}

/// Bytes in the unit that fits: `1.5 MB`.
pub(crate) fn bytes(count: u64) -> String {
    let mut units = ["kB", "MB", "GB", "TB", "PB"].iter();
    if count < 1000 {
        return format!("{count} B");
    }
    let mut value = approximate(count);
    let mut unit = "B";
    while value >= 999.5 {
        let Some(next) = units.next() else { break };
        (value, unit) = (value / 1000.0, next);
    }
    if value < 9.95 { format!("{value:.1} {unit}") } else { format!("{value:.0} {unit}") }
}

/// A share from 0 to 1; nothing of nothing is 0.
pub(crate) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { approximate(part) / approximate(whole) }
}

/// A share in percent: `12.3 %`. What is there is never shown as nothing, what is missing never as all.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    let percent = 100.0 * share(part, whole);
    match (part, percent) {
        (0, _) => "0 %".to_owned(),
        _ if part == whole => "100 %".to_owned(),
        (_, percent) if percent < 0.05 => "<0.1 %".to_owned(),
        (_, percent) if percent >= 99.95 => ">99.9 %".to_owned(),
        (_, percent) => format!("{percent:.1} %"),
    }
}

/// A count as a fraction wants it; exact up to 2^53.
#[allow(clippy::cast_precision_loss, reason = "shown with three digits")]
pub(crate) const fn approximate(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_have_four_decimals() {
        let cases = [(0.1, "0.1"), (0.123_46, "0.1235"), (1.0, "1.0"), (0.0, "0.0"), (f32::NAN, "0.0")];
        for (score, expected) in cases {
            assert_eq!(serde_json::to_string(&rounded(score)).unwrap(), expected, "{score}");
        }
    }

    #[test]
    fn counts_are_grouped() {
        let cases = [(0, "0"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (1_234_567, "1,234,567")];
        for (count, expected) in cases {
            assert_eq!(grouped(count), expected);
        }
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(
            [0, 1, 2, 1000].map(|count| counted(count, "page")),
            ["0 pages", "1 page", "2 pages", "1,000 pages"]
        );
    }

    #[test]
    fn bytes_have_a_unit() {
        let cases = [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (9949, "9.9 kB"),
            (9950, "10 kB"),
            (999_499, "999 kB"),
            (999_500, "1.0 MB"),
            (10_000_000_000, "10 GB"),
            (u64::MAX, "18447 PB"),
        ];
        for (count, expected) in cases {
            assert_eq!(bytes(count), expected, "{count}");
        }
    }

    #[test]
    fn shares_are_honest_at_both_ends() {
        let cases = [
            (0, 0, "0 %"),
            (0, 9, "0 %"),
            (9, 9, "100 %"),
            (1, 8, "12.5 %"),
            (1, 1_000_000, "<0.1 %"),
            (999_999, 1_000_000, ">99.9 %"),
        ];
        for (part, whole, expected) in cases {
            assert_eq!(percent(part, whole), expected, "{part}/{whole}");
        }
    }
}
