//! Built at run time, values are of the type of the field too.

use confluence_sdk::Cql;

pub fn run(number: u32) {
    let _ = Cql::space().equal(number);
}

fn main() {}
