//! gangue separates injected SEO spam and boilerplate from the article in the plain text of a web page.
//!
//! A [`Classifier`] turns a text into a [`Report`]: [segments](Segment) that cover the text, each with a [`Label`], for spam
//! and boilerplate a [`Kind`], and a score; and a [`Verdict`] on the page as a whole. Nothing is rewritten: segments are
//! slices of the caller's text, and [spans](Span) are byte ranges of it.
//!
//! # Example
//!
//! ```
//! use gangue::{Classifier, Kind, Label};
//!
//! let page = "\
//! buy viagra online cheap | generic cialis without prescription | cheap levitra online pharmacy
//! Home | News | Sport | Business | Weather
//!
//! The old water mill turns again
//!
//! After two years of work the water mill in the lower village turns again. The wheel was built of oak by the last \
//! wheelwright of the county, and the children of the school were allowed to let the water in.
//!
//! From April on the mill is open on the first Sunday of each month. Visitors can take home the flour that was ground \
//! on the day, in paper bags that the school has printed.
//!
//! Share this article: Facebook Twitter Email
//! Related stories
//! County approves flood walls for the market square
//! About us | Contact | Privacy policy
//! Copyright 2019 The Tarn Valley Courier. All rights reserved.
//! ";
//!
//! let classifier = Classifier::new();
//! let report = classifier.classify(page);
//! assert!(report.body().starts_with("The old water mill turns again\n\nAfter two years"));
//! assert!(report.body().ends_with("the school has printed."));
//!
//! let first = &report.segments()[0];
//! assert_eq!((first.label(), first.kind()), (Label::Spam, Some(Kind::Pharma)));
//! assert_eq!(&page[first.span().range()], first.text());
//! ```
//!
//! # Which call for what
//!
//! | to | call |
//! |---|---|
//! | get the article alone | [`Report::body`] |
//! | get the article without injected readings, as in `個(gè)` | [`Report::clean`] |
//! | count or store what was cut | [`Report::cut`] |
//! | see everything, in order | [`Report::segments`] |
//! | learn why a part has its label | [`Classifier::explain`], [`Segment::reasons`] |
//! | cut more or less, keep bylines | [`Config`] and [`Classifier::with_config`] |
//! | add wordlists, disable some of the built-in ones, allow phrases | [`Lexicon`] and [`Classifier::with`] |
//! | check a wordlist | [`Lexicon::faults`] |
//! | set doubtful pages aside | [`Report::confidence`], [`Report::verdict`] |
//!
//! # How it works
//!
//! Text is cut into blocks, mostly lines. **Spam** is judged block by block, and then part by part, by small decision trees
//! over [signals](Signal): wordlist terms, the shape of a list, disguised letters, a script other than the page's, nothing
//! in common with the page. A tree combines up to four signals, because what a term means depends on its line and its page.
//! The **body** is the best span of the remaining blocks under a model of their form, place and wording; sub-headings and
//! short lines inside it stay. What lies outside becomes title, byline or a kind of boilerplate. `ARCHITECTURE.md` in the
//! repository has more.
//!
//! # When not to use it
//!
//! If you have the HTML, extract from that first. gangue does not judge whole documents, does not moderate content (an
//! honest article on gambling or sex is body), and is not made for mail or chat. On pages without an article, such as shops,
//! forums and listings, its answer is unsure.
//!
//! # Any text
//!
//! Analysis never fails and never panics, whatever the text, and takes time and memory linear in its bytes. It does no
//! I/O, starts no threads, and gives the same report for the same text and configuration. Only loading a wordlist can
//! fail, with an [`Error`] that names the list and the line, and parsing the name of a label or kind, with [`UnknownName`].
//!
//! Whoever writes a text can make it look like an article, or like spam, on purpose. Treat a label as evidence, not as a
//! guard.
//!
//! # Features
//!
//! None is on by default.
//!
//! * `serde`: `Serialize` for [`Report`], [`Segment`] and [`Reason`]; `Serialize` and `Deserialize` for [`Config`],
//!   [`Label`], [`Kind`], [`Verdict`], [`Signal`] and [`Span`]. Each type documents its form.
//! * `fit`: what the fitting program in the repository needs. Not a stable interface.

/// Runs the examples of the README as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

mod block;
mod classifier;
mod config;
mod decode;
mod error;
#[cfg(feature = "fit")]
#[doc(hidden)]
pub mod fitting;
mod fold;
mod hash;
mod label;
mod language;
mod lexicon;
mod odds;
mod page;
mod profile;
mod reason;
mod report;
mod restore;
mod runs;
mod score;
mod shingles;
mod signal;
mod sketch;
mod span;
mod steps;
mod unicode;

pub use classifier::Classifier;
pub use config::Config;
pub use error::Error;
pub use label::{Kind, Label, UnknownName, Verdict};
pub use lexicon::Lexicon;
pub use reason::Reason;
pub use report::{Report, Segment};
pub use signal::Signal;
pub use span::Span;
