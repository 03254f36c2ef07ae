//! Properties of content have no fields that are known here.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(type = page and content.property[facts].year > 2025);
}

fn main() {}
