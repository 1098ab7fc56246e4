//! From bytes of folded text back to bytes of the source.

use std::ops::Range;

use crate::span::Span;

/// Source `end` of a piece that maps byte for byte.
const BYTEWISE: usize = usize::MAX;
/// Source `end` of a piece in which each character stands for a character of two bytes.
const PAIRS: usize = usize::MAX - 1;
/// Most characters of such a piece: they are counted to find a place in it.
pub(super) const MOST_PAIRS: usize = 64;

/// Run-length map from folded to source offsets: one piece for as long as both sides advance alike.
///
/// A piece reaches to where the next one begins in the folded text. Either it is bytewise (each character has as
/// many bytes on both sides, so boundaries of one are boundaries of the other), or each of its characters stands for a character
/// of two bytes (letters of an alphabet, some of which look like ASCII), or it is one unit of the source (a character, a letter
/// with its marks, a run of blanks), and each folded byte stands for all of it. The folded text is not stored here; callers
/// pass it.
#[derive(Debug, Default)]
pub(super) struct OffsetMap {
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    /// First folded byte.
    fold: usize,
    /// First source byte.
    start: usize,
    /// The source byte after the unit, or [`BYTEWISE`], or [`PAIRS`].
    end: usize,
}

impl Piece {
    /// How far the source lies ahead of the fold, modulo 2^64.
    fn shift(self) -> usize {
        self.start.wrapping_sub(self.fold)
    }

    /// First source byte of the folded byte `at`, where a character begins.
    fn source_start(self, text: &str, at: usize) -> usize {
        let before = || text.as_bytes().get(self.fold..at).unwrap_or_default();
        match self.end {
            BYTEWISE => self.start + at.saturating_sub(self.fold),
            PAIRS => self.start + 2 * before().iter().filter(|byte| (**byte as i8) >= -0x40).count(),
            _ => self.start,
        }
    }

    /// The source byte after the folded byte before `at`, where a character ends.
    fn source_end(self, text: &str, at: usize) -> usize {
        if matches!(self.end, BYTEWISE | PAIRS) { self.source_start(text, at) } else { self.end }
    }
}

impl OffsetMap {
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
    }

    /// From folded byte `fold` on, which is the end of the folded text, bytes are those of the source from `start`.
    pub(super) fn bytewise(&mut self, fold: usize, start: usize) {
        let piece = Piece { fold, start, end: BYTEWISE };
        if !self.pieces.last().is_some_and(|last| last.end == BYTEWISE && last.shift() == piece.shift()) {
            self.pieces.push(piece);
        }
    }

    /// From folded byte `fold` on, which is the end of the folded text, bytes stand for the whole `source`.
    pub(super) fn unit(&mut self, fold: usize, source: Span) {
        let piece = Piece { fold, start: source.start(), end: source.end() };
        let repeats = |last: &Piece| (last.start, last.end) == (piece.start, piece.end);
        if !self.pieces.last().is_some_and(repeats) {
            self.pieces.push(piece);
        }
    }

    /// From folded byte `fold` on, which is the end of the folded text, characters stand for those of two bytes from `start`,
    /// at most [`MOST_PAIRS`].
    pub(super) fn pairs(&mut self, fold: usize, start: usize) {
        self.pieces.push(Piece { fold, start, end: PAIRS });
    }

    /// Forgets the folded bytes from `fold` on.
    pub(super) fn truncate(&mut self, fold: usize) {
        while self.pieces.last().is_some_and(|last| last.fold >= fold) {
            self.pieces.pop();
        }
    }

    /// The smallest source span that the bytes `range` of the folded text stand for; an empty range lies before its piece.
    /// `range` must begin and end between characters.
    pub(super) fn source_span(&self, text: &str, range: Range<usize>) -> Span {
        let start = self.piece_at(range.start).map_or(0, |piece| piece.source_start(text, range.start));
        if range.is_empty() {
            return Span::new(start, start);
        }
        let end = self.piece_at(range.end - 1).map_or(0, |piece| piece.source_end(text, range.end));
        Span::new(start, end)
    }

    /// The same for non-empty ranges in the order of their starts: `piece` is the one that the last range began in, 0 at first.
    pub(super) fn next_source_span(&self, text: &str, range: Range<usize>, piece: &mut usize) -> Span {
        let holds = |number: usize, at: usize| self.pieces.get(number + 1).is_none_or(|next| at < next.fold);
        while !holds(*piece, range.start) {
            *piece += 1;
        }
        let mut last = *piece;
        while !holds(last, range.end - 1) {
            last += 1;
        }
        let start = self.pieces.get(*piece).map_or(0, |piece| piece.source_start(text, range.start));
        let end = self.pieces.get(last).map_or(0, |piece| piece.source_end(text, range.end));
        Span::new(start, end)
    }

    /// Takes out the bytes of `cuts`, sorted and disjoint; `text` is the folded text before that. `spare` is memory to use.
    pub(super) fn cut(&mut self, cuts: &[Range<usize>], text: &str, spare: &mut Self) {
        let Some(first) = cuts.first() else { return };
        let keep = self.pieces.partition_point(|piece| piece.fold < first.end);
        let tail_from = keep.saturating_sub(1);
        spare.pieces.clear();
        spare.pieces.extend_from_slice(self.pieces.get(tail_from..).unwrap_or_default());
        // The piece that the first cut ends in stays in place for the bytes before the cut.
        self.truncate(first.start);
        let mut fold = first.start;
        let ends = cuts.iter().skip(1).map(|cut| cut.start).chain([text.len()]);
        let mut from = 0;
        for (kept, next) in cuts.iter().map(|cut| cut.end).zip(ends) {
            from = spare.copy_to(self, text, kept..next, from, fold);
            fold += next.saturating_sub(kept);
        }
    }

    /// Appends the pieces of the folded bytes `kept` to `out`, there from byte `fold` on. No piece before the
    /// index `from` reaches into them; returns that index for the bytes that follow.
    fn copy_to(&self, out: &mut Self, text: &str, kept: Range<usize>, from: usize, fold: usize) -> usize {
        let mut index = from;
        while let Some(&piece) = self.pieces.get(index) {
            let until = self.pieces.get(index + 1).map_or(kept.end, |next| next.fold.min(kept.end));
            let start = piece.fold.max(kept.start);
            if start < until {
                let (fold, source) = (fold + (start - kept.start), piece.source_start(text, start));
                match piece.end {
                    BYTEWISE => out.bytewise(fold, source),
                    PAIRS => out.pairs(fold, source),
                    end => out.unit(fold, Span::new(source, end)),
                }
            }
            if self.pieces.get(index + 1).is_none_or(|next| next.fold > kept.end) {
                break;
            }
            index += 1;
        }
        index
    }

    /// The piece that holds the folded byte `at`. The last one is tried first: the mapper asks for it most.
    fn piece_at(&self, at: usize) -> Option<Piece> {
        match self.pieces.last() {
            Some(last) if last.fold <= at => Some(*last),
            _ => {
                let after = self.pieces.partition_point(|piece| piece.fold <= at);
                self.pieces.get(after.checked_sub(1)?).copied()
            }
        }
    }
}
