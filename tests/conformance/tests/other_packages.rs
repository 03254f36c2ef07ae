//! The SDK as a package that is not of this tree has it: under another name, from an older edition, with few of its
//! cargo features.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MANIFEST: &str = r#"
[package]
name = "few-features"
version = "0.0.0"
edition = "2021"
publish = false

[workspace]

[dependencies]
wiki = { package = "confluence-sdk", path = "ROOT", default-features = false, features = ["pages", "spaces"] }
"#;

/// Renamed, so that nothing in an expansion is called `confluence_sdk`.
const COMPILES: &str = r#"
#![deny(warnings, missing_docs)]
//! A program.
use wiki::v2::op;

wiki::scopes! {
    /// Reads.
    pub struct Reader = "read:page:confluence", other("read:jira-work");
    /// Reads, and lists spaces.
    pub struct Mine = Reader, granular for op::GetSpaces;
}
wiki::scopes! {
    /// For long.
    pub struct Offline = Mine, "offline_access";
}
wiki::permissions! {
    /// Looks.
    pub struct Viewer = View(Space);
}
wiki::operations! {
    /// Reads.
    pub trait Reading = op::GetPageById;
    /// Reads, and lists spaces.
    pub trait Listing: Reading = op::GetSpaces;
}

/// Both.
pub fn list<A: Listing>(client: &wiki::Client<A>) {
    let _pages = client.pages().get_page_by_id(wiki::PageId::new(1));
    let _spaces = client.spaces().get_spaces();
}
/// All of it.
pub fn run(client: &wiki::Client<wiki::OAuth<Offline>>) {
    list(client);
    list(&client.at_most::<Viewer>());
}
"#;

/// What calls a group that is switched off, and what rustc says.
const REFUSED: [(&str, &str, &str); 2] = [
    (
        "labels",
        "client.labels().get_page_labels(wiki::PageId::new(1))",
        "`client.labels()` is behind the cargo feature `labels` of `confluence-sdk`, which is off",
    ),
    (
        "users",
        "client.v1().users().get_current_user()",
        "`client.v1().users()` is behind the cargo feature `v1-users` of `confluence-sdk`, which is off",
    ),
];

#[test]
fn few_features_under_another_name_and_edition() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap();
    let package = package(&root);

    let library = check(&root, &package, &["--lib"]);
    assert!(library.status.success(), "{}", said(&library));
    for (name, call, sentence) in REFUSED {
        let refused = check(&root, &package, &["--bin", name]);
        let said = said(&refused);
        assert!(!refused.status.success(), "{call} compiles");
        let errors: Vec<&str> = said.lines().filter(|line| line.starts_with("error[")).collect();
        assert_eq!(errors, [format!("error[E0277]: {sentence}")], "{said}");
        let feature = sentence.split('`').nth(3).unwrap();
        for word in [
            format!("enable the cargo feature `{feature}`"),
            format!(r#"features = ["{feature}"]"#),
        ] {
            assert!(said.contains(&word), "no {word:?} in\n{said}");
        }
    }
}

/// A package below the target folder, with the locked versions.
fn package(root: &Path) -> PathBuf {
    let package = target(root).join("few-features");
    fs::create_dir_all(package.join("src/bin")).unwrap();
    let path = root.display().to_string().replace('\\', "/");
    fs::write(package.join("Cargo.toml"), MANIFEST.replace("ROOT", &path)).unwrap();
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    fs::write(package.join("src/lib.rs"), COMPILES).unwrap();
    for (name, call, _) in REFUSED {
        let program =
            format!("fn run(client: &wiki::Client<wiki::Basic>) {{\n    let _ = {call};\n}}\nfn main() {{}}\n");
        fs::write(package.join(format!("src/bin/{name}.rs")), program).unwrap();
    }
    package
}

/// Beside what is built of the tree: most of it is the same.
fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder))
}

fn check(root: &Path, package: &Path, what: &[&str]) -> Output {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--quiet", "--color=never"])
        .args(what)
        .current_dir(package)
        .env("CARGO_TARGET_DIR", target(root))
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
