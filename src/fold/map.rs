//! From bytes of folded text back to bytes of the source.

use std::ops::Range;

use crate::span::Span;

/// Source `end` of a piece that maps byte for byte.
const BYTEWISE: usize = usize::MAX;

/// Run-length map from folded to source offsets: one piece for as long as both sides advance alike.
///
/// A piece reaches to where the next one begins in the folded text. Either it is bytewise (each character has as
/// many bytes on both sides, so boundaries of one are boundaries of the other), or it is one unit of the source
/// (a character, a letter with its marks, a run of blanks), of which any folded byte stands for the whole.
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
    /// The source byte behind the unit, or [`BYTEWISE`].
    end: usize,
}

impl Piece {
    /// How far `fold` stands before its source, modulo 2^64.
    fn shift(self) -> usize {
        self.start.wrapping_sub(self.fold)
    }

    /// First source byte of the folded byte `at`.
    fn source_start(self, at: usize) -> usize {
        if self.end == BYTEWISE { self.start + at.saturating_sub(self.fold) } else { self.start }
    }

    /// The source byte behind the folded byte before `at`.
    fn source_end(self, at: usize) -> usize {
        if self.end == BYTEWISE { self.start + at.saturating_sub(self.fold) } else { self.end }
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

    /// Forgets the folded bytes from `fold` on.
    pub(super) fn truncate(&mut self, fold: usize) {
        while self.pieces.last().is_some_and(|last| last.fold >= fold) {
            self.pieces.pop();
        }
    }

    /// The smallest source span that the folded bytes `range` stand for; an empty range lies before its piece.
    /// `range` must begin and end between characters of the folded text.
    pub(super) fn source_span(&self, range: Range<usize>) -> Span {
        let start = self.piece_at(range.start).map_or(0, |piece| piece.source_start(range.start));
        if range.is_empty() {
            return Span::new(start, start);
        }
        let end = self.piece_at(range.end - 1).map_or(0, |piece| piece.source_end(range.end));
        Span::new(start, end)
    }

    /// Takes the folded bytes of `cuts` (sorted, disjoint) out; the folded text was `len` bytes long.
    pub(super) fn cut(&mut self, cuts: &[Range<usize>], len: usize, spare: &mut Self) {
        let Some(first) = cuts.first() else { return };
        let keep = self.pieces.partition_point(|piece| piece.fold < first.end);
        let tail_from = keep.saturating_sub(1);
        spare.pieces.clear();
        spare.pieces.extend_from_slice(self.pieces.get(tail_from..).unwrap_or_default());
        // The piece that the first cut ends in stays in place for the bytes before the cut.
        self.truncate(first.start);
        let mut fold = first.start;
        let ends = cuts.iter().skip(1).map(|cut| cut.start).chain([len]);
        let mut from = 0;
        for (kept, next) in cuts.iter().map(|cut| cut.end).zip(ends) {
            from = spare.copy_to(self, kept..next, from, fold);
            fold += next.saturating_sub(kept);
        }
    }

    /// Appends the pieces of the folded bytes `kept` to `out`, there from byte `fold` on. No piece before the
    /// index `from` reaches into them; gives that index for the bytes behind.
    fn copy_to(&self, out: &mut Self, kept: Range<usize>, from: usize, fold: usize) -> usize {
        let mut index = from;
        while let Some(&piece) = self.pieces.get(index) {
            let until = self.pieces.get(index + 1).map_or(kept.end, |next| next.fold.min(kept.end));
            let start = piece.fold.max(kept.start);
            if start < until && piece.end == BYTEWISE {
                out.bytewise(fold + (start - kept.start), piece.source_start(start));
            } else if start < until {
                out.unit(fold + (start - kept.start), Span::new(piece.start, piece.end));
            }
            if self.pieces.get(index + 1).is_none_or(|next| next.fold > kept.end) {
                break;
            }
            index += 1;
        }
        index
    }

    /// The piece that holds the folded byte `at`; the last pieces are tried first, for the folder asks for those.
    fn piece_at(&self, at: usize) -> Option<Piece> {
        match self.pieces.last() {
            Some(last) if last.fold <= at => Some(*last),
            _ => {
                let behind = self.pieces.partition_point(|piece| piece.fold <= at);
                self.pieces.get(behind.checked_sub(1)?).copied()
            }
        }
    }
}
