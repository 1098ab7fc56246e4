//! Where sentences end, and where pictures and styled words are.

use super::*;

/// The same by looking at every character.
fn naive(text: &str) -> Seams {
    let (mut ended, mut small, mut before) = (false, false, ' ');
    let mut seams = Seams::default();
    let mut begun = 0;
    for (at, c) in text.char_indices() {
        let sentence = ended && (before.is_whitespace() || (!before.is_ascii() && !is_closing(c)));
        let breaks = small && before == ' ' && (props(c).is_upper() || is_picture(c));
        let begins = sentence && !c.is_whitespace();
        begun = if begins { at } else { begun };
        seams.sentences.extend(begins.then_some(at));
        let breaks_off = breaks && at >= begun + MIN_REST;
        seams.broken.extend((begins || breaks_off).then_some(at));
        seams.torn.extend(((begins && c.is_lowercase()) || breaks_off).then_some(at));
        if !c.is_whitespace() {
            ended = is_terminal(c) || (ended && is_closing(c) && !before.is_whitespace());
            small = (props(c).is_letter() && !props(c).is_upper()) || (small && c == ',');
        }
        before = c;
    }
    seams
}

/// With the places of another block.
fn used() -> Seams {
    let text = "Once it was. then a word of it all Here 🎁 and 𝗼𝗹𝗱 of it";
    let mut seams = Seams::default();
    seams.find(text, Span::new(0, text.len()));
    assert!(!seams.torn.is_empty() && !seams.closed.is_empty() && !seams.styled.is_empty());
    seams
}

proptest::proptest! {
    #[test]
    fn seams_are_found_without_looking_at_every_letter(text in "[a-cA-C 。.）)\u{3000}字倀倀🎁é1]{0,40}|\\PC{0,20}") {
        let mut seams = used();
        seams.find(&text, Span::new(0, text.len()));
        let naive = naive(&text);
        proptest::prop_assert_eq!((seams.sentences, seams.broken), (naive.sentences, naive.broken));
        proptest::prop_assert_eq!(seams.torn, naive.torn);
    }
}

#[test]
fn seams_are_where_the_definition_has_them() {
    for text in [
        "we went home and Then",
        "we went home and 🎁",
        "we went home, Then",
        "we went home And then 3 Then",
        // At least twelve bytes into the sentence, and the first letter is not small.
        "we went up A",
        "we went upp A",
        "It was. we went up A",
        "It was. we went upp A",
        ",,,,,,,,,,,, A",
        ". A",
        ".",
        "城南旧书店开门了。然后关门",
    ] {
        let mut seams = used();
        seams.find(text, Span::new(0, text.len()));
        let naive = naive(text);
        assert_eq!(
            (seams.sentences, seams.broken, seams.torn),
            (naive.sentences, naive.broken, naive.torn),
            "{text}"
        );
    }
}

#[test]
fn pictures_and_styled_words_are_found() {
    for (text, pictures, styled) in [
        ("we went home", &[][..], &[][..]),
        ("🎁 we 🎁🎉 went", &["🎁", "🎁🎉"], &[]),
        // Joined, varied, apart by blanks, and at the end.
        ("a 👩\u{200D}🔧 b ❤\u{FE0F} c 🌟 🌟", &["👩\u{200D}🔧", "❤\u{FE0F}", "🌟 🌟"], &[]),
        ("we 𝗟𝘂𝗰𝗸𝘆 went 𝑩 0 𝑺 𝑺", &[], &["𝗟𝘂𝗰𝗸𝘆", "𝑩 0 𝑺 𝑺"]),
        // Too few, or too far apart.
        ("𝑥 and 𝑦𝑥", &[], &[]),
        ("“quoted” – 漢字 ②", &[], &[]),
    ] {
        let mut seams = used();
        seams.find(text, Span::new(0, text.len()));
        let places = seams.opened.iter().zip(&seams.closed);
        assert_eq!(places.map(|(&start, &end)| &text[start..end]).collect::<Vec<_>>(), pictures, "{text}");
        assert_eq!(seams.styled.iter().map(|word| word.of(text)).collect::<Vec<_>>(), styled, "{text}");
    }
}
