//! Any text under any configuration: everything that a report promises.
//!
//! The last four bytes of the input choose the configuration, so that a plain text file is a seed.

#![no_main]

#[path = "../../tests/common/holds.rs"]
mod holds;

use gangue::{Classifier, Config, Label};
use libfuzzer_sys::fuzz_target;

/// A configuration from some bytes: balanced for the line feed that ends a text file.
fn config(knobs: [u8; 4]) -> Config {
    let [preset, bonus, threshold, keep] = knobs;
    let config = match keep % 4 {
        0 => Config::conservative(),
        1 => Config::aggressive(),
        _ => Config::balanced(),
    };
    let config = match bonus {
        200..=255 => config.with_edge_bonus(f32::from_bits(u32::from_be_bytes(knobs))),
        _ => config,
    };
    let config = match threshold {
        200..=255 => config.with_spam_threshold((f32::from(threshold) - 205.0) / 45.0),
        _ => config,
    };
    if preset < 200 {
        return config;
    }
    let chosen = Label::ALL.iter().enumerate().filter(|(i, _)| keep >> i & 1 == 1);
    config.with_keep(&chosen.map(|(_, label)| *label).collect::<Vec<_>>())
}

fuzz_target!(|bytes: &[u8]| {
    let knobs = bytes.last_chunk().copied().unwrap_or_default();
    let classifier = Classifier::new().with_config(config(knobs));
    holds::everything(&classifier, &String::from_utf8_lossy(bytes));
});
