//! The wordlists: what is known about the vocabulary of spam and boilerplate.

mod builtin;
#[cfg(any(test, feature = "fit"))]
#[allow(dead_code, reason = "the build script has it too")]
mod codes;
mod compile;
mod edge;
mod entry;
mod format;
mod function_words;
mod hidden;
mod index;
mod list;
mod matcher;
mod places;
#[cfg(not(feature = "fit"))]
mod prepared;
#[cfg(feature = "fit")]
pub(crate) mod prepared;

use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::error::Error;
use crate::fold::fold;
use crate::label::Kind;
use crate::lexicon::list::List;

pub(crate) use compile::compile;
pub(crate) use edge::Edge;
pub(crate) use entry::{Entry, Group, Pattern, Strength};
pub(crate) use function_words::{FunctionWords, WordHash};
pub(crate) use hidden::is_no_word;
pub(crate) use matcher::{Hit, Matcher};

/// The wordlists that a [`Classifier`](crate::Classifier) knows.
///
/// Start from the [built-in lists](Lexicon::builtin) or from [none](Lexicon::new), and add, disable or allow terms. The
/// order of these calls does not matter, except that of two lists with the same name the later one stays. Cloning is cheap.
/// `wordlists/README.md` in the repository defines the format of a list.
///
/// ```
/// use gangue::{Kind, Lexicon};
///
/// let lexicon = Lexicon::builtin()
///     .with_list("house.txt", "@label boilerplate\n@kind related\n@lang en\nfrom our archive\tstrong\n")?
///     .without(Kind::Finance)
///     .allowing("Casino Royale");
/// assert!(!lexicon.is_empty());
/// # Ok::<(), gangue::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Lexicon {
    lists: Vec<Arc<List>>,
    disabled: Vec<Kind>,
    allowed: Vec<Arc<Entry>>,
}

/// The most bytes of folded terms that a lexicon takes. Far above any list made by hand; keeps places in the pool of terms
/// within what 32 bits can count.
const MAX_SIZE: usize = 16 << 20;

const REJECTED: &str = include_str!("../../wordlists/rejected.txt");

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
    let lists = builtin::LISTS.iter().enumerate();
    let list = |(number, (name, text)): (usize, &(&str, &'static str))| {
        List::builtin(number, name, text).map(Arc::new)
    };
    Lexicon { lists: lists.filter_map(list).collect(), ..Lexicon::default() }
});

impl Lexicon {
    /// All lists that come with the library.
    ///
    /// ```
    /// assert!(!gangue::Lexicon::builtin().is_empty());
    /// ```
    #[must_use]
    pub fn builtin() -> Self {
        BUILTIN.clone()
    }

    /// No lists.
    ///
    /// ```
    /// assert!(gangue::Lexicon::new().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a list, given as text. It replaces a list of the same name.
    ///
    /// # Errors
    /// If the text is not in the format of wordlists, or if all lists together would hold more than 16 MiB of terms.
    ///
    /// ```
    /// use gangue::Lexicon;
    ///
    /// let head = "@label spam\n@kind gambling\n@lang en\n";
    /// let lexicon = Lexicon::new().with_list("mine", &format!("{head}casino bonus*\tstrong\n"))?;
    /// assert_eq!(lexicon.len(), 1);
    ///
    /// let error = lexicon.with_list("mine", &format!("{head}casino\tvery strong\n")).unwrap_err();
    /// assert_eq!(error.to_string(), "mine:4: unknown class \"very strong\"");
    /// # Ok::<(), gangue::Error>(())
    /// ```
    pub fn with_list(mut self, name: &str, text: &str) -> Result<Self, Error> {
        let list = Arc::new(List::parse(name, text)?);
        match self.lists.iter_mut().find(|known| *known.name == *name) {
            Some(known) => *known = list,
            None => self.lists.push(list),
        }
        if self.lists.iter().map(|list| list.size()).sum::<usize>() > MAX_SIZE {
            return Err(Error::new(
                name,
                None,
                format!("the lists hold more than {MAX_SIZE} bytes of terms"),
            ));
        }
        Ok(self)
    }

    /// Adds a list from a file, under the path as its name.
    ///
    /// # Errors
    /// If the file cannot be read or is not UTF-8, and as [`Lexicon::with_list`].
    ///
    /// ```
    /// let error = gangue::Lexicon::new().with_file("no/such/list.txt").unwrap_err();
    /// assert_eq!((error.origin(), error.line()), ("no/such/list.txt", None));
    /// ```
    pub fn with_file(self, path: impl AsRef<Path>) -> Result<Self, Error> {
        let name = path.as_ref().display().to_string();
        let text = fs::read_to_string(path).map_err(|error| Error::new(&name, None, error.to_string()))?;
        self.with_list(&name, &text)
    }

    /// The faults of a list, in the order of its lines. [`with_list`](Self::with_list) fails with the first of them, and takes a
    /// list that has none.
    ///
    /// ```
    /// let text = "@label spam\n@kind gambling\n@lang en\ncasino\tvery strong\n@hit\n";
    /// let lines: Vec<_> = gangue::Lexicon::faults("mine", text).iter().map(|fault| fault.line()).collect();
    /// assert_eq!(lines, [Some(4), Some(5)]);
    /// ```
    #[must_use]
    pub fn faults(name: &str, text: &str) -> Vec<Error> {
        let faults = format::faults(name, text);
        if faults.is_empty() { Self::new().with_list(name, text).err().into_iter().collect() } else { faults }
    }

    /// Disables all terms of a category of spam or a kind of boilerplate; [`Kind::Other`] stands for both.
    ///
    /// ```
    /// let text = "@label spam\n@kind finance\n@lang en\npayday loan\tstrong\n";
    /// let lexicon = gangue::Lexicon::new().with_list("loans", text)?;
    /// assert!(lexicon.without(gangue::Kind::Finance).is_empty());
    /// # Ok::<(), gangue::Error>(())
    /// ```
    #[must_use]
    pub fn without(mut self, kind: Kind) -> Self {
        self.disabled.push(kind);
        self
    }

    /// Allows a term or a phrase: neither it nor any term within it counts as a hit. It is matched like a term of a list, so
    /// that `*` at an end lets the word go on; the rest of that word, up to 64 letters and digits, is allowed with it. A term of
    /// which the fold leaves nothing is ignored.
    ///
    /// ```
    /// let text = "@label spam\n@kind gambling\n@lang en\ncasino\tweak\n";
    /// let lexicon = gangue::Lexicon::new().with_list("bets", text)?;
    /// assert_eq!(lexicon.clone().allowing("Casino Royale").len(), 1); // only within the phrase
    /// assert_eq!(lexicon.allowing("Casino").len(), 0);
    /// # Ok::<(), gangue::Error>(())
    /// ```
    #[must_use]
    pub fn allowing(mut self, term: &str) -> Self {
        self.allowed.extend(Pattern::new(term).map(|pattern| {
            Arc::new(Entry {
                term: term.into(),
                pattern,
                group: Group::Allowed,
                strength: Strength::Strong,
                list: "allowed".into(),
                line: self.allowed.len() + 1,
            })
        }));
        self
    }

    /// Terms that must not be in the built-in lists, each with the reason: `wordlists/rejected.txt` in the repository.
    ///
    /// ```
    /// assert!(gangue::Lexicon::rejected().any(|(term, reason)| term == "chips" && reason.contains("food")));
    /// ```
    pub fn rejected() -> impl Iterator<Item = (&'static str, &'static str)> {
        let lines = REJECTED.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once('\t'))
    }

    /// The form in which terms and text are compared: without differences of case, width, variant characters and look-alikes.
    ///
    /// ```
    /// assert_eq!(gangue::Lexicon::fold("Casino-Bonus"), gangue::Lexicon::fold("casino bonus"));
    /// ```
    #[must_use]
    pub fn fold(term: &str) -> String {
        fold(term)
    }

    /// The number of terms in use, function words included. Reads the built-in lists if it is asked for the first time.
    ///
    /// ```
    /// let text = "@label function-words\n@lang en\nof\nthe\n";
    /// assert_eq!(gangue::Lexicon::new().with_list("en", text)?.len(), 2);
    /// # Ok::<(), gangue::Error>(())
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.enabled().count() + self.function_words().count()
    }

    /// Whether no term is in use.
    ///
    /// ```
    /// assert!(!gangue::Lexicon::new().allowing("word").with_list("en", "@label function-words\n@lang en\nof\n")?.is_empty());
    /// # Ok::<(), gangue::Error>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.enabled().chain(self.function_words()).next().is_none()
    }

    /// The function words, list by list. They are never searched for as spam or boilerplate.
    fn function_words(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.entries().filter(|entry| entry.group == Group::FunctionWord)
    }

    /// This lexicon with only those terms for which `keeps` is true, given the folded term.
    #[cfg(feature = "fit")]
    pub(crate) fn thinned(&self, keeps: impl Fn(&str) -> bool) -> Self {
        let thin = |list: &Arc<List>| Arc::new(list.thinned(|entry| keeps(&entry.pattern.folded)));
        Self { lists: self.lists.iter().map(thin).collect(), ..self.clone() }
    }

    /// Whether a term of a list about `group` is searched for: the list is, and the term is not allowed.
    fn searches(&self, group: Group, folded: &str) -> bool {
        self.looks_for(group) && !self.allowed.iter().any(|allowed| *allowed.pattern.folded == *folded)
    }

    /// Whether lists about `group` are searched for: spam or boilerplate that is not disabled.
    fn looks_for(&self, group: Group) -> bool {
        group.kind().is_some_and(|kind| !self.disabled.contains(&kind))
    }

    /// Spam and boilerplate terms that are neither disabled nor allowed.
    fn enabled(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.entries().filter(|entry| self.searches(entry.group, &entry.pattern.folded))
    }

    fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.lists.iter().flat_map(|list| list.entries())
    }
}

impl fmt::Debug for Lexicon {
    /// Names the lists with their sizes, as the terms would fill a book.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lists: Vec<_> = self.lists.iter().map(|list| (&list.name, list.entries().len())).collect();
        let allowed: Vec<_> = self.allowed.iter().map(|entry| &entry.term).collect();
        f.debug_struct("Lexicon")
            .field("lists", &lists)
            .field("disabled", &self.disabled)
            .field("allowed", &allowed)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "@label spam\n@kind adult\n@lang x\n";

    fn terms(lexicon: &Lexicon) -> Vec<&str> {
        lexicon.allowed.iter().chain(lexicon.enabled()).map(|entry| &*entry.term).collect()
    }

    #[test]
    fn a_list_takes_the_place_of_its_namesake() {
        let list =
            |lexicon: Lexicon, name, term: &str| lexicon.with_list(name, &format!("{HEAD}{term}\tweak\n"));
        let first = list(Lexicon::new(), "a", "one").unwrap();
        let second = list(list(first.clone(), "b", "two").unwrap(), "a", "three").unwrap();
        assert_eq!(terms(&second), ["three", "two"]);
        assert_eq!(terms(&first), ["one"]);
    }

    #[test]
    fn the_order_of_calls_does_not_matter() {
        let text = format!("{HEAD}one\tweak\ntwo\tweak\n");
        let other = "@label boilerplate\n@kind legal\n@lang x\none\tweak\nthree\tweak\n";
        let lists = |lexicon: Lexicon| lexicon.with_list("a", &text).unwrap().with_list("b", other).unwrap();
        let before = lists(Lexicon::new().without(Kind::Legal).allowing("One"));
        let after = lists(Lexicon::new()).without(Kind::Legal).allowing("One");
        assert_eq!(terms(&before), ["One", "two"]);
        assert_eq!(terms(&before), terms(&after));
        assert_eq!((before.len(), after.is_empty()), (1, false));
    }

    #[test]
    fn terms_in_use_are_counted() {
        let list = |label: &str, kind: &str, terms: &str| format!("@label {label}\n{kind}@lang x\n{terms}");
        let lexicon = Lexicon::new()
            .with_list("a", &list("spam", "@kind other\n", "one\tweak\ntwo\tweak\n"))
            .and_then(|lexicon| {
                lexicon.with_list("b", &list("boilerplate", "@kind other\n", "three\tweak\n"))
            })
            .and_then(|lexicon| lexicon.with_list("c", &list("function-words", "", "of\nthe\n")))
            .unwrap();
        assert_eq!((lexicon.len(), lexicon.is_empty()), (5, false));
        // What is left of `-` is nothing: no term is allowed by it.
        let allowing = ["-", "", "One"].map(|term| lexicon.clone().allowing(term).len());
        assert_eq!(allowing, [5, 5, 4]);
        let none = lexicon.without(Kind::Other);
        assert_eq!((none.len(), none.is_empty()), (2, false), "of both labels");
    }

    #[test]
    fn a_file_is_a_list_under_its_path() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/wordlists/README.md");
        let error = Lexicon::new().with_file(path).unwrap_err();
        assert_eq!((error.origin(), error.line()), (path, Some(3)));
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/wordlists");
        let error = Lexicon::new().with_file(folder).unwrap_err();
        assert_eq!((error.origin(), error.line()), (folder, None));
    }

    #[test]
    fn too_many_terms_are_refused() {
        let term = "x".repeat(MAX_SIZE - 1);
        let lexicon = Lexicon::new().with_list("a", &format!("{HEAD}{term}\tweak\n")).unwrap();
        let list = |term: &str| format!("{HEAD}{term}\tweak\n");
        assert!(lexicon.clone().with_list("b", &list("y")).is_ok(), "just as many");
        let error = lexicon.with_list("b", &list("yy")).unwrap_err();
        assert_eq!((error.origin(), error.line()), ("b", None));
        assert_eq!(Lexicon::faults("c", &list(&"x".repeat(MAX_SIZE + 1))).len(), 1);
    }

    #[cfg(feature = "fit")]
    #[test]
    fn thinning_takes_terms_away() {
        let text = format!("{HEAD}one\tweak\ntwo\tweak\n");
        let lexicon = Lexicon::new().with_list("a", &text).unwrap().allowing("three");
        assert_eq!(terms(&lexicon.thinned(|term| term == "two")), ["three", "two"]);
    }

    #[test]
    fn every_builtin_list_can_be_read() {
        assert_eq!(Lexicon::builtin().lists.len(), builtin::LISTS.len());
    }
}
