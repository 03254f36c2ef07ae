//! The documentation of a crate as JSON. Its format is not stable: it belongs to the compiler of `rust-toolchain.toml`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) const SDK: &str = "confluence-sdk";
/// The features that the documentation of the SDK is made with.
pub(crate) const SDK_FEATURES: &str = "axum,blocking,connect,forge,gzip,markdown,oauth,test-util,tower";

/// Documents a crate and returns the file.
pub(crate) fn make(root: &Path, package: &str, features: &str) -> Result<PathBuf, String> {
    let mut rustdoc = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    rustdoc.args([
        "rustdoc",
        "--quiet",
        "--lib",
        "--package",
        package,
        "--features",
        features,
    ]);
    rustdoc.args([
        "--",
        "-Z",
        "unstable-options",
        "--output-format",
        "json",
        "--cap-lints",
        "allow",
    ]);
    match rustdoc.current_dir(root).env("RUSTC_BOOTSTRAP", "1").status() {
        Ok(status) if status.success() => {
            let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
            Ok(target.join("doc").join(package.replace('-', "_") + ".json"))
        }
        Ok(status) => Err(format!("{package} cannot be documented: {status}")),
        Err(problem) => Err(format!("cargo rustdoc: {problem}")),
    }
}
