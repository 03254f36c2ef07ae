//! What CQL has no date for is a function.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(created >= "yesterday");
}

fn main() {}
