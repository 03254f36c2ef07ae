//! A generic function that takes any auth mode calls what needs a scope, but no permission.

use confluence_sdk::{Auth, Client, LabelId};

pub fn show<A: Auth>(client: &Client<A>, id: LabelId) {
    let _ = client.pages().get_label_pages(id);
}

fn main() {}
