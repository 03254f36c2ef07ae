//! Connect apps: their descriptor, their installations, and the proofs that go both ways.

mod app;
#[cfg(feature = "axum")]
pub mod axum;
mod bound;
mod descriptor;
mod hosts;
mod impersonation;
mod incoming;
mod install_keys;
mod installation;
mod lifecycle;
mod qsh;
mod sent_token;
mod signing;
mod store;

pub use crate::jwt::TokenError;
pub use app::App;
pub use descriptor::{Descriptor, DescriptorBuilder};
pub use hosts::Hosts;
pub use impersonation::Impersonation;
pub use incoming::Incoming;
pub use install_keys::InstallKeys;
pub use installation::Installation;
pub use qsh::{canonical, qsh};
pub use store::{InstallationStore, MemoryInstallations, Stored};
