//! What stands in braces behind `in` gives several values.

use confluence_sdk::cql;

pub fn run(label: &str) {
    let _ = cql!(label in {label});
}

fn main() {}
