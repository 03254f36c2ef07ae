//! Twin of the refused case of the same name.

use confluence_sdk::{Allows, Client, LabelId, v2::op};

pub fn show<A: Allows<op::GetLabelPages>>(client: &Client<A>, id: LabelId) {
    let _ = client.pages().get_label_pages(id);
}
