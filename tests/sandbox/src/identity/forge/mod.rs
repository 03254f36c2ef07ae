//! Forge: apps whose back end is invoked with tokens.

pub(crate) mod app;
pub(crate) mod invocation;
pub(crate) mod invoke;
pub(crate) mod offline;
