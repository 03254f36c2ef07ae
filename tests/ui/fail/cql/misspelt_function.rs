//! A typo in the name of a function.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(creator = curentUser());
}

fn main() {}
