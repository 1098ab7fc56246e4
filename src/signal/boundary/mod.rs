//! Features of the boundary between an article and what its site puts around it.
//!
//! All are numbers of one block in its page, without a weight; [`FEATURES`] names each and gives its formula.
//! Symbols: `n` characters, `v` columns, `W` letters, marks and digits, `L = ln(1 + W)`, `z` the logit of the
//! block's wording cut to ±8, `p = 1 / (1 + exp(-z))`; a block is *long* from 140 columns on; a window of `k` blocks
//! shrinks at the edges of the page. Blocks that are left out (spam) do not exist for these formulas.
//!
//! The *core* is the run of blocks that is most surely the article ([`core`](mod@core)), the *path* of a block the blocks
//! from it to the core, itself included. The *title* is the first block, the *headline* the first other block that repeats
//! a good part of it, `h` its place ([`title`]). *Votes* are those of the terms of boilerplate in a block, by kind.

mod context;
mod core;
mod local;
mod title;

use std::ops::Range;

use crate::block::Block;
use crate::label::Kind;
use crate::page::Page;
use crate::profile::Profile;
use crate::signal::frame::KindVotes;
use crate::sketch::Elements;
use crate::steps;

use self::context::{Around, Context, Sum, Sums};
use self::local::{Local, ln_1p, ln_1p_of};
use self::title::Title;

/// One feature: a number of a block in its page.
#[derive(Debug)]
pub(crate) struct Feature {
    /// Its name in the weights file.
    pub(crate) name: &'static str,
    /// How it is computed. The fitting program writes it beside the weights.
    #[cfg_attr(not(feature = "fit"), allow(dead_code))]
    pub(crate) formula: &'static str,
}

/// One value for each feature.
pub(crate) type Row = [f32; COUNT];

/// The features of some blocks side by side, as vector registers hold them.
pub(crate) type Columns = [Lanes; COUNT];
pub(crate) type Lanes = [f32; ABREAST];
pub(crate) const ABREAST: usize = 4;

/// Declares the features: a table of names and formulas, and the code that computes them, in the same order.
macro_rules! features {
    (|$c:ident, $i:ident, $b:ident| $($name:literal ($formula:literal) $value:expr;)+) => {
        /// All features, in the order of a [`Row`].
        pub(crate) const FEATURES: &[Feature] = &[$(Feature { name: $name, formula: $formula }),+];
        /// Number of features.
        pub(crate) const COUNT: usize = FEATURES.len();

        fn fill($c: &Context<'_>, $i: usize, $b: &Local, lane: usize, columns: &mut Columns) {
            let mut columns = columns.iter_mut();
            $(put(columns.next(), lane, $value);)+
        }
    };
}

features! { |c, i, b|
    "width" ("ln(1 + v)") b.width;
    "words" ("ln(1 + words)") b.words;
    "terminal" ("ends with a stop or a closing quote; Thai and Lao: sentences > 0") b.terminal;
    "punctuation" ("min(3, 20 (commas + stops) / v)") b.punctuation;
    "sentences" ("min(6, ends of sentences); Thai and Lao: W / 60") b.sentences;
    "digits" ("digits / n") b.digits;
    "upper" ("upper case / letters") b.upper;
    "symbols" ("neither letters, marks, digits nor white space / n") b.symbols;
    "separators" ("min(8, separators)") b.separators;
    "spaces" ("white space / n") b.spaces;
    "brackets" ("min(4, brackets)") b.brackets;
    "address" ("holds an address of the web or mail") b.address;
    "date" ("holds a date or time") b.date;
    "year" ("holds a year") b.year;
    "serial" ("digits in numbers of five and more / n") b.serial;
    "repeated" ("occurs again on the page") b.repeated;
    "long" ("v >= 140") b.long;
    "capital" ("begins with upper case or a double-width letter") b.capital;
    "number" ("begins with a digit") b.number;
    "colon" ("ends with a colon") b.colon;
    "opens" ("begins with a bracket, arrow or bullet") b.opens;
    "ellipsis" ("ends with an ellipsis") b.ellipsis;
    "place" ("i / (N - 1)") c.place(i);
    "place-squared" ("(i / (N - 1))²") c.place(i) * c.place(i);
    "first-tenth" ("i / (N - 1) < 0.1") f32::from(c.place(i) < 0.1);
    "last-tenth" ("i / (N - 1) > 0.9") f32::from(c.place(i) > 0.9);
    "width-before" ("ln(1 + v) of block i - 1") c.width(i, -1);
    "width-behind" ("ln(1 + v) of block i + 1") c.width(i, 1);
    "width-before-2" ("ln(1 + v) of block i - 2") c.width(i, -2);
    "width-behind-2" ("ln(1 + v) of block i + 2") c.width(i, 2);
    "width-5" ("mean of ln(1 + v) over 5 blocks") c.mean(Sum::Width, i, 2);
    "width-11" ("mean of ln(1 + v) over 11 blocks") c.mean(Sum::Width, i, 5);
    "terminal-5" ("mean of terminal over 5 blocks") c.mean(Sum::Terminal, i, 2);
    "terminal-11" ("mean of terminal over 11 blocks") c.mean(Sum::Terminal, i, 5);
    "distance-before" ("ln(1 + blocks back to a long one), at most 200") b.distance_before;
    "distance-behind" ("ln(1 + blocks on to a long one), at most 200") b.distance_behind;
    "mass-before" ("columns of long blocks before i / of all long blocks") c.share(Sum::Long, 0.0);
    "mass-behind" ("columns of long blocks behind i / of all long blocks") c.rest(Sum::Long, 1.0);
    "z" ("z") b.z;
    "z-3" ("mean of z over 3 blocks") c.mean(Sum::Z, i, 1);
    "z-5" ("mean of z over 5 blocks") c.mean(Sum::Z, i, 2);
    "z-11" ("mean of z over 11 blocks") c.mean(Sum::Z, i, 5);
    "z-25" ("mean of z over 25 blocks") c.mean(Sum::Z, i, 12);
    "z-before" ("z of block i - 1") c.z(i, -1);
    "z-behind" ("z of block i + 1") c.z(i, 1);
    "z-before-2" ("z of block i - 2") c.z(i, -2);
    "z-behind-2" ("z of block i + 2") c.z(i, 2);
    "likely-before" ("sum of p W before i / of the page") c.share(Sum::Likely, 0.0);
    "likely-behind" ("sum of p W behind i / of the page") c.rest(Sum::Likely, 1.0);
    "likely-both" ("likely-before × likely-behind") c.share(Sum::Likely, 0.0) * c.rest(Sum::Likely, 1.0);
    "likely-5" ("mean of p L over 5 blocks") c.mean(Sum::LikelyLog, i, 2);
    "likely-11" ("mean of p L over 11 blocks") c.mean(Sum::LikelyLog, i, 5);
    "z-stop" ("max(0, -4 - z)") (-4.0 - b.z).max(0.0);
    "z-doubt" ("max(0, z + 2)") (b.z + 2.0).max(0.0);
    "z-prose" ("max(0, z)") b.z.max(0.0);
    "stop-behind-5" ("mean of max(0, -4 - z) over the 5 blocks behind i") c.behind(Sum::Stop, i, 5);
    "stop-before-5" ("mean of max(0, -4 - z) over the 5 blocks before i") c.ahead(Sum::Stop, i, 5);
    "core" ("lies in the core") f32::from(c.core.contains(&i));
    "core-ahead" ("ln(1 + blocks on to the core)") ln_1p_of(c.core.start.saturating_sub(i));
    "core-behind" ("ln(1 + blocks back to the core)") ln_1p_of((i + 1).saturating_sub(c.core.end));
    "path-likely" ("mean of p on the path, 1 in the core") c.path(Sum::P).unwrap_or(1.0);
    "path-width" ("mean of ln(1 + v) on the path, 5 in the core") c.path(Sum::Width).unwrap_or(5.0);
    "path-stop" ("ln(1 + sum of max(0, -4 - z) on the path)") ln_1p(c.path_sum(Sum::Stop));
    "path-boring" ("ln(1 + sum of 1 - p on the path)") ln_1p(c.path_boring());
    "sentences-5" ("mean of sentences over 5 blocks") c.mean(Sum::Sentences, i, 2);
    "sentences-11" ("mean of sentences over 11 blocks") c.mean(Sum::Sentences, i, 5);
    "sentences-before" ("sum of sentences before i / of the page") c.share(Sum::Sentences, 0.0);
    "sentences-behind" ("sum of sentences behind i / of the page") c.rest(Sum::Sentences, 1.0);
    "long-bare" ("long, and no sentence ends in it") b.long * f32::from(b.sentences < 1.0);
    "path-gap" ("ln(1 + longest run on the path of blocks that are no prose: no sentence or v <= 40)") ln_1p(b.gap);
    "path-low" ("lowest z-5 on the path, at most 0; 0 in the core") b.low;
    "echo" ("the same block stands before i") b.echo;
    "echoed" ("the same block stands behind i") b.echoed;
    "echo-behind-5" ("mean of echo over the 5 blocks behind i") c.behind(Sum::Echo, i, 5);
    "repeated-before-8" ("mean of repeated over the 8 blocks before i") c.ahead(Sum::Repeated, i, 8);
    "repeated-behind-8" ("mean of repeated over the 8 blocks behind i") c.behind(Sum::Repeated, i, 8);
    "date-before-5" ("mean of date over the 5 blocks before i") c.ahead(Sum::Date, i, 5);
    "date-behind-5" ("mean of date over the 5 blocks behind i") c.behind(Sum::Date, i, 5);
    "navigation" ("min(4, votes for navigation)") b.votes_for(Kind::Navigation);
    "credits" ("min(4, votes for credits)") b.votes_for(Kind::Credits);
    "legal" ("min(4, votes for legal)") b.votes_for(Kind::Legal);
    "contact" ("min(4, votes for contact)") b.votes_for(Kind::Contact);
    "share" ("min(4, votes for share)") b.votes_for(Kind::Share);
    "related" ("min(4, votes for related)") b.votes_for(Kind::Related);
    "comments" ("min(4, votes for comments)") b.votes_for(Kind::Comments);
    "consent" ("min(4, votes for consent)") b.votes_for(Kind::Consent);
    "subscribe" ("min(4, votes for subscribe)") b.votes_for(Kind::Subscribe);
    "tags" ("min(4, votes for tags)") b.votes_for(Kind::Tags);
    "pagination" ("min(4, votes for pagination)") b.votes_for(Kind::Pagination);
    "claim" ("min(4, most votes for one kind)") b.claim;
    "claims" ("min(6, votes for all kinds)") b.claims;
    "claim-5" ("mean of claim over 5 blocks") c.mean(Sum::Claim, i, 2);
    "claim-11" ("mean of claim over 11 blocks") c.mean(Sum::Claim, i, 5);
    "claim-before-5" ("mean of claim over the 5 blocks before i") c.ahead(Sum::Claim, i, 5);
    "claim-behind-5" ("mean of claim over the 5 blocks behind i") c.behind(Sum::Claim, i, 5);
    "path-claim" ("ln(1 + sum of claim on the path)") ln_1p(c.path_sum(Sum::Claim));
    "headline" ("i = h") f32::from(c.headline == Some(i));
    "headline-ahead" ("ln(1 + h - i) before the headline, else 0") ln_1p_of(c.to_headline(i));
    "headline-back" ("ln(1 + i - h) behind the headline, else 0") ln_1p_of(c.since_headline(i));
    "above-headline" ("i < h") f32::from(c.to_headline(i) > 0);
    "about" ("share of the title's words that stand in the block; 0 for the title") b.about;
    "about-5" ("mean of about over 5 blocks") c.mean(Sum::About, i, 2);
    "about-11" ("mean of about over 11 blocks") c.mean(Sum::About, i, 5);
    "about-before" ("sum of about before i / of the page") c.share(Sum::About, 0.0);
    "about-behind" ("sum of about behind i / of the page") c.rest(Sum::About, 1.0);
    "z-short" ("z where L < 3.5, else 0") b.z * f32::from(b.log_weight < 3.5);
    "z-long" ("z where L >= 4.8, else 0") b.z * f32::from(b.log_weight >= 4.8);
}

/// What is known of a page before its body is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    pub(crate) text: &'a str,
    pub(crate) blocks: &'a [Block],
    pub(crate) profiles: &'a [Profile],
    pub(crate) page: &'a Page,
    pub(crate) elements: &'a Elements,
    /// What the boilerplate terms of each block say of it.
    pub(crate) votes: &'a [KindVotes],
}

#[inline]
fn put(lanes: Option<&mut Lanes>, lane: usize, value: f32) {
    if let Some(slot) = lanes.and_then(|lanes| lanes.get_mut(lane)) {
        *slot = value;
    }
}

/// What the features of a page's blocks are computed from, in reused memory.
#[derive(Debug, Default)]
pub(crate) struct Features {
    locals: Vec<Local>,
    sums: Sums,
    title: Title,
    core: Range<usize>,
}

impl Features {
    /// Measures the blocks `members` (indices into the page's blocks, ascending) with their wording's logits `z`, one for
    /// each member. Takes O(members + words) time.
    pub(crate) fn measure(&mut self, known: Known<'_>, members: &[usize], z: &[f32]) {
        steps::count(members.len());
        self.title.read(&known, members);
        self.locals.clear();
        for (&i, &z) in members.iter().zip(z) {
            let (Some(profile), Some(&votes)) = (known.profiles.get(i), known.votes.get(i)) else { continue };
            let mut local = Local::new(profile, z, votes);
            local.read_place(known.page, i);
            local.about = self.title.shared_by(i, known.elements);
            self.locals.push(local);
        }
        self.sums.add_up(&self.locals);
        local::measure_distances(&mut self.locals);
        self.core = core::core(&self.locals, self.title.headline());
        core::measure_paths(&mut self.locals, &self.sums, &self.core);
    }

    /// The number of blocks that are measured.
    pub(crate) fn len(&self) -> usize {
        self.locals.len()
    }

    /// Fills in the features of a few blocks, from block `first` on; nothing after the last.
    pub(crate) fn fill(&self, first: usize, columns: &mut Columns) {
        let (locals, sums, headline) = (&*self.locals, &self.sums, self.title.headline());
        for (lane, (i, local)) in locals.iter().enumerate().skip(first).take(ABREAST).enumerate() {
            let around = Around::of(sums, i, &self.core);
            let context =
                Context { around, locals, sums, all: sums.all(), core: self.core.clone(), headline };
            fill(&context, i, local, lane, columns);
        }
    }

    /// One row for each block.
    #[cfg(feature = "fit")]
    pub(crate) fn rows(&self) -> Vec<Row> {
        let mut columns = [[0.0; ABREAST]; COUNT];
        let row = |i: usize| {
            self.fill(i, &mut columns);
            columns.map(|lanes| lanes[0])
        };
        (0..self.len()).map(row).collect()
    }
}
