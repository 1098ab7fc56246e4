//! Runs of spam lines: a line that is probably spam is spam where its neighbours surely are.

/// Accepted lines reach over this many blocks that were not suspected, such as a separator.
const REACH: usize = 3;

/// A block that may be spam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Suspect {
    /// The number of the block.
    pub(crate) block: usize,
    /// Whether it is spam by its own evidence.
    pub(crate) sure: bool,
    /// Whether it may be spam by that of its neighbours: short lines are, paragraphs are not.
    pub(crate) follows: bool,
}

/// For each suspect, in the order of the page, whether it is spam: those that are sure, and those that follow within
/// [`REACH`] blocks of one that is spam. Takes O(suspects).
pub(crate) fn runs(suspects: &[Suspect], out: &mut Vec<bool>) {
    out.clear();
    out.extend(suspects.iter().map(|suspect| suspect.sure));
    follow(suspects, 0..suspects.len(), out);
    follow(suspects, (0..suspects.len()).rev(), out);
}

/// Accepts the followers of accepted suspects in one direction. What lies between the two does not matter, so that more
/// suspects never make less spam.
fn follow(suspects: &[Suspect], order: impl Iterator<Item = usize>, out: &mut [bool]) {
    let mut last: Option<usize> = None;
    for i in order {
        let block = suspects[i].block;
        out[i] |= suspects[i].follows && last.is_some_and(|last| last.abs_diff(block) <= REACH);
        if out[i] {
            last = Some(block);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubtful_lines_follow_sure_ones() {
        // S sure, f follows, p a paragraph in doubt, . not suspected.
        for (page, expected) in [
            ("", ""),
            ("f", "."),
            ("fSf", "SSS"),
            ("ff..Sf.f", "SS..SS.S"),
            ("S....f", "S....."),
            ("Spf", "S.S"),
            ("Sp..f", "S...."),
            ("f.p.S", "....S"),
        ] {
            let suspect = |(block, c)| Suspect { block, sure: c == 'S', follows: c == 'f' };
            let suspects: Vec<_> = page.chars().enumerate().filter(|(_, c)| *c != '.').map(suspect).collect();
            let mut spam = Vec::new();
            runs(&suspects, &mut spam);
            let mut labels = vec!['.'; page.len()];
            for (suspect, _) in suspects.iter().zip(&spam).filter(|(_, spam)| **spam) {
                labels[suspect.block] = 'S';
            }
            assert_eq!(labels.into_iter().collect::<String>(), expected, "{page}");
        }
    }
}
