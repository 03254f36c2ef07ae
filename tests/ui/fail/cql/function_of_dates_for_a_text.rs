//! A function gives a value of another type.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(title = now());
}

fn main() {}
