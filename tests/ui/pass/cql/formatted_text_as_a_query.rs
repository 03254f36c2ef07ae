//! Twin of the refused case of the same name.

use confluence_sdk::{Basic, Client, cql};

pub fn run(client: &Client<Basic>, title: &str) {
    let _ = client.v1().contents().search_content_by_cql(cql!(title = { title }));
}
