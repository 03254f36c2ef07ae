//! One sign is enough.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(label == "todo");
}

fn main() {}
