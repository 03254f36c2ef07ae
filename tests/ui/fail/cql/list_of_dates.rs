//! A date is not in a list.

use confluence_sdk::Cql;

pub fn run() {
    let _ = Cql::created().is_in(["2026-11-27"]);
}

fn main() {}
