//! Twin of the refused case of the same name.

use confluence_sdk::cql;

pub fn run(key: &str) {
    let _ = cql!(space = {key} and type = page);
}
