//! Only text is searched for words.

use confluence_sdk::cql;

pub fn run(year: i32) {
    let _ = cql!(title ~ {year});
}

fn main() {}
