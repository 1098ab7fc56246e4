//! What is known of a block without its neighbours.

use std::sync::LazyLock;

use crate::label::Kind;
use crate::odds::probability;
use crate::page::Page;
use crate::profile::Profile;
use crate::signal::frame::{KindVotes, most};
use crate::unicode::Script;

/// Farther away, it does not matter how far a long block is.
const FAR: u16 = 200;

/// Letters and marks of a sentence in a script without stops.
const UNSTOPPED: u32 = 60;

/// The measures of one block; what the places of other blocks decide is filled in later.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Local {
    pub(super) width: f32,
    pub(super) words: f32,
    pub(super) terminal: f32,
    pub(super) punctuation: f32,
    pub(super) sentences: f32,
    pub(super) digits: f32,
    pub(super) upper: f32,
    pub(super) symbols: f32,
    pub(super) separators: f32,
    pub(super) spaces: f32,
    pub(super) brackets: f32,
    pub(super) address: f32,
    pub(super) date: f32,
    pub(super) year: f32,
    pub(super) serial: f32,
    pub(super) repeated: f32,
    pub(super) echo: f32,
    pub(super) echoed: f32,
    pub(super) long: f32,
    pub(super) capital: f32,
    pub(super) number: f32,
    pub(super) colon: f32,
    pub(super) opens: f32,
    pub(super) ellipsis: f32,
    pub(super) z: f32,
    /// The probability that the block is body, by its wording.
    pub(super) likely: f32,
    pub(super) weight: f32,
    pub(super) columns: f32,
    pub(super) log_weight: f32,
    pub(super) distance_before: f32,
    pub(super) distance_behind: f32,
    pub(super) votes: KindVotes,
    pub(super) claim: f32,
    pub(super) claims: f32,
    pub(super) about: f32,
    pub(super) gap: f32,
    pub(super) low: f32,
}

/// `ln(1 + n)` for small numbers, as most are.
static LOGARITHMS: LazyLock<[f32; 1024]> = LazyLock::new(|| std::array::from_fn(|n| (n as f32).ln_1p()));

/// `ln(1 + x)`, from a table where x is a small whole number, as it mostly is.
pub(super) fn ln_1p(x: f32) -> f32 {
    match LOGARITHMS.get(x as usize) {
        Some(&log) if x as usize as f32 == x => log,
        // Takes a third of the time of `ln_1p`, which is made for numbers that are tiny beside 1.
        _ => (1.0 + x).ln(),
    }
}

/// `ln(1 + n)`, likewise from the table.
pub(super) fn ln_1p_of(n: usize) -> f32 {
    LOGARITHMS.get(n).copied().unwrap_or_else(|| (n as f32).ln_1p())
}

/// Whether most of the block is in a script that has no mark for the end of a sentence: Thai and Lao.
fn is_unstopped(p: &Profile) -> bool {
    let unstopped = p.count(Script::Thai).saturating_add(p.count(Script::Lao));
    u64::from(unstopped) * 2 > u64::from(p.weight())
}

fn ratio(part: u32, whole: u32) -> f32 {
    part as f32 / whole.max(1) as f32
}

impl Local {
    pub(super) fn new(p: &Profile, z: f32, votes: KindVotes) -> Self {
        let z = z.clamp(-8.0, 8.0);
        // Without marks to count, the length of a usual sentence has to do.
        let sentences = if is_unstopped(p) { p.weight() / UNSTOPPED } else { p.sentences };
        Self {
            width: ln_1p_of(p.width() as usize),
            words: ln_1p_of(p.words() as usize),
            terminal: f32::from(p.terminal || (is_unstopped(p) && sentences > 0)),
            punctuation: (20.0 * ratio(p.commas + p.stops, p.width())).min(3.0),
            sentences: sentences.min(6) as f32,
            digits: ratio(p.digits, p.chars),
            upper: ratio(p.upper, p.letters),
            symbols: ratio(p.symbols(), p.chars),
            separators: p.separators.min(8) as f32,
            spaces: ratio(p.spaces, p.chars),
            brackets: p.brackets.min(4) as f32,
            address: f32::from(p.address),
            date: f32::from(p.date),
            year: f32::from(p.year),
            serial: ratio(p.long_numbers, p.chars),
            long: f32::from(p.is_long()),
            capital: f32::from(p.capital),
            number: f32::from(p.number),
            colon: f32::from(p.colon_end),
            opens: f32::from(p.opens),
            ellipsis: f32::from(p.ellipsis_end),
            z,
            likely: probability(z),
            weight: p.weight() as f32,
            columns: p.width() as f32,
            log_weight: ln_1p_of(p.weight() as usize),
            votes,
            claim: most(&votes).min(4.0),
            claims: votes.iter().sum::<f32>().min(6.0),
            ..Self::default()
        }
    }

    /// Fills in whether this block, which is block `i` of the page, occurs elsewhere too.
    pub(super) fn read_place(&mut self, page: &Page, i: usize) {
        let (before, all) = (page.repeats_before(i), page.repeats(i));
        self.repeated = f32::from(all > 1);
        self.echo = f32::from(before > 0);
        self.echoed = f32::from(before + 1 < all);
    }

    /// How much more the wording speaks against the body than usual boilerplate does.
    pub(super) fn stop(&self) -> f32 {
        (-4.0 - self.z).max(0.0)
    }

    pub(super) fn votes_for(&self, kind: Kind) -> f32 {
        self.votes.get(kind as usize).map_or(0.0, |votes| votes.min(4.0))
    }
}

/// Fills in how far away the nearest long blocks are.
pub(super) fn measure_distances(locals: &mut [Local]) {
    let step = |distance: &mut u16, long: f32| {
        let found = ln_1p_of(usize::from(*distance));
        *distance = if long > 0.0 { 1 } else { (*distance + 1).min(FAR) };
        found
    };
    let mut distance = FAR;
    for local in &mut *locals {
        local.distance_before = step(&mut distance, local.long);
    }
    distance = FAR;
    for local in locals.iter_mut().rev() {
        local.distance_behind = step(&mut distance, local.long);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_without_stops_have_sentences_by_length() {
        let of = |text: &str| {
            let local = Local::new(&Profile::of(text), 0.0, [0.0; Kind::ALL.len()]);
            (local.sentences, local.terminal)
        };
        assert_eq!(of(&"สะพานเปิดแล้ว".repeat(10)), (2.0, 1.0));
        assert_eq!(of("สะพาน"), (0.0, 0.0));
        assert_eq!(of("The bridge is open."), (1.0, 1.0));
    }

    #[test]
    fn logarithms_are_those_of_the_library() {
        for x in [0.0, 1.0, 7.0, 1023.0, f32::INFINITY, -1.0] {
            assert_eq!(ln_1p(x), x.ln_1p(), "{x}");
        }
        for x in [0.001, 0.5, 1023.5, 1024.0, 1e9, -0.5] {
            assert!((ln_1p(x) - x.ln_1p()).abs() < 1e-6 * x.ln_1p().abs().max(1.0), "{x}");
        }
        assert!([0, 7, 1023, 1024, 99_999].into_iter().all(|n| ln_1p_of(n) == (n as f32).ln_1p()));
        assert!(ln_1p(-2.0).is_nan() && ln_1p(f32::NAN).is_nan());
    }

    #[test]
    fn distances_are_those_to_long_blocks() {
        let mut locals = [0.0, 1.0, 0.0].map(|long| Local { long, ..Local::default() });
        measure_distances(&mut locals);
        let ln = |n: f32| n.ln_1p();
        assert_eq!(locals.map(|local| local.distance_before), [ln(200.0), ln(200.0), ln(1.0)]);
        assert_eq!(locals.map(|local| local.distance_behind), [ln(1.0), ln(200.0), ln(200.0)]);
    }
}
