//! Twin of the refused case of the same name.

use confluence_sdk::{Client, ContentId, OAuth, scopes, v1::op};

scopes! { pub struct Whole = "read:label:confluence", "write:label:confluence"; }
scopes! { pub struct Classic = "write:confluence-content"; }

pub fn run(client: &Client<OAuth<Whole>>, request: op::AddLabelsToContent) {
    let _ = client.execute(request);
}

pub fn read(client: &Client<OAuth<Classic>>, id: ContentId) {
    let _ = client.v1().labels().remove_label_from_content(id, "draft");
}
