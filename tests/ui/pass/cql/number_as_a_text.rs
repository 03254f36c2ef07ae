//! Twin of the refused case of the same name.

use confluence_sdk::cql;

pub fn run(year: i32) {
    let _ = cql!(label = { year.to_string() });
}
