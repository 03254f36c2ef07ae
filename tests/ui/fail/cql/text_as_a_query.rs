//! A text is no `Cql`: it is not checked, so a search takes it only if one says so.

use confluence_sdk::{Basic, Client};

pub fn run(client: &Client<Basic>) {
    let _ = client.v1().search().search_by_cql("type = page");
}

fn main() {}
