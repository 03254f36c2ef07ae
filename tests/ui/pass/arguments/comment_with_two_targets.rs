use confluence_sdk::{Basic, BlogPostId, Client, v2::CommentBody};

pub fn comment(client: &Client<Basic>, post: BlogPostId) {
    let _ = client
        .comments()
        .create_footer_comment(post, CommentBody::storage("<p>Done.</p>"));
}
