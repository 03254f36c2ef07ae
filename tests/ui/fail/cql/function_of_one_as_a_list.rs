//! A function with one value is no list.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(space in currentSpace());
}

fn main() {}
