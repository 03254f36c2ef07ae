//! What each field and each function finds.

use super::{SEARCH, ask, label, page, titles};
use crate::caller::Caller;
use confluence_sandbox::{Access, Sandbox};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn every_field_of_content_finds_what_it_is_about() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let space = admin.space("DEMO").await;
    let writer_id = writer.user.account_id();
    let top = page(&admin, &space, None, "Top", "<p>quick brown fox</p>").await;
    let mention = format!(
        "<p>See <ac:link><ri:user ri:account-id=\"{writer_id}\" /></ac:link></p><ac:structured-macro ac:name=\"toc\" />"
    );
    let middle = page(&admin, &space, Some(&top), "Middle \"quoted\"", &mention).await;
    let bottom = page(&writer, &space, Some(&middle), "Bottom", "<p>brown bread</p>").await;
    label(&admin, &bottom, "needs_review").await;
    let comment = json!({ "pageId": top, "body": { "representation": "storage", "value": "<p>a fox!</p>" } });
    let (status, comment) = writer.post("/wiki/api/v2/footer-comments", comment).await;
    assert_eq!(status, 201, "{comment}");
    let watch = format!("/wiki/rest/api/user/watch/content/{middle}");
    let request = writer
        .request(Method::POST, &watch)
        .header("X-Atlassian-Token", "no-check");
    assert_eq!(request.send().await.unwrap().status(), 204);
    save_for_later(&writer, "content", &bottom).await;

    let cases = [
        (format!("id = {top}"), vec!["Top"]),
        (format!("content in ({top}, {bottom})"), vec!["Bottom", "Top"]),
        (format!("parent = {top}"), vec!["Middle \"quoted\""]),
        (
            format!("ancestor = {top} and type = page"),
            vec!["Bottom", "Middle \"quoted\""],
        ),
        (format!("container = {top}"), vec!["Re: Top"]),
        (format!("type = comment and ancestor = {top}"), vec!["Re: Top"]),
        (
            "title = \"Middle \\\"quoted\\\"\"".to_owned(),
            vec!["Middle \"quoted\""],
        ),
        ("title ~ quoted".to_owned(), vec!["Middle \"quoted\""]),
        ("text ~ \"brown fox\" and type = page".to_owned(), vec!["Top"]),
        ("text ~ \"\\\"fox brown\\\"\"".to_owned(), vec![]),
        ("text ~ \"br?wn\" and type = page".to_owned(), vec!["Bottom", "Top"]),
        ("siteSearch ~ \"brea*\"".to_owned(), vec!["Bottom"]),
        ("text ~ needs_review".to_owned(), vec!["Bottom"]),
        ("text ~ \"braed~\"".to_owned(), vec!["Bottom"]),
        ("label = NEEDS_review".to_owned(), vec!["Bottom"]),
        ("label in (none, needs_review)".to_owned(), vec!["Bottom"]),
        (
            "type = page and label != needs_review and space = demo".to_owned(),
            vec!["DEMO", "Middle \"quoted\"", "Top"],
        ),
        ("macro = toc".to_owned(), vec!["Middle \"quoted\""]),
        (format!("mention = \"{writer_id}\""), vec!["Middle \"quoted\""]),
        (format!("creator = \"{writer_id}\" and type = page"), vec!["Bottom"]),
        (
            format!("contributor = \"{writer_id}\" and type != comment"),
            vec!["Bottom"],
        ),
        ("creator.fullname ~ writer and type = page".to_owned(), vec!["Bottom"]),
        (
            "type = page and space = DEMO and creator.fullname !~ \"adm*\"".to_owned(),
            vec!["Bottom"],
        ),
        (
            "contributor.fullname ~ writer and type = page".to_owned(),
            vec!["Bottom"],
        ),
        ("creator.fullname ~ nobody".to_owned(), vec![]),
        // The vendor writes exact titles so.
        ("title = \"\\\"Bottom\\\"\"".to_owned(), vec!["Bottom"]),
        ("title in (\"\\\"Bottom\\\"\", top)".to_owned(), vec!["Bottom", "Top"]),
        (format!("watcher = \"{writer_id}\""), vec!["Middle \"quoted\""]),
        ("type = space".to_owned(), vec!["DEMO"]),
        ("space.type = global and type = space".to_owned(), vec!["DEMO"]),
        ("space.title ~ demo and type = comment".to_owned(), vec!["Re: Top"]),
        ("created < \"2020-01-01\"".to_owned(), vec![]),
        (
            "lastmodified >= startOfDay(\"-1d\") and title = top".to_owned(),
            vec!["Top"],
        ),
    ];
    for (cql, expected) in cases {
        let found = titles(&admin, &format!("{cql} order by title")).await;
        assert_eq!(found, expected, "{cql}");
    }
}

async fn save_for_later(caller: &Caller<'_>, kind: &str, id: &str) {
    let path = format!("/wiki/rest/api/relation/favourite/from/user/current/to/{kind}/{id}");
    let (status, answer) = caller.send(Method::PUT, &path, None).await;
    assert_eq!(status, 200, "{answer}");
}

#[tokio::test]
async fn functions_mean_the_account_that_asks() {
    let sandbox = Sandbox::builder()
        .space("ONE", "One")
        .space("TWO", "Two")
        .start()
        .await
        .unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let (_, spaces) = admin.get("/wiki/api/v2/spaces?keys=TWO").await;
    let two = spaces["results"][0]["id"].as_str().unwrap().to_owned();
    let home = spaces["results"][0]["homepageId"].as_str().unwrap().to_owned();
    let news = page(&admin, &two, None, "News", "<p>new</p>").await;
    save_for_later(&reader, "space", "TWO").await;
    save_for_later(&admin, "content", &news).await;
    for id in [&home, &news] {
        assert_eq!(reader.get(&format!("/wiki/api/v2/pages/{id}")).await.0, 200);
    }
    for (cql, of_reader, of_admin) in [
        ("creator = currentUser() and title = news", vec![], vec!["News"]),
        ("favorite = currentUser()", vec!["Two"], vec!["News"]),
        (
            "space in favouriteSpaces() and type = page order by title",
            vec!["News", "Two"],
            vec![],
        ),
        (
            "space in (favouriteSpaces(), ONE) and type = space order by title",
            vec!["One", "Two"],
            vec!["One"],
        ),
        ("id in recentlyViewedContent(1)", vec!["News"], vec![]),
        ("id in recentlyViewedContent(5, 1)", vec!["Two"], vec![]),
        ("space in recentlyViewedSpaces(3) and type = space", vec!["Two"], vec![]),
    ] {
        assert_eq!(titles(&reader, cql).await, of_reader, "{cql} of the reader");
        assert_eq!(titles(&admin, cql).await, of_admin, "{cql} of the admin");
    }
}

#[tokio::test]
async fn a_search_finds_what_the_caller_may_see() {
    let sandbox = Sandbox::builder()
        .space("OPEN", "Open")
        .space("SHUT", "Shut")
        .access("SHUT", "reader", Access::none())
        .start()
        .await
        .unwrap();
    let (admin, reader) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "reader"));
    let (_, spaces) = admin.get("/wiki/api/v2/spaces?keys=OPEN").await;
    let open = spaces["results"][0]["id"].as_str().unwrap().to_owned();
    let secret = page(&admin, &open, None, "Secret", "<p>x</p>").await;
    page(&admin, &open, Some(&secret), "Below the secret", "<p>x</p>").await;
    let all = "type in (page, space) order by title, type";
    let seen = ["Below the secret", "Open", "Open", "Secret", "Shut", "Shut"];
    assert_eq!(titles(&admin, all).await, seen);
    let restriction = json!([{
        "operation": "read",
        "restrictions": { "user": [{ "type": "known", "accountId": admin.user.account_id() }], "group": [] },
    }]);
    let (status, answer) = admin
        .put(&format!("/wiki/rest/api/content/{secret}/restriction"), restriction)
        .await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(titles(&reader, all).await, ["Open", "Open"]);
    assert_eq!(titles(&admin, all).await, seen);
}

#[tokio::test]
async fn every_kind_of_content_is_found_by_its_type() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let (_, spaces) = writer.get("/wiki/api/v2/spaces").await;
    let space = spaces["results"][0]["id"].as_str().unwrap().to_owned();
    let storage = json!({ "representation": "storage", "value": "<p>kind</p>" });
    for (segment, more) in [
        ("blogposts", json!({ "body": storage })),
        ("folders", json!({})),
        ("whiteboards", json!({})),
        ("databases", json!({})),
        ("embeds", json!({ "embedUrl": "https://example.com/" })),
        ("custom-content", json!({ "type": "forge:app:note", "body": storage })),
    ] {
        let mut new = json!({ "spaceId": space, "title": segment });
        new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let (status, created) = writer.post(&format!("/wiki/api/v2/{segment}"), new).await;
        assert!(matches!(status, 200 | 201), "{segment}: {created}");
    }
    for (kind, title) in [
        ("blogpost", "blogposts"),
        ("folder", "folders"),
        ("whiteboard", "whiteboards"),
        ("database", "databases"),
        ("embed", "embeds"),
        ("\"forge:app:note\"", "custom-content"),
    ] {
        assert_eq!(titles(&writer, &format!("type = {kind}")).await, [title], "{kind}");
    }
    let with_text = titles(&writer, "text ~ kind order by title").await;
    assert_eq!(with_text, ["blogposts", "custom-content"]);
}

#[tokio::test]
async fn words_are_found_in_all_their_forms_and_phrases_as_they_are() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    page(&admin, &space, None, "Managing tests", "<p>who tested the flies</p>").await;
    page(&admin, &space, None, "Other", "<p>Testing: one fly</p>").await;
    for (cql, found) in [
        ("title ~ manage", vec!["Managing tests"]),
        ("text ~ test", vec!["Managing tests", "Other"]),
        ("text ~ fly", vec!["Managing tests", "Other"]),
        ("text ~ \"\\\"tested the flies\\\"\"", vec!["Managing tests"]),
        ("text ~ \"\\\"testing the flies\\\"\"", vec![]),
        ("text ~ \"\\\"flies managing\\\"\"", vec![]),
        ("title ~ \"\\\"managing tests\\\"\"", vec!["Managing tests"]),
        ("text ~ \"tested*\"", vec!["Managing tests"]),
    ] {
        assert_eq!(titles(&admin, cql).await, found, "{cql}");
    }
}

#[tokio::test]
async fn nobody_finds_what_others_have_saved_for_later() {
    let sandbox = Sandbox::start().await.unwrap();
    let (admin, writer) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "writer"));
    let space = admin.space("DEMO").await;
    let saved = page(&admin, &space, None, "Saved", "<p>x</p>").await;
    save_for_later(&writer, "content", &saved).await;
    let of_writer = format!("favourite = \"{}\"", writer.user.account_id());
    assert_eq!(titles(&writer, &of_writer).await, ["Saved"]);
    let (status, refused) = ask(&admin, SEARCH, &[("cql", &of_writer)]).await;
    assert_eq!(status, 400, "{refused}");
}

#[tokio::test]
async fn pages_are_found_by_their_status() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let mut ids = Vec::new();
    for title in ["Early", "Own", "Plain"] {
        ids.push(page(&admin, &space, None, title, "<p>x</p>").await);
    }
    let states = [json!({ "id": 0 }), json!({ "name": "On hold", "color": "#FF0000" })];
    for (id, state) in ids.iter().zip(states) {
        let path = format!("/wiki/rest/api/content/{id}/state?status=current");
        let (status, answer) = admin.put(&path, state).await;
        assert_eq!(status, 200, "{answer}");
    }
    for (cql, found) in [
        ("pageStatus = \"rough draft\"", vec!["Early"]),
        (
            "pageStatus in (\"\\\"Rough draft\\\"\", \"On hold\")",
            vec!["Early", "Own"],
        ),
        (
            "type = page and pageStatus not in (\"\\\"Rough draft\\\"\", \"On hold\")",
            vec!["DEMO", "Plain"],
        ),
        ("pageStatus = \"In progress\"", vec![]),
    ] {
        assert_eq!(titles(&admin, &format!("{cql} order by title")).await, found, "{cql}");
    }
    let path = format!("/wiki/rest/api/content/{}/state?status=current", ids[0]);
    assert_eq!(admin.delete(&path).await.0, 200);
    assert_eq!(titles(&admin, "pageStatus = \"Rough draft\"").await, [""; 0]);
}
