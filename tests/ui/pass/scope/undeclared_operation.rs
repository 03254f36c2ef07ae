use confluence_sdk::{Client, OAuth, PageId, scopes, v2::op};

scopes! { pub struct Mine = granular for op::GetPageById + op::GetPages; }

pub fn list(client: &Client<OAuth<Mine>>, id: PageId) {
    let _ = client.pages().get_page_by_id(id);
    let _ = client.pages().get_pages();
}
