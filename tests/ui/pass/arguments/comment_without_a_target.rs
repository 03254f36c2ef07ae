use confluence_sdk::{Basic, Client, PageId, v2::CommentBody};

pub fn comment(client: &Client<Basic>, page: PageId) {
    let _ = client
        .comments()
        .create_footer_comment(page, CommentBody::storage("<p>Done.</p>"));
}
