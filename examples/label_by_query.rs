//! Puts a label on each page that a query finds, eight at a time: `cargo run --example label_by_query`.

use confluence_sdk::v1::op;
use confluence_sdk::{Client, OAuth, cql, scopes};

#[path = "shared/site.rs"]
mod site;

scopes! {
    /// What the program does, and no more.
    struct Librarian = granular for op::SearchContentByCql + op::AddLabelsToContent;
}

async fn label(client: &Client<OAuth<Librarian>>) -> site::Result<usize> {
    let query = cql!(space = "DOCS" and type = page and not (label = "draft"));
    let found = client.v1().contents().search_content_by_cql(query).items();
    let labelled = found.concurrently(8, async |page| match page.id {
        Some(id) => client
            .v1()
            .labels()
            .add(id, ["reviewed", "year-2026"])
            .await
            .map(|_| page.title),
        None => Ok(None),
    });
    let titles = labelled.try_collect().await?;
    for title in titles.iter().flatten() {
        println!("labelled: {title}");
    }
    Ok(titles.len())
}

#[tokio::main]
async fn main() -> site::Result<()> {
    let site = site::Site::start().await?;
    let labelled = label(&site.client()?).await?;
    assert_eq!(labelled, 3, "all but the draft");
    Ok(())
}
