//! Which hosts have most spam, in bounded memory.
//!
//! Hosts are counted exactly up to [`LIMIT`]. Beyond, only every second document counts, then every fourth, and so on,
//! chosen by the hash of the document. A host with much spam is still found, and the counts of the documents that are left
//! are those that a count of these documents alone would give, in whatever order they came.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::count::{Absorb, total};

/// Most hosts that are counted at once.
pub(crate) const LIMIT: usize = 10_000;

/// Counts of hosts with spam.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Hosts {
    /// Documents of a level below this are not counted.
    level: u8,
    /// For each host its documents by level, the number of zeros at the top of their hashes.
    counts: BTreeMap<String, BTreeMap<u8, Count>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Count {
    documents: u64,
    bytes: u64,
}

/// A host and its spam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Host {
    pub(crate) host: String,
    /// Documents with spam: exact, or estimated where only a part of them was counted.
    pub(crate) documents: u64,
    /// Bytes of spam.
    pub(crate) bytes: u64,
}

impl Hosts {
    /// Adds a document with spam, given its hash and the bytes of spam.
    pub(crate) fn add(&mut self, host: &str, hash: u64, bytes: u64) {
        let level = level(hash);
        if level < self.level {
            return;
        }
        let count = Count { documents: 1, bytes };
        match self.counts.get_mut(host) {
            Some(levels) => levels.entry(level).or_default().absorb(count),
            None => {
                self.counts.insert(host.to_owned(), BTreeMap::from([(level, count)]));
            }
        }
        self.shrink();
    }

    /// Raises the level until the hosts fit. Hashes have no level above 64, but a file that somebody edited can.
    fn shrink(&mut self) {
        while self.counts.len() > LIMIT && self.level < u8::MAX {
            self.raise(self.level + 1);
        }
    }

    fn raise(&mut self, level: u8) {
        self.level = level;
        self.counts.retain(|_, levels| {
            *levels = levels.split_off(&level);
            !levels.is_empty()
        });
    }

    /// One in this many documents was counted.
    pub(crate) fn one_in(&self) -> u64 {
        1u64.checked_shl(self.level.into()).unwrap_or(u64::MAX)
    }

    /// The hosts with most bytes of spam.
    pub(crate) fn top(&self, count: usize) -> Vec<Host> {
        let mut hosts: Vec<Host> = self.counts.iter().map(|(host, levels)| self.host(host, levels)).collect();
        hosts.sort_by(|a, b| (b.bytes, &a.host).cmp(&(a.bytes, &b.host)));
        hosts.truncate(count);
        hosts
    }

    fn host(&self, host: &str, levels: &BTreeMap<u8, Count>) -> Host {
        let sum = |part: fn(&Count) -> u64| total(levels.values().map(part)).saturating_mul(self.one_in());
        Host {
            host: host.to_owned(),
            documents: sum(|count| count.documents),
            bytes: sum(|count| count.bytes),
        }
    }
}

/// Each level has half as many documents as the one below.
fn level(hash: u64) -> u8 {
    u8::try_from(hash.leading_zeros()).unwrap_or(u8::MAX)
}

impl Absorb for Count {
    fn absorb(&mut self, other: Self) {
        self.documents.absorb(other.documents);
        self.bytes.absorb(other.bytes);
    }
}

impl Absorb for Hosts {
    fn absorb(&mut self, mut other: Self) {
        let level = self.level.max(other.level);
        self.raise(level);
        other.raise(level);
        self.counts.absorb(other.counts);
        self.shrink();
    }
}

/// Longest name of a host, by the rules of the domain name system.
const LONGEST: usize = 253;

/// The host of an address: in lower case, without `www.`, port and user. `None` if it has none.
pub(crate) fn host_of(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("://")?;
    if scheme.is_empty() || !scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+') {
        return None;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = if host.starts_with('[') { host } else { host.split(':').next()? };
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).trim_end_matches('.');
    (!host.is_empty() && host.len() <= LONGEST).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_taken_from_addresses() {
        let cases = [
            ("http://a.example/x", Some("a.example")),
            ("https://WWW.A.example:8080?q", Some("a.example")),
            ("https://user:pass@a.example#x", Some("a.example")),
            ("http://[::1]:80/", Some("[::1]:80")),
            ("http://a.example.", Some("a.example")),
            ("a.example/x", None),
            ("http://", None),
            ("://a.example", None),
            ("a page about http://a.example", None),
            ("", None),
        ];
        for (address, expected) in cases {
            assert_eq!(host_of(address).as_deref(), expected, "{address}");
        }
        assert_eq!(host_of(&format!("http://{}.example/", "x".repeat(300))), None);
    }

    #[test]
    fn memory_is_bounded_and_the_worst_host_is_found() {
        let mut hosts = Hosts::default();
        for number in 0..60_000u64 {
            let hash = crate::hash::hash(&[&number.to_string()]);
            let name =
                if number % 100 == 0 { "worst.example".to_owned() } else { format!("{number}.example") };
            hosts.add(&name, hash, 10);
            assert!(hosts.counts.len() <= LIMIT);
        }
        assert_eq!(hosts.one_in(), 8);
        let worst = &hosts.top(1)[0];
        assert_eq!(worst.host, "worst.example");
        assert!((450..750).contains(&worst.documents), "{worst:?}");
    }

    #[test]
    fn levels_end() {
        let of_level = |level| BTreeMap::from([(level, Count { documents: 1, bytes: 1 })]);
        for (level, left) in [(u8::MAX, LIMIT + 1), (u8::MAX - 1, 0)] {
            let counts = (0..=LIMIT).map(|number| (number.to_string(), of_level(level))).collect();
            let mut hosts = Hosts { level: 0, counts };
            hosts.shrink();
            assert_eq!(hosts.counts.len(), left, "{level}");
            assert!(hosts.top(1).iter().all(|host| host.documents == u64::MAX));
        }
    }
}
