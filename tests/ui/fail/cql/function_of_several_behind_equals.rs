//! A function with several values stands behind `in`.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(space = favouriteSpaces());
}

fn main() {}
