//! Twin of the refused case of the same name.

use confluence_sdk::Cql;

pub fn run() {
    let _ = Cql::created().greater("2026-11-27");
}
