//! The two searches have queries of different types.

use confluence_sdk::{Cql, UserCql};

pub fn run() {
    let _ = Cql::label().equal("todo").and(UserCql::user_full_name().contains("jo"));
}

fn main() {}
