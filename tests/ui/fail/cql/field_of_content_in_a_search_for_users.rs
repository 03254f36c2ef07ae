//! Content is found by another search.

use confluence_sdk::user_cql;

pub fn run() {
    let _ = user_cql!(title ~ "plans");
}

fn main() {}
