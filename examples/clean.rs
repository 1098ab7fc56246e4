//! Reads a page from a file, says on standard error what was cut, and writes the article.
//!
//! `cargo run --release --example clean -- examples/page-zh.txt`

use std::{env, error, fs};

use gangue::Classifier;

fn main() -> Result<(), Box<dyn error::Error>> {
    let path = env::args().nth(1).unwrap_or_else(|| "examples/page.txt".to_owned());
    let text = fs::read_to_string(path)?;
    let report = Classifier::new().classify(&text);
    for segment in report.cut() {
        let kind = segment.kind().map_or("-", |kind| kind.as_str());
        eprintln!("{:>5?} {} {kind} {:.2}", segment.span(), segment.label(), segment.score());
    }
    println!("{}", report.clean());
    Ok(())
}
