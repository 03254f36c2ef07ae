//! Troubles and limits: what a client sees of each, and what the site has done.

use crate::caller::{Caller, read, text};
use confluence_sandbox::{Fault, LimitHeaders, Limits, Odd, Sandbox, Server, TokenRequest, Trouble};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const PAGES: &str = "/wiki/api/v2/pages";

async fn ask(caller: &Caller<'_>, path: &str) -> Response {
    caller.request(Method::GET, path).send().await.unwrap()
}

fn header<'r>(answer: &'r Response, name: &str) -> Option<&'r str> {
    answer.headers().get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_trouble_strikes_when_it_should() {
    let sandbox = Sandbox::start().await.unwrap();
    let caller = Caller::new(&sandbox, "admin");
    let statuses = async |path: &str, n: usize| {
        let mut statuses = Vec::new();
        for _ in 0..n {
            statuses.push(ask(&caller, path).await.status().as_u16());
        }
        statuses
    };
    sandbox.trouble(
        Trouble::new(Fault::Status(502))
            .operation("getPages")
            .every(3)
            .after(1)
            .times(2),
    );
    assert_eq!(statuses("/wiki/api/v2/spaces", 4).await, [200; 4]);
    let seen = statuses(PAGES, 9).await;
    assert_eq!(seen, [200, 200, 200, 502, 200, 200, 502, 200, 200]);
    sandbox.calm();

    sandbox.trouble(Trouble::new(Fault::Status(500)).method("POST").path("/pages"));
    assert_eq!(statuses(PAGES, 1).await, [200]);
    assert_eq!(caller.post(PAGES, json!({})).await.0, 500);
    sandbox.calm();

    sandbox.trouble(Trouble::new(Fault::Status(500)).chance(0.5, 11));
    let first = statuses(PAGES, 40).await;
    sandbox.calm();
    sandbox.trouble(Trouble::new(Fault::Status(500)).chance(0.5, 11));
    assert_eq!(statuses(PAGES, 40).await, first);
    let failed = first.iter().filter(|status| **status == 500).count();
    assert!((8..=32).contains(&failed), "{failed} of 40");
}

#[tokio::test]
async fn a_refusal_has_the_vendors_form_and_nothing_is_done() {
    let sandbox = Sandbox::start().await.unwrap();
    let caller = Caller::new(&sandbox, "admin");
    let space = caller.space("DEMO").await;
    for (fault, status) in [
        (Fault::Status(503), 503),
        (Fault::Busy(Duration::from_secs(2)), 503),
        (Fault::Gone, 410),
        (Fault::Anonymous, 404),
        (Fault::Html, 200),
        (Fault::RateLimited(LimitHeaders::None), 429),
    ] {
        sandbox.trouble(Trouble::new(fault.clone()).method("POST"));
        let request = caller
            .request(Method::POST, PAGES)
            .json(&json!({ "spaceId": space, "title": "Never" }));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status, "{fault:?}");
        match fault {
            Fault::Busy(_) => assert_eq!(header(&answer, "retry-after"), Some("2")),
            Fault::Anonymous => assert_eq!(header(&answer, "x-seraph-loginreason"), Some("AUTHENTICATED_FAILED")),
            Fault::Html | Fault::Status(_) => assert!(answer.text().await.unwrap().contains("<title>")),
            Fault::Gone => assert!(
                read(answer).await.1["message"]
                    .as_str()
                    .unwrap()
                    .contains("GoneException")
            ),
            _ => {}
        }
        sandbox.calm();
        assert_eq!(sandbox.requests().last().unwrap().status, status);
        let (_, found) = caller.get(&format!("{PAGES}?title=Never")).await;
        assert_eq!(found["results"], json!([]));
    }
}

#[tokio::test]
async fn a_limit_is_told_in_every_form() {
    let sandbox = Sandbox::start().await.unwrap();
    let caller = Caller::new(&sandbox, "admin");
    for (form, has, has_not) in [
        (
            LimitHeaders::RetryAfter,
            vec!["retry-after", "x-ratelimit-reset", "ratelimit-reason"],
            vec!["ratelimit"],
        ),
        (
            LimitHeaders::RetryAfterDate,
            vec!["retry-after"],
            vec!["x-ratelimit-reset"],
        ),
        (
            LimitHeaders::Quota,
            vec!["x-ratelimit-reset", "ratelimit-reason"],
            vec!["retry-after"],
        ),
        (
            LimitHeaders::Gateway,
            vec!["x-failure-category", "x-ratelimit-reset"],
            vec!["retry-after"],
        ),
        (
            LimitHeaders::Structured,
            vec!["ratelimit", "ratelimit-policy"],
            vec!["retry-after", "x-ratelimit-reset"],
        ),
        (
            LimitHeaders::None,
            vec![],
            vec!["retry-after", "x-ratelimit-reset", "ratelimit"],
        ),
    ] {
        sandbox.calm();
        sandbox.trouble(Trouble::new(Fault::RateLimited(form)));
        let answer = ask(&caller, PAGES).await;
        assert_eq!(answer.status(), 429);
        for name in has {
            assert!(header(&answer, name).is_some(), "{form:?} has {name}");
        }
        for name in has_not {
            assert_eq!(header(&answer, name), None, "{form:?} has no {name}");
        }
        if form == LimitHeaders::RetryAfterDate {
            assert!(header(&answer, "retry-after").unwrap().ends_with(" GMT"));
        }
    }
}

#[tokio::test]
async fn a_cut_after_the_change_has_made_it_and_one_before_has_not() {
    let sandbox = Sandbox::start().await.unwrap();
    let caller = Caller::new(&sandbox, "admin");
    let space = caller.space("DEMO").await;
    for (fault, made) in [(Fault::CutBefore, 0), (Fault::CutAfter, 1)] {
        sandbox.trouble(Trouble::new(fault.clone()).method("POST"));
        let title = format!("{fault:?}");
        let request = caller
            .request(Method::POST, PAGES)
            .json(&json!({ "spaceId": space, "title": title }));
        assert!(request.send().await.is_err(), "{fault:?}");
        sandbox.calm();
        let (_, found) = caller.get(&format!("{PAGES}?title={title}")).await;
        assert_eq!(found["results"].as_array().unwrap().len(), made, "{fault:?}");
    }
}

#[tokio::test]
async fn a_body_is_cut_stalls_or_comes_slowly() {
    let sandbox = Sandbox::start().await.unwrap();
    let caller = Caller::new(&sandbox, "admin");
    let space = caller.space("DEMO").await;
    caller.page(&space, "Long").await;
    let whole = ask(&caller, PAGES).await.text().await.unwrap();

    sandbox.trouble(Trouble::new(Fault::CutBody(10)));
    let answer = ask(&caller, PAGES).await;
    assert_eq!(answer.content_length(), Some(whole.len() as u64));
    assert!(answer.text().await.is_err());

    sandbox.calm();
    sandbox.trouble(Trouble::new(Fault::Stall));
    let answer = ask(&caller, PAGES).await;
    assert!(
        tokio::time::timeout(Duration::from_millis(200), answer.text())
            .await
            .is_err()
    );

    sandbox.calm();
    sandbox.trouble(Trouble::new(Fault::Slow(Duration::from_millis(1))));
    assert_eq!(ask(&caller, PAGES).await.text().await.unwrap(), whole);

    sandbox.calm();
    sandbox.trouble(Trouble::new(Fault::Latency(Duration::from_millis(150))));
    let start = Instant::now();
    assert_eq!(ask(&caller, PAGES).await.status(), 200);
    assert!(start.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn requests_a_second_are_limited() {
    let sandbox = Sandbox::builder()
        .limit(Limits::default().requests_per_second(5))
        .start()
        .await
        .unwrap();
    let caller = Caller::new(&sandbox, "admin");
    sandbox.freeze();
    for _ in 0..5 {
        assert_eq!(ask(&caller, PAGES).await.status(), 200);
    }
    let refused = ask(&caller, PAGES).await;
    assert_eq!(
        (refused.status().as_u16(), header(&refused, "retry-after")),
        (429, Some("1"))
    );
    sandbox.advance(Duration::from_millis(999));
    assert_eq!(ask(&caller, PAGES).await.status(), 429);
    sandbox.advance(Duration::from_millis(1));
    assert_eq!(ask(&caller, PAGES).await.status(), 200);
}

#[tokio::test]
async fn points_are_counted_for_apps_and_come_back_with_the_hour() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    sandbox.limit(Limits::default().points_per_hour(10));
    let token = sandbox.issue(TokenRequest::oauth(&sandbox.admin()).scopes(["read:page:confluence"]));
    let pages = format!("{}{PAGES}", sandbox.gateway_url());
    let ask_as_app = async || crate::caller::bearer(pages.clone(), &token).await;

    let first = ask_as_app().await;
    // One for the request, one for the home page of the space.
    assert_eq!(header(&first, "x-ratelimit-remaining"), Some("8"));
    assert_eq!(header(&first, "x-ratelimit-nearlimit"), Some("false"));
    for _ in 0..4 {
        assert_eq!(ask_as_app().await.status(), 200);
    }
    let refused = ask_as_app().await;
    assert_eq!(refused.status(), 429);
    assert_eq!(
        header(&refused, "ratelimit-reason"),
        Some("confluence-quota-tenant-based")
    );
    assert_eq!(
        ask(&admin, PAGES).await.status(),
        200,
        "API tokens are outside the points"
    );
    sandbox.advance(Duration::from_secs(3600));
    let token = sandbox.issue(TokenRequest::oauth(&sandbox.admin()).scopes(["read:page:confluence"]));
    assert_eq!(crate::caller::bearer(pages, &token).await.status(), 200);
}

#[tokio::test]
async fn answers_are_odd_as_real_ones_are() {
    let sandbox = Sandbox::start().await.unwrap();
    let caller = Caller::new(&sandbox, "admin");
    let space = caller.space("DEMO").await;
    caller.page(&space, "One").await;
    let path = format!("{PAGES}?limit=1");
    let odd = async |odd: Odd, path: &str| -> (Option<String>, Value) {
        sandbox.calm();
        sandbox.trouble(Trouble::new(Fault::Odd(odd)));
        let answer = ask(&caller, path).await;
        let link = header(&answer, "link").map(str::to_owned);
        (link, read(answer).await.1)
    };
    let (link, page) = odd(Odd::NoNextLink, &path).await;
    assert_eq!((link, &page["_links"]["next"]), (None, &Value::Null));
    let (link, page) = odd(Odd::LinkHeaderOnly, &path).await;
    assert!(link.is_some() && page["_links"]["next"].is_null());
    let (_, page) = odd(Odd::NullMembers, &path).await;
    assert_eq!(page["results"][0].as_object().unwrap()["authorId"], Value::Null);
    assert!(page["results"][0]["id"].is_string());
    let (_, page) = odd(Odd::AbsentMembers, &path).await;
    assert_eq!(page["results"][0].get("authorId"), None);
    let (_, page) = odd(Odd::EmptyTexts, &path).await;
    assert_eq!(page["results"][0]["createdAt"], "");
    let (_, page) = odd(Odd::MoreMembers, &path).await;
    assert!(page["results"][0]["sandboxExtra"].is_object());
    let (_, page) = odd(Odd::EmptyPageToItself, &format!("{PAGES}?title=None")).await;
    assert_eq!(page["_links"]["next"], format!("{PAGES}?title=None"));
    let (_, found) = odd(Odd::TotalOfThePage, "/wiki/rest/api/search?limit=1&cql=type=page").await;
    assert_eq!(found["totalSize"], 1);
    let (link, page) = odd(Odd::EmptyAnswer, &path).await;
    assert_eq!((link, page), (None, json!({})));
    let (_, page) = odd(Odd::NegativeCounts, &path).await;
    assert_eq!(page["results"][0]["position"], -1);
    caller.page(&space, "Two").await;
    let (_, short) = odd(Odd::ShortPages, "/wiki/rest/api/content?limit=2").await;
    let shown = (short["results"].as_array().unwrap().len(), &short["size"]);
    assert_eq!(shown, (1, &json!(1)));
    assert!(text(&short["_links"]["next"]).ends_with("limit=2&start=2"), "{short}");
}

#[tokio::test]
async fn other_languages_make_trouble_over_http() {
    let sandbox = Sandbox::start().await.unwrap();
    let caller = Caller::new(&sandbox, "admin");
    let control = "/_sandbox/trouble";
    let trouble = json!({ "fault": { "status": 503 }, "operation": "getPages", "times": 1 });
    let (status, listed) = caller.post(control, trouble).await;
    assert_eq!(
        (status, &listed["troubles"][0]["fault"]),
        (201, &json!({ "status": 503 }))
    );
    assert_eq!(caller.get(PAGES).await.0, 503);
    assert_eq!(caller.get(PAGES).await.0, 200);
    let (status, refused) = caller.post(control, json!({ "fault": { "statuss": 503 } })).await;
    assert_eq!(status, 400);
    assert!(
        text(&refused["message"]).contains("`fault` is none that is known"),
        "{refused}"
    );
    assert_eq!(caller.delete(control).await.0, 204);
    assert_eq!(caller.get(control).await.1, json!({ "troubles": [] }));
}

#[tokio::test]
async fn the_other_hosts_have_trouble_of_their_own() {
    let sandbox = Sandbox::start().await.unwrap();
    let caller = Caller::new(&sandbox, "admin");
    sandbox.trouble(Trouble::new(Fault::Status(503)).server(Server::Identity));
    assert_eq!(caller.get(PAGES).await.0, 200);
    let keys = format!("{}/.well-known/jwks.json", sandbox.identity_url());
    assert_eq!(
        crate::caller::plain_http().get(keys).send().await.unwrap().status(),
        503
    );
    assert_eq!(sandbox.requests().last().unwrap().server, Server::Identity);
}
