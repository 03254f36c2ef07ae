//! Twin of the refused case of the same name.

use confluence_sdk::cql;

pub fn run(spaces: &[u64]) {
    let _ = cql!(space in {spaces.iter().map(u64::to_string)});
}
