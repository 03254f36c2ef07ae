//! A field of another product: those that exist are listed.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(assignee = "me");
}

fn main() {}
