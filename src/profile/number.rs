//! Numbers of a block: dates, years, serial numbers.

/// The number that was read last, and what the ones before it make of it.
#[derive(Default)]
pub(super) struct Numbers {
    /// Where it ended, the number of its digits, and its value. No digits: there was no number yet.
    end: usize,
    len: u32,
    value: u32,
    /// The number of digits of the number before it, and the character between the two, where there is exactly one.
    previous: u32,
    between: Option<char>,
    /// How many numbers of at most four digits have the same character between them so far.
    chain: u32,
    chained_by: Option<char>,
    pub(super) date: bool,
    pub(super) year: bool,
    pub(super) long: u32,
}

impl Numbers {
    /// A run of ASCII digits at byte `at` of the block.
    pub(super) fn digits(&mut self, block: &str, at: usize, run: &[u8]) {
        self.go_on(block, at);
        let value = |value: u32, digit: &u8| value.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
        self.value = run.iter().fold(self.value, value);
        self.len += run.len() as u32;
        self.end = at + run.len();
    }

    /// A digit of another script, whose value is not known.
    pub(super) fn other(&mut self, block: &str, at: usize, c: char) {
        self.go_on(block, at);
        self.value = self.value.wrapping_mul(10);
        self.len += 1;
        self.end = at + c.len_utf8();
    }

    /// Ends the last number, unless it continues here.
    fn go_on(&mut self, block: &str, at: usize) {
        if self.len == 0 || self.end == at {
            return;
        }
        self.close(block);
        let mut gap = block[self.end..at].chars();
        self.between = gap.next().filter(|_| gap.as_str().is_empty());
        (self.previous, self.len, self.value) = (self.len, 0, 0);
    }

    /// Counts the number that was read last.
    pub(super) fn close(&mut self, block: &str) {
        if self.len == 0 {
            return;
        }
        let joined = self.between.is_some() && self.previous <= 4 && self.len <= 4;
        let goes_on = joined && self.between == self.chained_by;
        self.chain = if goes_on { self.chain + 1 } else { 1 + u32::from(joined) };
        self.chained_by = self.between;
        self.date |= joined && self.chain >= 3 && matches!(self.between, Some('/' | '-' | '.'));
        self.date |= joined && self.previous <= 2 && self.len == 2 && self.between == Some(':');
        let after = block[self.end..].chars().next();
        self.date |= self.len <= 4 && matches!(after, Some('年' | '月' | '日' | '년' | '월' | '일'));
        self.year |= self.len == 4 && (1900..2100).contains(&self.value);
        self.long += if self.len >= 5 { self.len } else { 0 };
    }
}
