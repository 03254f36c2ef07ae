//! Lists people who have permissions of their own in a space, and not by a group:
//! `cargo run --example audit_permissions`.

use confluence_sdk::v2::SpacePermissionAssignmentPrincipalType::User;
use confluence_sdk::{AccountId, Client, OAuth, scopes};
use std::collections::BTreeMap;

#[path = "shared/site.rs"]
mod site;

scopes! { struct Auditor = "read:space:confluence", "read:user:confluence"; }

async fn audit(client: &Client<OAuth<Auditor>>) -> site::Result<BTreeMap<(String, String), usize>> {
    let mut counts = BTreeMap::new();
    for space in client.spaces().get_spaces().items().collect().await? {
        let given = client.space_permissions().get_space_permissions_assignments(space.id);
        let given = given.items().collect().await?.into_iter();
        let people = given.filter_map(|given| given.principal.filter(|who| who.kind == Some(User)));
        let own: Vec<_> = people.filter_map(|who| AccountId::new(who.id?).ok()).collect();
        let users = client.users().look_up(own.clone()).await?.by_id;
        for id in own {
            let name = users.get(&id).and_then(|user| user.display_name.clone());
            let who = (space.name.clone().unwrap_or_default(), name.unwrap_or(id.into()));
            *counts.entry(who).or_default() += 1;
        }
    }
    Ok(counts)
}

#[tokio::main]
async fn main() -> site::Result<()> {
    let site = site::Site::start().await?;
    let found = audit(&site.client()?).await?;
    for ((space, name), permissions) in &found {
        println!("{space}: {name} has {permissions} permissions");
    }
    assert!(!found.is_empty());
    Ok(())
}
