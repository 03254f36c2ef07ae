//! Edits a property safely from ten tasks at once: `cargo run --example edit_property`.

use confluence_sdk::workflows::Outcome;
use confluence_sdk::{Client, OAuth, PageId, scopes};
use std::collections::BTreeMap;
use tokio::task::JoinSet;

#[path = "shared/site.rs"]
mod site;

scopes! { struct Counter = "read:page:confluence", "write:page:confluence"; }

/// Any type of serde: here how often each task has voted.
type Votes = BTreeMap<String, u32>;

/// If somebody else writes at the same time, the closure runs again with what they wrote.
async fn vote(client: Client<OAuth<Counter>>, page: PageId, name: String) -> confluence_sdk::Result<Outcome> {
    let vote = |votes: &mut Votes| *votes.entry(name.clone()).or_default() += 1;
    Ok(client.properties(page).edit("votes", vote).await?.outcome)
}

#[tokio::main]
async fn main() -> site::Result<()> {
    let site = site::Site::start().await?;
    let (client, page) = (site.client::<Counter>()?, site.page("Plans").await?);
    let mut tasks = JoinSet::new();
    for n in 0..10 {
        tasks.spawn(vote(client.clone(), page, format!("task {}", n % 5)));
    }
    while let Some(outcome) = tasks.join_next().await {
        println!("a task voted: the property was {}", outcome??);
    }
    let votes: Option<Votes> = client.properties(page).get("votes").await?;
    println!("{votes:?}");
    assert!(votes.is_some_and(|votes| votes.len() == 5 && votes.values().all(|votes| *votes == 2)));
    Ok(())
}
