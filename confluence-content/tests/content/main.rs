//! Bodies of all kinds, read, checked and converted.

mod check;
#[cfg(feature = "markdown")]
mod commonmark;
mod corpus;
mod html;
#[cfg(feature = "markdown")]
mod lost;
#[cfg(feature = "markdown")]
mod markdown;
mod random;
mod round;
mod storage;
mod wiki;

use proptest::prelude::ProptestConfig;

/// So many cases, of which none is written to a file.
fn cases(count: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(count)
    }
}
