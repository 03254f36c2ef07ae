//! The two searches have queries of different types.

use confluence_sdk::{Basic, Client, UserCql};

pub fn run(client: &Client<Basic>, query: &UserCql) {
    let _ = client.v1().search().search_by_cql(query);
}

fn main() {}
