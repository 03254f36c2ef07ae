//! Twin of the refused case of the same name.

use confluence_sdk::cql::{Cql, Direction};

pub fn run() {
    let _ = Cql::label().equal("todo").order_by(Cql::title(), Direction::Asc);
}
