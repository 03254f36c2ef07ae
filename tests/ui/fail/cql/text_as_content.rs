//! Content is named by its id.

use confluence_sdk::{PageId, cql};

pub fn run(id: &str) {
    let _ = cql!(ancestor = {id});
}

fn main() {}
