//! Listings: their order, their pages, and that none is lost among many.

use super::{World, create, members, storage};
use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::json;

/// All results of a listing, page by page.
async fn walk(caller: &Caller<'_>, path: &str, member: &str) -> Vec<String> {
    let (mut next, mut seen) = (path.to_owned(), Vec::new());
    loop {
        let (status, page) = caller.get(&next).await;
        assert_eq!(status, 200, "{page}");
        seen.extend(members(&page, member));
        match page["_links"]["next"].as_str() {
            Some(following) => following.clone_into(&mut next),
            None => return seen,
        }
    }
}

#[tokio::test]
async fn every_order_walks_everything_once() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demonstration")
        .pages("DEMO", 70)
        .start()
        .await
        .unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, space) = admin.get("/wiki/api/v2/spaces?keys=DEMO").await;
    let (space, home) = (
        text(&space["results"][0]["id"]),
        text(&space["results"][0]["homepageId"]),
    );
    let pages = format!("/wiki/api/v2/spaces/{space}/pages?limit=9");
    let by_id = walk(&admin, &pages, "title").await;
    assert_eq!((by_id.len(), by_id[70].as_str()), (71, "Page 70"));
    let mut by_title = by_id.clone();
    by_title.sort();
    for (sort, expected) in [
        ("title", by_title),
        ("id", by_id.clone()),
        ("created-date", by_id.clone()),
        ("modified-date", by_id.clone()),
    ] {
        assert_eq!(
            walk(&admin, &format!("{pages}&sort={sort}"), "title").await,
            expected,
            "{sort}"
        );
        let backwards: Vec<String> = expected.into_iter().rev().collect();
        assert_eq!(
            walk(&admin, &format!("{pages}&sort=-{sort}"), "title").await,
            backwards,
            "{sort}"
        );
    }
    let children = format!("/wiki/api/v2/pages/{home}/children?limit=9&sort=-child-position");
    let backwards: Vec<String> = by_id[1..].iter().rev().cloned().collect();
    assert_eq!(walk(&admin, &children, "title").await, backwards);
    let descendants = walk(
        &admin,
        &format!("/wiki/api/v2/pages/{home}/descendants?limit=9"),
        "title",
    )
    .await;
    assert_eq!(descendants, by_id[1..]);
}

#[tokio::test]
async fn a_listing_takes_the_orders_and_statuses_of_its_kind() {
    let world = World::new().await;
    let writer = world.caller("writer");
    for (path, accepted, refused) in [
        (
            "pages",
            "sort=-title&status=archived&status=deleted",
            "sort=child-position",
        ),
        ("pages", "status=current,trashed", "status=draft"),
        ("blogposts", "sort=-modified-date&status=trashed", "sort=title"),
        ("blogposts", "status=deleted", "status=archived"),
        ("attachments", "sort=created-date&status=archived", "sort=id"),
        ("custom-content?type=ac:a:b", "sort=-title", "sort=child-position"),
        ("footer-comments", "sort=-modified-date", "sort=id"),
        ("labels", "sort=-created-date", "sort=prefix"),
    ] {
        let start = if path.contains('?') { '&' } else { '?' };
        for (query, expected) in [(accepted, 200), (refused, 400)] {
            let path = format!("/wiki/api/v2/{path}{start}{query}");
            assert_eq!(writer.get(&path).await.0, expected, "{path}");
        }
    }
}

#[tokio::test]
async fn what_is_moved_or_renamed_is_found_where_it_is() {
    let world = World::new().await;
    let writer = world.caller("writer");
    let (one, two) = (
        writer.page(&world.space, "One").await,
        writer.page(&world.space, "Two").await,
    );
    let child = create(
        &writer,
        "pages",
        json!({ "spaceId": world.space, "title": "Child", "parentId": one }),
    )
    .await;
    let update = json!({ "id": child, "status": "current", "title": "Kid", "parentId": two, "body": storage(""),
        "version": { "number": 2 } });
    assert_eq!(writer.put(&format!("/wiki/api/v2/pages/{child}"), update).await.0, 200);
    let children = async |id: &str| members(&writer.get(&format!("/wiki/api/v2/pages/{id}/children")).await.1, "id");
    assert_eq!(
        (children(&one).await, children(&two).await),
        (Vec::new(), vec![child.clone()])
    );
    let titled = async |title: &str| members(&writer.get(&format!("/wiki/api/v2/pages?title={title}")).await.1, "id");
    assert_eq!(
        (titled("Child").await, titled("Kid").await),
        (Vec::new(), vec![child.clone()])
    );
    let again = json!({ "spaceId": world.space, "title": "Child", "parentId": two });
    assert_eq!(
        writer.post("/wiki/api/v2/pages", again).await.0,
        200,
        "the title is free"
    );
    for path in ["", "?purge=true"] {
        assert_eq!(
            world
                .caller("admin")
                .delete(&format!("/wiki/api/v2/pages/{child}{path}"))
                .await
                .0,
            204
        );
    }
    assert_eq!(titled("Kid").await, Vec::<String>::new());
    assert_eq!(children(&two).await.len(), 1);
}
