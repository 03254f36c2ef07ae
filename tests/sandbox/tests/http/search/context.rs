//! Where a search is made from, which spaces and statuses it covers, and the time zone of its dates.

use super::{CONTENT, SEARCH, ask, list, page, titles};
use crate::caller::Caller;
use confluence_sandbox::Sandbox;
use serde_json::json;

#[tokio::test]
async fn a_context_says_which_space_and_content_are_the_current_ones() {
    let sandbox = Sandbox::builder()
        .space("ONE", "One")
        .space("TWO", "Two")
        .start()
        .await
        .unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, spaces) = admin.get("/wiki/api/v2/spaces?keys=TWO").await;
    let two = spaces["results"][0]["id"].as_str().unwrap().to_owned();
    let top = page(&admin, &two, None, "Top", "").await;
    page(&admin, &two, Some(&top), "Below", "").await;
    let in_context = async |cql: &str, context: serde_json::Value| {
        let context = context.to_string();
        ask(&admin, CONTENT, &[("cql", cql), ("cqlcontext", &context)]).await
    };
    let here = "space = currentSpace() and type = page order by title";
    let (_, found) = in_context(here, json!({ "spaceKey": "TWO" })).await;
    assert_eq!(list(&found, "title"), ["Below", "Top", "Two"]);
    let (_, found) = in_context(here, json!({ "contentId": top })).await;
    assert_eq!(list(&found, "title"), ["Below", "Top", "Two"]);
    let (_, found) = in_context(
        "parent = currentContent()",
        json!({ "contentId": top, "spaceKey": "two" }),
    )
    .await;
    assert_eq!(list(&found, "title"), ["Below"]);

    for (cql, context, words) in [
        (here, json!({}), "currentSpace() needs a `spaceKey`"),
        (
            "id = currentContent()",
            json!({ "spaceKey": "TWO" }),
            "currentContent() needs a `contentId`",
        ),
        (here, json!({ "contentId": top, "spaceKey": "ONE" }), "not in its space"),
        (here, json!({ "contentId": "1" }), "content that does not exist"),
        (here, json!({ "spaceKey": 1 }), "`spaceKey` that is not text"),
        (here, json!({ "space": "ONE" }), "unknown member `space`"),
        (
            here,
            json!({ "contentStatuses": ["new"] }),
            "`contentStatuses` that do not exist",
        ),
        (here, json!([]), "is not a JSON object"),
    ] {
        let (status, answer) = in_context(cql, context).await;
        assert_eq!(status, 400, "{answer}");
        assert!(answer["message"].as_str().unwrap().contains(words), "{answer}");
    }
}

#[tokio::test]
async fn a_context_says_which_statuses_are_searched() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let space = admin.space("DEMO").await;
    let thrown = page(&admin, &space, None, "Thrown away", "").await;
    assert_eq!(admin.delete(&format!("/wiki/api/v2/pages/{thrown}")).await.0, 204);
    let draft = json!({ "spaceId": space, "title": "Draft", "status": "draft", "body": { "representation": "storage", "value": "" } });
    assert_eq!(admin.post("/wiki/api/v2/pages", draft).await.0, 200);
    for (statuses, expected, of_reader) in [
        (json!(["current"]), vec!["DEMO"], vec!["DEMO"]),
        (json!(["trashed"]), vec!["Thrown away"], vec!["Thrown away"]),
        (json!(["draft"]), vec!["Draft"], vec![]),
        (json!(["current", "draft"]), vec!["DEMO", "Draft"], vec!["DEMO"]),
        (json!(["historical"]), vec![], vec![]),
    ] {
        let context = json!({ "contentStatuses": statuses }).to_string();
        let pairs = [("cql", "type = page order by title"), ("cqlcontext", &context)];
        assert_eq!(
            list(&ask(&admin, CONTENT, &pairs).await.1, "title"),
            expected,
            "{statuses}"
        );
        assert_eq!(
            list(&ask(&reader, CONTENT, &pairs).await.1, "title"),
            of_reader,
            "{statuses}"
        );
    }
}

#[tokio::test]
async fn archived_spaces_are_searched_on_request() {
    let sandbox = Sandbox::builder()
        .space("OLD", "Old")
        .space("NEW", "New")
        .start()
        .await
        .unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (status, answer) = admin
        .put("/wiki/rest/api/space/OLD", json!({ "status": "archived" }))
        .await;
    assert_eq!(status, 200, "{answer}");
    for (parameters, expected, archived) in [
        (vec![], vec!["New"], 1),
        (vec![("includeArchivedSpaces", "true")], vec!["New", "Old"], 0),
        (vec![("excludeCurrentSpaces", "true")], vec!["Old"], 0),
    ] {
        let mut pairs = vec![("cql", "type = page order by title")];
        pairs.extend(parameters);
        let (_, page) = ask(&admin, SEARCH, &pairs).await;
        assert_eq!(list(&page, "title"), expected, "{pairs:?}");
        assert_eq!(page["archivedResultCount"], archived, "{pairs:?}");
    }
}

#[tokio::test]
async fn dates_are_in_the_time_zone_of_the_account() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .time_zone("admin", "Pacific/Kiritimati")
        .start()
        .await
        .unwrap();
    let (east, utc) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let (_, page) = utc.get("/wiki/api/v2/pages").await;
    let created: jiff::Timestamp = page["results"][0]["createdAt"].as_str().unwrap().parse().unwrap();
    // 14 hours ahead of UTC.
    let at = |hours: i64| {
        (created + jiff::SignedDuration::from_hours(hours))
            .strftime("%Y-%m-%d %H:%M")
            .to_string()
    };
    let exact = |hours| format!("type = page and created = \"{}\"", at(hours));
    assert_eq!(titles(&utc, &exact(0)).await, ["Demo"]);
    assert_eq!(titles(&east, &exact(14)).await, ["Demo"]);
    assert_eq!(titles(&east, &exact(0)).await, [""; 0]);
    let (_, myself) = east.get("/wiki/rest/api/user/current").await;
    assert_eq!(myself["timeZone"], "Pacific/Kiritimati");

    let unknown = Sandbox::builder()
        .time_zone("admin", "Mars/Base")
        .start()
        .await
        .unwrap_err();
    assert_eq!(unknown.to_string(), "no time zone `Mars/Base`");
    let nobody = Sandbox::builder().time_zone("nobody", "UTC").start().await.unwrap_err();
    assert_eq!(nobody.to_string(), "no user `nobody`");
}
