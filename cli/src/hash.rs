//! A hash that is the same on every machine and in every version, by which samples are drawn.

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Hashes parts as if a byte stood between them that no UTF-8 has.
pub(crate) fn hash(parts: &[&str]) -> u64 {
    let mut state = OFFSET;
    for part in parts {
        // FNV-1a, eight bytes at a time.
        let mut chunks = part.as_bytes().chunks_exact(8);
        for chunk in &mut chunks {
            state = step(state, chunk.try_into().map_or(0, u64::from_le_bytes));
        }
        for &byte in chunks.remainder() {
            state = step(state, u64::from(byte));
        }
        state = step(state, 0xFF);
    }
    state
}

/// The finaliser of `SplitMix64` spreads what eight bytes at once leave in the upper bits.
const fn step(state: u64, word: u64) -> u64 {
    let mut mixed = (state ^ word).wrapping_mul(PRIME);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 27)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart() {
        let parts: [&[&str]; 8] =
            [&[], &[""], &["a"], &["a", ""], &["", "a"], &["a", "b"], &["ab"], &["12345678", "9"]];
        let mut hashes: Vec<u64> = parts.iter().map(|parts| hash(parts)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), parts.len());
    }

    #[test]
    fn every_bit_is_used() {
        let hashes = (0..4096).map(|number: u32| hash(&[&number.to_string()]));
        let mut ones = [0u32; 64];
        for hash in hashes {
            for (bit, count) in ones.iter_mut().enumerate() {
                *count += u32::from(hash >> bit & 1 == 1);
            }
        }
        assert!(ones.iter().all(|count| (1800..2300).contains(count)), "{ones:?}");
    }

    #[test]
    fn the_hash_does_not_change() {
        assert_eq!(hash(&["id", "A text of some length."]), 0x7994_10b7_dec9_db4b);
    }
}
