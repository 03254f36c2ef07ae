//! Twin of the refused case of the same name.

use confluence_sdk::cql;

pub fn run(label: &str) {
    let _ = cql!(label in {[label]});
}
