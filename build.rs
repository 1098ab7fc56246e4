//! Makes the tables of the built-in terms, in which a process searches without having to build them when it starts.

use std::{env, fs, path::Path};

#[allow(dead_code, reason = "the library has them too")]
#[path = "src/lexicon/codes.rs"]
mod codes;
#[allow(dead_code, reason = "the library has it too")]
#[path = "src/hash.rs"]
mod hash;
#[allow(dead_code, reason = "the library has them too")]
#[path = "src/lexicon/index/mod.rs"]
mod index;

const TERMS: &str = "src/lexicon/prepared.txt";

fn main() {
    println!("cargo::rerun-if-changed={TERMS}");
    println!("cargo::rerun-if-changed=src/lexicon/codes.rs");
    println!("cargo::rerun-if-changed=src/lexicon/index");
    println!("cargo::rerun-if-changed=src/hash.rs");
    let text = fs::read_to_string(TERMS).expect("the terms can be read");
    let tables = codes::tables(&text).expect("the terms are as `cargo xtask lists` writes them");
    let folder = env::var_os("OUT_DIR").expect("cargo names a folder");
    for (name, table) in index::tables::NAMES.iter().zip(&tables.0) {
        fs::write(Path::new(&folder).join(name), table).expect("the tables can be written");
    }
}
