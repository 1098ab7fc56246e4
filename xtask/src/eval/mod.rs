//! Cross-validates the boundary model over sites and prints tables.

mod baselines;
mod print;
pub(crate) mod spam;
mod table;
mod worst;

use std::collections::BTreeMap;
use std::time::Instant;

use gangue::Config;
use gangue::fitting::{FEATURE_COUNT, Fitted};

use self::print::{cut, print, print_baselines, print_costs, scores};
use self::table::Table;
use crate::fit::corpus::{self, Doc, FOLDS, hash};
use crate::fit::example::{Example, f1};
use crate::fit::forms::{Form, Part};
use crate::fit::{Settings, Trained, examples, train};

/// The features of one block.
type Row = [f32; FEATURE_COUNT];

/// The presets, in the order of all that is measured under each.
fn presets() -> [Config; 3] {
    [Config::aggressive(), Config::balanced(), Config::conservative()]
}

/// The number of the default.
const BALANCED: usize = 1;

/// One page under each preset: characters kept that are body, kept, and body.
struct Outcome {
    lang: String,
    source: String,
    id: String,
    counts: [[f32; 3]; 3],
    /// The same for the best span there is.
    best: [f32; 3],
    confidence: f32,
    /// The blocks with gold and scores, for reading.
    listing: String,
}

/// What is to be measured.
#[derive(Clone, Debug, Default)]
struct Options {
    settings: Settings,
    /// Only what each stage costs.
    costs: bool,
    /// Leave out most forms and prose.
    quick: bool,
    /// Also what the model is worth without each of its parts.
    ablations: bool,
    /// Hold out languages instead of sites.
    languages: bool,
}

/// Everything that was measured.
#[derive(Default)]
struct Outcomes {
    plain: Vec<Outcome>,
    forms: BTreeMap<usize, Vec<Outcome>>,
    body_only: Vec<Outcome>,
    prose: Vec<Outcome>,
}

/// Trains without each fold in turn, and tests on it.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let [data, worst, flags @ ..] = args else { return Err("usage: cargo xtask eval DATA WORST".to_owned()) };
    let options = options(flags)?;
    let (mut pages, mut prose) = (corpus::pages(data)?, corpus::prose(data)?);
    if options.languages {
        pages.iter_mut().chain(&mut prose).for_each(|doc| doc.fold = language_fold(&doc.lang));
    }
    if options.costs {
        print_costs(&pages);
        return Ok(());
    }
    let outcomes = cross_validate(&pages, &prose, &options.settings, |trained, fold, outcomes| {
        test(trained, fold, options.quick, outcomes)
    })?;
    print(&outcomes);
    print_baselines(&pages, &outcomes.plain);
    if options.ablations {
        print_ablations(&pages, &prose, &outcomes.plain)?;
    }
    print_costs(&pages);
    worst::write(worst, &outcomes)
}

/// The pages and prose of one fold.
struct Fold<'a> {
    pages: Vec<&'a Doc>,
    prose: Vec<&'a Doc>,
}

fn in_fold(docs: &[Doc], fold: usize) -> Vec<&Doc> {
    docs.iter().filter(|doc| doc.fold == fold).collect()
}

fn cross_validate(
    pages: &[Doc],
    prose: &[Doc],
    settings: &Settings,
    test: impl Fn(&Trained, &Fold<'_>, &mut Outcomes) -> Result<(), String>,
) -> Result<Outcomes, String> {
    let begun = Instant::now();
    let mut examples = examples(pages, prose, settings);
    let mut outcomes = Outcomes::default();
    for fold in 0..FOLDS {
        let trained = train(&mut examples, Some(fold), settings);
        let fold_docs = Fold { pages: in_fold(pages, fold), prose: in_fold(prose, fold) };
        test(&trained, &fold_docs, &mut outcomes)?;
        eprintln!("fold {fold} after {:.1} s", begun.elapsed().as_secs_f32());
    }
    Ok(outcomes)
}

/// Languages that share a script or much of their vocabulary are held out together.
fn language_fold(lang: &str) -> usize {
    match lang {
        "en" => 0,
        "zh-hans" | "zh-hant" | "yue" | "ja" => 1,
        "el" | "ko" | "th" | "ar" | "fa" | "ur" | "he" | "hi" => 2,
        "ru" | "uk" | "bg" | "pl" | "cs" => 3,
        _ => 4,
    }
}

/// `--without-vocabulary` and the like.
fn options(flags: &[String]) -> Result<Options, String> {
    let mut options = Options::default();
    for flag in flags {
        match flag.as_str() {
            "--costs" => options.costs = true,
            "--quick" => options.quick = true,
            "--ablations" => options.ablations = true,
            "--languages" => options.languages = true,
            _ => {
                let (_, ablate) = ABLATIONS
                    .iter()
                    .find(|(name, _)| flag.strip_prefix("--without-") == Some(name))
                    .ok_or_else(|| format!("{flag}: no such option"))?;
                ablate(&mut options.settings);
            }
        }
    }
    Ok(options)
}

/// What the model can do without, and how.
const ABLATIONS: [(&str, fn(&mut Settings)); 8] = [
    ("vocabulary", |s| s.vocabulary = false),
    ("wordlists", |s| s.without = &WORDLISTS),
    ("title", |s| s.without = &["about", "headline", "above-headline"]),
    ("structure", |s| {
        s.without = &["sentences-", "long-bare", "path-gap", "path-low", "echo", "repeated-", "date-"];
    }),
    ("chain", |s| {
        (s.likelihood.likelihood, s.risk_course.epochs, s.trim) = (0.0, 0, 1.0);
    }),
    ("risk", |s| s.risk_course.epochs = 0),
    ("forms", |s| s.forms = false),
    ("augmentation", |s| {
        (s.parts, s.forms, s.prose) = (false, false, false);
    }),
];

/// Features that come from the wordlists of boilerplate.
const WORDLISTS: [&str; 13] = [
    "navigation",
    "credits",
    "legal",
    "contact",
    "share",
    "related",
    "comments",
    "consent",
    "subscribe",
    "tags",
    "pagination",
    "claim",
    "path-claim",
];

fn parse(trained: &Trained) -> Result<[Fitted; 2], String> {
    let parse = |file: &String| Fitted::parse(file).ok_or("the weights do not parse");
    Ok([parse(&trained.weights[0])?, parse(&trained.weights[1])?])
}

fn test(trained: &Trained, fold: &Fold<'_>, quick: bool, outcomes: &mut Outcomes) -> Result<(), String> {
    let models = parse(trained)?;
    let test = |doc: &Doc, part: Part, form: Form| outcome(trained, &models, doc, part, form);
    for doc in fold.pages.iter().filter(|doc| doc.complete) {
        outcomes.plain.extend(test(doc, Part::Whole, Form::Plain));
        outcomes.body_only.extend(test(doc, Part::BodyOnly, Form::Plain));
        for (i, form) in Form::ALL.into_iter().enumerate().filter(|(_, f)| !quick || *f == Form::Single) {
            outcomes.forms.entry(i).or_default().extend(test(doc, Part::Whole, form));
        }
    }
    for doc in fold.prose.iter().filter(|doc| !quick || hash(&doc.id, 9).is_multiple_of(4)) {
        outcomes.prose.extend(test(doc, Part::Whole, Form::Plain));
    }
    Ok(())
}

fn outcome(trained: &Trained, models: &[Fitted; 2], doc: &Doc, part: Part, form: Form) -> Option<Outcome> {
    let example = Example::new(&part.of(doc), form, doc.fold, true);
    if !example.complete {
        return None;
    }
    let model = &models[usize::from(example.measured.is_run_on())];
    let rows = example.measured.rows(&trained.vocabulary.logits(&example));
    let mut counts = [[0.0; 3]; 3];
    let mut confidence = 0.0;
    let mut listing = String::new();
    for (preset, (counts, config)) in counts.iter_mut().zip(presets()).enumerate() {
        let body = model.locate(&example.measured, &rows, config.edge_bonus())?;
        *counts = example.counts(body.first, body.last);
        confidence = body.confidence;
        if (part, form, preset) == (Part::Whole, Form::Plain, BALANCED) && f1(*counts) < 0.95 {
            listing = worst::list(doc, &example, &rows, model, body);
        }
    }
    Some(Outcome {
        lang: doc.lang.clone(),
        source: doc.source.clone(),
        id: doc.id.clone(),
        counts,
        best: example.counts(example.gold.0, example.gold.1),
        confidence,
        listing,
    })
}

fn print_ablations(pages: &[Doc], prose: &[Doc], whole: &[Outcome]) -> Result<(), String> {
    let head = ["n", "F1 aggr.", "F1 bal.", "F1 cons.", "micro bal.", "body only cut %, bal."];
    let mut table = Table::new("without parts of the model", &head);
    let row = |outcomes: &[Outcome], body_only: &[Outcome]| {
        let [a, b, c] = [0, 1, 2].map(|preset| scores(outcomes.iter().map(|o| o.counts[preset])));
        vec![a[2], b[2], c[2], b[3], 100.0 * cut(body_only.iter(), 1)[0]]
    };
    table.row("nothing left out", whole.len(), &row(whole, &[])[..4]);
    for (name, ablate) in ABLATIONS {
        let mut settings = Settings::default();
        ablate(&mut settings);
        let outcomes = cross_validate(pages, prose, &settings, |trained, fold, outcomes| {
            let models = parse(trained)?;
            for doc in fold.pages.iter().filter(|doc| doc.complete) {
                outcomes.plain.extend(outcome(trained, &models, doc, Part::Whole, Form::Plain));
                outcomes.body_only.extend(outcome(trained, &models, doc, Part::BodyOnly, Form::Plain));
            }
            Ok(())
        })?;
        table.row(
            &format!("without {name}"),
            outcomes.plain.len(),
            &row(&outcomes.plain, &outcomes.body_only),
        );
    }
    table.print();
    Ok(())
}
