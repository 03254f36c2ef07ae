//! Relations between users, spaces and content.

use crate::caller::Caller;
use confluence_sandbox::{Access, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};

async fn put(caller: &Caller<'_>, path: &str) -> (u16, Value) {
    caller
        .send(Method::PUT, &format!("/wiki/rest/api/relation/{path}"), None)
        .await
}

async fn get(caller: &Caller<'_>, path: &str) -> (u16, Value) {
    caller.get(&format!("/wiki/rest/api/relation/{path}")).await
}

#[tokio::test]
async fn a_relation_is_made_once_and_leads_one_way() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let space = admin.space("DEMO").await;
    let (a, b) = (admin.page(&space, "A").await, admin.page(&space, "B").await);
    let path = format!("sibling/from/content/{a}/to/content/{b}");
    assert_eq!(get(&admin, &path).await.0, 404);
    let (status, made) = put(&admin, &format!("{path}?expand=relationData")).await;
    assert_eq!((status, &made["name"]), (200, &json!("sibling")), "{made}");
    assert_eq!(
        made["_links"]["self"],
        format!("{}/wiki/rest/api/relation/{path}", sandbox.url())
    );
    assert_eq!(put(&writer, &path).await.0, 200, "again");
    let (_, read) = get(&writer, &format!("{path}?expand=relationData,target")).await;
    assert_eq!(
        read["relationData"]["createdBy"]["displayName"], "admin",
        "it is still the first one"
    );
    assert_eq!(
        (&read["target"]["title"], &read["_expandable"]),
        (&json!("B"), &json!({ "source": "" }))
    );
    assert_eq!(
        get(&admin, &format!("sibling/from/content/{b}/to/content/{a}")).await.0,
        404,
        "the other way"
    );

    let delete = format!("/wiki/rest/api/relation/{path}");
    assert_eq!(admin.delete(&delete).await.0, 204);
    assert_eq!(admin.delete(&delete).await.0, 204, "there is none any more");
    assert_eq!(get(&admin, &path).await.0, 404);
}

#[tokio::test]
async fn relations_are_listed_from_both_ends() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let (a, b) = (admin.page(&space, "A").await, admin.page(&space, "B").await);
    for target in [format!("content/{b}"), "space/DEMO".to_owned()] {
        assert_eq!(
            put(&admin, &format!("sibling/from/content/{a}/to/{target}")).await.0,
            200
        );
    }
    let list = async |path: String| {
        let (status, found) = get(&admin, &path).await;
        assert_eq!(status, 200, "{found}");
        found["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| found["target"].clone())
            .collect::<Vec<_>>()
    };
    let pages = list(format!("sibling/from/content/{a}/to/content?expand=target")).await;
    assert_eq!((pages.len(), &pages[0]["id"]), (1, &json!(b)));
    assert_eq!(
        list(format!("sibling/from/content/{a}/to/space?expand=target")).await[0]["key"],
        "DEMO"
    );
    assert_eq!(list(format!("sibling/from/content/{a}/to/user")).await.len(), 0);
    assert_eq!(list(format!("cousin/from/content/{a}/to/content")).await.len(), 0);
    assert_eq!(
        list(format!("sibling/to/content/{b}/from/content?expand=target"))
            .await
            .len(),
        1
    );
    assert_eq!(
        list(format!("sibling/from/content/{a}/to/content?targetStatus=archived"))
            .await
            .len(),
        0
    );
    assert_eq!(
        list(format!("sibling/from/content/{a}/to/content?targetStatus=current"))
            .await
            .len(),
        1
    );
}

#[tokio::test]
async fn the_ends_of_a_relation_must_exist() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let (a, b) = (admin.page(&space, "A").await, admin.page(&space, "B").await);
    let historical = format!("reads/from/user/current/to/content/{a}?targetStatus=historical");
    assert_eq!(put(&admin, &historical).await.0, 400, "no version");
    assert_eq!(put(&admin, &format!("{historical}&targetVersion=9")).await.0, 404);
    assert_eq!(put(&admin, &format!("{historical}&targetVersion=1")).await.0, 200);
    for (path, status) in [
        (format!("x/from/content/12345678/to/content/{b}"), 404),
        ("x/from/user/nobody/to/space/DEMO".to_owned(), 404),
        ("x/from/user/current/to/space/NOPE".to_owned(), 404),
        (format!("x/from/page/{a}/to/content/{b}"), 400),
        (format!("x/from/content/{a}/to/content/{b}?sourceStatus=lost"), 400),
    ] {
        assert_eq!(put(&admin, &path).await.0, status, "{path}");
    }
}

#[tokio::test]
async fn what_a_user_saves_for_later_and_likes() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demonstration")
        .space("HIDDEN", "Hidden")
        .access("HIDDEN", "writer", Access::none())
        .start()
        .await
        .unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let (_, spaces) = admin.get("/wiki/api/v2/spaces?keys=DEMO").await;
    let page = admin.page(spaces["results"][0]["id"].as_str().unwrap(), "Plan").await;
    let favourite = format!("favourite/from/user/current/to/content/{page}");
    let read = format!("/wiki/api/v2/pages/{page}?include-favorited-by-current-user-status=true&include-likes=true");
    assert_eq!(writer.get(&read).await.1["isFavoritedByCurrentUser"], false);
    assert_eq!(put(&writer, &favourite).await.0, 200);
    assert_eq!(put(&writer, "favourite/from/user/current/to/space/DEMO").await.0, 200);
    assert_eq!(writer.get(&read).await.1["isFavoritedByCurrentUser"], true);
    assert_eq!(admin.get(&read).await.1["isFavoritedByCurrentUser"], false);
    let me = writer.user.account_id();
    for (query, keys) in [("favorited-by", vec!["DEMO"]), ("not-favorited-by", vec!["HIDDEN"])] {
        let (_, found) = admin.get(&format!("/wiki/api/v2/spaces?{query}={me}&sort=key")).await;
        let found: Vec<_> = found["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|space| space["key"].clone())
            .collect();
        assert_eq!(found, keys, "{query}");
    }
    assert_eq!(put(&writer, "favourite/from/user/current/to/user/current").await.0, 400);
    assert_eq!(
        put(&writer, &format!("favourite/from/content/{page}/to/space/DEMO"))
            .await
            .0,
        400
    );
    assert_eq!(put(&writer, "favourite/from/user/current/to/space/HIDDEN").await.0, 404);
    assert_eq!(
        get(&writer, "favourite/from/user/current/to/content").await.0,
        400,
        "they are not listed"
    );

    let of_writer = format!("/wiki/rest/api/relation/favourite/from/user/{me}/to/content/{page}");
    assert_eq!(Caller::new(&sandbox, "reader").delete(&of_writer).await.0, 403);
    assert_eq!(admin.delete(&of_writer).await.0, 204, "who administers the space may");
    assert_eq!(get(&writer, &favourite).await.0, 404);

    assert_eq!(
        put(&writer, &format!("like/from/user/current/to/content/{page}"))
            .await
            .0,
        200
    );
    assert_eq!(
        admin.get(&format!("/wiki/api/v2/pages/{page}/likes/count")).await.1["count"],
        1
    );
    assert_eq!(admin.get(&read).await.1["likes"]["results"][0]["accountId"], me);
    let like = format!("/wiki/rest/api/relation/like/from/user/current/to/content/{page}");
    assert_eq!(writer.delete(&like).await.0, 204);
    assert_eq!(
        admin.get(&format!("/wiki/api/v2/pages/{page}/likes/count")).await.1["count"],
        0
    );
}
