//! Random ids and tokens. Those that the builder makes follow from its seed.

use fastrand::Rng;
use std::hash::{BuildHasher as _, RandomState};

/// A source of ids and tokens that can be repeated.
#[derive(Clone, Debug)]
pub(crate) struct Random(Rng);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Rng::with_seed(seed))
    }

    /// 32 hexadecimal digits.
    pub(crate) fn hex(&mut self) -> String {
        hex(self.0.u64(..), self.0.u64(..))
    }

    /// The same, written as a UUID.
    pub(crate) fn uuid(&mut self) -> String {
        uuid(&self.hex())
    }
}

/// A number that does not repeat.
pub(crate) fn random_number() -> u64 {
    RandomState::new().hash_one(0_u8)
}

/// 32 hexadecimal digits that do not repeat.
pub(crate) fn random_hex() -> String {
    hex(random_number(), random_number())
}

/// The same, written as a UUID.
pub(crate) fn random_uuid() -> String {
    uuid(&random_hex())
}

fn hex(high: u64, low: u64) -> String {
    format!("{high:016x}{low:016x}")
}

fn uuid(hex: &str) -> String {
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}
