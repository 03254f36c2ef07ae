//! The argument of a function is read while compiling.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(created > now("4 weeks"));
}

fn main() {}
