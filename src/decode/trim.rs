//! Gives back to the frame what boilerplate claims of the body.

use std::ops::Range;

/// Votes for a kind of boilerplate that claim a block at the edge of the body.
const CLAIMED: f32 = 2.6;
/// Votes by which a block counts as frame where the whole body may be nothing else.
const DOUBTFUL: f32 = CLAIMED / 3.0;
/// A block of this many columns or more takes twice as many votes, as a term can stand in any sentence.
const WIDE: u32 = 120;
/// A body of less confidence may be nothing but frame.
const UNSURE: f32 = 0.5;
/// A page of fewer blocks is never without a body.
const MIN_BLOCKS: usize = 6;
/// The most blocks of a body that may be nothing but frame.
const MAX_FRAME: usize = 60;

/// What is known of the blocks of a page when its body is trimmed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claims<C, W> {
    /// How many blocks there are.
    pub(crate) blocks: usize,
    /// The most votes for a kind of boilerplate that a block has; asked for a few blocks only.
    pub(crate) claim: C,
    /// The columns of a block.
    pub(crate) width: W,
}

impl<C: Fn(usize) -> f32, W: Fn(usize) -> u32> Claims<C, W> {
    /// A body without the blocks at its edges that strong words or marks of boilerplate claim; `None` where it is hardly more
    /// than that. `confidence` is that of its edges.
    pub(crate) fn trim(&self, mut body: Range<usize>, confidence: f32) -> Option<Range<usize>> {
        let claimed = |block: usize| (self.claim)(block) >= CLAIMED;
        while body.len() > 1 && claimed(body.end - 1) {
            body.end -= 1;
        }
        while body.len() > 1 && claimed(body.start) {
            body.start += 1;
        }
        let may_be_empty =
            self.blocks >= MIN_BLOCKS && body.len() <= MAX_FRAME && (confidence < UNSURE || body.len() == 1);
        (!may_be_empty || !self.is_frame(&body)).then_some(body)
    }

    /// Whether at least half of a body is frame.
    fn is_frame(&self, body: &Range<usize>) -> bool {
        let all: u32 = body.clone().map(&self.width).sum();
        let least = |block: usize| if (self.width)(block) < WIDE { DOUBTFUL } else { 2.0 * DOUBTFUL };
        let frame = body.clone().filter(|&block| (self.claim)(block) >= least(block));
        frame.map(&self.width).sum::<u32>() * 2 >= all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_claimed_is_given_back() {
        // C claimed, d in doubt, . not claimed, each of ten columns.
        for (page, confidence, body, expected) in [
            ("......", 1.0, 0..6, Some(0..6)),
            ("CC..C.C", 1.0, 0..7, Some(2..6)),
            ("C.CC", 1.0, 1..3, Some(1..2)),
            ("d....d", 1.0, 0..6, Some(0..6)),
            // Half of an unsure body, or of one of a single block, is frame.
            ("dd..dd", 0.4, 0..6, None),
            ("dd..dd", 0.5, 0..6, Some(0..6)),
            ("d...dd", 0.4, 0..4, Some(0..4)),
            ("CCCCCC", 1.0, 0..6, None),
            ("CCCCCd", 1.0, 5..6, None),
            (".CCCCC", 1.0, 0..6, Some(0..1)),
            // A page of a few blocks.
            ("CCCCC", 0.0, 0..5, Some(0..1)),
            ("ddddd", 0.0, 0..5, Some(0..5)),
        ] {
            let claim = |block: usize| match page.as_bytes()[block] {
                b'C' => CLAIMED,
                b'd' => DOUBTFUL,
                _ => DOUBTFUL - 0.1,
            };
            let claims = Claims { blocks: page.len(), claim, width: |_| 10 };
            assert_eq!(claims.trim(body, confidence), expected, "{page} {confidence}");
        }
    }

    #[test]
    fn frame_is_measured_in_columns_and_not_of_long_bodies() {
        // Every other block is frame, of this width; those between have ten columns.
        let trimmed = |blocks: usize, columns: u32| {
            let is_frame = |block: usize| block.is_multiple_of(2);
            let claim = |block: usize| if is_frame(block) { DOUBTFUL } else { 0.0 };
            let width = |block: usize| if is_frame(block) { columns } else { 10 };
            Claims { blocks, claim, width }.trim(0..blocks, 0.0).is_some()
        };
        assert_eq!([9, 10].map(|columns| trimmed(6, columns)), [true, false]);
        assert_eq!([60, 62].map(|blocks| trimmed(blocks, 10)), [false, true]);
        assert_eq!([WIDE - 1, WIDE].map(|columns| trimmed(6, columns)), [false, true]);
        // Wide ones take twice as many votes.
        let wide = |votes: f32| Claims { blocks: 6, claim: |_| votes, width: |_| WIDE }.trim(0..6, 0.0);
        assert_eq!([1.99, 2.0].map(|times| wide(times * DOUBTFUL)), [Some(0..6), None]);
    }
}
