//! The fold: a fixed point, and every range of it leads back to where it came from.

#![no_main]

use gangue::Lexicon;
use gangue::fitting::FoldedText;
use libfuzzer_sys::fuzz_target;

/// Ranges whose source is folded again; folding all would take quadratic time.
const CHECKED: usize = 64;

/// What no rule cuts out of a word but with a reading. Letters stand for digits in words only, so both are left out.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic() && !"aeiost".contains(*c)).collect()
}

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    let folded = FoldedText::of(&source);
    let text = folded.text();
    assert_eq!(text, Lexicon::fold(&source));
    assert_eq!(Lexicon::fold(text), text, "the fold of a fold");
    assert!(!text.contains('\n'));

    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    for (i, triple) in ends.windows(3).enumerate() {
        let (one, two) = (folded.source_span(triple[0]..triple[1]), folded.source_span(triple[1]..triple[2]));
        let both = folded.source_span(triple[0]..triple[2]);
        assert!(one.start() <= two.start() && one.end() <= two.end(), "{one:?} {two:?}");
        assert_eq!((both.start(), both.end()), (one.start(), two.end()));
        let original = source.get(both.range()).expect("character boundaries");
        assert!(!original.is_empty());
        if i < CHECKED {
            let (again, range) = (letters(&Lexicon::fold(original)), letters(&text[triple[0]..triple[2]]));
            assert!(again.contains(&range), "{range:?} of {original:?}");
        }
    }
});
