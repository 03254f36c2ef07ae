//! A part of a query is a query, a `Cql`.

use confluence_sdk::cql;

pub fn run(part: &str) {
    let _ = cql!({part} and type = page);
}

fn main() {}
