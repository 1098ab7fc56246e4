//! gangue separates injected SEO spam and boilerplate from the article in the plain text of a web page.

mod error;
mod fold;
mod label;
mod span;

pub use error::Error;
pub use label::{Kind, Label, Verdict};
pub use span::Span;
