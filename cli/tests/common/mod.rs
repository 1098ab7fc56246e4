//! Runs the tool in a directory of its own.
#![allow(dead_code, reason = "each test binary uses a part")]

pub(crate) mod samples;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use tempfile::TempDir;

/// An article with nothing around it.
pub(crate) const ARTICLE: &str = "The bridge over the river was closed on Monday, because two of its cables had to be replaced. \
The town expects the work to take three weeks. Until then a ferry carries people and bicycles across, every ten minutes \
from six in the morning.\n\nThe engineers had found the damage in spring. \"We saw rust where none should be,\" one of \
them said, and the council agreed that waiting until winter would be too dangerous. Lorries must use the road through \
the next valley, which is twelve kilometres longer.\n";

/// What a run of the tool left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The tool with a clean environment, in `dir`.
pub(crate) fn command(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gangue"));
    command.current_dir(dir);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

/// A directory with these files.
pub(crate) fn files(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().expect("a temporary directory");
    for (name, content) in files {
        std::fs::write(dir.path().join(name), content).expect("a file in it");
    }
    dir
}

/// Runs the tool to its end with `stdin` as its standard input.
pub(crate) fn run(dir: &Path, args: &[&str], stdin: &[u8]) -> Run {
    let mut command = command(dir);
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the tool starts");
    let mut pipe = child.stdin.take().expect("its standard input");
    let stdin = stdin.to_vec();
    let writer = thread::spawn(move || {
        let _ = pipe.write_all(&stdin);
    });
    let output = child.wait_with_output().expect("the tool ends");
    writer.join().expect("its input is written");
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
    }
}

/// One line of JSON with this id and text.
pub(crate) fn record(id: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "text": text}))
}
