//! `cargo xtask scaling`: what a byte costs in texts of all sizes and shapes, compared with an ordinary page; what two threads
//! do, compared with one; and how much memory it takes.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use gangue::Classifier;

use crate::ROOT;

/// Sizes of the ordinary page, repeated or cut.
const SIZES: [usize; 7] = [100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
/// Bytes of each shape, about.
const SHAPE: usize = 2_000_000;
/// A text is classified repeatedly until this many bytes were read.
const READ: usize = 8_000_000;

/// Texts that are as unlike a page as can be: a name, and what is repeated.
const SHAPES: [(&str, &str); 10] = [
    ("lines of one letter", "a\n"),
    ("one line of one letter", "a"),
    ("all separators", "|"),
    ("all blanks", " "),
    ("all hits, in lines", "casino bonus\n"),
    ("all hits, in one line", "国产精品"),
    ("all Han", "城南的旧书店今年五十岁了，店主每天上午九点准时开门。"),
    ("all emoji", "👩\u{200d}👩\u{200d}👧"),
    ("all marks", "e\u{301}\u{302}\u{323}"),
    ("all masks", "v*i*a*g*r*a "),
];

/// Measures and prints.
///
/// # Errors
/// An argument, since there are none, or a page that cannot be read.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    if !args.is_empty() {
        return Err("usage: cargo xtask scaling".to_owned());
    }
    let before = memory("VmRSS");
    let classifier = Classifier::new();
    let page = |name: &str| {
        let path = Path::new(ROOT).join("examples").join(name);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let pages = [page("page.txt")?, page("page-zh.txt")?];
    let ordinary = pages.iter().map(|page| cost(&classifier, page)).fold(0.0, f64::max);
    println!("ordinary page: {ordinary:.1} ns a byte, the dearer of two");
    println!("memory of classifier and scratch: {} KB", memory("VmHWM").saturating_sub(before));
    let print = |name: &str, text: &str| {
        let cost = cost(&classifier, text);
        println!("{name}, {} bytes: {cost:.1} ns a byte, {:.2} of the page", text.len(), cost / ordinary);
    };
    for size in SIZES {
        print("pages", &repeated(&pages.concat(), size));
    }
    print("one long line", &repeated(&pages[0].replace('\n', " "), SHAPE));
    for (name, piece) in SHAPES {
        print(name, &repeated(piece, SHAPE));
    }
    println!("two threads: {:.2} of one thread's throughput", threads(&classifier, &pages.concat()));
    println!("peak memory with these texts: {} KB", memory("VmHWM"));
    Ok(())
}

/// A text repeated, and cut to this many bytes.
fn repeated(text: &str, size: usize) -> String {
    let mut repeated = text.repeat(size.div_ceil(text.len()));
    repeated.truncate(repeated.floor_char_boundary(size));
    repeated
}

/// Nanoseconds of CPU time a byte, of the fastest of some runs.
fn cost(classifier: &Classifier, text: &str) -> f64 {
    let times = (READ / 4 / text.len()).clamp(1, 20_000);
    let runs = if text.len() > READ { 1 } else { 5 };
    let run = |_| {
        let clock = ThreadTime::now();
        for _ in 0..times {
            black_box(classifier.classify(black_box(text)));
        }
        clock.elapsed()
    };
    let best: Duration = (0..runs).map(run).min().unwrap_or_default();
    1e9 * best.as_secs_f64() / (times * text.len()) as f64
}

/// How much more two threads do than one in the same time.
fn threads(classifier: &Classifier, page: &str) -> f64 {
    let work = || (0..READ / page.len()).for_each(|_| drop(black_box(classifier.classify(page))));
    let time = |threads: usize| {
        let run = |_| {
            let clock = Instant::now();
            std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
            clock.elapsed()
        };
        (0..5).map(run).min().unwrap_or_default().as_secs_f64()
    };
    2.0 * time(1) / time(2)
}

/// A figure of this process in KB; 0 if the system does not give it.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or_default()
}
