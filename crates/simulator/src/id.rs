//! Identifiers: the GUIDs of the data, and the fresh ones of logon sessions.

use std::fmt;

use ring::rand::{SecureRandom, SystemRandom};

/// A GUID.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Id(u128);

impl Id {
    pub(crate) const fn new(bits: u128) -> Id {
        Id(bits)
    }

    /// Reads the form with hyphens; case does not count.
    pub(crate) fn parse(text: &str) -> Option<Id> {
        let groups: Vec<&str> = text.split('-').collect();
        let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
        let hex = text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        if hex && lengths == [8, 4, 4, 4, 12] {
            u128::from_str_radix(&groups.concat(), 16).ok().map(Id)
        } else {
            None
        }
    }

    /// A fresh one, for a logon session; `None` when the system gives no randomness.
    pub(crate) fn random() -> Option<Id> {
        let mut bytes = [0_u8; 16];
        SystemRandom::new().fill(&mut bytes).ok()?;
        Some(Id::version_4(u128::from_be_bytes(bytes)))
    }

    fn version_4(bits: u128) -> Id {
        Id(bits & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Id(bits) = *self;
        let group = |shift: u32, mask: u128| (bits >> shift) & mask;
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            group(96, 0xffff_ffff),
            group(80, 0xffff),
            group(64, 0xffff),
            group(48, 0xffff),
            group(0, 0xffff_ffff_ffff),
        )
    }
}

/// Numbers that look random and are the same in every run.
#[derive(Debug)]
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        Numbers(seed)
    }

    /// The next one (splitmix64).
    pub(crate) fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One from 0 to below `end`, which is above 0.
    pub(crate) fn below(&mut self, end: u32) -> i64 {
        i64::try_from(self.draw() % u64::from(end.max(1))).unwrap_or(0)
    }

    pub(crate) fn id(&mut self) -> Id {
        Id::version_4((u128::from(self.draw()) << 64) | u128::from(self.draw()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Id, Numbers};

    #[test]
    fn an_id_reads_what_it_writes_and_nothing_else() {
        let id = Numbers::new(7).id();
        assert_eq!(Id::parse(&id.to_string()), Some(id));
        assert_eq!(Id::parse(&id.to_string().to_uppercase()), Some(id));
        for text in [
            "",
            "676dc837",
            "676dc837-f441-4ac1-8470-15be06b4cff",
            "+76dc837-f441-4ac1-8470-15be06b4cffc",
        ] {
            assert_eq!(Id::parse(text), None, "input {text:?}");
        }
    }
}
