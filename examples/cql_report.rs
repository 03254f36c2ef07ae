//! A report of what was written lately, by a query: `cargo run --example cql_report`.

use confluence_sdk::v1::op;
use confluence_sdk::{Client, OAuth, cql, scopes};
use std::collections::BTreeMap;

#[path = "shared/site.rs"]
mod site;

scopes! { struct Reporter = granular for op::SearchByCql; }

/// How many things of each kind have a text in them and are not older than a week.
async fn report(client: &Client<OAuth<Reporter>>, text: &str) -> site::Result<BTreeMap<String, usize>> {
    // The text is a value, whatever is in it: it cannot become a part of the query.
    let query = cql!(text ~ {text} and created > now("-1w") order by created desc);
    let mut found = client.v1().search().search_by_cql(query).items();
    let mut kinds = BTreeMap::new();
    while let Some(hit) = found.next().await.transpose()? {
        let kind = hit.content.and_then(|content| content.kind);
        let kind = kind.map_or_else(String::new, |kind| kind.to_string());
        println!("{kind:>12}  {}", hit.title.unwrap_or_default());
        *kinds.entry(kind).or_default() += 1;
    }
    Ok(kinds)
}

#[tokio::main]
async fn main() -> site::Result<()> {
    let site = site::Site::start().await?;
    let client = site.client()?;
    let kinds = report(&client, "boat").await?;
    println!("{kinds:?}");
    assert_eq!(kinds.get("page"), Some(&1));
    let hostile = report(&client, "\" or space = \"DOCS").await?;
    assert!(hostile.is_empty(), "{hostile:?}");
    Ok(())
}
