//! Makes what a search needs of a lexicon: from the table of prepared terms, and from what the caller added to it.

use std::borrow::Cow;

use crate::lexicon::entry::{Edge, Entry, Group, Strength, needs_its_language};
use crate::lexicon::function_words::FunctionWords;
use crate::lexicon::index::{Index, Place};
use crate::lexicon::matcher::{Matcher, Record, class_at};
use crate::lexicon::{Lexicon, builtin, prepared};

/// The matcher and the function words of a lexicon. Takes some milliseconds.
pub(crate) fn compile(lexicon: &Lexicon) -> (Matcher, FunctionWords) {
    let mut compiler = Compiler::new(lexicon);
    let mut all = compiler.own();
    if all.is_empty() {
        let mut terms = Terms::new(Cow::Borrowed(prepared::TABLE), prepared::TERMS);
        compiler.read_prepared(|at, term, record| terms.add(at, term, record));
        return (terms.finish(lexicon), compiler.words);
    }
    compiler.read_prepared(|_, term, record| all.push((term, record)));
    // Stable: terms of one spelling stay in the order of their lists.
    all.sort_by_key(|&(term, record)| (term, record.list));
    let mut pool = String::new();
    let mut places = Vec::with_capacity(all.len());
    let mut last = "";
    for &(term, _) in &all {
        if term != last {
            pool.push_str(term);
        }
        places.push(pool.len() - term.len());
        last = term;
    }
    let mut terms = Terms::new(Cow::Owned(pool), all.len());
    for ((term, record), at) in all.into_iter().zip(places) {
        terms.add(at, term, record);
    }
    (terms.finish(lexicon), compiler.words)
}

/// Terms in their order, on their way into a matcher.
struct Terms {
    index: Index,
    /// The last term, which may have more entries.
    last: Option<Place>,
    records: Vec<Record>,
    firsts: Vec<u32>,
}

impl Terms {
    /// With room for so many entries of terms that lie in `pool`.
    fn new(pool: Cow<'static, str>, entries: usize) -> Self {
        let (records, firsts) = (Vec::with_capacity(entries), Vec::with_capacity(entries + 1));
        Self { index: Index::with_capacity(pool, entries), last: None, records, firsts }
    }

    /// Adds an entry of the term at byte `at` of the pool.
    fn add(&mut self, at: usize, term: &str, record: Record) {
        let class = class_at(term, 0).map_or(Edge::Free, |(class, _)| class);
        let inner = class != Edge::Free && record.edges.0 != class;
        let open = record.edges.1 != Edge::Alphabet;
        match &mut self.last {
            Some(last) if last.start == at => {
                last.inner |= inner;
                last.open |= open;
            }
            last => {
                let place = Place { start: at, len: term.len(), inner, open };
                if let Some(place) = last.replace(place) {
                    self.index.add(place);
                }
                self.firsts.push(self.records.len() as u32);
            }
        }
        self.records.push(record);
    }

    fn finish(self, lexicon: &Lexicon) -> Matcher {
        let Self { mut index, last, records, mut firsts } = self;
        last.into_iter().for_each(|place| index.add(place));
        index.finish();
        firsts.push(records.len() as u32);
        Matcher { index, records, firsts, lists: lexicon.lists.clone() }
    }
}

struct Compiler<'l> {
    lexicon: &'l Lexicon,
    words: FunctionWords,
    /// For each list of the table of prepared terms, which list of the lexicon it is.
    prepared: Vec<Option<usize>>,
    /// For each list of the lexicon, what its terms share.
    subjects: Vec<Record>,
}

impl<'l> Compiler<'l> {
    fn new(lexicon: &'l Lexicon) -> Self {
        let words = FunctionWords::new(lexicon);
        let mut prepared = vec![None; builtin::LISTS.len()];
        let mut subjects = Vec::new();
        for (number, list) in lexicon.lists.iter().enumerate() {
            if let Some(slot) = list.prepared().and_then(|prepared_as| prepared.get_mut(prepared_as)) {
                *slot = Some(number);
            }
            subjects.push(Record {
                list: Some(number as u32),
                group: list.group,
                strength: Strength::Combo,
                edges: (Edge::Free, Edge::Free),
                language: words.number(&list.lang),
                needs_its_language: false,
            });
        }
        Self { lexicon, words, prepared, subjects }
    }

    /// What the caller added: allowed phrases, and the entries of lists.
    fn own(&mut self) -> Vec<(&'l str, Record)> {
        let mut own: Vec<_> = self.lexicon.allowed.iter().map(|entry| allowed(entry)).collect();
        let lists = self.lexicon.lists.iter().enumerate().filter(|(_, list)| list.prepared().is_none());
        for (number, entry) in
            lists.flat_map(|(number, list)| list.entries().iter().map(move |e| (number, e)))
        {
            let term = &*entry.pattern.folded;
            own.extend(
                self.record(number, term, entry.strength, entry.pattern.edges).map(|record| (term, record)),
            );
        }
        own
    }

    /// Calls `each` with the entries of built-in lists in the order of their terms: with the place in the table, the
    /// term, and the record.
    fn read_prepared(&mut self, mut each: impl FnMut(usize, &'static str, Record)) {
        if self.prepared.iter().all(Option::is_none) {
            return;
        }
        for (at, term, codes) in prepared::terms() {
            for mention in prepared::mentions(codes) {
                let Some(&Some(list)) = self.prepared.get(mention.list) else { continue };
                if let Some(record) = self.record(list, term, mention.strength, mention.edges) {
                    each(at, term, record);
                }
            }
        }
    }

    /// The record of a term in a list; `None` if the term is not searched for.
    fn record(&mut self, list: usize, term: &str, strength: Strength, edges: (Edge, Edge)) -> Option<Record> {
        let subject = *self.subjects.get(list)?;
        if subject.group == Group::FunctionWord {
            self.words.insert(term, subject.language);
            return None;
        }
        let needs_its_language =
            term.len() <= 5 && needs_its_language(term, &self.lexicon.lists.get(list)?.lang);
        let record = Record { strength, edges, needs_its_language, ..subject };
        self.lexicon.searches(subject.group, term).then_some(record)
    }
}

/// The record of an allowed phrase.
fn allowed(entry: &Entry) -> (&str, Record) {
    let record = Record {
        list: None,
        group: Group::Allowed,
        strength: entry.strength,
        edges: entry.pattern.edges,
        language: None,
        needs_its_language: false,
    };
    (&entry.pattern.folded, record)
}
