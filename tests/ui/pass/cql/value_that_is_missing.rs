//! Twin of the refused case of the same name.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(type = page and label = "todo");
}
