//! Twin of the refused case of the same name.

use confluence_sdk::{Basic, Client, UserCql};

pub fn run(client: &Client<Basic>, query: &UserCql) {
    let _ = client.v1().search().search_user(query);
}
