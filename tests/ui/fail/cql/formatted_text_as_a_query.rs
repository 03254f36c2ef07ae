//! A `Cql` is written by the macro, which quotes values.

use confluence_sdk::{Basic, Client};

pub fn run(client: &Client<Basic>, title: &str) {
    let _ = client.v1().contents().search_content_by_cql(format!("title = \"{title}\""));
}

fn main() {}
