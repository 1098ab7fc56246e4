//! Stand-in until the tables land.
pub(crate) fn counts_double(c: char) -> bool {
    ('\u{2e80}'..='\u{d7ff}').contains(&c)
        || ('\u{ff00}'..='\u{ff60}').contains(&c)
        || ('\u{e00}'..='\u{eff}').contains(&c)
}
