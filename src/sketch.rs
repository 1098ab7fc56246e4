//! A small hashed set of what the long blocks of a page hold, to ask whether a line shares anything with the page.

mod elements;

use std::cell::RefCell;

use crate::fold::Folded;
use crate::profile::Profile;
use crate::unicode::{is_letter, props};

pub(crate) use elements::Elements;
use elements::{elements, finish, half, mix};

/// Bits of the set.
const BITS: usize = 1 << 16;
/// The most elements that are taken in: more say nothing new. Keeps the set at most a quarter full.
const MAX_ELEMENTS: u32 = (BITS / 4) as u32;
/// Pages with fewer elements are too short to be compared with.
const MIN_ELEMENTS: u32 = 24;
/// The fewest letters of a unit without elements that may be a word spelled out letter by letter.
const MIN_SPELLED: usize = 6;

/// Pairs of neighbouring characters of scripts without blanks (in simplified form), and words of the other scripts.
#[derive(Debug, Default)]
pub(crate) struct Sketch {
    bits: Vec<u64>,
    elements: u32,
    /// Memory for the fold of a unit.
    folded: RefCell<Folded>,
}

impl Sketch {
    /// Takes in the long blocks of a page anew; the memory is kept for the next page.
    pub(crate) fn measure(&mut self, elements: &Elements, profiles: &[Profile]) {
        self.bits.resize(BITS / 64, 0);
        self.bits.fill(0);
        let long = profiles.iter().enumerate().filter(|(_, profile)| profile.is_long());
        let hashes = long.flat_map(|(block, _)| elements.of(block)).take(MAX_ELEMENTS as usize);
        self.elements = hashes.fold(0, |count, &hash| {
            let (word, bit) = place(hash);
            self.bits[word] |= bit;
            count + 1
        });
    }

    /// Whether two characters of scripts without blanks stand next to each other in the long blocks.
    pub(crate) fn has_pair(&self, first: char, second: char) -> bool {
        let pair = [first, second].map(|c| {
            let props = props(c);
            half(c, props).filter(|_| props.is_letter() && props.counts_double())
        });
        let [Some(first), Some(second)] = pair else { return false };
        let (word, bit) = place(finish(mix(mix(1, first), second)));
        self.bits[word] & bit != 0
    }

    /// As [`overlap`](Self::overlap) of a unit with these elements.
    pub(crate) fn overlap_of(&self, unit: &str, elements: &[u32]) -> Option<f32> {
        if elements.is_empty() {
            return self.overlap(unit);
        }
        let shared =
            elements.iter().map(|&hash| place(hash)).filter(|&(word, bit)| self.bits[word] & bit != 0);
        self.is_telling().then(|| shared.count() as f32 / elements.len() as f32)
    }

    /// Whether the page has enough elements to compare a unit with.
    pub(crate) const fn is_telling(&self) -> bool {
        self.elements >= MIN_ELEMENTS
    }

    /// The share of the unit's elements that occur in the long blocks, 0 to 1. `None` where the page or the unit is too
    /// short to tell.
    ///
    /// Letters that are kept apart (`c a s i n o`) make no elements; their fold does.
    fn overlap(&self, unit: &str) -> Option<f32> {
        if !self.is_telling() {
            return None;
        }
        let spelled = || unit.chars().filter(|&c| is_letter(c)).nth(MIN_SPELLED - 1).is_some();
        shared(&self.bits, unit).or_else(|| {
            let mut folded = self.folded.try_borrow_mut().ok().filter(|_| spelled())?;
            folded.clear();
            folded.push(unit, 0);
            shared(&self.bits, folded.text())
        })
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

/// How many blocks on each side of a block its window holds.
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
    /// The share of the elements of a block that also occur in short blocks among the [`REACH`] before and after it. 0 for a
    /// block that is not short itself. Blocks must be asked for in order; some can be left out.
    pub(crate) fn recombination(&mut self, elements: &Elements, profiles: &[Profile], block: usize) -> f32 {
        let short = |i: usize| !profiles[i].is_long();
        if self.end + REACH < block {
            // Nothing that is counted is near.
            self.counts.fill(0);
            (self.first, self.end) = (block - REACH, block - REACH);
        }
        while self.end < profiles.len().min(block + REACH + 1) {
            if short(self.end) {
                self.count(elements.of(self.end), 1);
            }
            self.end += 1;
        }
        while self.first + REACH < block {
            if short(self.first) {
                self.count(elements.of(self.first), u16::MAX);
            }
            self.first += 1;
        }
        if !short(block) {
            return 0.0;
        }
        let own = elements.of(block);
        self.count(own, u16::MAX);
        let again = own.iter().filter(|&&hash| self.counts[slot(hash)] > 0).count();
        self.count(own, 1);
        again as f32 / own.len().max(1) as f32
    }

    /// Adds to the slots of these elements; `u16::MAX` takes one away.
    fn count(&mut self, elements: &[u32], one: u16) {
        for &hash in elements {
            let slot = &mut self.counts[slot(hash)];
            *slot = slot.wrapping_add(one);
        }
    }
}

const fn slot(hash: u32) -> usize {
    hash as usize % SLOTS
}

#[cfg(test)]
pub(crate) mod tests {
    use super::elements::MIN_WORD;
    use super::*;
    use crate::block::{Block, split};
    use crate::span::Span;
    use crate::unicode::{Script, counts_double, is_word, simplified};

    /// Articles that units are compared with.
    pub(crate) const ENGLISH: &str = "The harbour authority will rebuild the northern breakwater before winter storms arrive, said the \
                       engineer who leads the project, because the concrete blocks that were laid seventy years ago \
                       have shifted and the fishing boats behind them are no longer safe when waves come from the west.";
    pub(crate) const CHINESE: &str = "港口管理部门计划在冬季风暴到来之前重建北侧防波堤。负责该项目的工程师表示，七十年前铺设的混凝土块已经移位，\
                       一旦西风大浪来袭，停在堤后的渔船就不再安全。今年共有三百多名工人参与施工，预计耗资两亿元，明年春天完工后对外开放。\
                       管理部门还打算在堤上修建一条步行道，让游客可以一直走到灯塔。施工期间渔船将停靠在南侧的临时码头，码头由两家公司共同管理。\
                       当地居民认为这项工程早就应该动工，因为去年冬天的大浪曾经冲走了堤上的护栏，幸好没有人受伤。工程完工以后还会种下两排松树。";

    fn sketch(text: &str) -> Sketch {
        let mut blocks = Vec::new();
        split(text, &mut blocks);
        let (mut sketch, mut elements, mut profiles) = (Sketch::default(), Elements::default(), Vec::new());
        let before = "Another page before. ".repeat(20);
        let block = Block { span: Span::new(0, before.len()), after_blank: true };
        elements.measure(&before, &[block], &mut profiles);
        sketch.measure(&elements, &profiles);
        elements.measure(text, &blocks, &mut profiles);
        sketch.measure(&elements, &profiles);
        sketch
    }

    /// The elements by characters, without tables.
    fn naive(text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        for word in text.split(|c| !is_word(c) || counts_double(c)).filter(|w| w.chars().count() >= MIN_WORD)
        {
            let hash = word.chars().flat_map(char::to_lowercase).fold(0, mix);
            found.push(finish(hash));
        }
        let pairs = text.chars().zip(text.chars().skip(1));
        let tells = |c: char| is_word(c) && counts_double(c) && props(c).script() != Script::Hiragana;
        for (a, b) in pairs.filter(|&(a, b)| tells(a) && tells(b)) {
            found.push(finish(mix(mix(1, simplified(a)), simplified(b))));
        }
        found.sort_unstable();
        found
    }

    proptest::proptest! {
        #[test]
        fn elements_are_words_and_pairs(text in "(?s)[a-cA-C字體䀀䷀々한กのカÄжЖ١ .,-]{0,60}|\\PC{0,40}|[a-zA-Z0-9 é字-]{0,9}[a-zA-Z]{0,24}[ é.字]{0,2}[0-9a-z]{0,12}") {
            let mut found = Vec::new();
            elements(&text, |hash| found.push(hash));
            found.sort_unstable();
            proptest::prop_assert_eq!(found, naive(&text));
        }
    }

    #[test]
    fn letters_without_the_upper_property_have_no_lower_case() {
        for c in ('\0'..=char::MAX).filter(|&c| is_word(c) && !props(c).is_upper()) {
            assert!(c.to_lowercase().eq([c]), "{c:?}");
        }
    }

    #[test]
    fn words_come_again_in_the_lines_around() {
        let text =
            "Home page\nAbout us all\nNews\ncasino bonus\nbonus online\nonline casino\nbest bonus\nNotes";
        let mut blocks = Vec::new();
        split(text, &mut blocks);
        let (mut window, mut elements, mut profiles) = (Window::default(), Elements::default(), Vec::new());
        elements.measure(text, &blocks, &mut profiles);
        let shares: Vec<_> =
            (0..blocks.len()).map(|i| window.recombination(&elements, &profiles, i)).collect();
        assert_eq!(shares, [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.5, 0.0]);
    }

    #[test]
    fn overlap_with_the_long_blocks() {
        for (page, unit, low, high) in [
            (ENGLISH, "Harbour authority rebuilds breakwater", 0.5, 0.9),
            (ENGLISH, "cheap watches online casino", 0.0, 0.1),
            (CHINESE, "港口重建北侧防波堤", 0.7, 1.0),
            (CHINESE, "港口重建北側防波堤", 0.7, 1.0),
            (CHINESE, "在线观看中文字幕", 0.0, 0.2),
            (ENGLISH, "c a s i n o", 0.0, 0.1),
            (ENGLISH, "h.a.r.b.o.u.r", 0.9, 1.0),
            (CHINESE, "港 口 重 建 北 侧", 0.7, 1.0),
        ] {
            let overlap = sketch(page).overlap(unit).unwrap();
            assert!((low..=high).contains(&overlap), "{unit}: {overlap}");
        }
        for (first, second, has) in
            [('防', '波', true), ('隄', '後', false), ('波', '防', false), ('波', 'a', false)]
        {
            assert_eq!(sketch(CHINESE).has_pair(first, second), has, "{first}{second}");
        }
        assert_eq!(sketch("Short page").overlap("Short page"), None);
        assert_eq!(sketch(ENGLISH).overlap("—"), None);
    }
}
