//! Queries that a macro of the program writes, out of what it is handed; and expressions of all sorts, where a program
//! puts up with no warning.
#![deny(
    warnings,
    unused_variables,
    unused_mut,
    unused_parens,
    unused_braces,
    unused_must_use,
    nonstandard_style,
    rust_2018_idioms,
    unused_qualifications,
    unused_results,
    trivial_casts
)]
#![deny(clippy::all, clippy::pedantic)]

use confluence_sdk::{Cql, Error, SpaceKey, cql};

macro_rules! labelled {
    ($label:expr) => {
        cql!(label = {$label})
    };
    ($label:literal in $key:ident) => {
        cql!(label = {$label} and space = {$key})
    };
    ($field:ident is $value:tt) => {
        cql!($field = $value)
    };
}
macro_rules! handed_on {
    ($($query:tt)*) => { cql!($($query)*) };
}

pub(crate) async fn run(label: &str, key: SpaceKey) -> Result<[Cql; 5], Error> {
    let later = async { label.to_owned() };
    let first = cql!(title = {later.await} and label = {label} and created > {
        let (year, rest) = ("2026", "11-27");
        format!("{year}-{rest}")
    });
    let second = cql!(label = {if label.is_empty() { "none" } else { label }} and space = {SpaceKey::new("X")?});
    let third = cql!(label in {label.split(',').map(str::trim)} and (space = {key} or title ~ {"a" /* b */}));
    let fourth = labelled!("todo" in key)
        .or(labelled!(label))
        .or(labelled!(title is "x"));
    let fifth = handed_on!(type = page and title = {format!("{label}, {key}")});
    Ok([first, second, third, fourth, fifth])
}
