//! A comment stands somewhere.

use confluence_sdk::{Basic, Client, v2::CommentBody};

pub fn comment(client: &Client<Basic>) {
    let _ = client.comments().create_footer_comment(CommentBody::storage("<p>Done.</p>"));
}

fn main() {}
