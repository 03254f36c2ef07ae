//! A word without quotes could be a text or a variable.

use confluence_sdk::cql;

pub fn run(key: &str) {
    let _ = cql!(space = key and type = page);
}

fn main() {}
