use confluence_sdk::{
    Basic, Client, PageId,
    v2::{NewVersion, PageBody, PageStatus},
};

pub fn update(client: &Client<Basic>, id: PageId) {
    let _ = client.pages().update_page(
        id,
        PageStatus::Current,
        "Title",
        PageBody::storage("<p/>"),
        NewVersion::new(2),
    );
}
