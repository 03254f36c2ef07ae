//! Clauses are joined by words.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(type = page && label = "todo");
}

fn main() {}
