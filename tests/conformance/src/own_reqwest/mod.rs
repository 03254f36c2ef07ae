//! Whether the SDK changes how a program's own reqwest behaves. Cargo unifies features, so it could. A program is built
//! with and without the SDK, with several features of its own, and must print the same.

use crate::report::Report;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const PROGRAM: &str = include_str!("program/main.rs");
/// The features of the program's own dependencies.
const KINDS: [(&str, &str); 4] = [
    ("a reqwest without features", ""),
    ("a reqwest with rustls", "tls"),
    ("a reqwest with rustls and HTTP/2", "tls,http2"),
    ("a reqwest without features, and a rustls", "own-rustls"),
];

pub(crate) fn run(folder: Option<&str>) -> Result<Report, String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().map_err(|problem| problem.to_string())?;
    let folder = folder.map_or_else(|| root.join("target/own-reqwest"), PathBuf::from);
    write(&root, &folder).map_err(|problem| format!("{}: {problem}", folder.display()))?;
    let mut report = Report::from(String::new());
    for (name, features) in KINDS {
        let without = printed(&folder, features)?;
        let with = printed(&folder, &format!("{features},sdk"))?;
        let same = with == without;
        report.passed &= same && without.contains("Client::new(): works");
        let _ = writeln!(
            report.text,
            "{name}: {}",
            if same { "the same" } else { "NOT the same" }
        );
        if !same {
            let _ = writeln!(report.text, "without the SDK:\n{without}\nwith it:\n{with}");
        }
    }
    Ok(report)
}

fn write(root: &Path, folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    // The versions that the project is tested with.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::write(folder.join("src/main.rs"), PROGRAM)?;
    let manifest = format!(
        r#"[package]
name = "own-reqwest"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[features]
sdk = ["dep:confluence-sdk"]
tls = ["reqwest/rustls"]
http2 = ["reqwest/http2"]
own-rustls = ["dep:rustls"]

[dependencies]
confluence-sdk = {{ path = {root:?}, optional = true }}
reqwest = {{ version = "0.13", default-features = false }}
rustls = {{ version = "0.23", optional = true }}
tokio = {{ version = "1", features = ["rt", "net", "time"] }}

[profile.dev]
debug = false
incremental = false
"#,
        root = root.display().to_string(),
    );
    fs::write(folder.join("Cargo.toml"), manifest)
}

/// What the program prints, built with these features.
fn printed(folder: &Path, features: &str) -> Result<String, String> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(["run", "--quiet", "--features", features])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"));
    for (name, _) in env::vars_os() {
        // Proxies are what is looked at; the machine's would be in the way.
        if name.to_string_lossy().to_ascii_lowercase().ends_with("_proxy") {
            command.env_remove(&name);
        }
    }
    let output = command.output().map_err(|problem| format!("cargo: {problem}"))?;
    if !output.status.success() {
        return Err(format!("{features}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
