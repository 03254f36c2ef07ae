//! Not every field orders.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(type = page order by label);
}

fn main() {}
