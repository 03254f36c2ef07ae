//! Twin of the refused case of the same name.

use confluence_sdk::cql;

pub fn run(number: u32) {
    let _ = cql!(space = { number.to_string() });
}
