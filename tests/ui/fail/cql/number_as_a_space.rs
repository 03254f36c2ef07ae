//! A value of a type that names no space.

use confluence_sdk::cql;

pub fn run(number: u32) {
    let _ = cql!(space = {number});
}

fn main() {}
