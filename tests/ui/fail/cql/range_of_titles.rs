//! Only dates have a range.

use confluence_sdk::Cql;

pub fn run() {
    let _ = Cql::title().greater("m");
}

fn main() {}
