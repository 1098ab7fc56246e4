//! Numbers of a block: dates, years, serial numbers.

/// Numbers and what stands between them.
#[derive(Default)]
pub(super) struct Numbers {
    /// Digits of the number that is being read, and its value; of the one before, its digits.
    len: u32,
    value: u32,
    previous: u32,
    /// The character between the last number and this one, where there is exactly one.
    between: Option<char>,
    /// How many numbers of at most four digits have the same character between them so far.
    chain: u32,
    chained_by: Option<char>,
    pub(super) date: bool,
    pub(super) year: bool,
    pub(super) long: u32,
}

impl Numbers {
    pub(super) fn digit(&mut self, c: char) {
        self.len = self.len.saturating_add(1);
        self.value = self.value.saturating_mul(10).saturating_add(c.to_digit(10).unwrap_or_default());
    }

    /// So many letters in a row, the first of which is `c`.
    #[inline]
    pub(super) fn letters(&mut self, c: char, count: usize) {
        if count > 0 {
            self.other(c);
        }
        if count > 1 {
            self.between = None;
        }
    }

    /// A character that is no digit.
    #[inline]
    pub(super) fn other(&mut self, c: char) {
        if self.len == 0 {
            self.between = None;
        } else {
            self.end_number(c);
        }
    }

    /// A character that is no digit, behind a digit.
    fn end_number(&mut self, c: char) {
        let joined = self.between.is_some() && self.previous <= 4 && self.len <= 4;
        let goes_on = joined && self.between == self.chained_by;
        self.chain = if goes_on { self.chain + 1 } else { 1 + u32::from(joined) };
        self.chained_by = self.between;
        self.date |= joined && self.chain >= 3 && matches!(self.between, Some('/' | '-' | '.'));
        self.date |= joined && self.previous <= 2 && self.len == 2 && self.between == Some(':');
        self.date |= self.len <= 4 && matches!(c, '年' | '月' | '日' | '년' | '월' | '일');
        self.year |= self.len == 4 && (1900..2100).contains(&self.value);
        self.long = self.long.saturating_add(if self.len >= 5 { self.len } else { 0 });
        (self.previous, self.between, self.len, self.value) = (self.len, Some(c), 0, 0);
    }
}
