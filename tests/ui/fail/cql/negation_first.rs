//! The language has no negation in its first clause.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(not label = "done" and type = page);
}

fn main() {}
