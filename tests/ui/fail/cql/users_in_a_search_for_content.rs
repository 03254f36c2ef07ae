//! The type of users belongs to their own search.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(type = user);
}

fn main() {}
