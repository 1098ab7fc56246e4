//! Tests of the boundary model and of its weights.

use super::*;
use crate::block::split;
use crate::label::Kind;
use crate::profile::Profile;
use crate::sketch::Elements;

#[test]
fn the_built_in_weights_fit_the_features() {
    for file in [include_str!("../weights/boundary.txt"), include_str!("../weights/boundary-run-on.txt")] {
        assert!(Model::parse(file).is_some());
    }
}

#[test]
fn the_confidence_is_that_of_both_edges() {
    for (start_confidence, end_confidence, expected) in [(0.5, 0.25, 0.125), (1.0, 0.5, 0.5), (0.0, 1.0, 0.0)]
    {
        assert_eq!(Located { start_confidence, end_confidence, ..Located::default() }.confidence(), expected);
    }
}

#[test]
fn weights_that_do_not_fit_are_refused() {
    let file = include_str!("../weights/boundary.txt");
    for (from, to) in [
        ("\nconstant", "\nother"),
        ("width ", "widths "),
        ("place ", "place 1 "),
        ("vocabulary 0", "vocabulary x"),
    ] {
        assert!(file.contains(from) && Model::parse(&file.replacen(from, to, 1)).is_none(), "{from}");
    }
    assert!(Model::parse("").is_none());
    assert!(Model::parse(&format!("{file}more 1 2\n")).is_none());
}

#[test]
fn deviations_are_inverted() {
    let file: String = ["vocabulary 2 3\n", "constant 1 2 3 4 5\n"].map(str::to_owned).into_iter().collect();
    let rows = FEATURES.iter().enumerate().map(|(i, feature)| {
        let deviation = [4.0, 0.0][i % 2];
        format!("{} {i} {deviation} 1 2 3 4 5\n", feature.name)
    });
    let model = Model::parse(&(file + &rows.collect::<String>())).unwrap();
    assert_eq!((model.scale, model.bias, model.constant), (2.0, 3.0, lanes([1.0, 2.0, 3.0, 4.0, 5.0])));
    assert_eq!((model.mean[3], model.inverse_deviation[2], model.inverse_deviation[3]), (3.0, 0.25, 0.0));
    assert_eq!(model.weights[COUNT - 1], lanes([1.0, 2.0, 3.0, 4.0, 5.0]));
}

/// The scores as the formula at the top has them.
fn naive_scores(model: &Model, rows: &[Row]) -> Vec<Scores> {
    let part = |i: Option<usize>, part: usize| {
        let Some(row) = i.and_then(|i| rows.get(i)) else { return 0.0 };
        let x = |j: usize| ((row[j] - model.mean[j]) * model.inverse_deviation[j]).clamp(-CLIP, CLIP);
        model.constant[part][0] + (0..COUNT).map(|j| model.weights[j][part][0] * x(j)).sum::<f32>()
    };
    let score = |i: usize| Scores {
        body: part(Some(i), 0),
        start: part(Some(i), 1) + part(i.checked_sub(1), 2),
        end: part(Some(i), 3) + part(Some(i + 1), 4),
    };
    (0..rows.len()).map(score).collect()
}

#[test]
fn scores_are_those_of_the_formula() {
    let mut model = Model::default();
    for j in 0..COUNT {
        model.mean[j] = j as f32;
        model.inverse_deviation[j] = 0.5;
        model.weights[j] = lanes([1, 2, 3, 4, 5].map(|part| ((j * part) % 7) as f32 - 3.0));
    }
    model.constant = lanes([1.0, -2.0, 3.0, -4.0, 5.0]);
    let rows: Vec<Row> = (0..9).map(|i| std::array::from_fn(|j| ((i * 31 + j * 17) % 61) as f32)).collect();
    for n in 0..=rows.len() {
        let mut scores = vec![Scores::default()];
        model.scores(n, |first, columns| fill_from(&rows[..n], first, columns), &mut scores);
        // Halves of small whole numbers add up without rounding.
        assert_eq!(scores, naive_scores(&model, &rows[..n]));
    }
}

fn located(text: &str, left_out: &[usize], edge_bonus: f32) -> (Located, Vec<f32>) {
    let mut blocks = Vec::new();
    split(text, &mut blocks);
    let (mut elements, mut profiles) = (Elements::default(), Vec::new());
    elements.measure(text, &blocks, &mut profiles);
    let mut page = Page::default();
    page.measure(text, &blocks, &profiles);
    let votes = vec![[0.0; Kind::ALL.len()]; blocks.len()];
    let known = |n: usize| Known {
        text,
        blocks: &blocks[..n],
        profiles: &profiles[..n],
        page: &page,
        elements: &elements,
        votes: &votes[..n],
    };
    let mut locator = Locator::default();
    // Another page first: nothing of it may stay behind.
    locator.locate(known(0), |_| false, 0.0);
    let located = locator.locate(known(blocks.len()), |i| left_out.contains(&i), edge_bonus);
    (located, locator.logits().to_vec())
}

const PAGE: &str = "Home\nNews\nSports\nLog in\nHarbour bridge reopens\n\
    The old bridge over the harbour was opened to traffic again on Monday, after two years of repairs that cost the \
    town more than it had planned, officials said.\n\
    Engineers had found rust in the main cables. \"We could not have waited any longer,\" the mayor told reporters.\n\
    Cars may cross at walking speed until the new surface has dried, which will take about a week.\n\
    Share\nRelated articles\nPrivacy policy\nContact us\nAll rights reserved";

#[test]
fn the_article_is_found() {
    for edge_bonus in [0.0, 2.0] {
        let (found, logits) = located(PAGE, &[], edge_bonus);
        let body = found.body.unwrap();
        assert!((4..=5).contains(&body.start) && body.end == 8, "{body:?}");
        assert!(logits[6] > 0.0 && logits[10] < 0.0, "{logits:?}");
    }
}

#[test]
fn blocks_left_out_do_not_count() {
    let spam = "Buy cheap things now best price online store free shipping";
    let at = PAGE.find("Engineers").unwrap();
    let spammed = format!("{}{spam}\n{}", &PAGE[..at], &PAGE[at..]);
    let (clean, spam) = (located(PAGE, &[], 2.0), located(&spammed, &[6], 2.0));
    assert_eq!(spam.0.body.unwrap(), clean.0.body.clone().unwrap().start..clean.0.body.unwrap().end + 1);
    assert_eq!(spam.1[6], f32::NEG_INFINITY);
}

#[test]
fn pages_without_blocks_have_no_body() {
    assert_eq!(located("", &[], 2.0).0, Located::default());
    assert_eq!(located("One line.", &[0], 2.0).0, Located::default());
    assert_eq!(located("One line.", &[], 0.0).0.body, Some(0..1));
}

/// What the documentation of `Config::with_edge_bonus` says.
#[test]
fn the_bonus_is_smaller_on_pages_in_one_line() {
    const BONUSES: [f32; 5] = [-2.0, 0.0, 2.0, 4.0, 8.0];
    let line = "A sentence of the article goes on for a while, and then it ends. ".repeat(40);
    for (text, bonuses) in [(format!("{line}\n{line}"), BONUSES), (line, [-0.75, 0.0, 0.75, 3.0, 6.0])] {
        let mut blocks = Vec::new();
        split(&text, &mut blocks);
        let profiles: Vec<_> = blocks.iter().map(|block| Profile::of(block.span.of(&text))).collect();
        let mut page = Page::default();
        page.measure(&text, &blocks, &profiles);
        assert_eq!(BONUSES.map(|bonus| caution(&page, bonus).edge_bonus), bonuses);
    }
}
