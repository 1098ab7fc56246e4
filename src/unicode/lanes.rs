//! Bytes side by side: loops over lanes without branches, which the compiler turns into vector instructions.

/// All bits set if `is`, else none.
#[inline]
pub(crate) const fn mask(is: bool) -> u8 {
    (is as u8).wrapping_neg()
}

/// One bit for each of at most 64 lanes; the bits of a lane are all alike.
#[inline]
pub(crate) fn bits<const N: usize>(lanes: [u8; N]) -> u64 {
    // Each byte keeps a different bit, and the product adds them up in its highest byte.
    let eight = |bytes: &[u8; 8]| {
        let bits = u64::from_le_bytes(*bytes) & 0x8040_2010_0804_0201;
        bits.wrapping_mul(0x0101_0101_0101_0101) >> 56
    };
    lanes.as_chunks().0.iter().rev().fold(0, |all, bytes| all << 8 | eight(bytes))
}

/// The bytes from byte `at` on, with blanks after the end of the text.
#[inline]
pub(crate) fn piece<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.first_chunk().copied().unwrap_or_else(|| {
        let mut piece = [b' '; N];
        piece.iter_mut().zip(rest).for_each(|(lane, byte)| *lane = *byte);
        piece
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn lanes_are_bits(lanes in proptest::collection::vec(proptest::bool::ANY, 32)) {
            let bits = bits::<32>(std::array::from_fn(|lane| mask(lanes[lane])));
            for (lane, is) in lanes.into_iter().enumerate() {
                proptest::prop_assert_eq!(bits >> lane & 1 != 0, is);
            }
        }
    }
}
