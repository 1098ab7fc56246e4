//! Names that come again on a page.

use super::*;

/// The names of the first two blocks of a page.
fn names(text: &str) -> [Vec<&str>; 2] {
    judged(text, |judge| [0, 1].map(|block| judge.view.names_of(block).map(|name| name.of(text)).collect()))
}

#[test]
fn names_are_no_whole_blocks() {
    let text = "golden duck casino\nIn the morning we all took the boat to golden duck casino";
    assert_eq!(names(text), [vec![], vec!["golden duck casino"]]);
}

/// A term that says nothing by itself says no more where it comes again.
#[test]
fn words_that_come_again_are_no_names() {
    let text = "早晨海风有限公司吹过港口，渔船鲸浪体育慢慢出海，灯塔还亮着。\n老人在码头有限公司喝茶，孩子们沿着鲸浪体育堤岸奔跑。";
    assert_eq!(names(text), [["鲸浪体育"], ["鲸浪体育"]]);
}
