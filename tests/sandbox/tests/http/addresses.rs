//! Addresses that clients use beside those in the vendor's documents.

use crate::caller::{Caller, bearer, plain_http, read, text};
use confluence_sandbox::Sandbox;
use reqwest::Method;
use reqwest::header::{ALLOW, CONTENT_LENGTH, LOCATION};
use reqwest::multipart::{Form, Part};
use serde_json::json;

#[tokio::test]
async fn the_gateway_takes_paths_without_wiki_and_all_take_a_slash_at_the_end() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let token = sandbox.token(&sandbox.admin(), &["read:space:confluence"]);
    let gateway = sandbox.gateway_url();
    for path in [
        "/wiki/api/v2/spaces",
        "/api/v2/spaces",
        "/api/v2/spaces/",
        "/wiki/api/v2/spaces/",
    ] {
        let (status, spaces) = read(bearer(format!("{gateway}{path}"), &token).await).await;
        assert_eq!((status, &spaces["results"][0]["key"]), (200, &json!("DEMO")), "{path}");
    }
    // The next page has the same address, no matter how the first one was asked for.
    let admin = Caller::new(&sandbox, "admin");
    for title in ["One", "Two"] {
        let space = text(&admin.get("/wiki/api/v2/spaces/").await.1["results"][0]["id"]);
        let new = json!({ "spaceId": space, "title": title });
        assert_eq!(admin.post("/wiki/api/v2/pages/", new).await.0, 200);
    }
    let pages = sandbox.token(&sandbox.admin(), &["read:page:confluence"]);
    let (_, page) = read(bearer(format!("{gateway}/api/v2/pages/?limit=1"), &pages).await).await;
    assert!(
        text(&page["_links"]["next"]).starts_with("/wiki/api/v2/pages?"),
        "{page}"
    );
    let other = format!(
        "{}/ex/confluence/00000000-0000-4000-8000-000000000000/api/v2/spaces",
        sandbox.url()
    );
    assert_eq!(bearer(other, &token).await.status(), 404);
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let path = "/wiki/api/v2/spaces";
    let whole = admin.request(Method::GET, path).send().await.unwrap();
    let length = whole.text().await.unwrap().len().to_string();
    let head = admin.request(Method::HEAD, path).send().await.unwrap();
    assert_eq!(head.status(), 200);
    assert_eq!(head.headers()[CONTENT_LENGTH], length.as_str());
    assert_eq!(head.text().await.unwrap(), "");
    let missing = admin
        .request(Method::HEAD, "/wiki/api/v2/pages/1")
        .send()
        .await
        .unwrap();
    assert_eq!(missing.status(), 404);
    let logged = sandbox.requests();
    assert_eq!(
        (&logged[1].method, logged[1].operation),
        (&Method::HEAD, Some("getSpaces"))
    );
    let wrong = admin.request(Method::PATCH, path).send().await.unwrap();
    assert_eq!(
        (wrong.status().as_u16(), &wrong.headers()[ALLOW]),
        (405, &"GET, POST".parse().unwrap())
    );
}

#[tokio::test]
async fn a_browser_may_call_the_gateway() {
    let sandbox = Sandbox::start().await.unwrap();
    let url = format!("{}/wiki/api/v2/spaces", sandbox.gateway_url());
    let asked = plain_http()
        .request(Method::OPTIONS, &url)
        .header("Origin", "https://app.example")
        .header("Access-Control-Request-Method", "GET")
        .header("Access-Control-Request-Headers", "authorization, x-mine");
    let preflight = asked.send().await.unwrap();
    assert_eq!(preflight.status(), 204);
    let headers = preflight.headers();
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert_eq!(headers["access-control-allow-headers"], "authorization, x-mine");
    assert!(
        headers["access-control-allow-methods"]
            .to_str()
            .unwrap()
            .contains("DELETE")
    );
    let token = sandbox.token(&sandbox.admin(), &["read:space:confluence"]);
    let call = plain_http()
        .get(&url)
        .bearer_auth(&token)
        .header("Origin", "https://app.example");
    let answer = call.send().await.unwrap();
    assert_eq!(
        (
            answer.status().as_u16(),
            &answer.headers()["access-control-allow-origin"]
        ),
        (200, &"*".parse().unwrap())
    );
    let plain = bearer(url, &token).await;
    assert!(!plain.headers().contains_key("access-control-allow-origin"));
}

/// The links in answers are not percent-encoded. Clients encode them or replace blanks by a plus.
#[tokio::test]
async fn download_links_lead_to_the_file() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let page = admin.page(&space, "Plans").await;
    let path = format!("/wiki/rest/api/content/{page}/child/attachment");
    for contents in ["first", "second"] {
        let file = Part::text(contents)
            .file_name("my plan ä.txt")
            .mime_str("text/plain")
            .unwrap();
        let form = Form::new().part("file", file).text("minorEdit", "true");
        let upload = admin
            .request(Method::PUT, &path)
            .multipart(form)
            .header("X-Atlassian-Token", "nocheck");
        assert_eq!(upload.send().await.unwrap().status(), 200);
    }
    let (_, listed) = admin.get(&format!("/wiki/api/v2/pages/{page}/attachments")).await;
    let link = text(&listed["results"][0]["downloadLink"]);
    assert_eq!(link, format!("/download/attachments/{page}/my plan ä.txt?version=2"));
    let fetch = async |link: &str| {
        let redirect = admin
            .request(Method::GET, &format!("/wiki{link}"))
            .send()
            .await
            .unwrap();
        assert_eq!(redirect.status(), 302, "{link}");
        let location = redirect.headers()[LOCATION].to_str().unwrap().to_owned();
        assert!(location.starts_with(sandbox.media_url()), "{location}");
        plain_http().get(location).send().await.unwrap().text().await.unwrap()
    };
    assert_eq!(fetch(&link).await, "second");
    assert_eq!(fetch(&link.replace("version=2", "version=1")).await, "first");
    let encoded = format!("/download/attachments/{page}/my%20plan%20%C3%A4.txt");
    assert_eq!(fetch(&encoded).await, "second");
    assert_eq!(fetch(&encoded.replace("%20", "+")).await, "second");
    assert_eq!(fetch(&encoded.replace("attachments", "thumbnails")).await, "second");

    let missing = format!("/wiki/download/attachments/{page}/none.txt");
    assert_eq!(admin.get(&missing).await.0, 404);
    let outsider = Caller::new(&sandbox, "outsider");
    assert_eq!(outsider.get(&format!("/wiki{encoded}")).await.0, 403);
    let token = sandbox.token(&sandbox.admin(), &["read:attachment:confluence"]);
    let refused = bearer(format!("{}/wiki{encoded}", sandbox.gateway_url()), &token).await;
    let realm = format!("OAuth realm=\"{}/wiki\"", sandbox.url());
    assert_eq!(
        (
            refused.status().as_u16(),
            refused.headers()["www-authenticate"].to_str().unwrap()
        ),
        (401, realm.as_str())
    );
}

#[tokio::test]
async fn personal_spaces_have_keys_with_a_tilde() {
    let sandbox = Sandbox::builder().personal_space("writer").start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let (_, spaces) = writer.get("/wiki/api/v2/spaces?type=personal").await;
    let key = text(&spaces["results"][0]["key"]);
    let account: String = writer
        .user
        .account_id()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    assert_eq!(key, format!("~{account}"));
    for spelling in [key.clone(), key.replace('~', "%7E")] {
        let (status, space) = writer
            .get(&format!("/wiki/rest/api/space/{spelling}?expand=homepage"))
            .await;
        assert_eq!(
            (status, &space["type"], &space["homepage"]["title"]),
            (200, &json!("personal"), &json!("writer"))
        );
    }
    let (_, me) = writer.get("/wiki/rest/api/user/current?expand=personalSpace").await;
    assert_eq!(me["personalSpace"]["key"], key);
    assert_eq!(
        Caller::new(&sandbox, "reader")
            .get(&format!("/wiki/rest/api/space/{key}"))
            .await
            .0,
        404
    );
    let other = json!({ "key": "~5b10a2844c20165700ede21g", "name": "Mine" });
    assert_eq!(writer.post("/wiki/rest/api/space", other).await.1["type"], "personal");
    for key in ["~", "with space", "~a/b", ""] {
        assert_eq!(
            writer
                .post("/wiki/rest/api/space", json!({ "key": key, "name": "No" }))
                .await
                .0,
            400,
            "{key}"
        );
    }
}

#[tokio::test]
async fn the_site_tells_the_methods_of_a_path() {
    let sandbox = Sandbox::start().await.unwrap();
    let ask = async |path: &str| {
        let request = plain_http().request(Method::OPTIONS, format!("{}{path}", sandbox.url()));
        request.send().await.unwrap()
    };
    let told = ask("/wiki/api/v2/pages/1").await;
    assert_eq!(told.status(), 200);
    let methods = told.headers()[ALLOW].to_str().unwrap();
    for method in ["GET", "PUT", "DELETE", "OPTIONS"] {
        assert!(methods.contains(method), "{methods}");
    }
    assert!(!told.headers().contains_key("access-control-allow-origin"));
    assert_eq!(ask("/wiki/api/v2/nothing").await.status(), 404);
}

#[tokio::test]
async fn things_of_v1_link_to_themselves_by_whole_addresses() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let base = format!("{}/wiki/rest/api/", sandbox.url());
    let (_, groups) = admin.get("/wiki/rest/api/group").await;
    let mut things = vec![groups["results"][0].clone()];
    for path in ["user/current", "user/anonymous"] {
        things.push(admin.get(&format!("/wiki/rest/api/{path}")).await.1);
    }
    for thing in things {
        let own = text(&thing["_links"]["self"]);
        assert!(own.starts_with(&base), "{own}");
        let again = own.strip_prefix(sandbox.url()).unwrap();
        assert_eq!(admin.get(again).await.0, 200, "{own}");
    }
}

#[tokio::test]
async fn the_links_that_people_paste_lead_to_the_page() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let (admin, outsider) = (Caller::new(&sandbox, "admin"), Caller::new(&sandbox, "outsider"));
    let (_, spaces) = admin.get("/wiki/api/v2/spaces").await;
    let body = json!({ "representation": "storage", "value": "<p>one text</p>" });
    let new = json!({ "spaceId": spaces["results"][0]["id"], "title": "What & why? 1/2", "body": body });
    let (_, page) = admin.post("/wiki/api/v2/pages", new).await;
    let id = text(&page["id"]);
    let (_, older) = admin.get(&format!("/wiki/rest/api/content/{id}")).await;
    let (webui, tiny) = (text(&page["_links"]["webui"]), text(&page["_links"]["tinyui"]));
    assert_eq!(webui, format!("/spaces/DEMO/pages/{id}/What+%26+why%3F+1%2F2"));
    assert_eq!(
        (&older["_links"]["webui"], &older["_links"]["tinyui"]),
        (&json!(webui), &json!(tiny))
    );
    for link in [
        tiny,
        format!("/pages/viewpage.action?pageId={id}"),
        "/pages/viewpage.action?spaceKey=DEMO&title=What+%26+why%3F+1%2F2".to_owned(),
        "/display/DEMO/What+%26+why%3F+1%2F2".to_owned(),
    ] {
        let path = format!("/wiki{link}");
        let answer = admin.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), 302, "{link}");
        let to = answer.headers()[LOCATION].to_str().unwrap();
        assert_eq!(to, format!("{}/wiki{webui}", sandbox.url()), "{link}");
        assert!(matches!(outsider.get(&path).await.0, 403 | 404), "{link}");
    }
    for path in [format!("/wiki{webui}"), format!("/wiki/spaces/DEMO/pages/{id}")] {
        let answer = admin.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let shown = answer.text().await.unwrap();
        assert!(shown.contains("<title>What &amp; why? 1/2</title>"), "{shown}");
        assert!(shown.contains("<p>one text</p>"), "{shown}");
    }
    for wrong in [
        "/wiki/x/nothing-here",
        "/wiki/pages/viewpage.action",
        "/wiki/display/DEMO/None",
    ] {
        assert_eq!(admin.get(wrong).await.0, 404, "{wrong}");
    }
}
