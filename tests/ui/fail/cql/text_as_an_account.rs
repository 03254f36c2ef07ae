//! An account is named by its id.

use confluence_sdk::cql;

pub fn run(name: &str) {
    let _ = cql!(creator = {name});
}

fn main() {}
