//! What the builder fills a site with.

use crate::caller::{Caller, bearer, text};
use confluence_sandbox::{Access, NewPage, Role, Sandbox, World};
use confluence_sdk::spec::Mode;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[tokio::test]
async fn a_space_is_filled_with_pages() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .pages("DEMO", 300)
        .start()
        .await
        .unwrap();
    let caller = Caller::new(&sandbox, "reader");
    let (_, page) = caller.get("/wiki/api/v2/pages?limit=250&body-format=storage").await;
    let results = page["results"].as_array().unwrap();
    assert_eq!(results.len(), 250);
    assert_eq!(results[250 - 1]["title"], "Page 249", "the home page comes first");
    assert_eq!(results[1]["body"]["storage"]["value"], "<p>This is page 1 of DEMO.</p>");
    assert_eq!(
        (&results[1]["position"], &results[2]["position"]),
        (&0.into(), &1.into())
    );
}

#[tokio::test]
async fn a_page_has_all_that_was_said() {
    let sandbox = Sandbox::builder()
        .user("anna", Role::Writer)
        .user("ben", Role::Writer)
        .group("editors", ["anna"])
        .account_id("anna", "712020:anna")
        .space("OPS", "Operations")
        .space_id("OPS", 42)
        .page(NewPage::new("OPS", "Runbooks").id(4711).body("<p>All of them.</p>"))
        .page(
            NewPage::new("OPS", "Database")
                .below("Runbooks")
                .by("anna")
                .label("runbook")
                .readers(["editors", "reader"])
                .editors(["anna"])
                .attachment("plan.txt", "text/plain", "hello")
                .comment("anna", "<p>Thanks</p>"),
        )
        .page(NewPage::blog_post("OPS", "We moved").id(4712).by("anna"))
        .start()
        .await
        .unwrap();
    let reader = Caller::new(&sandbox, "reader");
    assert_eq!(sandbox.user("anna").account_id(), "712020:anna");
    let (_, space) = reader.get("/wiki/api/v2/spaces/42").await;
    assert_eq!(space["key"], "OPS");
    let (_, top) = reader.get("/wiki/api/v2/pages/4711?body-format=storage").await;
    assert_eq!(top["body"]["storage"]["value"], "<p>All of them.</p>");
    assert_eq!(top["parentId"], space["homepageId"]);
    let (_, found) = reader.get("/wiki/api/v2/pages?title=Database").await;
    let page = &found["results"][0];
    assert_eq!(
        (&page["parentId"], &page["authorId"]),
        (&"4711".into(), &"712020:anna".into())
    );
    let path = format!("/wiki/api/v2/pages/{}", text(&page["id"]));
    let (_, labels) = reader.get(&format!("{path}/labels")).await;
    assert_eq!(labels["results"][0]["name"], "runbook");
    let (_, files) = reader.get(&format!("{path}/attachments")).await;
    assert_eq!(
        (&files["results"][0]["title"], &files["results"][0]["fileSize"]),
        (&"plan.txt".into(), &5.into())
    );
    let (_, comments) = reader.get(&format!("{path}/footer-comments?body-format=storage")).await;
    assert_eq!(comments["results"][0]["body"]["storage"]["value"], "<p>Thanks</p>");
    let status = async |name: &str| Caller::new(&sandbox, name).get(&path).await.0;
    assert_eq!((status("anna").await, status("ben").await), (200, 404));
    let (status, post) = reader.get("/wiki/api/v2/blogposts/4712").await;
    assert_eq!((status, &post["title"]), (200, &"We moved".into()));
    // The ids that were said are not given to other things.
    let anna = Caller::new(&sandbox, "anna");
    assert_ne!(anna.page("42", "Another").await, "4712");
}

#[tokio::test]
async fn tokens_are_known_before_the_start() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .cloud_id("11111111-2222-4333-8444-555555555555")
        .api_token("reader", "readers-token")
        .token("oauth-token", "reader", Mode::OAuth, ["read:space:confluence"])
        .start()
        .await
        .unwrap();
    assert_eq!(sandbox.user("reader").api_token(), "readers-token");
    let gateway = format!(
        "{}/ex/confluence/11111111-2222-4333-8444-555555555555/wiki/api/v2/spaces",
        sandbox.url()
    );
    assert_eq!(bearer(gateway, "oauth-token").await.status(), 200);
    let (status, _) = Caller::new(&sandbox, "reader").get("/wiki/api/v2/spaces").await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn what_was_not_added_is_named() {
    let demo = || Sandbox::builder().space("DEMO", "Demo");
    for (builder, words) in [
        (demo().pages("NONE", 1), "no space `NONE`"),
        (
            demo().access("DEMO", "nobody", Access::read()),
            "no space `DEMO` or no user `nobody`",
        ),
        (demo().group("all", ["nobody"]), "no user `nobody`"),
        (demo().page(NewPage::new("NONE", "A")), "no space `NONE`"),
        (demo().page(NewPage::new("DEMO", "A").by("nobody")), "no user `nobody`"),
        (
            demo().page(NewPage::new("DEMO", "A").below("B")),
            "no page `B` in the space `DEMO`",
        ),
        (
            demo().page(NewPage::new("DEMO", "A").readers(["x"])),
            "no user and no group `x`",
        ),
        (
            demo()
                .page(NewPage::new("DEMO", "A").id(7))
                .page(NewPage::new("DEMO", "B").id(7)),
            "the id 7 of the page `B` cannot be used",
        ),
        (demo().api_token("nobody", "t"), "no user `nobody`"),
        (
            demo().token("t", "nobody", Mode::OAuth, ["read:me"]),
            "no user `nobody`",
        ),
        (demo().account_id("nobody", "1"), "no user `nobody`"),
    ] {
        let error = builder.start().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.to_string()),
            (std::io::ErrorKind::InvalidInput, words.to_owned())
        );
    }
}

/// All that people see of a site: pages, blog posts and attachments, with their ids.
async fn seen(sandbox: &Sandbox) -> Vec<Value> {
    let admin = Caller::new(sandbox, "admin");
    let mut seen = vec![json!(sandbox.cloud_id()), json!(admin.user.api_token())];
    for list in ["pages", "blogposts", "attachments"] {
        let (status, listed) = admin
            .get(&format!("/wiki/api/v2/{list}?limit=250&body-format=storage"))
            .await;
        assert_eq!(status, 200, "{listed}");
        for item in listed["results"].as_array().unwrap() {
            seen.push(json!([
                item["id"],
                item["title"],
                item["authorId"],
                item["createdAt"],
                item["body"]
            ]));
        }
    }
    seen
}

#[tokio::test]
async fn a_seed_makes_the_same_site_again() {
    for world in [World::Team, World::Deep, World::Files] {
        let start = async |seed: u64| {
            let time = "2030-01-01T00:00:00Z".parse().unwrap();
            let sandbox = Sandbox::builder()
                .world(world)
                .seed(seed)
                .time(time)
                .start()
                .await
                .unwrap();
            let cut = |at: &Value| Value::from(at.as_str().unwrap_or_default().get(..10).unwrap_or_default());
            let mut seen = seen(&sandbox).await;
            for item in seen.iter_mut().skip(2) {
                // The clock runs while the world is made.
                item[3] = cut(&item[3]);
            }
            seen
        };
        let first = start(7).await;
        assert_eq!(first, start(7).await, "{world}");
        assert_ne!(first, start(8).await, "{world}");
    }
}

#[tokio::test]
async fn the_team_is_believable() {
    let sandbox = Sandbox::builder().world(World::Team).seed(7).start().await.unwrap();
    let greta = Caller::new(&sandbox, "greta");
    let (_, spaces) = greta.get("/wiki/api/v2/spaces").await;
    let keys: BTreeSet<_> = spaces["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|space| text(&space["key"]))
        .collect();
    assert_eq!(
        keys.iter().map(String::as_str).collect::<Vec<_>>(),
        ["ENG", "PEOPLE", "PROD", "SUP"]
    );
    let (_, salaries) = greta.get("/wiki/api/v2/pages?title=Salaries").await;
    assert_eq!(salaries["results"], json!([]), "she is not in the team for people");
    let ines = Caller::new(&sandbox, "ines");
    let (_, salaries) = ines.get("/wiki/api/v2/pages?title=Salaries").await;
    assert_eq!(salaries["results"].as_array().unwrap().len(), 1);
    let (_, pages) = greta.get("/wiki/api/v2/pages?limit=250").await;
    let authors: BTreeSet<_> = pages["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|page| text(&page["authorId"]))
        .collect();
    let dates: BTreeSet<_> = pages["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|page| text(&page["createdAt"]))
        .collect();
    assert!(
        authors.len() > 8 && dates.len() > 50,
        "{} {}",
        authors.len(),
        dates.len()
    );
    let (_, posts) = greta.get("/wiki/api/v2/blogposts").await;
    assert_eq!(posts["results"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn ten_thousand_pages_are_there() {
    let sandbox = Sandbox::builder().world(World::Large).start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let mut path = "/wiki/api/v2/pages?limit=250".to_owned();
    let mut count = 0;
    loop {
        let (_, page) = admin.get(&path).await;
        count += page["results"].as_array().unwrap().len();
        match page["_links"]["next"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(count, 10_001, "with the home page");
}

#[tokio::test]
async fn a_site_goes_back_to_what_it_was() {
    let sandbox = Sandbox::builder().world(World::Team).seed(3).start().await.unwrap();
    sandbox.freeze();
    let start = seen(&sandbox).await;
    let before = sandbox.snapshot();
    let time = sandbox.now();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("NEW").await;
    admin.page(&space, "New").await;
    let (_, pages) = admin.get("/wiki/api/v2/pages?title=Roadmap").await;
    admin
        .delete(&format!("/wiki/api/v2/pages/{}", text(&pages["results"][0]["id"])))
        .await;
    let token = sandbox.token(&sandbox.user("reader"), &["read:space:confluence"]);
    sandbox.advance(std::time::Duration::from_secs(60));
    assert_ne!(seen(&sandbox).await, start);
    let after = sandbox.snapshot();
    sandbox.reset_to(&before);
    assert_eq!(seen(&sandbox).await, start);
    assert_eq!(sandbox.now(), time);
    let gateway = format!("{}/wiki/api/v2/spaces", sandbox.gateway_url());
    assert_eq!(bearer(gateway.clone(), &token).await.status(), 401);
    sandbox.reset_to(&after);
    assert_eq!(bearer(gateway, &token).await.status(), 200);
    sandbox.reset();
    let now: Vec<_> = seen(&sandbox).await.iter().map(|item| item[1].clone()).collect();
    let then: Vec<_> = start.iter().map(|item| item[1].clone()).collect();
    assert_eq!(now, then);
}

#[tokio::test]
async fn sites_and_apps_of_the_builder_follow_the_seed() {
    let ids = async |seed: u64| {
        let app = "11111111-2222-4333-8444-555555555555";
        let builder = Sandbox::builder().seed(seed).second_site("other");
        let sandbox = builder.forge_app(app, ["read:space:confluence"]).start().await.unwrap();
        let before = sandbox.second_cloud_id("other");
        sandbox.reset();
        assert_eq!(sandbox.second_cloud_id("other"), before);
        before
    };
    assert_eq!(ids(1).await, ids(1).await);
    assert_ne!(ids(1).await, ids(2).await);
}
