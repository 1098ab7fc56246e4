//! What the README shows of the tool is what the tool says: its commands run, and the page it takes apart comes out so.
#![cfg(unix)]

mod common;
#[path = "common/corpus.rs"]
mod corpus;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{ARTICLE, files, run};
use corpus::{gz, jsonl, pages, table};

const LIST: &str = "@label spam\n@kind gambling\n@lang en\nbest slot bonus\tstrong\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("the README")
}

/// The block of the README that holds a line.
fn block<'r>(readme: &'r str, line: &str) -> &'r str {
    let blocks = readme.split("```").skip(1).step_by(2);
    blocks.filter_map(|block| block.split_once('\n')).find(|block| block.1.contains(line)).expect("a block").1
}

/// Lines without the blanks at their ends, which an editor may take away.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).collect()
}

#[test]
fn the_page_of_the_readme_is_taken_apart_as_it_says() {
    let said = run(&root(), &["explain", "examples/page.txt"], b"").stdout;
    let (readme, said) = (readme(), lines(&said));
    let shown = lines(block(&readme, "examples/page.txt: article"));
    let mut from = 0;
    for part in shown.split(|line| *line == "[...]") {
        let at = said[from..].windows(part.len()).position(|window| window == part);
        from += at.unwrap_or_else(|| panic!("this is not what it says:\n{}", part.join("\n"))) + part.len();
    }
    assert!(shown.len() > 40 && from == said.len(), "{from} of {}", said.len());
}

#[test]
fn the_chinese_page_comes_out_without_readings_and_keywords() {
    let page = fs::read_to_string(root().join("examples/page-zh.txt")).expect("the page");
    let clean = run(&root(), &["clean", "examples/page-zh.txt"], b"").stdout;
    assert!(page.contains("這(zhè)座石橋") && clean.contains("這座石橋") && !clean.contains('('), "{clean}");
    let title = lines(&clean)[0];
    assert!(page.lines().skip(1).any(|line| line.trim() == title), "{title}");
    assert!(clean.lines().count() > 5 && !clean.contains("娱乐") && !clean.contains("娛樂"), "{clean}");
}

/// Runs a line of the README as a shell does, with the tool in the path.
fn shell(dir: &Path, line: &str) -> Output {
    let tool = Path::new(env!("CARGO_BIN_EXE_gangue")).parent().expect("a folder");
    let path = format!("{}:{}", tool.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command.current_dir(dir).env("PATH", path).args(["-c", line]).output().expect("a shell")
}

#[test]
fn commands_of_the_readme_run() {
    let all = pages(60);
    let records = jsonl(&all);
    let dir = files(&[
        ("page.txt", ARTICLE.as_bytes()),
        ("crawl.jsonl", &records),
        ("crawl.jsonl.gz", &gz(&records)),
        ("house.txt", LIST.as_bytes()),
    ]);
    let dir = dir.path();
    fs::create_dir(dir.join("crawl")).expect("a folder");
    fs::write(dir.join("crawl/shard.jsonl"), &records).expect("a shard");
    table(&dir.join("crawl.parquet"), &all);
    let readme = readme();
    let block = block(&readme, "$ gangue lexicon check");
    let mut commands = block.lines().filter_map(|line| line.strip_prefix("$ ")).collect::<Vec<_>>();
    let check = commands.pop().expect("a command");
    assert!(commands.len() > 10);
    for line in commands {
        let output = shell(dir, line);
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
    for file in ["article.txt", "labels.jsonl", "clean/shard.jsonl", "attributes.jsonl.zst", "report.html"] {
        assert!(fs::metadata(dir.join(file)).is_ok_and(|file| file.len() > 0), "{file}");
    }
    fs::write(dir.join("house.txt"), format!("{LIST}free spins\tvery\n")).expect("a list");
    let fault = String::from_utf8(shell(dir, check).stderr).expect("UTF-8");
    assert_eq!(block.lines().last(), fault.lines().next(), "{check}");
}
