//! Twin of the refused case of the same name.

use confluence_sdk::Cql;

pub fn run(number: u32) {
    let _ = Cql::space().equal(number.to_string());
}
