//! What lists say of terms, as the tables have it.

/// What a list says of a term, by numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) list: usize,
    pub(crate) strength: usize,
    /// The rules at the start and the end of the term.
    pub(crate) edges: (usize, usize),
}

impl Mention {
    /// As one number.
    pub(crate) const fn pack(self) -> u32 {
        (self.list << 6 | self.strength << 4 | self.edges.0 << 2 | self.edges.1) as u32
    }

    pub(crate) const fn unpack(number: u32) -> Self {
        let number = number as usize;
        Self { list: number >> 6, strength: number >> 4 & 3, edges: (number >> 2 & 3, number & 3) }
    }
}
