//! Operations that the sandbox implements, and those that it does not.

use crate::caller::{Caller, plain_http};
use confluence_sandbox::{Sandbox, implemented};
use confluence_sdk::spec::{self, Declaration, Mode, operations};
use reqwest::Method;
use serde_json::json;
use std::collections::HashSet;

#[tokio::test]
async fn what_is_not_played_says_so() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let played: HashSet<_> = implemented().collect();
    let open = |operation: &&'static Declaration| {
        let reads = operation.method == spec::Method::Get && operation.callers.allow(Mode::Basic);
        reads && !operation.path.contains('{') && !played.contains(&(operation.version, operation.id))
    };
    // When all operations are implemented, this loop does nothing.
    for missing in operations().filter(open) {
        let required = missing.params.iter().filter(|param| param.required);
        let query: Vec<_> = required.map(|param| format!("{}=1", param.wire)).collect();
        let (status, body) = admin.get(&format!("{}?{}", missing.path, query.join("&"))).await;
        assert_eq!((status, &body["operationId"]), (501, &json!(missing.id)));
    }
    assert_eq!(admin.get("/wiki/api/v2/nothing/here").await.0, 404);
    assert_eq!(admin.send(Method::PATCH, "/wiki/api/v2/pages", None).await.0, 405);
}

#[tokio::test]
async fn it_stops_when_it_is_dropped() {
    let sandbox = Sandbox::start().await.unwrap();
    let url = format!("{}/_edge/tenant_info", sandbox.url());
    let ask = || plain_http().get(&url).send();
    assert!(ask().await.is_ok());
    drop(sandbox);
    for _ in 0..100 {
        if ask().await.is_err() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("still there");
}

/// A handler that panics closes the connection, which the client reports as an error.
#[tokio::test]
async fn nonsense_is_answered() {
    const NONSENSE: [&str; 5] = ["1", "-1", "99999999999999999999", "%C3%A9%00", "att"];
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, pages) = admin.get("/wiki/api/v2/pages").await;
    let home = pages["results"][0]["id"].as_str().unwrap();
    let values = json!([home, -1, 1.5, "", null, true, [null, {}], { "value": 7, "number": "x", "results": 3 }]);
    let values = values.as_array().unwrap();
    for operation in operations().filter(|operation| operation.callers.allow(Mode::Basic)) {
        for (round, nonsense) in NONSENSE.iter().chain([&home]).enumerate() {
            let path = operation
                .path
                .split('/')
                .map(|segment| if segment.starts_with('{') { nonsense } else { segment });
            let query = operation
                .params
                .iter()
                .map(|param| format!("{}={nonsense}", param.wire));
            let url = format!(
                "{}?{}",
                path.collect::<Vec<_>>().join("/"),
                query.collect::<Vec<_>>().join("&")
            );
            let members = operation.params.iter().enumerate();
            let members =
                members.map(|(at, param)| (param.wire.to_owned(), values[(round + at) % values.len()].clone()));
            let bodies = [members.collect(), values[round].clone()];
            for body in bodies {
                let method = Method::from_bytes(operation.method.as_str().as_bytes()).unwrap();
                let request = admin
                    .request(method, &url)
                    .header("X-Atlassian-Token", "no-check")
                    .json(&body);
                assert!(request.send().await.is_ok(), "{} {url} {body}", operation.id);
            }
        }
    }
}
