//! A wordlist: what it is about, and its entries. Those of a built-in list are read only when they are asked for.

use std::sync::{Arc, OnceLock};

use crate::error::Error;
use crate::lexicon::entry::{Entry, Group};
use crate::lexicon::format;

/// A list that can be searched for.
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) name: Arc<str>,
    pub(crate) group: Group,
    pub(crate) lang: Arc<str>,
    source: Source,
    /// The numbers of the entries, in the order of their folded terms; made when one is first asked for.
    by_term: OnceLock<Vec<u32>>,
}

/// Where the entries come from.
#[derive(Clone, Debug)]
enum Source {
    Read(Vec<Arc<Entry>>),
    /// The table of prepared terms has them under this number.
    Builtin {
        number: usize,
        text: &'static str,
        read: OnceLock<Vec<Arc<Entry>>>,
    },
}

impl List {
    /// Reads a list.
    ///
    /// # Errors
    /// Any departure from the format; the error names the list and, except for a missing header, the line.
    pub(crate) fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let (topic, entries) = format::parse(name, text)?;
        Ok(Self {
            name: name.into(),
            group: topic.group,
            lang: topic.lang,
            source: Source::Read(entries),
            by_term: OnceLock::new(),
        })
    }

    /// The built-in list with this number; `None` if its headers cannot be read.
    pub(crate) fn builtin(number: usize, name: &str, text: &'static str) -> Option<Self> {
        let topic = format::parse_topic(name, text).ok()?;
        let source = Source::Builtin { number, text, read: OnceLock::new() };
        Some(Self {
            name: name.into(),
            group: topic.group,
            lang: topic.lang,
            source,
            by_term: OnceLock::new(),
        })
    }

    /// This list with only those entries for which `keeps` is true.
    #[cfg(feature = "fit")]
    pub(crate) fn thinned(&self, keeps: impl Fn(&Entry) -> bool) -> Self {
        let entries = self.entries().iter().filter(|entry| keeps(entry)).cloned().collect();
        Self { source: Source::Read(entries), by_term: OnceLock::new(), ..self.clone() }
    }

    /// All entries. Those of a built-in list are read now if they were not before.
    pub(crate) fn entries(&self) -> &[Arc<Entry>] {
        match &self.source {
            Source::Read(entries) => entries,
            Source::Builtin { text, read, .. } => read.get_or_init(|| {
                // A list that cannot be read is left out here; `tests/wordlists.rs` does not let one pass.
                format::parse(&self.name, text).map_or_else(|_| Vec::new(), |(_, entries)| entries)
            }),
        }
    }

    /// The entry with this folded term, of which a list has one at most.
    pub(crate) fn entry(&self, folded: &[u8]) -> Option<&Entry> {
        let entries = self.entries();
        let term = |number: u32| entries[number as usize].pattern.folded.as_bytes();
        let by_term = self.by_term.get_or_init(|| {
            let mut numbers: Vec<_> = (0..entries.len() as u32).collect();
            numbers.sort_unstable_by_key(|&number| term(number));
            numbers
        });
        let at = by_term.binary_search_by_key(&folded, |&number| term(number)).ok()?;
        Some(&entries[by_term[at] as usize])
    }

    /// The number under which the table of prepared terms has the entries.
    pub(crate) fn prepared(&self) -> Option<usize> {
        match self.source {
            Source::Read(_) => None,
            Source::Builtin { number, .. } => Some(number),
        }
    }

    /// Bytes of all folded terms, estimated for a built-in list.
    pub(crate) fn size(&self) -> usize {
        match &self.source {
            Source::Read(entries) => entries.iter().map(|entry| entry.pattern.folded.len()).sum(),
            Source::Builtin { text, .. } => text.len(),
        }
    }
}
