//! The page that a person sees, and what its form does.

use super::{CALLBACK, SCOPES, authorize_url, code_exchange, parameter, token, with_app};
use crate::caller::plain_http;
use confluence_sandbox::{OAuthApp, Sandbox};
use reqwest::header::LOCATION;

async fn page(sandbox: &Sandbox) -> String {
    let answer = plain_http().get(authorize_url(sandbox, SCOPES)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(answer.headers()["x-frame-options"], "DENY");
    assert!(
        answer.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("default-src 'none'")
    );
    answer.text().await.unwrap()
}

/// The value of the first field of this name.
fn field(page: &str, name: &str) -> String {
    let (_, after) = page.split_once(&format!("name=\"{name}\"")).unwrap();
    let (_, after) = after.split_once("value=\"").unwrap();
    after.split('"').next().unwrap().to_owned()
}

async fn press(sandbox: &Sandbox, fields: &[(&str, &str)]) -> (u16, Option<String>) {
    let url = format!("{}/authorize/consent", sandbox.identity_url());
    let form: String = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let request = plain_http()
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = request.body(form).send().await.unwrap();
    let location = answer
        .headers()
        .get(LOCATION)
        .map(|value| value.to_str().unwrap().to_owned());
    (answer.status().as_u16(), location)
}

#[tokio::test]
async fn it_is_a_form_with_labels_that_needs_no_script() {
    let sandbox = with_app().second_site("another").start().await.unwrap();
    let page = page(&sandbox).await;
    for part in [
        "<!DOCTYPE html>",
        "<html lang=\"en\">",
        "<title>mine asks for access</title>",
        "<main>",
        "<form method=\"post\" action=\"/authorize/consent\">",
        "<label for=\"user\">",
        "<select id=\"user\" name=\"user\">",
        "<legend>For these sites</legend>",
        "another (https://another.sandbox.test)",
        "View pages, and in v2 blog posts too. <code>read:page:confluence</code>",
        "<code>offline_access</code>",
        "<button type=\"submit\" name=\"decision\" value=\"accept\">Accept</button>",
        "<button type=\"submit\" name=\"decision\" value=\"cancel\">Cancel</button>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!page.contains("<script"));
    assert_eq!(page.matches("type=\"checkbox\"").count(), 2);
    assert_eq!(page.matches("<label").count(), 3);
}

#[tokio::test]
async fn what_is_written_by_others_stays_text() {
    let sandbox = Sandbox::builder()
        .user("<i>\"Eve'</i>", confluence_sandbox::Role::Reader)
        .oauth_app(
            OAuthApp::new("mine")
                .name("<script>alert('&')</script>")
                .redirect(CALLBACK)
                .scopes(["read:page:confluence", "read:me", "<b>:jira"]),
        )
        .start()
        .await
        .unwrap();
    let url = authorize_url(&sandbox, "read:me <b>:jira");
    let page = plain_http().get(url).send().await.unwrap().text().await.unwrap();
    assert!(
        !page.contains("<script") && !page.contains("<i>") && !page.contains("<b>"),
        "{page}"
    );
    assert!(
        page.contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt; asks for access"),
        "{page}"
    );
    assert!(page.contains("&lt;i&gt;&quot;Eve&#39;&lt;/i&gt;"), "{page}");
}

#[tokio::test]
async fn accepting_leads_to_a_code_that_works() {
    let sandbox = with_app().start().await.unwrap();
    let (page, reader) = (page(&sandbox).await, sandbox.user("reader"));
    let (request, site) = (field(&page, "request"), field(&page, "site"));
    let fields = [
        ("request", request.as_str()),
        ("user", reader.account_id()),
        ("site", site.as_str()),
        ("decision", "accept"),
    ];
    let (status, location) = press(&sandbox, &fields).await;
    let location = location.unwrap();
    assert_eq!(
        (status, parameter(&location, "state").as_deref()),
        (302, Some("a state & more"))
    );
    let code = parameter(&location, "code").unwrap();
    let (status, answer) = token(&sandbox, code_exchange(&code)).await;
    assert_eq!(status, 200, "{answer}");
    let me = crate::caller::bearer(
        format!("{}/me", sandbox.url()),
        answer["access_token"].as_str().unwrap(),
    )
    .await;
    assert_eq!(crate::caller::read(me).await.1["account_id"], reader.account_id());

    // The form was already answered, so the same form again is refused.
    assert_eq!(press(&sandbox, &fields).await, (403, None));
}

#[tokio::test]
async fn cancelling_is_told_to_the_app() {
    let sandbox = with_app().start().await.unwrap();
    let request = field(&page(&sandbox).await, "request");
    let (status, location) = press(&sandbox, &[("request", &request), ("decision", "cancel")]).await;
    assert_eq!(status, 302);
    assert_eq!(parameter(&location.unwrap(), "error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn a_form_that_was_not_made_here_does_nothing() {
    let sandbox = with_app().start().await.unwrap();
    let page = page(&sandbox).await;
    let (request, site, admin) = (field(&page, "request"), field(&page, "site"), sandbox.admin());
    let press = async |request: &str, user: &str, site: &str, decision: &str| {
        let fields = [
            ("request", request),
            ("user", user),
            ("site", site),
            ("decision", decision),
        ];
        press(&sandbox, &fields).await.0
    };
    assert_eq!(press("made-up", admin.account_id(), &site, "accept").await, 403);
    assert_eq!(press("", admin.account_id(), &site, "accept").await, 403);
    assert_eq!(press(&request, "nobody", &site, "accept").await, 400);
    assert_eq!(press(&request, admin.account_id(), "elsewhere", "accept").await, 400);
    assert_eq!(press(&request, admin.account_id(), &site, "").await, 400);
    // None of these attempts has used it up. After its time it is refused.
    sandbox.advance(super::HOUR);
    assert_eq!(press(&request, admin.account_id(), &site, "accept").await, 403);
}
