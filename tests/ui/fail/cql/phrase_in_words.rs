//! Words are searched as they are written, so these quotation marks would mean nothing.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(title ~ "\"hello dolly\"");
}

fn main() {}
