//! A date is not in a list.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(created in ("2026-11-27", "2026-11-28"));
}

fn main() {}
