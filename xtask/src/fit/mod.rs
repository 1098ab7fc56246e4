//! Fits the model of the boundary between article and boilerplate: vocabulary first, then the chain.

pub(crate) mod chain;
pub(crate) mod corpus;
pub(crate) mod example;
pub(crate) mod forms;
pub(crate) mod optimize;
pub(crate) mod scaling;
pub(crate) mod vocabulary;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gangue::fitting::{FEATURE_COUNT, features};

use self::chain::{Chain, INPUTS, Loss, PARAMETERS};
use self::corpus::{Doc, FOLDS, hash};
use self::example::Example;
use self::forms::{Form, Part};
use self::scaling::Scaling;
use self::vocabulary::Vocabulary;

/// What goes into a fit. The default is what is shipped; the rest is for ablations.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// Use the vocabulary; without it each block's `z` is 0.
    pub(crate) vocabulary: bool,
    /// Add each page once more without its head, its tail, or both.
    pub(crate) parts: bool,
    /// Add each page once more in another form.
    pub(crate) forms: bool,
    /// Add clean prose.
    pub(crate) prose: bool,
    /// Iterations for the likelihood, then for the expected F1.
    pub(crate) likelihood_iterations: u64,
    pub(crate) risk_iterations: u64,
    pub(crate) decay: f64,
    pub(crate) blocks: f64,
    pub(crate) risk_blocks: f64,
    pub(crate) risk_decay: f64,
    pub(crate) risk_likelihood: f64,
    pub(crate) part_weight: f32,
    pub(crate) form_weight: f32,
    pub(crate) prose_weight: f32,
    /// Weight of the likelihood of the gold spans; 0 leaves a logistic regression of blocks taken alone.
    pub(crate) likelihood: f64,
    /// Only print what each stage costs.
    pub(crate) costs: bool,
    /// Leave out forms and prose when testing.
    pub(crate) quick: bool,
    /// Pages whose risk is above this after half of the iterations are left out: their gold is not to be believed.
    pub(crate) trim: f64,
    pub(crate) threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            vocabulary: true,
            parts: true,
            forms: true,
            prose: true,
            likelihood_iterations: 60,
            risk_iterations: 40,
            decay: 3e-3,
            blocks: 5.0,
            risk_blocks: 0.1,
            risk_decay: 1e-3,
            risk_likelihood: 0.02,
            part_weight: 1.0,
            form_weight: 0.5,
            prose_weight: 0.5,
            likelihood: 1.0,
            costs: false,
            quick: false,
            trim: 0.9,
            threads: 1,
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
pub(crate) fn examples(pages: &[Doc], prose: &[Doc], options: &Options) -> Vec<Example> {
    let mut examples = Vec::new();
    for doc in pages {
        let draw = hash(&doc.id, 5) as usize;
        let mut add = |part: Part, form: Form, weight: f32, reads: bool| {
            let mut example = Example::new(&part.of(doc), form, doc.fold, doc.complete);
            example.weight = weight;
            example.reads = reads;
            examples.push(example);
        };
        add(Part::Whole, Form::Plain, 1.0, true);
        if options.parts && doc.complete {
            let part = [Part::BodyOnly, Part::WithoutHead, Part::WithoutTail][draw % 3];
            add(part, Form::Plain, options.part_weight, false);
        }
        if options.forms && doc.complete {
            let form = [Form::Wrapped, Form::Single, Form::Cells, Form::Markdown][draw / 3 % 4];
            add(Part::Whole, form, options.form_weight, true);
        }
        if options.forms && doc.complete {
            let part = [Part::BodyOnly, Part::WithoutHead, Part::WithoutTail][draw / 12 % 3];
            for (part, weight) in [(Part::Whole, 1.0), (part, options.part_weight)] {
                let mut example = Example::new(&part.of(doc), Form::Single, doc.fold, true);
                (example.weight, example.only_run_on) = (weight, true);
                examples.push(example);
            }
        }
    }
    if options.prose {
        for doc in prose {
            let mut example = Example::new(&doc.pieces, Form::Plain, doc.fold, true);
            example.weight = options.prose_weight;
            example.complete &= example.total.len() > 1;
            if example.measured.is_run_on() {
                examples.push(run_on_prose(doc, 16.0 * options.prose_weight));
            }
            examples.push(example);
        }
    }
    examples
}

fn run_on_prose(doc: &Doc, weight: f32) -> Example {
    let mut example = Example::new(&doc.pieces, Form::Plain, doc.fold, true);
    (example.weight, example.only_run_on) = (weight, true);
    example
}

/// Fits a model to the examples outside fold `held_out`.
pub(crate) fn train(examples: &mut [Example], held_out: Option<usize>, options: &Options) -> Trained {
    let vocabulary = stack(examples, held_out, options);
    let weights = [false, true].map(|run_on| {
        let member = |e: &&Example| {
            let chain_of = e.only_run_on == (run_on && options.forms);
            Some(e.fold) != held_out && e.complete && !e.rows.is_empty() && chain_of
        };
        train_chain(&examples.iter().filter(member).collect::<Vec<_>>(), &vocabulary, options)
    });
    Trained { vocabulary, weights }
}

fn train_chain(members: &[&Example], vocabulary: &Vocabulary, options: &Options) -> String {
    let scaling = Scaling::of(members);
    let mut chain = Chain::new(members, &scaling, options.threads);
    let run = |chain: &Chain, loss: Loss, start: Vec<f64>, iterations| {
        let (point, value) = optimize::minimize(&|p: &[f64]| chain.loss(p, loss), start, iterations);
        eprintln!("{loss:?} -> {value:.5}");
        point
    };
    let likelihood =
        Loss { likelihood: options.likelihood, risk: 0.0, blocks: options.blocks, decay: options.decay };
    let risk = Loss {
        likelihood: options.risk_likelihood,
        risk: 1.0,
        blocks: options.risk_blocks,
        decay: options.risk_decay,
    };
    let mut point = run(&chain, likelihood, vec![0.0; PARAMETERS], options.likelihood_iterations / 2);
    chain.trim(&point, options.trim);
    point = run(&chain, likelihood, point, options.likelihood_iterations / 2);
    if options.risk_iterations > 0 {
        point = run(&chain, risk, point, options.risk_iterations);
    }
    weights_file(vocabulary, &scaling, &point)
}

/// Fits the vocabulary, and gives each example features whose `z` comes from a vocabulary that has not seen its
/// site.
fn stack(examples: &mut [Example], held_out: Option<usize>, options: &Options) -> Vocabulary {
    let fit = |examples: &[Example], without: Option<usize>| {
        let outside = |e: &Example| Some(e.fold) != held_out && Some(e.fold) != without;
        let reads = |e: &&Example| e.reads && outside(e);
        let members: Vec<&Example> = examples.iter().filter(reads).collect();
        if options.vocabulary { Vocabulary::fit(&members) } else { Vocabulary::empty() }
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
    let part = |input: usize| {
        (0..PARAMETERS / INPUTS).fold(String::new(), |mut line, p| {
            let _ = write!(line, " {:.4}", point[p * INPUTS + input]);
            line
        })
    };
    let _ = writeln!(out, "constant{}", part(FEATURE_COUNT));
    for (i, (name, _)) in features().iter().enumerate() {
        let deviation = if scaling.deviation[i] > 1e-6 { scaling.deviation[i] } else { 0.0 };
        let _ = writeln!(out, "{name} {:.5} {deviation:.5}{}", scaling.mean[i], part(i));
    }
    out
}

/// Fits to all pages in `data` and writes the model into the source tree.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let [data] = args else { return Err("usage: cargo xtask fit DATA".to_owned()) };
    let options = Options { threads: 2, ..Options::default() };
    let mut examples = examples(&corpus::pages(data)?, &corpus::prose(data)?, &options);
    let trained = train(&mut examples, None, &options);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/score/weights");
    let table: Vec<u8> = trained.vocabulary.table.iter().map(|w| w.cast_unsigned()).collect();
    let write = |name: &str, bytes: &[u8]| {
        fs::write(folder.join(name), bytes).map_err(|e| format!("{}: {e}", folder.join(name).display()))
    };
    write("vocabulary.bin", &table)?;
    write("boundary.txt", trained.weights[0].as_bytes())?;
    write("boundary-run-on.txt", trained.weights[1].as_bytes())
}
