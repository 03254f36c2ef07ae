//! A label is a text.

use confluence_sdk::cql;

pub fn run(year: i32) {
    let _ = cql!(label = {year});
}

fn main() {}
