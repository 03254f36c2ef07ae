//! A comment stands in one place.

use confluence_sdk::{Basic, BlogPostId, Client, PageId, v2::CommentBody};

pub fn comment(client: &Client<Basic>, page: PageId, post: BlogPostId) {
    let _ = client.comments().create_footer_comment(page, CommentBody::storage("<p>Done.</p>")).blog_post_id(post);
}

fn main() {}
