//! A space is named by its key.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(space = 98305);
}

fn main() {}
