//! Steps of the kinds of content beside pages.

use super::Tour;
use super::steps::properties;
use serde_json::json;

pub(super) async fn blog_posts_and_custom_content(tour: &mut Tour<'_>) {
    let body = json!({ "representation": "storage", "value": "<p>News</p>" });
    let post = json!({ "spaceId": "{space}", "title": "News", "body": body });
    tour.keep("post", "/id", "200 POST 2/blogposts", post).await;
    let update =
        json!({ "id": "{post}", "status": "current", "title": "Old news", "body": body, "version": { "number": 2 } });
    tour.write("200 PUT 2/blogposts/{post}", update).await;
    let kind = "forge:app:note";
    let custom = json!({ "type": kind, "pageId": "{page}", "title": "Note", "body": body });
    tour.keep("custom", "/id", "201 POST 2/custom-content", custom).await;
    let update = json!({ "id": "{custom}", "type": kind, "status": "current", "title": "Note", "body": body,
        "version": { "number": 2 } });
    tour.write("200 PUT 2/custom-content/{custom}", update).await;
    for (segment, id) in [("blogposts", "post"), ("custom-content", "custom")] {
        let path = format!("2/{segment}/{{{id}}}");
        tour.go(&format!("200 GET {path}?include-labels=true&include-versions=true"))
            .await;
        for below in [
            "attachments",
            "labels",
            "operations",
            "versions",
            "versions/1",
            "footer-comments",
        ] {
            tour.go(&format!("200 GET {path}/{below}")).await;
        }
        properties(tour, &path).await;
    }
    for below in ["inline-comments", "likes/count", "likes/users"] {
        tour.go(&format!("200 GET 2/blogposts/{{post}}/{below}")).await;
    }
    tour.go("200 GET 2/custom-content/{custom}/children").await;
    for place in ["", "pages/{page}/", "blogposts/{post}/", "spaces/{space}/"] {
        tour.go(&format!("200 GET 2/{place}custom-content?type={kind}")).await;
    }
    tour.go("200 GET 2/blogposts").await;
    tour.go("200 GET 2/spaces/{space}/blogposts").await;
    let uploaded = tour.upload("200 POST 1/content/{post}/child/attachment").await;
    tour.hold("picture", "/results/0/id", &uploaded);
    tour.go("200 GET 2/attachments/{picture}/footer-comments").await;
    tour.go("204 DELETE 2/custom-content/{custom}").await;
}

pub(super) async fn the_tree(tour: &mut Tour<'_>) {
    let kinds = [
        ("whiteboards", "whiteboard"),
        ("databases", "database"),
        ("embeds", "embed"),
        ("folders", "folder"),
    ];
    for (segment, id) in kinds {
        let body = json!({ "spaceId": "{space}", "parentId": "{page}", "title": id });
        tour.keep(id, "/id", &format!("200 POST 2/{segment}"), body).await;
        let path = format!("2/{segment}/{{{id}}}");
        tour.go(&format!(
            "200 GET {path}?include-operations=true&include-direct-children=true"
        ))
        .await;
        for below in ["ancestors", "descendants", "direct-children", "operations"] {
            tour.go(&format!("200 GET {path}/{below}")).await;
        }
        properties(tour, &path).await;
    }
    for (segment, id) in [("whiteboards", "whiteboard"), ("databases", "database")] {
        classification(tour, &format!("2/{segment}/{{{id}}}")).await;
    }
    for (segment, id) in kinds {
        tour.go(&format!("204 DELETE 2/{segment}/{{{id}}}")).await;
    }
}

async fn classification(tour: &mut Tour<'_>, path: &str) {
    let level = json!({ "id": "{level}", "status": "current" });
    let levels = tour.go("200 GET 2/classification-levels").await;
    tour.hold("level", "/0/id", &levels);
    tour.go(&format!("404 GET {path}/classification-level")).await;
    tour.write(&format!("204 PUT {path}/classification-level"), level.clone())
        .await;
    tour.go(&format!("200 GET {path}/classification-level")).await;
    tour.write(&format!("204 POST {path}/classification-level/reset"), level)
        .await;
}

pub(super) async fn labels_and_levels(tour: &mut Tour<'_>) {
    classification(tour, "2/pages/{page}").await;
    classification(tour, "2/blogposts/{post}").await;
    let by_default = "2/spaces/{space}/classification-level/default";
    tour.write(&format!("204 PUT {by_default}"), json!({ "id": "{level}" }))
        .await;
    tour.go(&format!("200 GET {by_default}")).await;
    tour.go(&format!("204 DELETE {by_default}")).await;
    tour.go("200 GET 2/labels").await;
    for below in ["pages", "blogposts", "attachments"] {
        tour.go(&format!("200 GET 2/labels/{{label}}/{below}")).await;
    }
    tour.go("200 GET 2/spaces/{space}/labels").await;
    tour.go("200 GET 2/spaces/{space}/content/labels").await;
    for segment in ["pages/{page}", "blogposts/{post}"] {
        let held = tour.go(&format!("200 GET 2/{segment}")).await;
        let title = json!({ "redactions": [{ "pointer": "/title", "from": 0, "to": 1 }] });
        let redact = json!({ "createdAt": held["version"]["createdAt"], "title": title });
        tour.write(&format!("202 POST 2/{segment}/redact"), redact).await;
    }
    tour.go("204 DELETE 2/blogposts/{post}").await;
}
