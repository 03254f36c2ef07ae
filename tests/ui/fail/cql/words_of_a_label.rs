//! Built at run time, a field takes its operators too.

use confluence_sdk::Cql;

pub fn run() {
    let _ = Cql::label().contains("to do");
}

fn main() {}
