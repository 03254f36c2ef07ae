//! A typo is found where it stands, with the field that was meant.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(titel ~ "plans");
}

fn main() {}
