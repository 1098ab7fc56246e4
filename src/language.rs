//! The languages of a page, by the function words of its long blocks.

use crate::block::Block;
use crate::lexicon::FunctionWords;
use crate::profile::Profile;
use crate::unicode::{Script, is_word, props};

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
        let mut left = MAX_WORDS;
        for (block, _) in long {
            if left == 0 {
                break;
            }
            words(block.span.of(text), &mut left, |word| {
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

    /// Whether the page is known to be in other languages than this one.
    pub(crate) fn is_foreign(self, language: Option<u8>) -> bool {
        self.set != 0 && language.is_some_and(|number| self.set >> number & 1 == 0)
    }
}

/// Calls `each` with the first `left` words of a text that are short enough, in lower case: runs of letters, marks and
/// digits. Leaves in `left` how many were missing.
fn words(text: &str, left: &mut usize, mut each: impl FnMut(&[u8])) {
    let mut word = Word { bytes: [0; 2 * MAX_WORD], len: 0 };
    let mut at = 0;
    while *left > 0 && at < text.len() {
        let (len, is_lower) = word_at(text, at);
        let found = &text[at..at + len];
        if len == 0 {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        } else if len <= MAX_WORD {
            each(if is_lower { found.as_bytes() } else { word.lower(found) });
            *left -= 1;
        }
        at += len;
    }
}

/// The bytes of the letters, marks and digits from byte `at` on, and whether all are in lower case.
fn word_at(text: &str, at: usize) -> (usize, bool) {
    let (mut end, mut is_lower) = (at, true);
    while let Some(byte) = text.as_bytes().get(end) {
        if byte.is_ascii_alphanumeric() {
            is_lower &= !byte.is_ascii_uppercase();
            end += 1;
            continue;
        }
        let Some(c) = text[end..].chars().next().filter(|&c| !c.is_ascii() && is_word(c)) else { break };
        is_lower &= !props(c).is_upper();
        end += c.len_utf8();
    }
    (end - at, is_lower)
}

/// Memory for a word in lower case. What does not fit is cut off: no function word is that long.
struct Word {
    bytes: [u8; 2 * MAX_WORD],
    len: usize,
}

impl Word {
    /// A word in lower case.
    fn lower(&mut self, word: &str) -> &[u8] {
        self.len = 0;
        word.chars().for_each(|c| self.push_char(c));
        &self.bytes[..self.len]
    }

    fn push(&mut self, bytes: &[u8]) {
        if let Some(free) = self.bytes.get_mut(self.len..self.len + bytes.len()) {
            free.copy_from_slice(bytes);
            self.len += bytes.len();
        }
    }

    fn push_char(&mut self, c: char) {
        let mut push = |c: char| self.push(c.encode_utf8(&mut [0; 4]).as_bytes());
        if props(c).is_upper() {
            c.to_lowercase().for_each(push);
        } else {
            push(c);
        }
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

    proptest::proptest! {
        #[test]
        fn words_are_runs_in_lower_case(text in "[a-cA-C1 .éÉİßЖ字\u{301}]{0,80}", most in 0..4_usize) {
            let (mut left, mut found) = (most, Vec::new());
            words(&text, &mut left, |word| found.push(word.to_vec()));
            let words = text.split(|c| !is_word(c)).filter(|word| (1..=MAX_WORD).contains(&word.len()));
            let naive: Vec<_> = words.map(|word| word.chars().flat_map(char::to_lowercase).collect::<String>().into_bytes()).collect();
            let naive: Vec<_> = naive.into_iter().take(most).collect();
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
