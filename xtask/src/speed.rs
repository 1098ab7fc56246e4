//! `cargo xtask speed`: what the whole decision costs compared with yardsticks, in one process, and where the time goes.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use cpu_time::ThreadTime;
use daachorse::CharwiseDoubleArrayAhoCorasick;
use gangue::{Classifier, Lexicon};

use crate::ROOT;
use crate::fit::corpus::{hash, rows};

/// How often each contestant runs over all pages, in turn; the fastest run counts.
const ROUNDS: usize = 9;
/// One in this many development pages is read.
const ONE_IN: u64 = 12;

/// Something to do with a page. The number keeps it from being optimised away.
type Work<'w> = (&'static str, &'w dyn Fn(&str) -> usize);

/// Measures and prints.
///
/// # Errors
/// A file that cannot be read or written, or arguments of another form.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let json = match args {
        [] => None,
        [flag, file] if flag == "--json" => Some(file),
        _ => return Err("usage: cargo xtask speed [--json FILE]".to_owned()),
    };
    let clock = Instant::now();
    let classifier = Classifier::new();
    black_box(classifier.classify("A first page."));
    let start = clock.elapsed();
    let (origin, pages) = pages()?;
    let bytes: usize = pages.iter().map(String::len).sum();
    println!("{} pages, {bytes} bytes, {origin}; first use {:.2} ms", pages.len(), 1e3 * start.as_secs_f64());
    let times = compare(&classifier, &pages)?;
    let figures = figures(&times, bytes, start);
    for (name, value) in &figures {
        println!("{name} {value:.4}");
    }
    print_stages(&classifier, &pages);
    json.map_or(Ok(()), |file| {
        let object: serde_json::Map<_, _> =
            figures.into_iter().map(|(name, value)| (name, value.into())).collect();
        fs::write(file, format!("{:#}\n", serde_json::Value::Object(object)))
            .map_err(|error| format!("{file}: {error}"))
    })
}

/// Real pages where there are any, those of the tests otherwise.
fn pages() -> Result<(&'static str, Vec<String>), String> {
    let data = Path::new(ROOT).join("../shared/data/dev");
    if !data.is_dir() {
        return Ok(("written for the tests", own_pages(&Path::new(ROOT).join("tests/pages"))?));
    }
    let mut pages = Vec::new();
    for name in ["body", "injected", "gloss", "hardneg", "clean"] {
        for row in rows(&data.join(format!("{name}.jsonl.xz")))? {
            if hash(row["id"].as_str().unwrap_or_default(), 5).is_multiple_of(ONE_IN) {
                pages.push(text(&row));
            }
        }
    }
    Ok(("of the development data", pages))
}

fn text(row: &serde_json::Value) -> String {
    row["text"].as_str().map_or_else(
        || {
            let lines = row["lines"].as_array().into_iter().flatten();
            lines.filter_map(|line| line.as_str()).collect::<Vec<_>>().join("\n")
        },
        str::to_owned,
    )
}

/// The second column of the rows below the line `---` of each file.
fn own_pages(folder: &Path) -> Result<Vec<String>, String> {
    let error = |e: std::io::Error| format!("{}: {e}", folder.display());
    let entries = fs::read_dir(folder).map_err(error)?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "page"));
    files.sort();
    let page = |path: &std::path::PathBuf| {
        let file = fs::read_to_string(path).map_err(error)?;
        let rows = file.split_once("\n---\n").map_or("", |(_, rows)| rows);
        let lines = rows.lines().map(|row| row.split_once('\t').map_or("", |(_, text)| text));
        Ok(lines.collect::<Vec<_>>().join("\n").replace(['⟦', '⟧'], ""))
    };
    files.iter().map(page).collect()
}

/// The folded terms of spam and boilerplate, each once.
fn terms() -> Result<Vec<String>, String> {
    let mut terms = Vec::new();
    for folder in ["spam", "boilerplate"] {
        let folder = Path::new(ROOT).join("wordlists").join(folder);
        let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let list = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let rows = list.lines().filter(|line| !line.starts_with(['#', '@']));
            let written = rows.filter_map(|row| row.split_once('\t'));
            terms.extend(written.map(|(term, _)| Lexicon::fold(term.trim_matches('*'))));
        }
    }
    terms.retain(|term| !term.is_empty());
    terms.sort_unstable();
    terms.dedup();
    Ok(terms)
}

/// The time of the fastest run of each contestant.
fn compare(classifier: &Classifier, pages: &[String]) -> Result<Vec<(&'static str, Duration)>, String> {
    let terms = terms()?;
    let nfa = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&terms);
    let nfa = nfa.map_err(|error| error.to_string())?;
    let charwise = CharwiseDoubleArrayAhoCorasick::<u32>::new(&terms).map_err(|error| error.to_string())?;
    let whole = |page: &str| classifier.classify(page).segments().len();
    let plain = |page: &str| nfa.find_overlapping_iter(page).count();
    let double = |page: &str| charwise.find_overlapping_iter(page).count();
    let validate = |page: &str| std::str::from_utf8(black_box(page.as_bytes())).map_or(0, str::len);
    let newlines = |page: &str| memchr::memchr_iter(b'\n', page.as_bytes()).count();
    let contestants: [Work<'_>; 5] = [
        ("whole", &whole),
        ("newlines", &newlines),
        ("from-utf8", &validate),
        ("aho-corasick", &plain),
        ("daachorse", &double),
    ];
    let mut times = contestants.map(|(name, _)| (name, Duration::MAX));
    for _ in 0..ROUNDS {
        for ((_, work), (_, best)) in contestants.iter().zip(&mut times) {
            let clock = ThreadTime::now();
            black_box(pages.iter().map(|page| work(black_box(page))).sum::<usize>());
            *best = clock.elapsed().min(*best);
        }
    }
    Ok(times.to_vec())
}

/// Throughputs, and how many times the throughput of each yardstick the whole decision reaches.
fn figures(times: &[(&str, Duration)], bytes: usize, start: Duration) -> Vec<(String, f64)> {
    let rate = |time: &Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    let whole = times.first().map_or(0.0, |(_, time)| rate(time));
    let rates = times.iter().map(|(name, time)| (format!("{name} MB/s"), rate(time)));
    let ratios = times.iter().skip(1).map(|(name, time)| (format!("whole/{name}"), whole / rate(time)));
    let start = ("first use ms".to_owned(), 1e3 * start.as_secs_f64());
    rates.chain(ratios).chain([start]).collect()
}

/// Where the time of the whole goes.
fn print_stages(classifier: &Classifier, pages: &[String]) {
    let runs = (0..ROUNDS).map(|_| gangue::fitting::stages(classifier, pages));
    let best = runs.reduce(|a, b| a.into_iter().zip(b).map(|((n, a), (_, b))| (n, a.min(b))).collect());
    let best = best.unwrap_or_default();
    let all: Duration = best.iter().map(|(_, time)| *time).sum();
    let bytes: usize = pages.iter().map(String::len).sum();
    for (name, time) in best {
        let share = 100.0 * time.as_secs_f64() / all.as_secs_f64();
        println!("stage {name}: {share:.1} %, {:.2} ns a byte", 1e9 * time.as_secs_f64() / bytes as f64);
    }
}
