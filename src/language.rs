//! The languages of a page, by the function words of its long blocks.

use crate::block::Block;
use crate::lexicon::FunctionWords;
use crate::profile::Profile;
use crate::unicode::{Script, is_word};

/// Words that are looked at; more say nothing new.
const MAX_WORDS: usize = 600;
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
        let mut lower = String::new();
        let long = blocks.iter().zip(profiles).filter(|(_, profile)| profile.is_long());
        let words = long.flat_map(|(block, _)| block.span.of(text).split(|c: char| !is_word(c)));
        for word in words.filter(|word| (1..=24).contains(&word.len())).take(MAX_WORDS) {
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            let mut languages = known.languages_of(&lower);
            while languages != 0 {
                counts[languages.trailing_zeros() as usize] += 1;
                languages &= languages - 1;
            }
        }
        let most = counts.iter().copied().max().unwrap_or_default();
        let set = counts.iter().enumerate().filter(|(_, count)| most >= MIN_WORDS && **count * 2 >= most);
        Self { set: set.fold(0, |set, (number, _)| set | 1 << number) }
    }

    /// Whether the page is known to be in this language, perhaps among others.
    pub(crate) fn includes(self, language: &str, known: &FunctionWords) -> bool {
        known.number(language).is_some_and(|number| self.set >> number & 1 == 1)
    }

    /// Whether the page is known to be in other languages than this one.
    pub(crate) fn is_foreign(self, language: &str, known: &FunctionWords) -> bool {
        self.set != 0 && known.number(language).is_some_and(|number| self.set >> number & 1 == 0)
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
    use crate::lexicon::Lexicon;
    use crate::page::Page;

    #[test]
    fn prose_tells_its_language() {
        let english = "The boats that were in the harbour when the storm came have not been seen since, and those who own \
                       them say that they will ask the town for help if nothing is found by the end of this week.";
        let chinese = "港口管理部门的负责人表示，在风暴来临之前停在港内的船只至今没有找到，船主们说，如果到本周末还没有消息，\
                       他们就会向镇上求助。这些船都是去年才买的，价格不低，所以大家都很着急。";
        let known = FunctionWords::new(&Lexicon::builtin());
        for (text, own, foreign) in [(english, "en", "zh"), (chinese, "zh", "en"), ("Short", "", "")] {
            let mut blocks = Vec::new();
            split(text, &mut blocks);
            let profiles: Vec<_> = blocks.iter().map(|block| Profile::of(block.span.of(text))).collect();
            let mut page = Page::default();
            page.measure(text, &blocks, &profiles);
            let languages = Languages::of(text, &blocks, &profiles, page.script(), page.has_kana(), &known);
            assert!(!languages.is_foreign(own, &known), "{text}");
            assert_eq!(languages.includes(own, &known), !own.is_empty(), "{text}");
            assert_eq!(languages.is_foreign(foreign, &known), !foreign.is_empty(), "{text}");
        }
    }
}
