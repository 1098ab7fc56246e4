//! A score as a bar.

/// Width of a full bar in columns.
pub(crate) const CELLS: usize = 8;

/// Eighths of a cell, from one to seven.
const PARTS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// A bar of [`CELLS`] columns, filled in proportion to `score` between 0 and 1, to an eighth of a cell.
pub(crate) fn bar(score: f32) -> String {
    let eighths = eighths(score);
    let mut bar = "█".repeat(eighths / 8);
    bar.extend(eighths.checked_rem(8).and_then(|part| PARTS.get(part.checked_sub(1)?)));
    let cells = eighths.div_ceil(8);
    bar.extend(std::iter::repeat_n(' ', CELLS.saturating_sub(cells)));
    bar
}

/// The number of whole eighths nearest to the score; not-a-number is none.
fn eighths(score: f32) -> usize {
    let filled = score.clamp(0.0, 1.0) * 64.0;
    (0..=64u8).rev().find(|&count| f32::from(count) - 0.5 <= filled).map_or(0, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_eight_columns() {
        let cases = [
            (0.0, "        "),
            (-1.0, "        "),
            (f32::NAN, "        "),
            (0.004, "        "),
            (0.02, "▏       "),
            (0.125, "█       "),
            (0.5, "████    "),
            (0.94, "███████▌"),
            (0.98, "███████▉"),
            (1.0, "████████"),
            (7.0, "████████"),
        ];
        for (score, expected) in cases {
            assert_eq!(bar(score), expected, "{score}");
            assert_eq!(bar(score).chars().count(), CELLS);
        }
    }
}
