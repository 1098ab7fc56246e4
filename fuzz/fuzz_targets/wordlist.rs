//! The loader of wordlists: a list or an error that names a line of it; what was read can be searched for.

#![no_main]

#[path = "../../tests/common/holds.rs"]
mod holds;

use gangue::{Classifier, Config, Kind, Lexicon};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let lexicon = match Lexicon::new().with_list("list", &text) {
        Ok(lexicon) => lexicon,
        Err(error) => {
            assert_eq!(error.origin(), "list");
            assert!(error.line().is_none_or(|line| (1..=text.split('\n').count()).contains(&line)), "{error}");
            assert!(error.to_string().starts_with("list:"));
            return;
        }
    };
    assert!(lexicon.len() <= text.lines().count());
    let terms = lexicon.len();
    let last = text.lines().last().unwrap_or_default();
    let chosen = lexicon.clone().without(Kind::Legal).allowing(last);
    assert!(chosen.len() <= terms);
    for lexicon in [lexicon, chosen] {
        let classifier = Classifier::with(Config::default().with_spam_threshold(0.1), &lexicon);
        holds::everything(&classifier, &text);
    }
});
