//! A date is read while compiling.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(created >= "2026-02-30");
}

fn main() {}
