//! Measures the SDK beside clients that are written by hand.

pub mod answers;
pub mod models;
pub mod peers;
pub mod serve;
pub mod suite;
pub mod worker;
