//! Twin of the refused case of the same name.

use confluence_sdk::{Cql, cql};

pub fn run() {
    let _ = cql!(type = page and {Cql::raw("content.property[facts].year > 2025")});
}
