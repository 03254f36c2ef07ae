//! A function without arguments.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(creator = currentUser("me"));
}

fn main() {}
