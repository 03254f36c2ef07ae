//! A part of a query is a query.

use confluence_sdk::cql;

pub fn run(part: &str) {
    let _ = cql!({part} and type = page);
}

fn main() {}
