//! Pages of results, walked to the end whatever the links look like.

mod ahead;
mod kinds;
mod links;
mod offsets;
mod positions;
mod sizes;
mod streams;
mod walks;

use crate::clients::user;
use crate::fault_server::{FaultServer, Received, Reply};
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

/// The value of a parameter in the query of a request.
fn number(request: &Received, name: &str) -> Option<u64> {
    let pairs = request.query().split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .filter(|(known, _)| *known == name)
        .find_map(|(_, value)| value.parse().ok())
}

/// Answers as v2 does, with pages 1 to `total`. The cursor is the last id.
fn list_by_cursor(server: &FaultServer, total: u64) {
    server.otherwise(move |request| {
        let (after, limit) = (
            number(request, "cursor").unwrap_or(0),
            number(request, "limit").unwrap_or(25),
        );
        let last = total.min(after + limit);
        let ids: Vec<u64> = (after + 1..=last).collect();
        let next = format!("/wiki/api/v2/pages?limit={limit}&cursor={last}");
        page(&ids, (last < total).then_some(next.as_str()))
    });
}

/// Answers as v1 does without links, with groups 1 to `total`.
fn list_by_offset(server: &FaultServer, total: u64) {
    server.otherwise(move |request| {
        let (start, limit) = (
            number(request, "start").unwrap_or(0),
            number(request, "limit").unwrap_or(200),
        );
        let groups = (start + 1..=total.min(start + limit)).map(|id| format!(r#"{{"name":"g","id":"{id}"}}"#));
        let groups: Vec<String> = groups.collect();
        Reply::ok(format!(r#"{{"results":[{}],"limit":{limit}}}"#, groups.join(",")))
    });
}
