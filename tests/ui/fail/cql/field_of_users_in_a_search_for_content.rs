//! Users are found by a search of their own.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(user.fullname ~ "jo");
}

fn main() {}
