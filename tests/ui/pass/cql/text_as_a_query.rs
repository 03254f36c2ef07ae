//! Twin of the refused case of the same name.

use confluence_sdk::{Basic, Client, Cql};

pub fn run(client: &Client<Basic>) {
    let _ = client.v1().search().search_by_cql(Cql::raw("type = page"));
}
