//! Twin of the refused case of the same name.

use confluence_sdk::{Cql, cql};

pub fn run(part: &str) {
    let _ = cql!({Cql::raw(part)} and type = page);
}
