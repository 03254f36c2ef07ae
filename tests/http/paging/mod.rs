//! Pages of results, walked to the end whatever the links look like.

mod kinds;
mod links;
mod offsets;
mod streams;
mod walks;

use crate::clients::user;
use crate::fault_server::Reply;
use confluence_sandbox::Sandbox;
use confluence_sdk::{Basic, Client, SpaceId, scopes};

scopes! { pub(crate) struct Reader = "read:page:confluence"; }
scopes! { pub(crate) struct Auditor = "read:audit-log:confluence", "write:audit-log:confluence"; }

/// A sandbox with a space of 60 pages, one of them its home page.
async fn sixty() -> (Sandbox, Client<Basic>, SpaceId) {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let client = user(&sandbox, "admin");
    let space = client.spaces().get_spaces().await.unwrap().results[0].id;
    for number in 1..60 {
        client
            .pages()
            .create_page(space)
            .title(format!("Page {number:02} & more"))
            .await
            .unwrap();
    }
    sandbox.clear_requests();
    (sandbox, client, space)
}

fn page(ids: &[u64], next: Option<&str>) -> Reply {
    let results: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    let links = next.map_or(String::new(), |next| format!(r#"{{"next":"{next}"}}"#));
    let links = if links.is_empty() { "{}".to_owned() } else { links };
    Reply::ok(format!(r#"{{"results":[{}],"_links":{links}}}"#, results.join(",")))
}
