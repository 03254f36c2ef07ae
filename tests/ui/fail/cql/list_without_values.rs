//! CQL cannot write an empty list.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(label in ());
}

fn main() {}
