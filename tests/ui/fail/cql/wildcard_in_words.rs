//! Words are searched as they are written, so this star would be searched.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(title ~ "conf*");
}

fn main() {}
