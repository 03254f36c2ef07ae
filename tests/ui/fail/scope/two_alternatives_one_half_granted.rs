//! Two alternatives, of one of which a part is granted: the rest of it is named, or the other whole.

use confluence_sdk::{Client, ContentId, OAuth, scopes, v1::op};

scopes! { pub struct Half = "read:label:confluence"; }

pub fn run(client: &Client<OAuth<Half>>, request: op::AddLabelsToContent) {
    let _ = client.execute(request); // `write:label:confluence` would do, or `write:confluence-content` alone
}

pub fn read(client: &Client<OAuth<Half>>, id: ContentId) {
    let _ = client.v1().labels().remove_label_from_content(id, "draft");
}

fn main() {}
