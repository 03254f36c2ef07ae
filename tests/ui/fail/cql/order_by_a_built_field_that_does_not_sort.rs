//! Not every field orders.

use confluence_sdk::cql::{Cql, Direction};

pub fn run() {
    let _ = Cql::label().equal("todo").order_by(Cql::label(), Direction::Asc);
}

fn main() {}
