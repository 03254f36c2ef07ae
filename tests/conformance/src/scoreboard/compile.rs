//! Compiles programs quickly. Cargo builds their dependencies once, as the dependencies of a package in `target/`. Then
//! rustc is called for each program with the options that cargo would give it.

use super::programs::Program;
use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::{env, fs, thread};

const NAME: &str = "confluence-scoreboard";
/// The number of rustc processes at a time. Each needs a few hundred megabytes.
const AT_A_TIME: usize = 2;

/// The output of rustc for a program.
pub(crate) struct Output {
    pub(crate) compiles: bool,
    pub(crate) text: String,
}

/// rustc with the crates that programs can use.
pub(crate) struct Compiler {
    root: PathBuf,
    out: PathBuf,
    rustc: OsString,
    /// `-L` and `--extern`, as cargo gives them.
    crates: Vec<String>,
}

impl Compiler {
    /// Builds the dependencies of the programs. The programs of a package `consumer` can use more crates.
    pub(crate) fn prepare(root: &Path, consumer: bool) -> Result<Self, String> {
        let package = root
            .join("target/scoreboard")
            .join(if consumer { "consumer" } else { "ui" });
        fs::create_dir_all(package.join("src")).map_err(|problem| format!("{}: {problem}", package.display()))?;
        let put = |name: &str, text: &str| {
            fs::write(package.join(name), text).map_err(|problem| format!("{name}: {problem}"))
        };
        put("Cargo.toml", &manifest(root, consumer))?;
        // The file is written again, so that cargo compiles it and prints the command.
        put("src/lib.rs", "")?;
        if !package.join("Cargo.lock").exists() {
            let lock = root.join("Cargo.lock");
            fs::copy(&lock, package.join("Cargo.lock")).map_err(|problem| format!("{}: {problem}", lock.display()))?;
        }
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["check", "--verbose", "--color=never"])
            .current_dir(&package)
            // In the target folder of the project, which has much of it already.
            .env(
                "CARGO_TARGET_DIR",
                env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| root.join("target").into()),
            )
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .map_err(|problem| format!("cargo: {problem}"))?;
        let told = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(format!("what the programs depend on does not compile:\n{told}"));
        }
        let command = told
            .lines()
            .rev()
            .find(|line| line.contains("--crate-name confluence_scoreboard "))
            .ok_or("cargo does not show how it calls rustc")?;
        let out = package.join("out");
        fs::create_dir_all(&out).map_err(|problem| format!("{}: {problem}", out.display()))?;
        Ok(Self {
            root: root.to_owned(),
            out,
            rustc: env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()),
            crates: crates_of(command),
        })
    }

    /// The output of rustc for each program, in their order.
    pub(crate) fn compile_all(&self, programs: &[Program]) -> Result<Vec<Output>, String> {
        let next = Mutex::new(programs.iter().enumerate());
        let done = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for _ in 0..AT_A_TIME {
                scope.spawn(|| {
                    loop {
                        let Some((at, program)) = locked(&next).next() else {
                            return;
                        };
                        let output = self.compile(program);
                        locked(&done).push((at, output));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        done.sort_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, output)| output).collect()
    }

    /// The library `consumer`, for the programs beside it.
    pub(crate) fn compile_library(&self, path: &Path) -> Result<(), String> {
        let output = self.run("consumer", "lib", &self.library_folder(path)?, path, &[])?;
        if output.compiles {
            Ok(())
        } else {
            Err(format!("{} does not compile:\n{}", path.display(), output.text))
        }
    }

    fn compile(&self, program: &Program) -> Result<Output, String> {
        let mut beside = Vec::new();
        if let Some(library) = &program.library {
            let library = self.library_folder(library)?.join("libconsumer.rmeta");
            beside.push("--extern".to_owned());
            beside.push(format!("consumer={}", library.display()));
        }
        self.run("program", "bin", &self.out, &program.path, &beside)
    }

    fn library_folder(&self, path: &Path) -> Result<PathBuf, String> {
        let mut place = DefaultHasher::new();
        path.hash(&mut place);
        let folder = self.out.join(format!("{:016x}", place.finish()));
        fs::create_dir_all(&folder).map_err(|problem| format!("{}: {problem}", folder.display()))?;
        Ok(folder)
    }

    fn run(&self, name: &str, kind: &str, out: &Path, path: &Path, more: &[String]) -> Result<Output, String> {
        let output = Command::new(&self.rustc)
            .args(["--crate-name", name, "--crate-type", kind])
            .args(["--edition=2024", "--emit=metadata", "--color=never"])
            // Warnings can show what a program has forgotten. These warnings only show that it is a short sketch, so
            // they are off.
            .args(["-Adead-code", "-Aunused-imports", "-Aunused-variables"])
            .arg("--out-dir")
            .arg(out)
            .args(&self.crates)
            .args(more)
            .arg(path)
            .current_dir(&self.root)
            .output()
            .map_err(|problem| format!("rustc: {problem}"))?;
        Ok(Output {
            compiles: output.status.success(),
            text: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn manifest(root: &Path, consumer: bool) -> String {
    let path = |folder: &str| format!("{:?}", root.join(folder).display().to_string());
    let more = if consumer {
        "anyhow = \"1\"
axum = { version = \"0.8\", default-features = false, features = [\"http1\", \"json\", \"tokio\"] }
futures = \"0.3\"
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
tokio = { version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\", \"sync\", \"time\"] }
"
    } else {
        ""
    };
    format!(
        "[package]
name = \"{NAME}\"
version = \"0.0.0\"
edition = \"2024\"
publish = false

[workspace]

[dependencies]
confluence-macros = {{ path = {} }}
confluence-sandbox = {{ path = {} }}
confluence-sdk = {{ path = {}, features = [\"axum\", \"connect\", \"forge\", \"oauth\"] }}
{more}
[profile.dev]
debug = false
",
        path("confluence-macros"),
        path("tests/sandbox"),
        path(""),
    )
}

/// `-L` and `--extern` with their values, from a command that cargo has printed.
fn crates_of(command: &str) -> Vec<String> {
    let words = words(command);
    let pairs = words.iter().zip(words.iter().skip(1));
    pairs
        .filter(|(option, _)| *option == "-L" || *option == "--extern")
        .flat_map(|(option, value)| [option.clone(), value.clone()])
        .collect()
}

/// The words of a command. Cargo puts words with spaces in single quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in command.chars() {
        match (letter, words.last_mut()) {
            ('\'', _) => quoted = !quoted,
            (' ', _) if !quoted => words.push(String::new()),
            (letter, Some(word)) => word.push(letter),
            (_, None) => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crates_are_taken_out_of_the_command() {
        let command = "     Running `rustc --crate-name x --extern axum=/t/libaxum.rmeta -L 'dependency=/my target/deps' src/lib.rs`";
        assert_eq!(
            crates_of(command),
            ["--extern", "axum=/t/libaxum.rmeta", "-L", "dependency=/my target/deps"]
        );
    }
}
