//! A bot that answers comments which begin with `!words`: `cargo run --example comment_bot`.

use confluence_sdk::v2::{self, CommentBody, FooterCommentTarget};
use confluence_sdk::{Client, OAuth, PageId, scopes};

#[path = "shared/site.rs"]
mod site;

scopes! { struct Bot = "read:page:confluence", "read:comment:confluence", "write:comment:confluence"; }

async fn answer(client: &Client<OAuth<Bot>>, id: PageId) -> site::Result<usize> {
    let page = client.pages().get_page_by_id(id);
    let page = page.body_format(v2::PrimaryBodyRepresentationSingle::Storage).await?;
    let words = page.text()?.split_whitespace().count();
    let comments = client.comments().get_page_footer_comments(id);
    let comments = comments.body_format(v2::PrimaryBodyRepresentation::Storage).items();
    let mut answers = 0;
    for comment in comments.collect().await? {
        let replies = client.comments().get_footer_comment_children(comment.id).items();
        if comment.text()?.starts_with("!words") && replies.collect().await?.is_empty() {
            let reply = CommentBody::storage(format!("<p>This page has {words} words.</p>"));
            let to = FooterCommentTarget::Comment(comment.id);
            client.comments().create_footer_comment(to, reply).await?;
            println!("answered: {words} words");
            answers += 1;
        }
    }
    Ok(answers)
}

#[tokio::main]
async fn main() -> site::Result<()> {
    let site = site::Site::start().await?;
    let (client, page) = (site.client()?, site.page("Hall of fame").await?);
    assert_eq!(answer(&client, page).await?, 1);
    assert_eq!(answer(&client, page).await?, 0, "nobody is answered twice");
    Ok(())
}
