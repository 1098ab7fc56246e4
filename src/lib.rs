//! gangue separates injected SEO spam and boilerplate from the article in the plain text of a web page.

mod block;
mod classifier;
mod config;
mod decode;
mod error;
#[cfg(feature = "fit")]
#[doc(hidden)]
pub mod fitting;
mod fold;
mod label;
mod language;
mod lexicon;
mod page;
mod profile;
mod reason;
mod report;
mod restore;
mod score;
mod signal;
mod sketch;
mod span;
mod unicode;

pub use classifier::Classifier;
pub use config::Config;
pub use error::Error;
pub use label::{Kind, Label, Verdict};
pub use lexicon::Lexicon;
pub use reason::Reason;
pub use report::{Report, Segment};
pub use signal::Signal;
pub use span::Span;
