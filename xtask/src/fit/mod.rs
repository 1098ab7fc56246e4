//! Fits the model of the boundary between article and boilerplate: vocabulary first, then the chain.

pub(crate) mod chain;
pub(crate) mod corpus;
mod descent;
pub(crate) mod example;
pub(crate) mod forms;
pub(crate) mod optimize;
mod provenance;
pub(crate) mod scaling;
pub(crate) mod vocabulary;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gangue::fitting::{FEATURE_COUNT, PART_COUNT, features};

use self::chain::{Chain, Loss, PARAMETERS};
use self::corpus::{Doc, FOLDS, Piece, hash};
use self::descent::{Course, descend};
use self::example::Example;
use self::forms::{Form, Part};
use self::scaling::Scaling;
use self::vocabulary::Vocabulary;
use crate::ROOT;

/// What goes into a fit. The default is what is shipped; the rest is for ablations.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Use the vocabulary; without it each block's `z` is 0.
    pub(crate) vocabulary: bool,
    /// Features that are taken for constant, by the beginning of their names.
    pub(crate) without: &'static [&'static str],
    /// Add each page once more without its head, its tail, or both, and once as a notice with little around it.
    pub(crate) parts: bool,
    /// Add each page once more in another form.
    pub(crate) forms: bool,
    /// Add clean prose.
    pub(crate) prose: bool,
    /// What such an addition counts, a page itself counting 1.
    pub(crate) part_weight: f32,
    pub(crate) notice_weight: f32,
    pub(crate) form_weight: f32,
    pub(crate) prose_weight: f32,
    /// The loss that is minimised first, and how: the likelihood of the gold spans and of the blocks. Without the
    /// first a logistic regression of blocks is left, each taken alone.
    pub(crate) likelihood: Loss,
    pub(crate) likelihood_course: Course,
    /// Then the expected F1.
    pub(crate) risk: Loss,
    pub(crate) risk_course: Course,
    /// The mean of so many descents, each with an order of pages of its own, is taken.
    pub(crate) descents: u64,
    /// Pages whose risk is above this between the two are left out: their gold is not to be believed.
    pub(crate) trim: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            vocabulary: true,
            without: &[],
            parts: true,
            forms: true,
            prose: true,
            part_weight: 1.0,
            notice_weight: 0.75,
            form_weight: 0.5,
            prose_weight: 0.5,
            likelihood: Loss { likelihood: 1.0, risk: 0.0, blocks: 5.0, decay: 3e-3 },
            likelihood_course: Course { epochs: 8, rate: 0.02 },
            risk: Loss { likelihood: 0.02, risk: 1.0, blocks: 0.1, decay: 5e-3 },
            risk_course: Course { epochs: 8, rate: 0.01 },
            descents: 3,
            trim: 0.9,
        }
    }
}

/// A fitted model: the vocabulary's table and the texts of the weights files, for pages with lines and for those
/// that have lost their line ends.
#[derive(Debug)]
pub(crate) struct Trained {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) weights: [String; 2],
}

/// The examples to learn from, those of all folds.
pub(crate) fn examples(pages: &[Doc], prose: &[Doc], settings: &Settings) -> Vec<Example> {
    let mut examples = Vec::new();
    for doc in pages {
        let draw = hash(&doc.id, 5) as usize;
        let mut add = |pieces: &[Piece], form: Form, weight: f32, reads: bool| {
            let mut example = Example::in_paragraphs(pieces, form, doc.fold, doc.complete);
            (example.weight, example.reads) = (weight, reads);
            examples.push(example);
        };
        add(&doc.pieces, Form::Plain, 1.0, true);
        if !doc.complete {
            continue;
        }
        if settings.parts {
            let part = [Part::BodyOnly, Part::WithoutHead, Part::WithoutTail][draw % 3];
            add(&part.of(doc), Form::Plain, settings.part_weight, false);
            add(&Part::Notice.of(doc), Form::Plain, settings.notice_weight, false);
        }
        if settings.forms {
            let form = [Form::Wrapped, Form::Single, Form::Cells, Form::Markdown][draw / 3 % 4];
            add(&doc.pieces, form, settings.form_weight, true);
            let part = [Part::BodyOnly, Part::WithoutHead, Part::WithoutTail][draw / 12 % 3];
            examples.push(run_on(doc, Part::Whole, 1.0));
            examples.push(run_on(doc, part, settings.part_weight));
        }
    }
    for doc in prose.iter().filter(|_| settings.prose) {
        let mut example = Example::in_paragraphs(&doc.pieces, Form::Plain, doc.fold, true);
        example.weight = settings.prose_weight;
        example.complete &= example.total.len() > 1;
        if example.measured.is_run_on() {
            examples.push(run_on_prose(doc, 16.0 * settings.prose_weight));
        }
        examples.push(example);
    }
    examples
}

/// A page's part in one line, for the model of such pages.
fn run_on(doc: &Doc, part: Part, weight: f32) -> Example {
    let mut example = Example::new(&part.of(doc), Form::Single, doc.fold, true);
    (example.weight, example.only_run_on) = (weight, true);
    example
}

fn run_on_prose(doc: &Doc, weight: f32) -> Example {
    let mut example = Example::new(&doc.pieces, Form::Plain, doc.fold, true);
    (example.weight, example.only_run_on) = (weight, true);
    example
}

/// Fits a model to the examples outside fold `held_out`.
pub(crate) fn train(examples: &mut [Example], held_out: Option<usize>, settings: &Settings) -> Trained {
    let vocabulary = stack(examples, held_out, settings);
    let weights = [false, true].map(|run_on| {
        let member = |e: &&Example| {
            let chain_of = e.only_run_on == (run_on && settings.forms);
            Some(e.fold) != held_out && e.complete && !e.rows.is_empty() && chain_of
        };
        train_chain(&examples.iter().filter(member).collect::<Vec<_>>(), &vocabulary, settings)
    });
    Trained { vocabulary, weights }
}

fn train_chain(members: &[&Example], vocabulary: &Vocabulary, settings: &Settings) -> String {
    let scaling = Scaling::of(members, settings.without);
    let mut chain = Chain::new(members, &scaling);
    let mut mean = vec![0.0; PARAMETERS];
    for order in 0..settings.descents {
        let mut point = vec![0.0; PARAMETERS];
        descend(&chain, &mut point, settings.likelihood, settings.likelihood_course, order);
        if order == 0 {
            chain.trim(&point, settings.trim);
        }
        descend(&chain, &mut point, settings.risk, settings.risk_course, order);
        mean.iter_mut().zip(point).for_each(|(mean, x)| *mean += x / settings.descents as f64);
    }
    weights_file(vocabulary, &scaling, &mean)
}

/// Fits the vocabulary, and gives each example features whose `z` comes from a vocabulary that has not seen its
/// site.
fn stack(examples: &mut [Example], held_out: Option<usize>, settings: &Settings) -> Vocabulary {
    let fit = |examples: &[Example], without: Option<usize>| {
        let outside = |e: &Example| Some(e.fold) != held_out && Some(e.fold) != without;
        let reads = |e: &&Example| e.reads && outside(e);
        let members: Vec<&Example> = examples.iter().filter(reads).collect();
        if settings.vocabulary { Vocabulary::fit(&members) } else { Vocabulary::empty() }
    };
    for fold in (0..FOLDS).filter(|&fold| Some(fold) != held_out) {
        let vocabulary = fit(examples, Some(fold));
        for example in examples.iter_mut().filter(|e| e.fold == fold && e.complete) {
            example.rows = example.measured.rows(&vocabulary.logits(example));
        }
    }
    fit(examples, None)
}

fn weights_file(vocabulary: &Vocabulary, scaling: &Scaling, point: &[f64]) -> String {
    let mut out = String::from(
        "# Weights of the boundary model. Written by `cargo xtask fit`; see README.md.\n\
         # vocabulary: value of one unit of the table, logit of a block without n-grams.\n\
         # Then, for the constant and each feature (mean and standard deviation first): the weight for the body,\n\
         # for the first block, for the block before it, for the last block, for the block behind it.\n",
    );
    let _ = writeln!(out, "vocabulary {:.6} {:.6}", vocabulary.scale, vocabulary.bias);
    let numbers = |out: &mut String, numbers: &[f64]| {
        for number in numbers {
            let _ = write!(out, " {number:.4}");
        }
        out.push('\n');
    };
    let of_input = |input: usize| &point[input * PART_COUNT..][..PART_COUNT];
    out += "constant";
    numbers(&mut out, of_input(FEATURE_COUNT));
    for (i, (name, _)) in features().iter().enumerate() {
        let deviation = if scaling.deviation[i] > 1e-6 { scaling.deviation[i] } else { 0.0 };
        let _ = write!(out, "{name} {:.5} {deviation:.5}", scaling.mean[i]);
        numbers(&mut out, of_input(i));
    }
    out
}

/// Where the weights are.
pub(crate) fn folder() -> PathBuf {
    Path::new(ROOT).join("src/score/weights")
}

/// Writes fitted files into the source tree, or compares them with what is there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writer {
    check: bool,
}

impl Writer {
    /// The folder of data and the flag that `fit` and its parts take.
    pub(crate) fn of(args: &[String]) -> Result<(&str, Self), String> {
        match args {
            [data] => Ok((data, Self { check: false })),
            [data, flag] if flag == "--check" => Ok((data, Self { check: true })),
            _ => Err("usage: cargo xtask fit DATA [--check]".to_owned()),
        }
    }

    /// Writes a file of the folder of weights.
    pub(crate) fn put(self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let path = folder().join(name);
        let error = |e: std::io::Error| format!("{}: {e}", path.display());
        if !self.check {
            fs::write(&path, bytes).map_err(error)?;
        } else if fs::read(&path).map_err(error)? != bytes {
            return Err(format!("{} is not what the fit gives", path.display()));
        }
        Ok(())
    }
}

/// Fits the boundary to all pages of a folder of data.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let (data, writer) = Writer::of(args)?;
    let settings = Settings::default();
    let pages = corpus::pages(data)?;
    let mut examples = examples(&pages, &corpus::prose(data)?, &settings);
    let trained = train(&mut examples, None, &settings);
    let lines = provenance::record(data, &pages, &settings, &trained)? + &trained.weights[0];
    writer.put("vocabulary.bin", &trained.vocabulary.bytes())?;
    writer.put("boundary.txt", lines.as_bytes())?;
    writer.put("boundary-run-on.txt", trained.weights[1].as_bytes())
}
