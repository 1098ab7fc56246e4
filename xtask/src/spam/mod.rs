//! Fits the spam model: sums of small trees over the library's own signals.

mod corpus;
mod examples;
mod forest;
mod frames;
mod held_out;
mod lists;
pub(crate) mod pairs;
mod wording;
mod written;

use gangue::fitting::signals;

use crate::fit::Writer;
use crate::left_out::{Collected, LeftOut};
use corpus::texts;
use examples::{Example, examples};
use forest::fit;
use held_out::{calibration, cross_validate, table};
use lists::lists;
use wording::Wording;

const HEAD: &str = "\
# The spam model: log odds of spam for whole blocks and for parts of blocks, as a sum of trees over signals.
# Fitted by `cargo xtask fit` on labelled pages; see README.md beside this file.
# <unit> tree <signal> <threshold> <node if below> <node if not>; a node is what is added, or another question.
";

/// Fits on the files of a data folder, writes the weights file and prints what it is worth on folds of its own.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let (left_out, args) = LeftOut::of(args, "--without")?;
    let (data, writer) = Writer::of(&args)?;
    let (lists, collected) = (lists()?, Collected::read(data)?);
    let texts = texts(data, &lists, &collected, &left_out)?;
    let wording = Wording::fit(&texts, &lists, collected, &left_out)?;
    writer.put("spam-wording.bin", &wording.all.bytes())?;
    let examples = examples(&texts, &wording);
    println!("{} units", examples.len());
    let mut file = HEAD.to_owned();
    for unit in ["block", "alone", "insertion"] {
        let chosen: Vec<&Example> = examples.iter().filter(|example| example.unit == unit).collect();
        let held_out = cross_validate(&chosen)?;
        let mut forest = fit(&chosen)?;
        (forest.scale, forest.shift) = calibration(&held_out);
        println!("{}", table(unit, &held_out, &forest));
        file += &forest.lines(unit, &signals());
    }
    writer.put("spam.txt", file.as_bytes())
}
