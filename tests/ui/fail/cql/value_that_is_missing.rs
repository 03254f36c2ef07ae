//! The end comes before the value.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(type = page and label =);
}

fn main() {}
