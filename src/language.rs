//! The languages of a page, by the function words of its long blocks.

use crate::block::Block;
use crate::lexicon::FunctionWords;
use crate::profile::Profile;
use crate::unicode::{Script, is_word};

/// Words that are looked at; more say nothing new.
const MAX_WORDS: usize = 600;
/// Words of more bytes are left out.
const MAX_WORD: usize = 24;
/// Function words from which on the language is known.
const MIN_WORDS: u32 = 5;

/// The languages that the prose of a page is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Languages {
    /// Set of the numbers that [`FunctionWords`] gives; empty where nothing is known.
    set: u64,
}

impl Languages {
    /// The languages that have at least half as many function words in the long blocks as the one with the most.
    /// Languages without blanks between words are told by the script.
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
        let words = long.flat_map(|(block, _)| words(block.span.of(text)));
        for word in words.filter(|word| word.len() <= MAX_WORD).take(MAX_WORDS) {
            let mut languages = known.languages_of(Lower::of(word).as_bytes());
            while languages != 0 {
                counts[languages.trailing_zeros() as usize] += 1;
                languages &= languages - 1;
            }
        }
        let most = counts.iter().copied().max().unwrap_or_default();
        let set = counts.iter().enumerate().filter(|(_, count)| most >= MIN_WORDS && **count * 2 >= most);
        Self { set: set.fold(0, |set, (number, _)| set | 1 << number) }
    }

    /// Whether the page is known to be in the language with this number, perhaps among others.
    pub(crate) fn includes(self, language: Option<u8>) -> bool {
        language.is_some_and(|number| self.set >> number & 1 == 1)
    }

    /// Whether the page is known to be in other languages than this one.
    pub(crate) fn is_foreign(self, language: Option<u8>) -> bool {
        self.set != 0 && language.is_some_and(|number| self.set >> number & 1 == 0)
    }
}

/// The words of a text: runs of letters, marks and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += length(&text[at..], false);
        let word = &text[at..][..length(&text[at..], true)];
        at += word.len();
        (!word.is_empty()).then_some(word)
    })
}

/// How many bytes at the start of a text belong to words, or do not.
fn length(text: &str, to_words: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() != to_words {
                break;
            }
            at += 1;
        } else {
            let Some(c) = text[at..].chars().next().filter(|&c| is_word(c) == to_words) else { break };
            at += c.len_utf8();
        }
    }
    at
}

/// A word in lower case. What does not fit is cut off: no function word is that long.
struct Lower {
    bytes: [u8; 2 * MAX_WORD],
    len: usize,
}

impl Lower {
    fn of(word: &str) -> Self {
        let mut lower = Self { bytes: [0; 2 * MAX_WORD], len: 0 };
        match lower.bytes.get_mut(..word.len()).filter(|_| word.is_ascii()) {
            Some(bytes) => {
                bytes.copy_from_slice(word.as_bytes());
                bytes.make_ascii_lowercase();
                lower.len = word.len();
            }
            None => word.chars().flat_map(char::to_lowercase).for_each(|c| lower.push(c)),
        }
        lower
    }

    fn push(&mut self, c: char) {
        if let Some(free) = self.bytes.get_mut(self.len..self.len + c.len_utf8()) {
            self.len += c.encode_utf8(free).len();
        }
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// The language that is written in a script of its own.
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
