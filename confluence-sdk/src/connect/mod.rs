//! Connect apps: their descriptor, their installations, and the proofs that go both ways.

pub use crate::jwt::TokenError;
