//! Tests of the span decoder, against all spans in turn.

use super::*;
use proptest::prelude::*;

fn score(scores: &[Scores], edge_bonus: f64, first: usize, last: usize) -> f64 {
    let edges = f64::from(u8::from(first == 0) + u8::from(last + 1 == scores.len()));
    f64::from(scores[first].start)
        + scores[first..=last].iter().map(|s| f64::from(s.body)).sum::<f64>()
        + f64::from(scores[last].end)
        + edges * edge_bonus
}

fn spans(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |first| (first..n).map(move |last| (first, last)))
}

fn scores() -> impl Strategy<Value = Vec<Scores>> {
    // Few values make many ties.
    let most = prop_oneof![Just(1_i8), Just(40_i8)];
    let score = |most: i8| {
        (-most..=most, -most..=most, -most..=most).prop_map(|(body, start, end)| Scores {
            body: f32::from(body) / 8.0,
            start: f32::from(start) / 8.0,
            end: f32::from(end) / 8.0,
        })
    };
    most.prop_flat_map(move |most| prop::collection::vec(score(most), 1..12))
}

/// By the definition, from all spans.
fn certainty(scores: &[Scores]) -> f64 {
    let n = scores.len();
    let most = spans(n).map(|(a, b)| score(scores, 0.0, a, b)).fold(f64::NEG_INFINITY, f64::max);
    let (mut first, mut last, mut all) = (vec![0.0; n], vec![0.0; n], 0.0);
    for (a, b) in spans(n) {
        let weight = (score(scores, 0.0, a, b) - most).exp();
        first[a] += weight;
        last[b] += weight;
        all += weight;
    }
    let entropy: f64 = first.iter().chain(&last).map(|weight| weight / all).map(surprise).sum();
    (-entropy / 2.0).exp()
}

/// The best span without caution but a bonus.
fn best(scores: &[Scores], edge_bonus: f32) -> Option<Best> {
    super::best(scores, Caution { edge_bonus, likely: 2.0 }, &mut Sums::default())
}

proptest! {
    #[test]
    fn no_span_scores_higher(scores in scores(), edge_bonus in 0_u8..9) {
        let found = maximum(&scores, f64::from(edge_bonus)).unwrap();
        let of = |(first, last)| score(&scores, f64::from(edge_bonus), first, last);
        let most = spans(scores.len()).map(of).fold(f64::NEG_INFINITY, f64::max);
        let expected = spans(scores.len())
            .filter(|&span| of(span) == most)
            .min_by_key(|&(first, last)| (first, scores.len() - last));
        // Eighths add up without rounding.
        prop_assert_eq!(expected, Some(found));
    }

    #[test]
    fn one_side_alone_is_cut_for_a_price(scores in scores(), edge_bonus in -4_i8..5) {
        let found = best(&scores, f32::from(edge_bonus)).unwrap();
        let bonus = f64::from(edge_bonus);
        let (first, last) = maximum(&scores, bonus).unwrap();
        let end = scores.len() - 1;
        let lead = score(&scores, bonus, first, last) - score(&scores, bonus, 0, end);
        let kept = (first == 0) == (last == end) || lead >= bonus.max(0.0).powi(4) / 4.0;
        prop_assert_eq!((found.first, found.last), if kept { (first, last) } else { (0, end) });
    }

    #[test]
    fn confidences_are_those_of_all_spans(scores in scores()) {
        let found = best(&scores, 0.0).unwrap();
        let weight = |(first, last)| score(&scores, 0.0, first, last).exp();
        let all: f64 = spans(scores.len()).map(weight).sum();
        let start: f64 = spans(scores.len()).filter(|s| s.0 == found.first).map(weight).sum();
        let end: f64 = spans(scores.len()).filter(|s| s.1 == found.last).map(weight).sum();
        prop_assert!((f64::from(found.start_confidence) - start / all).abs() < 1e-5);
        prop_assert!((f64::from(found.end_confidence) - end / all).abs() < 1e-5);
        prop_assert!((f64::from(found.certainty) - certainty(&scores)).abs() < 1e-4);
    }

    #[test]
    fn confidences_hold_for_scores_of_any_size(
        scores in prop::collection::vec([-199_i16..200, -199..200, -199..200], 1..12),
    ) {
        let of = |[body, start, end]: [i16; 3]| {
            let [body, start, end] = [body, start, end].map(f32::from);
            Scores { body, start, end }
        };
        let scores: Vec<_> = scores.into_iter().map(of).collect();
        let found = best(&scores, 0.0).unwrap();
        let of = |(first, last)| score(&scores, 0.0, first, last);
        let most = spans(scores.len()).map(of).fold(f64::NEG_INFINITY, f64::max);
        let weight = |span| (of(span) - most).exp();
        let all: f64 = spans(scores.len()).map(weight).sum();
        let start: f64 = spans(scores.len()).filter(|s| s.0 == found.first).map(weight).sum();
        let end: f64 = spans(scores.len()).filter(|s| s.1 == found.last).map(weight).sum();
        prop_assert!((f64::from(found.start_confidence) - start / all).abs() < 1e-5);
        prop_assert!((f64::from(found.end_confidence) - end / all).abs() < 1e-5);
    }

    #[test]
    fn what_is_likely_is_kept(scores in scores(), likely in 1_u8..10) {
        let likely = f32::from(likely) / 10.0;
        let narrow = best(&scores, 1.0).unwrap();
        let mut sums = Sums::default();
        let wide = super::best(&scores, Caution { edge_bonus: 1.0, likely }, &mut sums).unwrap();
        let weight = |(first, last)| score(&scores, 0.0, first, last).exp();
        let all: f64 = spans(scores.len()).map(weight).sum();
        let holds = |i| spans(scores.len()).filter(|s| s.0 <= i && i <= s.1).map(weight).sum::<f64>() / all;
        for i in 0..scores.len() {
            prop_assert!((f64::from(sums.holds(i)) - holds(i)).abs() < 1e-5);
        }
        let unsure = narrow.start_confidence * narrow.end_confidence < UNSURE;
        let kept = |i: &usize| unsure && sums.holds(*i) >= likely || (narrow.first..=narrow.last).contains(i);
        prop_assert_eq!(Some(wide.first), (0..scores.len()).find(kept));
        prop_assert_eq!(Some(wide.last), (0..scores.len()).rfind(kept));
    }
}

/// Sums that `f64` cannot hold.
#[test]
fn confidences_on_long_pages() {
    let body = |i: usize| [-9.0, 9.0, -8.0][i / 100] + (i * 7 % 5) as f32 / 8.0;
    let score = |i: usize| Scores { body: body(i), start: (i % 3) as f32, end: (i % 4) as f32 };
    let scores: Vec<_> = (0..300).map(score).collect();
    let found = best(&scores, 0.0).unwrap();
    let most = spans(scores.len()).map(|(first, last)| self::score(&scores, 0.0, first, last));
    let most = most.fold(f64::NEG_INFINITY, f64::max);
    let weight = |(first, last)| (self::score(&scores, 0.0, first, last) - most).exp();
    let all: f64 = spans(scores.len()).map(weight).sum();
    let start: f64 = spans(scores.len()).filter(|s| s.0 == found.first).map(weight).sum();
    let end: f64 = spans(scores.len()).filter(|s| s.1 == found.last).map(weight).sum();
    assert!((f64::from(found.start_confidence) - start / all).abs() < 1e-5, "{found:?}");
    assert!((f64::from(found.end_confidence) - end / all).abs() < 1e-5, "{found:?}");
    assert!((f64::from(found.certainty) - certainty(&scores)).abs() < 1e-4, "{found:?}");
}

#[test]
fn nothing_has_no_best_span() {
    assert_eq!(best(&[], 2.0), None);
}

#[test]
fn one_block_is_certain() {
    let found = best(&[Scores { body: -9.0, start: -9.0, end: -9.0 }], 0.0).unwrap();
    assert_eq!((found.first, found.last, found.start_confidence, found.end_confidence), (0, 0, 1.0, 1.0));
    assert_eq!(found.certainty, 1.0);
}

#[test]
fn certainty_is_a_mean_of_both_edges() {
    // The body ends with the last block, and begins with any of the four.
    let score = |i: usize| Scores { body: 0.0, start: 0.0, end: if i == 3 { 99.0 } else { 0.0 } };
    let found = best(&[0, 1, 2, 3].map(score), 0.0).unwrap();
    assert!((found.certainty - 0.5).abs() < 1e-6, "{found:?}");
}

#[test]
fn the_edge_bonus_keeps_the_edges() {
    let scores = [-1.0, 3.0, -1.0].map(|body| Scores { body, start: 0.0, end: 0.0 });
    for (bonus, first, last) in [(0.0, 1, 1), (0.5, 1, 1), (1.5, 0, 2)] {
        let found = best(&scores, bonus).unwrap();
        assert_eq!((found.first, found.last), (first, last), "{bonus}");
    }
}
