//! Each value of a list is checked.

use confluence_sdk::cql;

pub fn run(spaces: &[u64]) {
    let _ = cql!(space in {spaces});
}

fn main() {}
