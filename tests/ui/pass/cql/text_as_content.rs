//! Twin of the refused case of the same name.

use confluence_sdk::{PageId, cql};

pub fn run(id: &str) {
    let _ = cql!(ancestor = { id.parse::<PageId>().unwrap() });
}
