//! Twin of the refused case of the same name.

use confluence_sdk::{AccountId, cql};

pub fn run(name: &str) {
    let _ = cql!(creator = { AccountId::new(name).unwrap() });
}
