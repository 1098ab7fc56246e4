//! HTML for people: one file that needs no other. What comes from a page is text and stays text: it goes through
//! [`escape`], and the policy in the head lets nothing run or load but what is built in here.

mod charts;
mod document;
mod escape;
mod overview;
mod tables;

use std::io::{self, Write};

use crate::stats::Stats;
use crate::view::Page;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// SHA-256 of the script; a test says when it must change.
const SCRIPT_HASH: &str = "/DjfafCytJR03gJkyn5a99MpQjwdeR8HZY9F1slrAhI=";

/// What stands before the content.
fn head(title: &str) -> String {
    let title = escape::attribute(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    )
}

fn foot() -> String {
    format!("<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

/// Writes the page of statistics.
pub(crate) fn write_report(out: &mut impl Write, stats: &Stats) -> io::Result<()> {
    out.write_all(head("gangue report").as_bytes())?;
    out.write_all(overview::overview(stats).as_bytes())?;
    out.write_all(tables::tables(stats).as_bytes())?;
    out.write_all(document::sample(&stats.sample).as_bytes())?;
    out.write_all(foot().as_bytes())
}

/// Documents with their segments and reasons on one page, written as they come.
pub(crate) struct Documents<W> {
    out: W,
    count: usize,
}

impl<W: Write> Documents<W> {
    pub(crate) const fn new(out: W) -> Self {
        Self { out, count: 0 }
    }

    pub(crate) fn write(&mut self, page: &Page) -> io::Result<()> {
        if self.count == 0 {
            self.begin()?;
        }
        self.out.write_all(document::document(page, self.count, self.count == 0).as_bytes())?;
        self.count += 1;
        Ok(())
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        if self.count == 0 {
            self.begin()?;
            self.out.write_all(b"<p class=\"none\">No documents.</p>\n")?;
        }
        self.out.write_all(b"</main>\n")?;
        self.out.write_all(foot().as_bytes())?;
        self.out.flush()
    }

    fn begin(&mut self) -> io::Result<()> {
        self.out.write_all(head("gangue explain").as_bytes())?;
        let (legend, toolbar) = (document::legend(), document::toolbar(""));
        write!(
            self.out,
            "<header class=\"top\"><h1>gangue explain</h1>\n{legend}</header>\n<main>\n{toolbar}"
        )
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn the_policy_knows_the_script() {
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(SCRIPT));
        assert_eq!(SCRIPT_HASH, hash, "script.js has changed: SCRIPT_HASH must follow");
    }

    #[test]
    fn nothing_built_in_leaves_its_element_or_the_file() {
        for (part, end) in [(STYLE, "</style"), (SCRIPT, "</script")] {
            assert!(!part.contains(end) && !part.contains("<!--"));
            for outside in ["http:", "https:", "url(", "@import", "//"] {
                assert!(!part.contains(outside), "{outside}");
            }
        }
    }
}
