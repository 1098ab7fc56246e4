//! What `cargo xtask fit` and `eval`, and the fuzz targets, see of the inside. Not a stable interface.

use std::ops::Range;
use std::time::Duration;

use crate::block::{Block, Pieces, split};
use crate::decode::span::{self, Scores, Sums};
use crate::fold::Folded;
use crate::page::Page;
use crate::profile::Profile;
use crate::score::boundary::{self, Model, PARTS, caution, fill_from};
use crate::score::vocabulary::{self, bucket};
use crate::score::{pairs, wording};
use crate::signal::boundary::{COUNT, Columns, FEATURES, Features};
use crate::span::Span;
use crate::steps;

use crate::classifier::survey::{Stopwatch, Surveyed};
pub use crate::classifier::survey::{SurveyedUnit, holds_term, signals, stages, survey, with_spam_weights};

/// A lexicon with only those terms for which `keeps` is true, given the folded term.
#[must_use]
pub fn thinned(lexicon: &crate::lexicon::Lexicon, keeps: impl Fn(&str) -> bool) -> crate::lexicon::Lexicon {
    lexicon.thinned(keeps)
}

/// A text as it is searched for terms, with the way back.
#[derive(Debug)]
pub struct FoldedText(Folded);

impl FoldedText {
    /// Folds a text.
    #[must_use]
    pub fn of(source: &str) -> Self {
        let mut folded = Folded::new();
        folded.push(source, 0);
        Self(folded)
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.text()
    }

    /// What the folded bytes `range` stand for.
    #[must_use]
    pub fn source_span(&self, range: Range<usize>) -> Span {
        self.0.source_span(range)
    }
}

/// The steps that something takes on this thread: bytes, terms and blocks walked over.
pub fn steps(work: impl FnOnce()) -> u64 {
    steps::taken();
    work();
    steps::taken()
}

/// The texts of prepared terms and function words, as they should be for the built-in lists.
#[must_use]
pub fn prepared_texts() -> [String; 2] {
    crate::lexicon::prepared::texts()
}

/// Number of features of a block.
pub const FEATURE_COUNT: usize = COUNT;
/// Number of weights of a feature.
pub const PART_COUNT: usize = PARTS;
/// Number of buckets of the vocabulary.
pub const BUCKETS: usize = boundary::BUCKETS;
/// Number of buckets of the vocabulary of spam.
pub const SPAM_BUCKETS: usize = wording::BUCKETS;

/// The most standard deviations by which a standardised feature counts.
pub const CLIP: f32 = boundary::CLIP;

/// Number of bits of the table of usual pairs.
pub const PAIR_BITS: usize = pairs::BITS;

/// The bit of a pair of characters in that table, if it is of a script without blanks.
#[must_use]
pub fn pair_bit(first: char, second: char) -> Option<usize> {
    pairs::pair_bit(first, second)
}

/// Name and formula of each feature.
#[must_use]
pub fn features() -> Vec<(&'static str, &'static str)> {
    FEATURES.iter().map(|feature| (feature.name, feature.formula)).collect()
}

/// The buckets of a block's n-grams.
#[must_use]
pub fn grams(block: &str) -> Vec<u32> {
    buckets::<{ boundary::LONGEST }>(std::iter::once(block), BUCKETS)
}

/// The buckets of the n-grams of what may be spam.
#[must_use]
pub fn spam_grams(text: &str) -> Vec<u32> {
    buckets::<{ wording::LONGEST }>(wording::pieces(text), SPAM_BUCKETS)
}

fn buckets<'t, const LONGEST: usize>(pieces: impl Iterator<Item = &'t str>, buckets: usize) -> Vec<u32> {
    let mut found = Vec::new();
    for piece in pieces {
        vocabulary::grams::<LONGEST>(piece, |gram| found.push(bucket(gram, buckets) as u32));
    }
    found
}

/// A logit as a probability, as the strength of a signal is.
#[must_use]
pub fn probability(logit: f32) -> f32 {
    crate::odds::probability(logit)
}

/// What each stage of finding the body costs over all texts, in the order in which they run.
#[must_use]
pub fn costs(texts: &[String]) -> Vec<(&'static str, Duration)> {
    let mut watch = Stopwatch::of(["blocks", "profiles", "page", "wording", "features", "scores", "span"]);
    let (mut blocks, mut profiles, mut page) = (Vec::new(), Vec::new(), Page::default());
    let (mut features, mut scores, mut sums) = (Features::default(), Vec::new(), Sums::default());
    for text in texts {
        let surveyed = Surveyed::of(text);
        blocks.clear();
        profiles.clear();
        watch.start();
        split(text, &mut blocks);
        watch.lap();
        profiles.extend(blocks.iter().map(|block: &Block| Profile::of(block.span.of(text))));
        watch.lap();
        page.measure(text, &blocks, &profiles);
        watch.lap();
        let members: Vec<_> = (0..blocks.len()).collect();
        let wording: Vec<f32> = blocks.iter().map(|block| Model::wording(block.span.of(text))).collect();
        watch.lap();
        features.measure(surveyed.known(text), &members, &wording);
        watch.lap();
        let fill = |first: usize, columns: &mut Columns| features.fill(first, columns);
        Model::builtin(page.is_run_on()).scores(features.len(), fill, &mut scores);
        watch.lap();
        std::hint::black_box(span::best(&scores, caution(&page, 2.0), &mut sums));
        watch.lap();
    }
    watch.times()
}

/// A page, measured as the classifier does it.
#[derive(Debug)]
pub struct Measured {
    text: String,
    page: Surveyed,
}

impl Measured {
    /// Splits, measures and searches a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), page: Surveyed::of(text) }
    }

    /// The same, where a page in one line is cut into pieces as any long line is.
    #[must_use]
    pub fn in_paragraphs(text: &str) -> Self {
        Self { text: text.to_owned(), page: Surveyed::in_pieces(text, Pieces::OF_PARAGRAPH) }
    }

    /// Whether the page has lost its line ends.
    #[must_use]
    pub fn is_run_on(&self) -> bool {
        self.page.page.is_run_on()
    }

    /// Where the blocks lie.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        self.page.blocks.iter().map(|block| block.span).collect()
    }

    /// The features of each block, given the logit of each block's wording.
    #[must_use]
    pub fn rows(&self, wording: &[f32]) -> Vec<[f32; FEATURE_COUNT]> {
        let members: Vec<_> = (0..self.page.blocks.len()).collect();
        let mut features = Features::default();
        features.measure(self.page.known(&self.text), &members, wording);
        features.rows()
    }
}

/// A fitted model, as the weights file holds it.
#[derive(Debug)]
pub struct Fitted(Model);

/// A span of blocks, and the probabilities of its edges.
#[derive(Clone, Copy, Debug)]
pub struct LocatedBody {
    /// The first block.
    pub first: usize,
    /// The last block.
    pub last: usize,
    /// How sure the place is.
    pub confidence: f32,
}

impl Fitted {
    /// Reads a weights file; `None` where it does not fit the features.
    #[must_use]
    pub fn parse(file: &str) -> Option<Self> {
        Model::parse(file).map(Self)
    }

    /// The score of each block for lying in the body.
    #[must_use]
    pub fn body_scores(&self, rows: &[[f32; FEATURE_COUNT]]) -> Vec<f32> {
        let mut scores: Vec<Scores> = Vec::new();
        self.0.scores(rows.len(), |first, columns| fill_from(rows, first, columns), &mut scores);
        scores.iter().map(|score| score.body).collect()
    }

    /// The body of a page whose blocks have these features.
    #[must_use]
    pub fn locate(
        &self,
        page: &Measured,
        rows: &[[f32; FEATURE_COUNT]],
        edge_bonus: f32,
    ) -> Option<LocatedBody> {
        let mut scores: Vec<Scores> = Vec::new();
        self.0.scores(rows.len(), |first, columns| fill_from(rows, first, columns), &mut scores);
        let caution = caution(&page.page.page, edge_bonus);
        let best = span::best(&scores, caution, &mut Sums::default())?;
        Some(LocatedBody { first: best.first, last: best.last, confidence: best.certainty })
    }
}
