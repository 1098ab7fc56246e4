//! The languages of a page, by the function words of its long blocks.

use crate::block::Block;
use crate::lexicon::{FunctionWords, WordHash};
use crate::profile::Profile;
use crate::runs::{Visitor, visit};
use crate::unicode::{Props, Script};

/// The most words that are looked at, and the most bytes of one block: more would say nothing new, and the next block may be in
/// another language.
const MAX_WORDS: usize = 120;
const MAX_BYTES: usize = 300;
/// The most bytes of a word; longer ones are left out.
const MAX_WORD: usize = 24;
/// The fewest function words by which a language is known.
const MIN_WORDS: u32 = 5;

/// The languages that the prose of a page is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Languages {
    /// A bit for the number of each language in [`FunctionWords`]; empty where nothing is known.
    set: u64,
}

impl Languages {
    /// The languages that have at least half as many function words in the long blocks as the one with the most.
    /// Languages without spaces between words are recognised by their script.
    pub(crate) fn of(
        text: &str,
        blocks: &[Block],
        profiles: &[Profile],
        script: Option<Script>,
        kana: bool,
        known: &FunctionWords,
    ) -> Self {
        if let Some(language) = script.and_then(|script| by_script(script, kana)) {
            return Self { set: known.number(language).map_or(0, |number| 1 << number) };
        }
        let mut counts = [0u32; u64::BITS as usize];
        let long = blocks.iter().zip(profiles).filter(|(_, profile)| profile.is_long());
        let mut left = MAX_WORDS;
        for (block, _) in long {
            if left == 0 {
                break;
            }
            let block = block.span.of(text);
            words(&block[..block.floor_char_boundary(MAX_BYTES)], &mut left, |word| {
                let mut languages = known.languages_of(word);
                while languages != 0 {
                    counts[languages.trailing_zeros() as usize] += 1;
                    languages &= languages - 1;
                }
            });
        }
        let most = counts.iter().copied().max().unwrap_or_default();
        let set = counts.iter().enumerate().filter(|(_, count)| most >= MIN_WORDS && **count * 2 >= most);
        Self { set: set.fold(0, |set, (number, _)| set | 1 << number) }
    }

    /// Whether the page is known to be in the language with this number, perhaps among others.
    pub(crate) fn includes(self, language: Option<u8>) -> bool {
        language.is_some_and(|number| self.set >> number & 1 == 1)
    }

    /// Whether the page is known to be in languages other than this one.
    pub(crate) fn is_foreign(self, language: Option<u8>) -> bool {
        self.set != 0 && language.is_some_and(|number| self.set >> number & 1 == 0)
    }
}

/// Calls `each` with the first `left` words of a text that are short enough, in lower case: runs of letters, marks and
/// digits. Takes the number of words found from `left`.
fn words(text: &str, left: &mut usize, each: impl FnMut(WordHash)) {
    let mut words = Words { each, left, start: 0, end: 0, hash: WordHash::default() };
    visit(text, &mut words);
    words.end_word();
}

/// Finds the words of a text that it visits.
struct Words<'l, F> {
    each: F,
    left: &'l mut usize,
    /// Where the word being read began, where it ends so far, and the hash of its lower case.
    start: usize,
    end: usize,
    hash: WordHash,
}

impl<F: FnMut(WordHash)> Words<'_, F> {
    /// Continues a word up to the byte `end`, or begins one.
    #[inline]
    fn go_on(&mut self, at: usize, end: usize) {
        if self.end != at {
            self.end_word();
            self.start = at;
        }
        self.end = end;
    }

    #[inline]
    fn end_word(&mut self) {
        if (1..=MAX_WORD).contains(&(self.end - self.start)) && *self.left > 0 {
            (self.each)(self.hash);
            *self.left -= 1;
        }
        self.hash = WordHash::default();
    }
}

impl<F: FnMut(WordHash)> Visitor for Words<'_, F> {
    #[inline]
    fn letters(&mut self, at: usize, run: &[u8], _: u32) {
        self.digits(at, run);
    }

    /// The bit makes ASCII letters lower case, and digits have it already.
    #[inline]
    fn digits(&mut self, at: usize, run: &[u8]) {
        self.go_on(at, at + run.len());
        run.iter().for_each(|byte| self.hash.push(char::from(byte | 0x20)));
    }

    #[inline]
    fn ideograph(&mut self, at: usize, c: char) {
        self.go_on(at, at + c.len_utf8());
        self.hash.push(c);
    }

    #[inline]
    fn letter(&mut self, at: usize, c: char, props: Props) {
        self.go_on(at, at + c.len_utf8());
        if props.is_upper() {
            c.to_lowercase().for_each(|c| self.hash.push(c));
        } else {
            self.hash.push(c);
        }
    }

    #[inline]
    fn other(&mut self, at: usize, c: char, props: Props) {
        if props.is_mark() || props.is_digit() {
            self.letter(at, c, props);
        }
    }
}

/// The language that a script tells by itself.
const fn by_script(script: Script, kana: bool) -> Option<&'static str> {
    match script {
        Script::Han if kana => Some("ja"),
        Script::Han => Some("zh"),
        Script::Hangul => Some("ko"),
        Script::Thai => Some("th"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::split;
    use crate::lexicon::{Lexicon, compile};
    use crate::page::Page;
    use crate::unicode::is_word;

    proptest::proptest! {
        #[test]
        fn words_are_runs_in_lower_case(text in "[a-cA-C1 .éÉİßЖ字\u{301}]{0,80}", most in 0..4_usize) {
            let (mut left, mut found) = (most, Vec::new());
            words(&text, &mut left, |word| found.push(word));
            let words = text.split(|c| !is_word(c)).filter(|word| (1..=MAX_WORD).contains(&word.len()));
            let hash = |word: &str| {
                let mut hash = WordHash::default();
                word.chars().flat_map(char::to_lowercase).for_each(|c| hash.push(c));
                hash
            };
            let naive: Vec<_> = words.map(hash).take(most).collect();
            proptest::prop_assert_eq!(left, most - naive.len());
            proptest::prop_assert_eq!(found, naive);
        }
    }

    #[test]
    fn prose_tells_its_language() {
        let english = "The boats that were in the harbour when the storm came have not been seen since, and those who own \
                       them say that they will ask the town for help if nothing is found by the end of this week.";
        let chinese = "港口管理部门的负责人表示，在风暴来临之前停在港内的船只至今没有找到，船主们说，如果到本周末还没有消息，\
                       他们就会向镇上求助。这些船都是去年才买的，价格不低，所以大家都很着急。";
        let (_, known) = compile(&Lexicon::builtin());
        for (text, own, foreign) in [(english, "en", "zh"), (chinese, "zh", "en"), ("Short", "", "")] {
            let mut blocks = Vec::new();
            split(text, &mut blocks);
            let profiles: Vec<_> = blocks.iter().map(|block| Profile::of(block.span.of(text))).collect();
            let mut page = Page::default();
            page.measure(text, &blocks, &profiles);
            let languages = Languages::of(text, &blocks, &profiles, page.script(), page.has_kana(), &known);
            assert!(!languages.is_foreign(known.number(own)), "{text}");
            assert_eq!(languages.includes(known.number(own)), !own.is_empty(), "{text}");
            assert_eq!(languages.is_foreign(known.number(foreign)), !foreign.is_empty(), "{text}");
        }
    }
}
