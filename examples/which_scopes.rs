//! Which scopes do I need? `cargo run --example which_scopes -- getPageById createPage [--classic | --granular]`.
//!
//! Name the operations by the vendor's operationId or by the method. If both APIs have the name, write `v1:getTasks` or
//! `v2:getTasks`.
//!
//! It prints every smallest set of OAuth scopes that allows all of the operations. For each set it prints the line for
//! `scopes!` and the other operations that the set allows. At the end it prints a set that allows these operations and
//! no others.

use confluence_sdk::scope::{ScopeKind, ScopeList};
use confluence_sdk::spec::{Among, Declaration, Mode, look_up, opened_by, smallest_scopes};
use std::process::ExitCode;

/// At most this many sets are printed. The others are only counted.
const SHOWN: usize = 8;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match answer(&arguments) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            eprint!("{problems}");
            ExitCode::from(2)
        }
    }
}

fn answer(arguments: &[String]) -> Result<String, String> {
    let (operations, among) = read(arguments)?;
    let modes: Vec<Mode> = Mode::ALL
        .iter()
        .copied()
        .filter(|mode| mode.carries_scopes() && operations.iter().all(|operation| operation.callers.allow(*mode)))
        .collect();
    let sets = smallest_scopes(&operations, among).map_err(|problem| format!("{problem}\n"))?;

    let mut text = String::new();
    for operation in &operations {
        let Declaration {
            version,
            id,
            method,
            path,
            ..
        } = operation;
        text += &format!("{version}:{id} ({method} {path}): {}\n", operation.scope_words());
    }
    match modes[..] {
        [] => text += "No single auth mode may call all of them, whatever its scopes.\n",
        _ if modes.len() == Mode::ALL.iter().filter(|mode| mode.carries_scopes()).count() => {}
        _ => {
            text += &format!(
                "Only {} may call all of them.\n",
                list(modes.iter().map(|mode| format!("`{mode:?}`")))
            )
        }
    }
    for (i, set) in sets.iter().take(SHOWN).enumerate() {
        let count = set.known().count();
        let heading = match sets.len() {
            1 => "Smallest set".to_owned(),
            several => format!("Smallest set {} of {several}", i + 1),
        };
        text += &format!("\n{heading}, {count} scope{}:\n\n", if count == 1 { "" } else { "s" });
        text += &format!("    scopes! {{ {} }}\n\n", set.declared("Mine"));
        if let Some(mode) = modes.first() {
            text += &also(*mode, set, &operations);
        }
    }
    if sets.len() > SHOWN {
        text += &format!("\n{} more sets are as small.\n", sets.len() - SHOWN);
    }
    if let Some(declared) = declared_by_operations(&operations, among) {
        text += &format!("\nA set that opens these and nothing else:\n\n    scopes! {{ {declared} }}\n");
    }
    Ok(text)
}

/// The operations as `scopes!` takes them, in the first family of scopes that opens them all.
fn declared_by_operations(operations: &[&'static Declaration], among: Among) -> Option<String> {
    let families = [
        ("granular", ScopeKind::Granular, Among::Granular),
        ("classic", ScopeKind::Classic, Among::Classic),
    ];
    let (family, ..) = families
        .into_iter()
        .filter(|(_, _, only)| among == Among::Any || among == *only)
        .find(|(_, kind, _)| {
            operations.iter().all(|operation| {
                let mut alternatives = operation.scopes.iter();
                alternatives.any(|all| all.iter().all(|scope| scope.kind() == *kind))
            })
        })?;
    let paths: Vec<&str> = operations.iter().map(|operation| operation.rust_path).collect();
    Some(format!("pub struct Mine = {family} for {};", paths.join(" + ")))
}

/// The operations and the flag from the arguments, or everything that is wrong with them.
fn read(arguments: &[String]) -> Result<(Vec<&'static Declaration>, Among), String> {
    let (mut operations, mut among, mut problems) = (Vec::<&Declaration>::new(), Among::Any, String::new());
    for argument in arguments {
        match argument.as_str() {
            "--classic" | "--granular" if among != Among::Any => {
                problems += "--classic and --granular exclude each other\n"
            }
            "--classic" => among = Among::Classic,
            "--granular" => among = Among::Granular,
            flag if flag.starts_with('-') => problems += &format!("unknown flag `{flag}`\n"),
            name => match look_up(name) {
                Ok(operation) if operations.iter().any(|known| std::ptr::eq(*known, operation)) => {}
                Ok(operation) => operations.push(operation),
                Err(problem) => problems += &format!("{problem}\n"),
            },
        }
    }
    if operations.is_empty() && problems.is_empty() {
        problems += "name the operations that you call\n";
    }
    if problems.is_empty() {
        return Ok((operations, among));
    }
    Err(problems + "usage: which_scopes OPERATION… [--classic | --granular]\n")
}

/// The other operations that a client with these scopes may call.
fn also(mode: Mode, set: &ScopeList, asked: &[&'static Declaration]) -> String {
    let others: Vec<_> = opened_by(mode, set)
        .filter(|operation| !asked.iter().any(|known| std::ptr::eq(*known, *operation)))
        .map(|operation| format!("{}:{}", operation.version, operation.id))
        .collect();
    match others.len() {
        0 => "It opens nothing else.\n".to_owned(),
        1 => format!("It opens 1 other operation: {}.\n", others[0]),
        count => format!("It opens {count} other operations: {}.\n", list(others.into_iter())),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}
