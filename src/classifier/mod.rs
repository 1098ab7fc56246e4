//! The pipeline: text in, report out.

mod around;
mod assemble;
mod explain;
mod mixed;
mod quiet;
mod sieve;
mod spam;
#[cfg(feature = "fit")]
pub(crate) mod survey;
mod topics;
mod wrapped;

use std::cell::{Cell, LazyCell};
use std::sync::{Arc, LazyLock};

use crate::block::{self, Block};
use crate::config::Config;
use crate::decode::{Place, Role, may_head, roles};
use crate::fold::Folded;
use crate::fold::gloss::Glosses;
use crate::language::Languages;
use crate::lexicon::{FunctionWords, Group, Hit, Lexicon, Matcher, compile};
use crate::page::Page;
use crate::profile::Profile;
use crate::report::Report;
use crate::score::{Located, Locator, SpamModel};
use crate::shingles::Shingles;
use crate::signal::{Echoes, Found, Frame, KindVotes, Known, Mention, term_votes};
use crate::sketch::{Elements, Sketch};
use crate::span::Span;

use spam::{Buffers, Injection, View};

/// Separates spam and boilerplate from the article in the text of a page.
///
/// Build it once and share it between threads; cloning is cheap. The first one in a process takes some milliseconds to
/// build, later ones with the built-in wordlists next to nothing. Each thread keeps the memory of one analysis for the next.
///
/// ```
/// let classifier = gangue::Classifier::new();
/// let report = classifier.classify("Just a sentence that somebody wrote.");
/// assert_eq!(report.body(), "Just a sentence that somebody wrote.");
/// ```
#[derive(Clone, Debug)]
pub struct Classifier {
    config: Config,
    matcher: Arc<Matcher>,
    function_words: Arc<FunctionWords>,
    spam: Arc<SpamModel>,
}

static BUILTIN: LazyLock<Classifier> =
    LazyLock::new(|| Classifier::with(Config::default(), &Lexicon::builtin()));

impl Default for Classifier {
    fn default() -> Self {
        Self::new()
    }
}

impl Classifier {
    /// A classifier with the built-in wordlists and the balanced preset.
    #[must_use]
    pub fn new() -> Self {
        BUILTIN.clone()
    }

    /// A classifier with a configuration and wordlists of your choice. Folds and indexes the terms that you added.
    ///
    /// ```
    /// use gangue::{Classifier, Config, Kind, Lexicon};
    /// let lexicon = Lexicon::builtin().without(Kind::Finance);
    /// let classifier = Classifier::with(Config::conservative(), &lexicon);
    /// assert_eq!(classifier.classify("").segments().len(), 0);
    /// ```
    #[must_use]
    pub fn with(config: Config, lexicon: &Lexicon) -> Self {
        let (matcher, function_words) = compile(lexicon);
        Self {
            config,
            matcher: Arc::new(matcher),
            function_words: Arc::new(function_words),
            spam: Arc::new(SpamModel::builtin()),
        }
    }

    /// This classifier with another configuration and the same wordlists.
    #[must_use]
    pub fn with_config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Takes a text apart. Never fails, whatever the text; takes time and memory linear in its bytes.
    #[must_use]
    pub fn classify<'t>(&self, text: &'t str) -> Report<'t> {
        with_scratch(text, |scratch| {
            self.analyse(text, scratch);
            assemble::report(text, scratch, &self.config)
        })
    }

    /// The same report as [`classify`](Self::classify), with the [reasons](crate::Segment::reasons) for each segment. Takes
    /// longer, and memory for each reason.
    ///
    /// ```
    /// let classifier = gangue::Classifier::new();
    /// let text = "Casino bonus, free slots, best betting sites, casino online, free spins no deposit";
    /// let report = classifier.explain(text);
    /// assert!(report.segments().iter().all(|segment| segment.is_kept() || !segment.reasons().is_empty()));
    /// ```
    #[must_use]
    pub fn explain<'t>(&self, text: &'t str) -> Report<'t> {
        with_scratch(text, |scratch| {
            self.analyse(text, scratch);
            let mut report = assemble::report(text, scratch, &self.config);
            explain::attach(&mut report, scratch, &self.matcher, &self.spam);
            report
        })
    }

    /// Fills the scratch with all that is known of the text.
    fn analyse(&self, text: &str, scratch: &mut Scratch) {
        scratch.measure(text);
        scratch.search(text, &self.matcher, &self.function_words);
        scratch.judge_spam(text, &self.spam, &self.config);
        scratch.locate_body(text, &self.config);
        scratch.trim_body(text);
        scratch.decide_roles(text);
    }
}

thread_local! {
    /// The memory of the last analysis of this thread.
    static SCRATCH: Cell<Option<Box<Scratch>>> = const { Cell::new(None) };
}

/// What larger texts, or texts of more blocks, took is given back.
const KEPT_BYTES: usize = 1 << 19;
const KEPT_BLOCKS: usize = 1 << 13;

/// Calls `analyse` with memory that this thread keeps from text to text.
fn with_scratch<T>(text: &str, analyse: impl FnOnce(&mut Scratch) -> T) -> T {
    let mut scratch = SCRATCH.try_with(Cell::take).ok().flatten().unwrap_or_default();
    let result = analyse(&mut scratch);
    if text.len() <= KEPT_BYTES && scratch.blocks.len() <= KEPT_BLOCKS {
        // Fails where the thread is ending, and then nobody needs it.
        let _ = SCRATCH.try_with(|kept| kept.set(Some(scratch)));
    }
    result
}

/// What the stages of the analysis leave for those after them. Nothing of one text is left for the next.
#[derive(Debug, Default)]
struct Scratch {
    blocks: Vec<Block>,
    profiles: Vec<Profile>,
    page: Page,
    elements: Elements,
    sketch: Sketch,
    shingles: Shingles,
    glosses: Vec<Span>,
    gloss_memory: Glosses,
    folded: Folded,
    term_places: Vec<usize>,
    hits: Vec<Hit>,
    /// Spam terms, and for each block the first of its own.
    found: Vec<Found>,
    first_found: Vec<usize>,
    /// Boilerplate terms, likewise.
    mentions: Vec<Mention>,
    first_mention: Vec<usize>,
    /// What the boilerplate terms of each block say of it.
    votes: Vec<KindVotes>,
    injections: Vec<Injection>,
    echoes: Echoes,
    buffers: Buffers,
    locator: Locator,
    located: Located,
    places: Vec<Place>,
    roles: Vec<Role>,
}

impl Scratch {
    /// Blocks, their counts, and what they have in common.
    fn measure(&mut self, text: &str) {
        self.blocks.clear();
        block::split(text, &mut self.blocks);
        self.measure_blocks(text);
    }

    fn measure_blocks(&mut self, text: &str) {
        self.elements.measure(text, &self.blocks, &mut self.profiles);
        self.page.measure(text, &self.blocks, &self.profiles);
        self.sketch.measure(&self.elements, &self.profiles);
        self.shingles.clear();
        self.glosses.clear();
        let bracketed = self.blocks.iter().zip(&self.profiles).filter(|(_, profile)| profile.brackets > 0);
        self.gloss_memory.find(text, bracketed.map(|(block, _)| block.span), &mut self.glosses);
    }

    /// Wordlist terms in every block.
    fn search(&mut self, text: &str, matcher: &Matcher, known: &FunctionWords) {
        let (script, kana) = (self.page.script(), self.page.has_kana());
        // Only terms of spam ask for the languages, and many pages have none.
        let languages =
            LazyCell::new(|| Languages::of(text, &self.blocks, &self.profiles, script, kana, known));
        self.folded.clear();
        for block in &self.blocks {
            self.folded.push(block.span.of(text), block.span.start());
        }
        matcher.find(self.folded.text(), &mut self.term_places, &mut self.hits);
        self.found.clear();
        self.mentions.clear();
        for hit in &self.hits {
            let span = self.folded.source_span(hit.start..hit.end);
            match hit.group {
                Group::Spam(kind) => {
                    if hit.needs_its_language && !languages.includes(hit.language) {
                        continue;
                    }
                    let foreign = languages.is_foreign(hit.language);
                    push_found(
                        &mut self.found,
                        Found { span, entry: hit.entry, strength: hit.strength, kind, foreign },
                    );
                }
                Group::Boilerplate(kind) => {
                    self.mentions.push(Mention { span, entry: hit.entry, strength: hit.strength, kind });
                }
                Group::FunctionWord | Group::Allowed => {}
            }
        }
        self.echoes.find(text, &self.found);
        firsts(&self.blocks, self.found.iter().map(|found| found.span), &mut self.first_found);
        firsts(&self.blocks, self.mentions.iter().map(|mention| mention.span), &mut self.first_mention);
        let mut votes = std::mem::take(&mut self.votes);
        votes.clear();
        let of = |(i, block): (usize, &Block)| term_votes(block.span.of(text), self.mentions_of(i));
        votes.extend(self.blocks.iter().enumerate().map(of));
        self.votes = votes;
    }

    /// Which blocks and parts of blocks are spam.
    fn judge_spam(&mut self, text: &str, model: &SpamModel, config: &Config) {
        let mut injections = std::mem::take(&mut self.injections);
        let mut buffers = std::mem::take(&mut self.buffers);
        injections.clear();
        spam::judge(self.view(text), model, config, &mut buffers, &mut injections);
        (self.injections, self.buffers) = (injections, buffers);
    }

    /// What the judge of spam sees.
    fn view<'a>(&'a self, text: &'a str) -> View<'a> {
        View {
            text,
            blocks: &self.blocks,
            profiles: &self.profiles,
            page: &self.page,
            elements: &self.elements,
            sketch: &self.sketch,
            shingles: &self.shingles,
            undressed: self.folded.undressed(),
            hits: &self.found,
            echoes: &self.echoes,
            first_hit: &self.first_found,
            mentions: &self.mentions,
        }
    }

    /// Where the body lies among the blocks that are not spam.
    fn locate_body(&mut self, text: &str, config: &Config) {
        let injections = &self.injections;
        let is_spam = |block: usize| {
            let at = injections.partition_point(|injection| injection.block < block);
            injections.get(at).is_some_and(|injection| injection.block == block && injection.whole)
        };
        let known = Known {
            text,
            blocks: &self.blocks,
            profiles: &self.profiles,
            page: &self.page,
            elements: &self.elements,
            votes: &self.votes,
        };
        self.located = self.locator.locate(known, is_spam, config.edge_bonus());
    }

    /// Gives back to the frame what strong words or marks of boilerplate claim at the edges of the body, and the whole
    /// body if it is hardly more than that.
    fn trim_body(&mut self, text: &str) {
        let Some(mut body) = self.located.body.clone() else { return };
        let claimed =
            |i: usize, least: f32| !self.profiles[i].is_long() && self.frame(text, i, false).claim() >= least;
        while body.len() > 1 && claimed(body.end - 1, CLAIMED) {
            body.end -= 1;
        }
        while body.len() > 1 && claimed(body.start, CLAIMED) {
            body.start += 1;
        }
        let unsure = self.located.start_confidence * self.located.end_confidence < UNSURE;
        let frame_alone = || {
            let width = |i: &usize| self.profiles[*i].width();
            let all: u32 = body.clone().map(|i| width(&i)).sum();
            let frame: u32 = body.clone().filter(|&i| claimed(i, CLAIMED / 3.0)).map(|i| width(&i)).sum();
            frame * 2 >= all
        };
        let may_be_empty = self.blocks.len() >= MIN_BLOCKS && body.len() <= MAX_FRAME;
        let empty = may_be_empty && (unsure || body.len() == 1) && frame_alone();
        self.located.body = (!empty).then_some(body);
    }

    /// What a block looks like as a part of the frame; as title or byline, too, where it may be one.
    fn frame(&self, text: &str, block: usize, may_head: bool) -> Frame {
        let part = self.blocks[block].span.of(text);
        let (profile, votes) = (&self.profiles[block], self.votes[block]);
        if !may_head {
            return Frame::of(part, profile, votes);
        }
        let overlap = self.sketch.overlap_of(part, self.elements.of(block)).unwrap_or(0.5);
        Frame::of_head(part, profile, votes, overlap)
    }

    /// The boilerplate terms of a block.
    fn mentions_of(&self, block: usize) -> &[Mention] {
        &self.mentions[self.first_mention[block]..self.first_mention[block + 1]]
    }

    /// What the blocks outside the body are.
    fn decide_roles(&mut self, text: &str) {
        let body = self.located.body.clone().unwrap_or(0..0);
        let mut places = std::mem::take(&mut self.places);
        places.clear();
        let mut injections = self.injections.iter().filter(|injection| injection.whole).peekable();
        places.extend((0..self.blocks.len()).map(|i| {
            if injections.next_if(|injection| injection.block == i).is_some() {
                Place::Spam
            } else if !body.contains(&i) {
                Place::Outside(self.frame(text, i, may_head(i, &body)))
            } else {
                // Only the first blocks of a body can be its title or byline.
                let is_first = i < body.start + 4 && !self.profiles[i].is_long();
                Place::Body(is_first.then(|| self.frame(text, i, true)))
            }
        }));
        roles(&places, &body, &mut self.roles);
        self.places = places;
    }
}

/// Votes for a kind of boilerplate that claim a block at the edge of the body.
const CLAIMED: f32 = 2.6;
/// Below this confidence a body may be nothing but frame.
const UNSURE: f32 = 0.5;
/// A page of fewer blocks is never without a body.
const MIN_BLOCKS: usize = 6;
/// A body of more blocks is not nothing but frame.
const MAX_FRAME: usize = 60;

/// Appends a term, unless the lists of several languages hold it in the same category: then the one that tells most
/// stays, of the page's own language if there is one.
fn push_found(found: &mut Vec<Found>, new: Found) {
    match found.last_mut() {
        Some(last) if last.span == new.span && last.kind == new.kind => {
            if (new.foreign, new.strength) < (last.foreign, last.strength) {
                *last = new;
            }
        }
        _ => found.push(new),
    }
}

/// For each block the number of spans that begin before it, and that of all spans at the end. Both are sorted.
fn firsts(blocks: &[Block], spans: impl Iterator<Item = Span>, out: &mut Vec<usize>) {
    out.clear();
    let mut spans = spans.peekable();
    let mut count = 0;
    for block in blocks {
        while spans.next_if(|span| span.start() < block.span.start()).is_some() {
            count += 1;
        }
        out.push(count);
    }
    out.push(count + spans.count());
}
