//! Compares the quotes of rustc's output in README and docs with the `.stderr` files, which the ui tests check.
//!
//! The line above a quote says what is quoted: `<!-- rustc: tests/ui/fail/quoted/readme.stderr without "required" -->`.
//! A note or a help is left out if its first line has one of the texts after `without`; `…` marks the place. The quote
//! names the program's file as `src/main.rs`.

use crate::report::Report;
use std::fs;
use std::path::{Path, PathBuf};

/// The command that writes the quotes again.
const COMMAND: &str = "cargo run -p confluence-conformance -- quotes --write";
/// The files and folders that can contain quotes, from the project's root.
const QUOTING: [&str; 4] = ["README.md", "CONTRIBUTING.md", "confluence-sdk/src", "spec"];
const MARK: &str = "<!-- rustc: ";
const CUT: &str = "…";

/// Compares the quotes with the files, or writes the quotes again.
pub(crate) fn run(write: bool) -> Result<Report, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut text = String::new();
    let (mut quotes, mut stale) = (0, 0);
    for path in QUOTING.map(|path| files(&root.join(path))).into_iter().flatten() {
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        let found = read(&path)?;
        let source = |file: &str| read(&root.join(file));
        let renewed = renew(&found, &source).map_err(|problem| format!("{name}: {problem}"))?;
        quotes += renewed.quotes;
        if renewed.text == found {
            continue;
        }
        if write {
            fs::write(&path, renewed.text).map_err(|problem| format!("{name}: {problem}"))?;
            text += &format!("{name} is written anew\n");
        } else {
            stale += 1;
            text += &format!("{name} does not quote what rustc prints\n");
        }
    }
    text += &format!("{quotes} quotes, {stale} files to mend\n");
    if stale > 0 {
        text += &format!("make them anew: {COMMAND}\n");
    }
    Ok(Report {
        text,
        passed: stale == 0,
    })
}

/// A text with correct quotes.
struct Renewed {
    text: String,
    quotes: usize,
}

fn renew(text: &str, source: &dyn Fn(&str) -> Result<String, String>) -> Result<Renewed, String> {
    let mut renewed = Renewed {
        text: String::new(),
        quotes: 0,
    };
    let mut wanted: Option<Vec<String>> = None;
    let mut program = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        renewed.line(line);
        let (prefix, content) = split(line);
        if content.starts_with("```rust") || content.starts_with("```compile_fail") {
            let code: Vec<&str> = lines
                .by_ref()
                .take_while(|line| split(line).1.trim_end() != "```")
                .collect();
            code.iter().for_each(|line| renewed.line(line));
            renewed.line(&format!("{prefix}```"));
            program = shown(&code);
            continue;
        }
        if let Some(mark) = content.strip_prefix(MARK) {
            wanted = Some(quote(mark, &program, source)?);
            continue;
        }
        if content.trim_end() != "```text" {
            if wanted.is_some() {
                return Err(format!("no quote follows `{MARK}…`: {line}"));
            }
            continue;
        }
        let inside: Vec<&str> = lines
            .by_ref()
            .take_while(|line| split(line).1.trim_end() != "```")
            .collect();
        match wanted.take() {
            Some(quote) => {
                renewed.quotes += 1;
                for line in quote {
                    renewed.line(format!("{prefix}{line}").trim_end());
                }
            }
            None => {
                if let Some(line) = inside.iter().find(|line| split(line).1.starts_with("error[E")) {
                    return Err(format!("a quote without `{MARK}…` above it: {line}"));
                }
                inside.iter().for_each(|line| renewed.line(line));
            }
        }
        renewed.line(&format!("{prefix}```"));
    }
    Ok(renewed)
}

impl Renewed {
    fn line(&mut self, line: &str) {
        self.text += line;
        self.text.push('\n');
    }
}

/// The comment that a line begins with, and the rest.
fn split(line: &str) -> (&str, &str) {
    let content = line.trim_start();
    let content = ["//!", "///"]
        .iter()
        .find_map(|mark| content.strip_prefix(mark))
        .unwrap_or(line);
    let content = if content.len() < line.len() {
        content.strip_prefix(' ').unwrap_or(content)
    } else {
        content
    };
    line.split_at(line.len() - content.len())
}

/// The lines of a program that a reader sees.
fn shown(code: &[&str]) -> String {
    let lines = code
        .iter()
        .map(|line| split(line).1)
        .filter(|line| !line.starts_with("# "));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The lines of the quote for a mark. `seen` is the last program before it.
fn quote(mark: &str, seen: &str, source: &dyn Fn(&str) -> Result<String, String>) -> Result<Vec<String>, String> {
    let mark = mark
        .trim_end()
        .strip_suffix("-->")
        .ok_or("a mark that does not end in its line")?
        .trim_end();
    let (file, without) = mark.split_once(" without ").unwrap_or((mark, ""));
    let without: Vec<&str> = without.split('"').skip(1).step_by(2).collect();
    let program = file.replace(".stderr", ".rs");
    if !source(&program)?.contains(seen.trim()) {
        return Err(format!("{program} is not the program above the quote"));
    }
    let text = source(file)?.replace(&program, "src/main.rs");
    cut(&text, &without).map_err(|text| format!("{file} has no note or help with {text:?}"))
}

/// Leaves out the unwanted parts. Fails if a text after `without` is in no part.
fn cut<'a>(text: &str, without: &[&'a str]) -> Result<Vec<String>, &'a str> {
    let mut unused = without.to_vec();
    let (mut lines, mut leaving_out) = (Vec::new(), false);
    for line in text.trim_end().lines() {
        let section = line.trim_start().trim_start_matches("= ");
        // The lists and the code of a section are indented more than its first line.
        if ["help: ", "note: ", "error"]
            .iter()
            .any(|start| section.starts_with(start))
        {
            let reasons: Vec<&str> = without.iter().copied().filter(|text| section.contains(text)).collect();
            unused.retain(|text| !reasons.contains(text));
            leaving_out = !reasons.is_empty();
        }
        if !leaving_out {
            lines.push(line.to_owned());
        } else if lines.last().is_none_or(|last| last.trim() != CUT) {
            lines.push(format!("  {CUT}"));
        }
    }
    match unused.first() {
        Some(text) => Err(text),
        None => Ok(lines),
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|problem| format!("{}: {problem}", path.display()))
}

/// The file, or all files with docs in the folder.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else {
        return vec![path.to_owned()];
    };
    let mut found: Vec<PathBuf> = entries.flatten().flat_map(|entry| files(&entry.path())).collect();
    found.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "rs" || extension == "md")
    });
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const STDERR: &str = "error[E0277]: no
 --> tests/ui/fail/a/b.rs:1:2
help: the trait is hidden
 --> tests/ui/fail/a/b.rs:2:2
  |
  = note: it accepts:
            - a scope
  = note: required for this
  = note: required for that
";

    fn renewed(text: &str) -> Result<String, String> {
        let source = |file: &str| match file {
            "tests/ui/fail/a/b.stderr" => Ok(STDERR.to_owned()),
            "tests/ui/fail/a/b.rs" => Ok("fn main() {}\n\nfn other() {}\n".to_owned()),
            _ => Err(format!("no {file}")),
        };
        renew(text, &source).map(|renewed| renewed.text)
    }

    #[test]
    fn quotes_are_what_rustc_prints() {
        let report = run(false).unwrap();
        assert!(report.passed, "{}", report.text);
    }

    #[test]
    fn a_quote_is_made_anew_whole_or_visibly_cut() {
        let whole = renewed("//! <!-- rustc: tests/ui/fail/a/b.stderr -->\n//! ```text\n//! old\n//! ```\n").unwrap();
        assert!(whole.contains("//!  --> src/main.rs:1:2\n"), "{whole}");
        assert!(whole.ends_with("required for that\n//! ```\n"), "{whole}");
        let cut = renewed(
            "<!-- rustc: tests/ui/fail/a/b.stderr without \"the trait\" \"required\" -->\n```text\n```\nafter\n",
        )
        .unwrap();
        let quote = "error[E0277]: no\n --> src/main.rs:1:2\n  …\n  = note: it accepts:\n            - a scope\n  …\n```\nafter\n";
        assert!(cut.ends_with(quote), "{cut}");
        assert_eq!(renewed(&cut).unwrap(), cut);
    }

    #[test]
    fn what_cannot_be_compared_is_a_mistake() {
        for (text, problem) in [
            ("```text\nerror[E0277]: no\n```\n", "a quote without"),
            ("<!-- rustc: tests/ui/fail/a/b.stderr -->\n\n", "no quote follows"),
            ("<!-- rustc: c.stderr -->\n```text\n```\n", "no c.rs"),
            (
                "```rust\nfn that() {}\n```\n<!-- rustc: tests/ui/fail/a/b.stderr -->\n```text\n```\n",
                "is not the program",
            ),
            (
                "<!-- rustc: tests/ui/fail/a/b.stderr without \"x\" -->\n```text\n```\n",
                "no note or help with",
            ),
        ] {
            let found = renewed(text).unwrap_err();
            assert!(found.contains(problem), "{found}");
        }
    }

    #[test]
    fn other_blocks_are_left_alone() {
        let text = "a\n```text\nsome tree\n```\n```rust\nfn f() {}\n```\n    //! ```text\n    //! x\n    //! ```\n";
        assert_eq!(renewed(text).unwrap(), text);
    }
}
