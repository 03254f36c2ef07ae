//! Twin of the refused case of the same name.

use confluence_sdk::cql;

pub fn run(year: i32) {
    let _ = cql!(title ~ {year.to_string()});
}
