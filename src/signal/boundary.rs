//! Features of the boundary between an article and what its site puts around it.
//!
//! All are numbers of one block in its page, without a weight; [`FEATURES`] names each and gives its formula.
//! Symbols: `n` characters, `v` columns, `W` letters, marks and digits, `L = ln(1 + W)`, `z` the logit of the
//! block's wording cut to ±8, `p = 1 / (1 + exp(-z))`; a block is *long* from 140 columns on; a window of `k` blocks
//! shrinks at the edges of the page. Blocks that are left out (spam) do not exist for these formulas.

use std::ops::Range;

use crate::block::Block;
use crate::page::Page;
use crate::profile::Profile;
use crate::steps;

/// One feature: a number of a block in its page.
#[derive(Debug)]
pub(crate) struct Feature {
    /// Its name in the weights file.
    pub(crate) name: &'static str,
    /// How it is computed; read by the fitting program, which writes it beside the weights.
    #[cfg_attr(not(feature = "fit"), allow(dead_code))]
    pub(crate) formula: &'static str,
}

/// One value for each feature.
pub(crate) type Row = [f32; COUNT];

/// Declares the features: a table of names and formulas, and the code that computes them, in the same order.
macro_rules! features {
    (|$c:ident, $i:ident, $b:ident| $($name:literal ($formula:literal) $value:expr;)+) => {
        /// All features, in the order of a [`Row`].
        pub(crate) const FEATURES: &[Feature] = &[$(Feature { name: $name, formula: $formula }),+];
        /// Number of features.
        pub(crate) const COUNT: usize = FEATURES.len();

        fn row($c: &Context<'_>, $i: usize, $b: &Local) -> Row {
            [$($value),+]
        }
    };
}

features! { |c, i, b|
    "width" ("ln(1 + v)") b.width;
    "words" ("ln(1 + words)") b.words;
    "terminal" ("ends with a stop or a closing quote") b.terminal;
    "punctuation" ("min(3, 20 (commas + stops) / v)") b.punctuation;
    "sentences" ("min(6, ends of sentences)") b.sentences;
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
    "first-tenth" ("i / (N - 1) < 0.1") truth(c.place(i) < 0.1);
    "last-tenth" ("i / (N - 1) > 0.9") truth(c.place(i) > 0.9);
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
    "mass-before" ("columns of long blocks before i / of all long blocks") c.share(Sum::Long, i, 0.0);
    "mass-behind" ("columns of long blocks behind i / of all long blocks") c.rest(Sum::Long, i, 1.0);
    "z" ("z") b.z;
    "z-3" ("mean of z over 3 blocks") c.mean(Sum::Z, i, 1);
    "z-5" ("mean of z over 5 blocks") c.mean(Sum::Z, i, 2);
    "z-11" ("mean of z over 11 blocks") c.mean(Sum::Z, i, 5);
    "z-25" ("mean of z over 25 blocks") c.mean(Sum::Z, i, 12);
    "z-before" ("z of block i - 1") c.z(i, -1);
    "z-behind" ("z of block i + 1") c.z(i, 1);
    "z-before-2" ("z of block i - 2") c.z(i, -2);
    "z-behind-2" ("z of block i + 2") c.z(i, 2);
    "likely-before" ("sum of p W before i / of the page") c.share(Sum::Likely, i, 0.0);
    "likely-behind" ("sum of p W behind i / of the page") c.rest(Sum::Likely, i, 1.0);
    "likely-both" ("likely-before × likely-behind") c.share(Sum::Likely, i, 0.0) * c.rest(Sum::Likely, i, 1.0);
    "likely-5" ("mean of p L over 5 blocks") c.mean(Sum::LikelyLog, i, 2);
    "likely-11" ("mean of p L over 11 blocks") c.mean(Sum::LikelyLog, i, 5);
    "z-stop" ("max(0, -4 - z)") (-4.0 - b.z).max(0.0);
    "z-doubt" ("max(0, z + 2)") (b.z + 2.0).max(0.0);
    "z-prose" ("max(0, z)") b.z.max(0.0);
    "stop-behind-5" ("mean of max(0, -4 - z) over the 5 blocks behind i") c.behind(Sum::Stop, i, 5);
    "stop-before-5" ("mean of max(0, -4 - z) over the 5 blocks before i") c.ahead(Sum::Stop, i, 5);
    "core" ("lies in the core") truth(c.core.contains(&i));
    "core-ahead" ("ln(1 + blocks on to the core)") (c.core.start.saturating_sub(i) as f32).ln_1p();
    "core-behind" ("ln(1 + blocks back to the core)") ((i + 1).saturating_sub(c.core.end) as f32).ln_1p();
    "path-likely" ("mean of p from the block to the core, 1 in the core") c.path(Sum::P, i).unwrap_or(1.0);
    "path-width" ("mean of ln(1 + v) from the block to the core, 5 in the core") c.path(Sum::Width, i).unwrap_or(5.0);
    "path-stop" ("ln(1 + sum of max(0, -4 - z) from the block to the core)") c.path_sum(Sum::Stop, i).ln_1p();
    "path-boring" ("ln(1 + sum of 1 - p from the block to the core)") c.path_boring(i).ln_1p();
    "z-short" ("z where L < 3.5, else 0") b.z * truth(b.log_weight < 3.5);
    "z-long" ("z where L >= 4.8, else 0") b.z * truth(b.log_weight >= 4.8);
}

/// What is summed up over blocks.
#[derive(Clone, Copy)]
enum Sum {
    Width,
    Terminal,
    Long,
    Z,
    Likely,
    LikelyLog,
    Stop,
    P,
}

const SUMS: usize = Sum::P as usize + 1;

/// What is known of a block without its neighbours.
#[derive(Clone, Copy, Debug, Default)]
struct Local {
    width: f32,
    words: f32,
    terminal: f32,
    punctuation: f32,
    sentences: f32,
    digits: f32,
    upper: f32,
    symbols: f32,
    separators: f32,
    spaces: f32,
    brackets: f32,
    address: f32,
    date: f32,
    year: f32,
    serial: f32,
    repeated: f32,
    long: f32,
    capital: f32,
    number: f32,
    colon: f32,
    opens: f32,
    ellipsis: f32,
    z: f32,
    log_weight: f32,
    root: f32,
    distance_before: f32,
    distance_behind: f32,
    after_blank: f32,
}

fn truth(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn ratio(part: u32, whole: u32) -> f32 {
    part as f32 / whole.max(1) as f32
}

impl Local {
    fn new(p: &Profile, repeats: u32, z: f32) -> Self {
        Self {
            width: (p.width() as f32).ln_1p(),
            words: (p.words() as f32).ln_1p(),
            terminal: truth(p.terminal),
            punctuation: (20.0 * ratio(p.commas + p.stops, p.width())).min(3.0),
            sentences: p.sentences.min(6) as f32,
            digits: ratio(p.digits, p.chars),
            upper: ratio(p.upper, p.letters),
            symbols: ratio(p.symbols(), p.chars),
            separators: p.separators.min(8) as f32,
            spaces: ratio(p.spaces, p.chars),
            brackets: p.brackets.min(4) as f32,
            address: truth(p.address),
            date: truth(p.date),
            year: truth(p.year),
            serial: ratio(p.long_numbers, p.chars),
            repeated: truth(repeats > 1),
            long: truth(p.is_long()),
            capital: truth(p.capital),
            number: truth(p.number),
            colon: truth(p.colon_end),
            opens: truth(p.opens),
            ellipsis: truth(p.ellipsis_end),
            z: z.clamp(-8.0, 8.0),
            root: (p.weight() as f32).sqrt(),
            log_weight: (p.weight() as f32).ln_1p(),
            distance_before: 0.0,
            distance_behind: 0.0,
            after_blank: 0.0,
        }
    }
}

/// The features of a page's blocks, in reused memory.
#[derive(Debug, Default)]
pub(crate) struct Features {
    rows: Vec<Row>,
    locals: Vec<Local>,
    /// For each block the sums over all blocks before it; one more at the end, over all.
    sums: Vec<[f64; SUMS]>,
}

impl Features {
    /// Measures the blocks `members` (indices into `profiles`, ascending) with their wording's logits `z`, one for
    /// each member. Takes O(members) time.
    pub(crate) fn measure(
        &mut self,
        blocks: &[Block],
        profiles: &[Profile],
        page: &Page,
        members: &[usize],
        z: &[f32],
    ) {
        steps::count(members.len());
        self.locals.clear();
        self.sums.clear();
        let mut sum = [0.0; SUMS];
        for (&i, &z) in members.iter().zip(z) {
            let (Some(p), Some(block)) = (profiles.get(i), blocks.get(i)) else { continue };
            let mut local = Local::new(p, page.repeats(i), z);
            local.after_blank = truth(block.after_blank);
            self.sums.push(sum);
            let likely = f64::from(1.0 / (1.0 + (-local.z).exp()));
            sum[Sum::Width as usize] += f64::from(local.width);
            sum[Sum::Terminal as usize] += f64::from(local.terminal);
            sum[Sum::Long as usize] += f64::from(local.long) * f64::from(p.width());
            sum[Sum::Z as usize] += f64::from(local.z);
            sum[Sum::Likely as usize] += likely * f64::from(p.weight());
            sum[Sum::LikelyLog as usize] += likely * f64::from(local.log_weight);
            sum[Sum::P as usize] += likely;
            sum[Sum::Stop as usize] += f64::from((-4.0 - local.z).max(0.0));
            self.locals.push(local);
        }
        self.sums.push(sum);
        self.measure_distances();
        let core = self.core();
        let context = Context { locals: &self.locals, sums: &self.sums, core };
        self.rows.clear();
        self.rows.extend(self.locals.iter().enumerate().map(|(i, local)| row(&context, i, local)));
    }

    /// One row for each member.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The run of blocks with the largest sum of `(p - 0.6) √W`: what is most surely the article.
    fn core(&self) -> Range<usize> {
        let (mut open, mut sum, mut most) = (0, 0.0, f32::NEG_INFINITY);
        let mut core = 0..0;
        for (i, local) in self.locals.iter().enumerate() {
            if sum < 0.0 {
                (open, sum) = (i, 0.0);
            }
            sum += (1.0 / (1.0 + (-local.z).exp()) - 0.6) * local.root;
            if sum > most {
                (most, core) = (sum, open..i + 1);
            }
        }
        core
    }

    fn measure_distances(&mut self) {
        const FAR: u16 = 200;
        let step = |distance: &mut u16, long: f32| {
            let found = f32::from(*distance).ln_1p();
            *distance = if long > 0.0 { 1 } else { (*distance + 1).min(FAR) };
            found
        };
        let mut distance = FAR;
        for local in &mut self.locals {
            local.distance_before = step(&mut distance, local.long);
        }
        distance = FAR;
        for local in self.locals.iter_mut().rev() {
            local.distance_behind = step(&mut distance, local.long);
        }
    }
}

/// The blocks of a page, for the features that look at neighbours.
struct Context<'a> {
    locals: &'a [Local],
    sums: &'a [[f64; SUMS]],
    core: Range<usize>,
}

impl Context<'_> {
    fn neighbour(&self, i: usize, offset: isize) -> Option<&Local> {
        self.locals.get(i.checked_add_signed(offset)?)
    }

    /// `ln(1 + v)` of a neighbour, 0 outside.
    fn width(&self, i: usize, offset: isize) -> f32 {
        self.neighbour(i, offset).map_or(0.0, |local| local.width)
    }

    /// The logit of a neighbour's wording, 0 outside.
    fn z(&self, i: usize, offset: isize) -> f32 {
        self.neighbour(i, offset).map_or(0.0, |local| local.z)
    }

    fn place(&self, i: usize) -> f32 {
        i as f32 / (self.locals.len().max(2) - 1) as f32
    }

    /// The sum over all blocks before `i`.
    fn sum(&self, sum: Sum, i: usize) -> f64 {
        self.sums.get(i).map_or(0.0, |sums| sums[sum as usize])
    }

    /// The mean over the blocks from `i - reach` to `i + reach`.
    fn mean(&self, sum: Sum, i: usize, reach: usize) -> f32 {
        self.mean_of(sum, i.saturating_sub(reach), (i + reach + 1).min(self.locals.len()))
    }

    /// The mean over the `reach` blocks before `i`, 0 where there is none.
    fn ahead(&self, sum: Sum, i: usize, reach: usize) -> f32 {
        self.mean_of(sum, i.saturating_sub(reach), i)
    }

    /// The mean over the `reach` blocks behind `i`, 0 where there is none.
    fn behind(&self, sum: Sum, i: usize, reach: usize) -> f32 {
        self.mean_of(sum, i + 1, (i + 1 + reach).min(self.locals.len()))
    }

    fn mean_of(&self, sum: Sum, first: usize, end: usize) -> f32 {
        ((self.sum(sum, end) - self.sum(sum, first)) / (end - first).max(1) as f64) as f32
    }

    /// The blocks from `i` to the core, without the core.
    fn way(&self, i: usize) -> Range<usize> {
        if i < self.core.start { i..self.core.start } else { self.core.end..(i + 1).max(self.core.end) }
    }

    /// The mean over the blocks from `i` to the core.
    fn path(&self, sum: Sum, i: usize) -> Option<f32> {
        let way = self.way(i);
        (!way.is_empty()).then(|| self.mean_of(sum, way.start, way.end))
    }

    /// The sum over the blocks from `i` to the core.
    fn path_sum(&self, sum: Sum, i: usize) -> f32 {
        let way = self.way(i);
        (self.sum(sum, way.end) - self.sum(sum, way.start)) as f32
    }

    /// The sum of `1 - p` over the blocks from `i` to the core.
    fn path_boring(&self, i: usize) -> f32 {
        (self.way(i).len() as f32 - self.path_sum(Sum::P, i)).max(0.0)
    }

    /// The share of the page's sum that lies before `i`; `empty` where the page's sum is 0.
    fn share(&self, sum: Sum, i: usize, empty: f32) -> f32 {
        let all = self.sum(sum, self.locals.len());
        if all > 0.0 { (self.sum(sum, i) / all) as f32 } else { empty }
    }

    /// The share of the page's sum that lies behind `i`; `empty` where the page's sum is 0.
    fn rest(&self, sum: Sum, i: usize, empty: f32) -> f32 {
        let all = self.sum(sum, self.locals.len());
        if all > 0.0 { ((all - self.sum(sum, i + 1)) / all) as f32 } else { empty }
    }
}
