//! Labelled pages by language: `tests/pages-by-language/<lang>.txt`.
//!
//! A file holds frames, which are what a site puts around its articles, and articles; each article with its frame is a
//! page.
//!
//! ```text
//! # comment
//! @list NAME
//! one value a line
//! @frame NAME
//! label TAB text of one line          the head, then
//! @title                              where the first row of the article goes,
//! @body                               and where its other rows go; then the tail
//! @page SLUG FRAME
//! @KEY value                          of this article, any number of them
//! label TAB text of one line          the title first
//! ```
//!
//! In any row, `{NAME}` is a value of that list, another one for each page and each time; `{KEY}` is a value of the
//! article, `{here}` its title. `{title}` is the title of another page of the file, `{lede}` how the page named last by
//! `{title}` begins, `{its KEY}` a value of that page, and `{next KEY}` one of the page after it.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::row::Row;

/// An article in its frame.
pub(crate) struct Page {
    /// Its name within the file.
    pub(crate) slug: String,
    /// The rows; the line of a row is that in the file.
    pub(crate) rows: Vec<Row>,
}

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages-by-language");

/// The languages that have a file, sorted.
pub(crate) fn languages() -> Vec<String> {
    let entries =
        fs::read_dir(FOLDER).expect("tests/pages-by-language").map(|entry| entry.expect("an entry"));
    let names = entries.map(|entry| entry.file_name().into_string().expect("UTF-8"));
    let mut languages: Vec<_> =
        names.filter_map(|name| name.strip_suffix(".txt").map(str::to_owned)).collect();
    languages.sort();
    languages
}

/// The pages of a language.
pub(crate) fn pages(language: &str) -> Vec<Page> {
    let path = Path::new(FOLDER).join(format!("{language}.txt"));
    let file = fs::read_to_string(path).expect("a file of pages");
    let sections = sections(&file);
    let named = |kind| {
        let of_kind = sections.iter().filter(move |section| section.kind == kind);
        of_kind.map(|section| (section.name, &*section.lines)).collect::<HashMap<_, _>>()
    };
    let (lists, frames) = (named("@list"), named("@frame"));
    let articles: Vec<_> = sections.iter().filter(|section| section.kind == "@page").collect();
    let page = |(at, article): (usize, &&Section<'_>)| {
        let (slug, frame) = article.name.split_once(' ').expect("@page SLUG FRAME");
        let mut blanks = Blanks { lists: &lists, articles: &articles, at, taken: HashMap::new() };
        let lines = frames[frame].iter().flat_map(|line| match line.1 {
            "@title" => &article.lines[..1],
            "@body" => &article.lines[1..],
            _ => std::slice::from_ref(line),
        });
        let rows = lines.map(|&(line, text)| Row::parse(language, line, &blanks.fill(text))).collect();
        Page { slug: slug.to_owned(), rows }
    };
    articles.iter().enumerate().map(page).collect()
}

/// A line of the file, and its number.
type Line<'t> = (usize, &'t str);

struct Section<'t> {
    kind: &'t str,
    name: &'t str,
    /// Of an article.
    values: HashMap<&'t str, &'t str>,
    lines: Vec<Line<'t>>,
}

fn sections(file: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for (at, line) in file.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        match line.split_once(' ') {
            Some((kind @ ("@list" | "@frame" | "@page"), name)) => {
                sections.push(Section { kind, name, values: HashMap::new(), lines: Vec::new() });
            }
            Some((name, value)) if name.starts_with('@') => {
                sections.last_mut().expect("a section").values.insert(&name[1..], value);
            }
            _ => sections.last_mut().expect("a section").lines.push((at + 1, line)),
        }
    }
    sections
}

/// What goes into the blanks of a page.
struct Blanks<'a, 't> {
    lists: &'a HashMap<&'t str, &'a [Line<'t>]>,
    articles: &'a [&'a Section<'t>],
    /// The number of the page.
    at: usize,
    /// How often each blank was filled.
    taken: HashMap<String, usize>,
}

impl Blanks<'_, '_> {
    fn fill(&mut self, text: &str) -> String {
        let mut parts = text.split('{');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, after) = part.split_once('}').expect("a blank ends");
            filled += &self.value(name);
            filled += after;
        }
        filled
    }

    fn value(&mut self, name: &str) -> String {
        let last = self.taken.get("title").copied().unwrap_or_default();
        match name.split_once(' ').unwrap_or(("", name)) {
            ("", "here") => self.title(0),
            ("", "lede") => self.lede(last),
            ("its", name) => self.article(last).values[name].to_owned(),
            ("next", name) => self.article(last + 1).values[name].to_owned(),
            _ => self.own(name).unwrap_or_else(|| self.another(name)),
        }
    }

    /// A value of the article.
    fn own(&self, name: &str) -> Option<String> {
        self.article(0).values.get(name).map(|&value| value.to_owned())
    }

    /// A title, or a value of a list, that was not taken last.
    fn another(&mut self, name: &str) -> String {
        let taken = self.taken.entry(name.to_owned()).or_default();
        *taken += 1;
        let taken = *taken;
        if name == "title" {
            return self.title(taken);
        }
        let list = self.lists[name];
        list[(5 * self.at + taken) % list.len()].1.to_owned()
    }

    /// The article `distance` after this one, in a circle.
    fn article(&self, distance: usize) -> &Section<'_> {
        self.articles[(self.at + distance) % self.articles.len()]
    }

    fn rows(&self, distance: usize) -> impl Iterator<Item = (&str, &str)> {
        self.article(distance).lines.iter().filter_map(|line| line.1.split_once('\t'))
    }

    fn title(&self, distance: usize) -> String {
        self.rows(distance).next().expect("a title").1.to_owned()
    }

    /// How the first long row of the body begins, cut in the middle of a sentence.
    fn lede(&self, distance: usize) -> String {
        const CUT: usize = 90;
        let body = || self.rows(distance).filter(|row| row.0 == "body").map(|row| row.1);
        let long = body().find(|text| text.chars().count() > CUT);
        long.or(body().next()).expect("a body").chars().take(CUT).chain(['…']).collect()
    }
}
