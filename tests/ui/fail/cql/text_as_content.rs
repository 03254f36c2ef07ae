//! Content is named by its id.

use confluence_sdk::cql;

pub fn run(id: &str) {
    let _ = cql!(ancestor = {id});
}

fn main() {}
