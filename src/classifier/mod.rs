//! The pipeline: text in, report out.

mod around;
mod assemble;
mod explain;
mod mixed;
mod page_wording;
mod quiet;
mod sieve;
mod spam;
#[cfg(feature = "fit")]
pub(crate) mod survey;
mod topics;
mod worth;
mod wrapped;

use std::cell::{Cell, LazyCell};
use std::sync::{Arc, LazyLock};

use crate::block::{self, Block};
use crate::config::Config;
use crate::decode::{Claims, Role, Zone, may_head, roles};
use crate::fold::Folded;
use crate::fold::gloss::Glosses;
use crate::language::Languages;
use crate::lexicon::{FunctionWords, Group, Hit, Lexicon, Matcher, compile};
use crate::page::Page;
use crate::profile::Profile;
use crate::report::Report;
use crate::score::{Located, Locator, SpamModel};
use crate::shingles::Shingles;
use crate::signal::{BoilerplateTerm, Echoes, Frame, KindVotes, Known, Line, SpamTerm, repeated, term_votes};
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

/// The built-in spam model, read once in a process.
static SPAM: LazyLock<Arc<SpamModel>> = LazyLock::new(|| Arc::new(SpamModel::builtin()));

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
            spam: Arc::clone(&SPAM),
        }
    }

    /// The configuration.
    ///
    /// ```
    /// use gangue::Classifier;
    /// let classifier = Classifier::new();
    /// let careful = classifier.config().clone().with_spam_threshold(0.8);
    /// assert_eq!(classifier.with_config(careful).config().spam_threshold(), 0.8);
    /// ```
    #[must_use]
    pub const fn config(&self) -> &Config {
        &self.config
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

/// The memory of larger texts, or of texts with more blocks, is given back.
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

/// What the stages of the analysis leave for later ones. Nothing but memory is left from one text to the next.
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
    term_starts: Vec<usize>,
    hits: Vec<Hit>,
    /// Spam terms, and for each block the first of its own.
    spam_terms: Vec<SpamTerm>,
    first_spam_term: Vec<usize>,
    /// Boilerplate terms, likewise.
    boilerplate: Vec<BoilerplateTerm>,
    first_boilerplate: Vec<usize>,
    /// What the boilerplate terms of each block say of it.
    votes: Vec<KindVotes>,
    injections: Vec<Injection>,
    echoes: Echoes,
    buffers: Buffers,
    locator: Locator,
    located: Located,
    zones: Vec<Zone>,
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
        self.folded.clear();
        for block in &self.blocks {
            self.folded.push(block.span.of(text), block.span.start());
        }
        matcher.find(self.folded.text(), &mut self.term_starts, &mut self.hits);
        self.tell_apart(text, known);
        self.echoes.find(text, &self.spam_terms);
        firsts(&self.blocks, self.spam_terms.iter().map(|term| term.span), &mut self.first_spam_term);
        firsts(&self.blocks, self.boilerplate.iter().map(|term| term.span), &mut self.first_boilerplate);
        self.votes.clear();
        let terms = self.first_boilerplate.windows(2).map(|first| &self.boilerplate[first[0]..first[1]]);
        let votes =
            self.blocks.iter().zip(terms).map(|(block, terms)| term_votes(block.span.of(text), terms));
        self.votes.extend(votes);
    }

    /// Tells terms of spam from terms of boilerplate. Spam terms that mean something only in their language are left out on
    /// pages of others.
    fn tell_apart(&mut self, text: &str, known: &FunctionWords) {
        let (script, kana) = (self.page.script(), self.page.has_kana());
        // Only terms of spam ask for the languages, and many pages have none.
        let languages =
            LazyCell::new(|| Languages::of(text, &self.blocks, &self.profiles, script, kana, known));
        self.spam_terms.clear();
        self.boilerplate.clear();
        let mut piece = 0;
        for &Hit { start, end, entry, group, strength, language, needs_its_language } in &self.hits {
            let span = self.folded.next_source_span(start..end, &mut piece);
            match group {
                Group::Spam(_) if needs_its_language && !languages.includes(language) => {}
                Group::Spam(kind) => {
                    let foreign = languages.is_foreign(language);
                    push_spam_term(&mut self.spam_terms, SpamTerm { span, entry, strength, kind, foreign });
                }
                Group::Boilerplate(kind) => {
                    self.boilerplate.push(BoilerplateTerm { span, entry, strength, kind });
                }
                Group::FunctionWord | Group::Allowed => {}
            }
        }
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
            hits: &self.spam_terms,
            echoes: &self.echoes,
            first_hit: &self.first_spam_term,
            boilerplate: &self.boilerplate,
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
        let Some(body) = self.located.body.clone() else { return };
        let claims = Claims {
            blocks: self.blocks.len(),
            claim: |i: usize| {
                if self.profiles[i].is_long() { 0.0 } else { self.frame(text, i).claim() }
            },
            width: |i: usize| self.profiles[i].width(),
        };
        self.located.body = claims.trim(body, self.located.confidence());
    }

    /// What a block looks like as a part of the frame.
    fn frame(&self, text: &str, block: usize) -> Frame {
        Frame::of(self.blocks[block].span.of(text), &self.profiles[block], self.votes[block])
    }

    /// The same for a block that may be the headline or a byline; `title` is the block of the page's title.
    fn head(&self, text: &str, block: usize, title: usize) -> Frame {
        let line =
            |block: usize| Line { text: self.blocks[block].span.of(text), elements: self.elements.of(block) };
        let Line { text, elements } = line(block);
        let overlap = self.sketch.overlap_of(text, elements).unwrap_or(0.5);
        let repeated = if block == title { 0.0 } else { repeated(line(title), line(block)) };
        Frame::of_head(text, &self.profiles[block], self.votes[block], overlap, repeated)
    }

    /// The boilerplate terms of a block.
    fn boilerplate_of(&self, block: usize) -> &[BoilerplateTerm] {
        &self.boilerplate[self.first_boilerplate[block]..self.first_boilerplate[block + 1]]
    }

    /// What the blocks outside the body are.
    fn decide_roles(&mut self, text: &str) {
        let body = self.located.body.clone().unwrap_or(0..0);
        let mut zones = std::mem::take(&mut self.zones);
        zones.clear();
        let mut injections = self.injections.iter().filter(|injection| injection.whole).peekable();
        let mut title = None;
        zones.extend((0..self.blocks.len()).map(|i| {
            if injections.next_if(|injection| injection.block == i).is_some() {
                return Zone::Spam;
            }
            let title = *title.get_or_insert(i);
            if !body.contains(&i) {
                let may_head = may_head(i, &body);
                Zone::Outside(if may_head { self.head(text, i, title) } else { self.frame(text, i) })
            } else {
                // Only the first blocks of a body can be its title or byline.
                let is_first = i < body.start + 4 && !self.profiles[i].is_long();
                Zone::Body(is_first.then(|| self.head(text, i, title)))
            }
        }));
        roles(&zones, &body, &mut self.roles);
        self.zones = zones;
    }
}

/// Appends a term. Where the lists of several languages hold it in the same category, only one stays: one of the page's own
/// language if there is one, and of those the strongest.
fn push_spam_term(terms: &mut Vec<SpamTerm>, new: SpamTerm) {
    match terms.last_mut() {
        Some(last) if last.span == new.span && last.kind == new.kind => {
            if (new.foreign, new.strength) < (last.foreign, last.strength) {
                *last = new;
            }
        }
        _ => terms.push(new),
    }
}

/// For each block, the number of spans that begin before it, and at the end the number of all spans. Blocks and spans are
/// sorted.
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
