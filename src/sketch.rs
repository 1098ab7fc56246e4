//! A small hashed set of what the long blocks of a page hold, to ask whether a line shares anything with the page.

use crate::block::Block;
use crate::fold::fold;
use crate::profile::Profile;
use crate::steps;
use crate::unicode::{counts_double, is_letter, is_word, simplified};

/// Bits of the set.
const BITS: usize = 1 << 16;
/// Elements from which on a page says nothing new; it keeps the set at most a quarter full.
const MAX_ELEMENTS: u32 = (BITS / 4) as u32;
/// Pages with fewer elements are too short to be compared with.
const MIN_ELEMENTS: u32 = 24;
/// Words of fewer letters are left out: they are shared by any two texts of a language.
const MIN_WORD: usize = 4;
/// Letters of a unit without elements from which on it may be spelled letter by letter.
const MIN_SPELLED: usize = 6;

/// Pairs of neighbouring characters of scripts without blanks (in simplified form), and words of the other scripts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sketch {
    once: Vec<u64>,
    twice: Vec<u64>,
    elements: u32,
}

impl Sketch {
    /// Takes in the long blocks of a page anew; the memory is kept for the next page.
    pub(crate) fn measure(&mut self, text: &str, blocks: &[Block], profiles: &[Profile]) {
        for bits in [&mut self.once, &mut self.twice] {
            bits.clear();
            bits.resize(BITS / 64, 0);
        }
        self.elements = 0;
        for (block, _) in blocks.iter().zip(profiles).filter(|(_, profile)| profile.is_long()) {
            if self.elements >= MAX_ELEMENTS {
                break;
            }
            let mut left = MAX_ELEMENTS - self.elements;
            elements(block.span.of(text), |hash| {
                if left > 0 {
                    left -= 1;
                    self.elements += 1;
                    let (word, bit) = place(hash);
                    self.twice[word] |= self.once[word] & bit;
                    self.once[word] |= bit;
                }
            });
        }
    }

    /// Whether the page has enough of them to compare a unit with.
    pub(crate) const fn is_telling(&self) -> bool {
        self.elements >= MIN_ELEMENTS
    }

    /// The share of the unit's elements that occur in the long blocks, 0 to 1. Of a unit that is `part` of a long block
    /// itself, those that occur at least twice. `None` where the page or the unit is too short to tell.
    ///
    /// Letters that are kept apart (`c a s i n o`) make no elements; their fold does.
    pub(crate) fn overlap(&self, unit: &str, part: bool) -> Option<f32> {
        let bits = if part { &self.twice } else { &self.once };
        if !self.is_telling() {
            return None;
        }
        let spelled = || unit.chars().filter(|&c| is_letter(c)).nth(MIN_SPELLED - 1).is_some();
        shared(bits, unit).or_else(|| spelled().then(|| shared(bits, &fold(unit)))?)
    }
}

/// The share of the elements of a unit that are in the set.
fn shared(bits: &[u64], unit: &str) -> Option<f32> {
    let (mut all, mut shared) = (0u32, 0u32);
    elements(unit, |hash| {
        let (word, bit) = place(hash);
        all += 1;
        shared += u32::from(bits[word] & bit != 0);
    });
    (all > 0).then(|| shared as f32 / all as f32)
}

/// The word and the bit of a hash.
const fn place(hash: u32) -> (usize, u64) {
    let bit = hash as usize % BITS;
    (bit / 64, 1 << (bit % 64))
}

/// Blocks on each side of a block that its window holds.
const REACH: usize = 6;
/// Slots of a window.
const SLOTS: usize = 1024;

/// What the short blocks around a block hold; moves down the page with it.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    counts: [u16; SLOTS],
    /// The blocks that are counted: those from `first` to before `end`.
    first: usize,
    end: usize,
}

impl Default for Window {
    fn default() -> Self {
        Self { counts: [0; SLOTS], first: 0, end: 0 }
    }
}

impl Window {
    /// The share of the elements of a block that stand in the [`REACH`] blocks before or after it as well, as far as
    /// these are short. 0 for a block that is not short itself. To be asked for blocks in order.
    pub(crate) fn recombination(
        &mut self,
        text: &str,
        blocks: &[Block],
        profiles: &[Profile],
        block: usize,
    ) -> f32 {
        let short = |i: usize| !profiles[i].is_long();
        while self.end < blocks.len().min(block + REACH + 1) {
            if short(self.end) {
                elements(blocks[self.end].span.of(text), |hash| self.count(hash, 1));
            }
            self.end += 1;
        }
        while self.first + REACH < block {
            if short(self.first) {
                elements(blocks[self.first].span.of(text), |hash| self.count(hash, u16::MAX));
            }
            self.first += 1;
        }
        if !short(block) {
            return 0.0;
        }
        let own = blocks[block].span.of(text);
        elements(own, |hash| self.count(hash, u16::MAX));
        let (mut all, mut again) = (0u32, 0u32);
        elements(own, |hash| {
            all += 1;
            again += u32::from(self.counts[slot(hash)] > 0);
        });
        elements(own, |hash| self.count(hash, 1));
        again as f32 / all.max(1) as f32
    }

    /// Adds to a slot; `u16::MAX` takes one away.
    fn count(&mut self, hash: u32, one: u16) {
        let slot = &mut self.counts[slot(hash)];
        *slot = slot.wrapping_add(one);
    }
}

const fn slot(hash: u32) -> usize {
    hash as usize % SLOTS
}

/// Calls `each` with a hash of every element of the text.
fn elements(text: &str, mut each: impl FnMut(u32)) {
    steps::count(text.len());
    let mut before = '\0';
    let (mut word, mut length) = (0u32, 0usize);
    for c in text.chars().chain([' ']) {
        let joins = is_word(c);
        let double = joins && counts_double(c);
        if joins && !double {
            word = if c.is_ascii() {
                mix(word, c.to_ascii_lowercase())
            } else {
                c.to_lowercase().fold(word, mix)
            };
            length += 1;
        } else {
            if length >= MIN_WORD {
                each(finish(word));
            }
            (word, length) = (0, 0);
        }
        let this = if double { simplified(c) } else { '\0' };
        if before != '\0' && this != '\0' {
            each(finish(mix(mix(1, before), this)));
        }
        before = this;
    }
}

const fn mix(hash: u32, c: char) -> u32 {
    (hash.rotate_left(5) ^ c as u32).wrapping_mul(0x9E37_79B1)
}

const fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x85EB_CA6B);
    hash ^ (hash >> 13)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::split;

    fn sketch(text: &str) -> Sketch {
        let mut blocks = Vec::new();
        split(text, &mut blocks);
        let profiles: Vec<_> = blocks.iter().map(|block| Profile::of(block.span.of(text))).collect();
        let mut sketch = Sketch::default();
        sketch.measure("Another page before. ".repeat(20).as_str(), &blocks[..0], &profiles);
        sketch.measure(text, &blocks, &profiles);
        sketch
    }

    #[test]
    fn words_come_again_in_the_lines_around() {
        let text =
            "Home page\nAbout us all\nNews\ncasino bonus\nbonus online\nonline casino\nbest bonus\nNotes";
        let mut blocks = Vec::new();
        split(text, &mut blocks);
        let profiles: Vec<_> = blocks.iter().map(|block| Profile::of(block.span.of(text))).collect();
        let mut window = Window::default();
        let shares: Vec<_> =
            (0..blocks.len()).map(|i| window.recombination(text, &blocks, &profiles, i)).collect();
        assert_eq!(shares, [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.5, 0.0]);
    }

    #[test]
    fn overlap_with_the_long_blocks() {
        let english = "The harbour authority will rebuild the northern breakwater before winter storms arrive, said the \
                       engineer who leads the project, because the concrete blocks that were laid seventy years ago \
                       have shifted and the fishing boats behind them are no longer safe when waves come from the west.";
        let chinese = "港口管理部门计划在冬季风暴到来之前重建北侧防波堤。负责该项目的工程师表示，七十年前铺设的混凝土块已经移位，\
                       一旦西风大浪来袭，停在堤后的渔船就不再安全。今年共有三百多名工人参与施工，预计耗资两亿元，明年春天完工后对外开放。";
        for (page, unit, low, high) in [
            (english, "Harbour authority rebuilds breakwater", 0.5, 0.9),
            (english, "cheap watches online casino", 0.0, 0.1),
            (chinese, "港口重建北侧防波堤", 0.7, 1.0),
            (chinese, "港口重建北側防波堤", 0.7, 1.0),
            (chinese, "在线观看中文字幕", 0.0, 0.2),
            (english, "c a s i n o", 0.0, 0.1),
            (english, "h.a.r.b.o.u.r", 0.9, 1.0),
            (chinese, "港 口 重 建 北 侧", 0.7, 1.0),
        ] {
            let overlap = sketch(page).overlap(unit, false).unwrap();
            assert!((low..=high).contains(&overlap), "{unit}: {overlap}");
        }
        assert_eq!(sketch("Short page").overlap("Short page", true), None);
        assert_eq!(sketch(english).overlap("—", false), None);
    }
}
