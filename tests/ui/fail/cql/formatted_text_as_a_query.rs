//! Values are put into a query by the macro, which quotes them.

use confluence_sdk::{Basic, Client};

pub fn run(client: &Client<Basic>, title: &str) {
    let _ = client.v1().contents().search_content_by_cql(format!("title = \"{title}\""));
}

fn main() {}
