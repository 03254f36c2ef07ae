//! Two programs that do the same: they read a page with a bearer token. One uses the SDK, the other only reqwest.

/// A program to build.
pub(crate) struct Program {
    /// The name of the package and of its folder.
    pub(crate) name: &'static str,
    pub(crate) manifest: &'static str,
    pub(crate) source: &'static str,
}

pub(crate) const PLAIN: Program = Program {
    name: "with-reqwest",
    manifest: include_str!("with_reqwest.toml"),
    source: include_str!("with_reqwest.rs"),
};

pub(crate) const WITH_SDK: Program = Program {
    name: "with-sdk",
    manifest: include_str!("with_sdk.toml"),
    source: include_str!("with_sdk.rs"),
};
