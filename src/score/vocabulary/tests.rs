//! The n-grams of a block, and the logit that they make.

use super::*;
use proptest::prelude::*;

fn all(block: &str) -> Vec<u32> {
    let mut found = Vec::new();
    grams::<4>(block, |gram| found.push(gram));
    found
}

#[test]
fn grams_ignore_case_digits_and_the_amount_of_blank() {
    for (a, b) in
        [("Page 12", "page  34"), ("ÄÖÜ Ж Ё Σ", "äöü ж ё σ"), ("Ā Š Ѡ Ạ", "ā š ѡ ạ"), ("a\u{a0}b", "A b")]
    {
        assert_eq!(all(a), all(b), "{a}");
    }
    for (a, b) in [("page 1", "page 12"), ("ab", "ba"), ("ab", "a b"), ("字体", "字佛"), ("ā", "ă")] {
        assert_ne!(all(a), all(b), "{a}");
    }
}

#[test]
fn long_blocks_are_read_at_their_ends() {
    let block = |middle: &str| format!("{}{}{}", "a".repeat(HEAD), middle, "b".repeat(TAIL));
    assert_eq!(all(&block("cd")), all(&block("some other words")));
    assert_ne!(all(&block("")), all(&block("cd")));
}

/// The ends of a block meet, or have a mark between them; blanks there are one as elsewhere.
#[test]
fn the_ends_of_a_block_meet_where_nothing_is_left_out() {
    for len in HEAD + TAIL - 1..=HEAD + TAIL + 2 {
        for blanks in [0..0, HEAD - 1..HEAD + 1, HEAD..HEAD + 2, HEAD + 1..HEAD + 3] {
            let letter = |i| if blanks.contains(&i) { ' ' } else { char::from(b'a' + (i % 26) as u8) };
            let block: String = (0..len).map(letter).collect();
            assert_eq!(all(&block), naive(&block, 4), "{len} {blanks:?}");
        }
    }
}

/// The weights that are shipped were fitted with these hashes.
#[test]
fn hashes_are_those_of_the_weights() {
    let expected = [0x4C6F_9BF5, 0x1281_E261, 0x2348_AE5A, 0x7BDA_99F1, 0x6E65_5DD2, 0x0021_4AC0];
    assert_eq!(all("A字"), expected);
}

#[test]
fn the_number_of_grams_is_that_of_the_formula() {
    // Framed: 5 characters, hence 4 bigrams, 3 trigrams and 2 of four characters.
    assert_eq!(all("abc").len(), 9);
    assert_eq!(all("").len(), 1);
}

#[test]
fn logits_sum_the_weights() {
    const BUCKETS: usize = 1 << 10;
    let mut table = [0; BUCKETS];
    let buckets: Vec<usize> = all("abc").into_iter().map(|gram| bucket(gram, BUCKETS)).collect();
    table[buckets[0]] = 3_i8.cast_unsigned();
    table[buckets[1]] = (-9_i8).cast_unsigned();
    let vocabulary = Vocabulary::<4, BUCKETS> { table: &table, scale: 0.5, bias: 1.0 };
    let expected: i32 = buckets.iter().map(|&bucket| i32::from(table[bucket].cast_signed())).sum();
    assert_eq!(vocabulary.logit("abc"), 1.0 + 0.5 * expected as f32 / 3.0);
    let pieces = || ["abc", "abc"].into_iter();
    let twice = vocabulary.logit_of(pieces());
    assert_eq!(twice, 1.0 + 0.5 * (2 * expected) as f32 / 18.0_f32.sqrt());
    // The least is enough, and no less is.
    let from = |least| vocabulary.logit_from(pieces(), least);
    assert_eq!([twice, twice + 0.01].map(from), [Some(twice), None]);
}

/// The grams by the definition: every run of 2 to so many of the folded and framed characters.
fn naive(block: &str, longest: usize) -> Vec<u32> {
    let chars: Vec<char> = block.chars().collect();
    let mut read: Vec<u32> = vec![START];
    for (i, &c) in chars.iter().enumerate() {
        let (left_out, c) = (i >= HEAD && i + TAIL < chars.len(), fold(c.into()));
        if left_out && i == HEAD {
            read.push(GAP);
        } else if !left_out && (c != 32 || read.last() != Some(&32)) {
            read.push(c);
        }
    }
    read.push(END);
    let hash = |gram: &[u32]| {
        let term = |(n, c): (u32, &u32)| c.wrapping_mul(0x9E37_79B1_u32.wrapping_pow(n));
        let sum = (0..).zip(gram.iter().rev()).map(term).fold(0, u32::wrapping_add);
        mixed(sum, gram.len() as u32 - 1)
    };
    (2..=read.len())
        .flat_map(|end| (2..=longest.min(end)).map(move |n| end - n..end))
        .map(|gram| hash(&read[gram]))
        .collect()
}

/// What the n-grams that end with a character are worth, by the definition: of the folded text up to it.
fn worth(vocabulary: &Vocabulary<'_, 5, 1024>, text: &str) -> f32 {
    let mut read: Vec<u32> = text.chars().map(|c| fold(c.into())).collect();
    let is_second_blank = read.ends_with(&[BLANK, BLANK]);
    read.dedup_by(|a, b| *a == BLANK && *b == BLANK);
    let hash = |length: usize| {
        let gram = &read[read.len() - length..];
        let term = |(n, c): (u32, &u32)| c.wrapping_mul(0x9E37_79B1_u32.wrapping_pow(n));
        mixed((0..).zip(gram.iter().rev()).map(term).fold(0, u32::wrapping_add), length as u32 - 1)
    };
    let weight = |length: usize| i32::from(vocabulary.table[bucket(hash(length), 1024)].cast_signed());
    let sum: i32 = if is_second_blank { 0 } else { (2..=5.min(read.len())).map(weight).sum() };
    vocabulary.scale * sum as f32
}

proptest! {
    #[test]
    fn a_trace_tells_what_ends_with_each_character(text in "(?s)[a-cA-C0-9 \n字Ж　]{0,30}|.{0,30}") {
        let table: [u8; 1024] = std::array::from_fn(|i| (i * 37 % 251) as u8);
        let vocabulary = Vocabulary { table: &table, scale: 0.5, bias: 1.0 };
        let mut found = Vec::new();
        vocabulary.trace(&text, |at, worth| {
            found.push((at, worth));
            true
        });
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        let expected: Vec<_> = ends.map(|end| (end, worth(&vocabulary, &text[..end]))).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn grams_are_those_of_the_definition(block in "(?s)[a-cA-C0-9 \n字Ж　]{0,200}|.{0,200}") {
        prop_assert_eq!(all(&block), naive(&block, 4));
        let mut longer = Vec::new();
        grams::<5>(&block, |gram| longer.push(gram));
        prop_assert_eq!(longer, naive(&block, 5));
    }

    #[test]
    fn grams_are_few(block in "(?s).{0,400}") {
        prop_assert!(all(&block).len() <= LENGTHS * (HEAD + TAIL + 2));
    }
}
