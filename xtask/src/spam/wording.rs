//! Fits the vocabulary of spam: what lines of spam are worded like, beside honest lines.

use std::collections::BTreeMap;

use gangue::Classifier;
use gangue::fitting::{SPAM_BUCKETS, holds_term, spam_grams};

use super::corpus::Labelled;
use super::lists::List;
use super::written::boilerplate;
use crate::fit::corpus::{FOLDS, hash};
use crate::fit::vocabulary::{Learner, Training, Vocabulary};
use crate::left_out::{Collected, LeftOut, Text};

/// Of several numbers of buckets, lengths of n-grams and decays, the best on folds that were held out.
const TRAINING: Training = Training { buckets: SPAM_BUCKETS, epochs: 8, decay: 0.001 };

/// Longer lines are learned from in pieces of so many characters, so many of each text.
const PIECE: usize = 280;
const PIECES: usize = 12;
/// Lines that were written for the fit: there are many, also in languages of which little honest text is at hand.
const WRITTEN_WEIGHT: f32 = 0.5;

/// So many terms of boilerplate make a line, which weighs so much: honest lines at hand are mostly prose.
const MADE_OF: usize = 4;
const FRAME_WEIGHT: f32 = 0.5;

/// Honest lines about the topics of spam.
const ABOUT_SPAM_WEIGHT: f32 = 3.0;

/// Honest lines of a language weigh together so many times what its written spam does, as far as each may weigh so many times
/// what it does otherwise: or a language with little honest text would pass for spam.
const HONEST_MASS: f32 = 12.0;
const MOST_WEIGHT: f32 = 6.0;

/// A piece of a line, before it is read.
struct Piece<'t> {
    text: &'t str,
    spam: bool,
    weight: f32,
    fold: usize,
    /// Empty where it does not count: of what was collected, and where it is not known.
    language: &'t str,
}

/// A line to learn from.
struct Line {
    grams: Vec<u32>,
    spam: bool,
    weight: f32,
    /// The fold that must not learn from it, if any.
    fold: Option<usize>,
}

/// One vocabulary for each fold, fitted on the lines of the others, and one fitted on all.
pub(super) struct Wording {
    folds: Vec<Vocabulary>,
    pub(super) all: Vocabulary,
    collected: Collected,
}

impl Wording {
    /// Fits on the collected lines of spam, the honest lines of the texts, and what the wordlists hold.
    pub(super) fn fit(
        texts: &[Labelled],
        lists: &[List],
        collected: Collected,
        left_out: &LeftOut,
    ) -> Result<Self, String> {
        let mut learned = collected_pieces(&collected, left_out);
        learned.extend(written_pieces(lists));
        learned.extend(honest_pieces(texts));
        balance(&mut learned);
        let mut lines = frame_lines()?;
        lines
            .extend(learned.iter().map(|piece| line(piece.text, piece.spam, piece.weight, Some(piece.fold))));
        println!("{} lines, {} of spam", lines.len(), lines.iter().filter(|line| line.spam).count());
        let fit = |fold: Option<usize>| {
            let chosen: Vec<&Line> =
                lines.iter().filter(|line| line.fold.is_none() || line.fold != fold).collect();
            let learn =
                |learner: &mut Learner, line: &&Line| learner.step(&line.grams, line.spam, line.weight);
            Vocabulary::fit_with(&TRAINING, &chosen, learn)
        };
        Ok(Self { folds: (0..FOLDS).map(|fold| fit(Some(fold))).collect(), all: fit(None), collected })
    }

    /// The logit of a text, from a vocabulary that has not seen its fold.
    pub(super) fn logit(&self, text: &str, fold: usize) -> f32 {
        let vocabulary = &self.folds[fold];
        vocabulary.logit(&spam_grams(text)) - vocabulary.bias
    }

    /// The fold of a piece of spam: that of the collected text that it was taken from, if it was. Of several lines that were
    /// written for the fit each has its own.
    pub(super) fn spam_fold(&self, spam: &str) -> Option<usize> {
        self.collected.fold_of(spam).or_else(|| (!spam.contains('\n')).then(|| fold_of(spam)))
    }
}

/// Of what was collected, the lines that hold a term.
fn collected_pieces<'t>(collected: &'t Collected, left_out: &LeftOut) -> Vec<Piece<'t>> {
    let classifier = Classifier::new();
    let telling = |piece: &&str| holds_term(&classifier, piece);
    let chosen = collected.iter().filter(|text| !left_out.holds_text(text));
    let of = |found: &'t Text| {
        let pieces = found.text.lines().flat_map(pieces).filter(telling).take(PIECES);
        pieces
            .map(|text| Piece { text, spam: true, weight: 1.0, fold: found.fold, language: "" })
            .collect::<Vec<_>>()
    };
    chosen.flat_map(of).collect()
}

fn written_pieces(lists: &[List]) -> impl Iterator<Item = Piece<'_>> {
    lists.iter().flat_map(|list| {
        list.examples.iter().flat_map(|example| {
            let (fold, language) = (fold_of(example), &*list.language);
            pieces(example).map(move |text| Piece {
                text,
                spam: true,
                weight: WRITTEN_WEIGHT,
                fold,
                language,
            })
        })
    })
}

fn honest_pieces(texts: &[Labelled]) -> impl Iterator<Item = Piece<'_>> {
    texts.iter().filter(|text| text.natural && text.spam.is_empty()).flat_map(|honest| {
        let weight = if honest.about_spam { ABOUT_SPAM_WEIGHT } else { 1.0 };
        let whole = honest.text.lines().filter(|line| line.chars().count() >= 8);
        let pieces = whole.flat_map(|whole| pieces(whole).map(move |piece| (piece, fold_of(whole))));
        let piece = move |(text, fold)| Piece { text, spam: false, weight, fold, language: &honest.language };
        pieces.take(4 * PIECES).map(piece)
    })
}

/// Gives the honest lines of each language their mass.
fn balance(pieces: &mut [Piece<'_>]) {
    let mut masses: BTreeMap<&str, [f32; 2]> = BTreeMap::new();
    for piece in &*pieces {
        masses.entry(piece.language).or_default()[usize::from(piece.spam)] += piece.weight;
    }
    for piece in pieces.iter_mut().filter(|piece| !piece.spam && !piece.language.is_empty()) {
        let [honest, spam] = masses[piece.language];
        piece.weight *= (HONEST_MASS * spam / honest).clamp(1.0, MOST_WEIGHT);
    }
}

/// The fold of an honest line.
pub(super) fn fold_of(line: &str) -> usize {
    hash(line.trim(), 7) as usize % FOLDS
}

fn line(text: &str, spam: bool, weight: f32, fold: Option<usize>) -> Line {
    Line { grams: spam_grams(text), spam, weight, fold }
}

/// Lines of the boilerplate terms of each language.
fn frame_lines() -> Result<Vec<Line>, String> {
    let mut lines = Vec::new();
    for terms in boilerplate()?.values_mut() {
        terms.sort_by_key(|term| hash(term, 3));
        lines.extend(terms.chunks(MADE_OF).map(|few| line(&few.join(" "), false, FRAME_WEIGHT, None)));
    }
    Ok(lines)
}

/// A line in pieces, cut between words where it has blanks.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let most = rest.char_indices().nth(PIECE).map_or(rest.len(), |(at, _)| at);
        let cut = if most < rest.len() {
            rest[..most].rfind(' ').filter(|at| *at > 0).unwrap_or(most)
        } else {
            most
        };
        let (piece, behind) = rest.split_at(cut);
        rest = behind.trim_start();
        (!piece.is_empty()).then_some(piece)
    })
}
