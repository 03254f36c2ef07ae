//! Walks of the content tree.

use super::Place;
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sandbox::{Fault, Trouble};
use confluence_sdk::spec::{Mode, look_up};
use confluence_sdk::v2::HierarchicalContentType;
use confluence_sdk::{Basic, Client, ContentId, Credential, Http, PageId, Site};
use serde_json::json;
use std::time::Duration;

/// A page with two children, a folder below the first of them with a page in it, and so on.
async fn planted(place: &Place) -> (PageId, Vec<(u32, String)>) {
    let client = &place.client;
    let top = place.page("Top", "").await;
    let below = async |parent: ContentId, title: &str| {
        let page = client.pages().create_page(place.space).title(title).parent_id(parent);
        ContentId::from(page.await.unwrap().id)
    };
    let first = below(top.into(), "First").await;
    let folder = client
        .folders()
        .create_folder(place.space)
        .title("Folder")
        .parent_id(first.clone());
    let folder = ContentId::from(folder.await.unwrap().id);
    below(folder.clone(), "In the folder").await;
    let board = client
        .whiteboards()
        .create_whiteboard(place.space)
        .title("Board")
        .parent_id(folder);
    board.await.unwrap();
    below(first, "Behind the folder").await;
    let second = below(top.into(), "Second").await;
    for n in 0..5 {
        below(second.clone(), &format!("Leaf {n}")).await;
    }
    let mut order: Vec<(u32, String)> = vec![
        (1, "First".to_owned()),
        (2, "Folder".to_owned()),
        (3, "In the folder".to_owned()),
        (3, "Board".to_owned()),
        (2, "Behind the folder".to_owned()),
        (1, "Second".to_owned()),
    ];
    order.extend((0..5).map(|n| (2, format!("Leaf {n}"))));
    (top, order)
}

#[tokio::test]
async fn a_walk_meets_every_kind_in_the_order_of_the_page_tree() {
    let place = Place::start().await;
    let (top, order) = planted(&place).await;
    for at_once in [1, 3, 64] {
        let met = place.client.tree(top).walk().at_once(at_once).collect().await.unwrap();
        let met: Vec<_> = met
            .into_iter()
            .map(|content| (content.depth, content.title.unwrap()))
            .collect();
        assert_eq!(met, order);
    }
    let met = place.client.tree(top).walk().depth(2).collect().await.unwrap();
    let shallow: Vec<_> = order
        .iter()
        .filter(|(depth, _)| *depth <= 2)
        .map(|(_, title)| title)
        .collect();
    assert_eq!(
        met.iter()
            .filter_map(|content| content.title.as_ref())
            .collect::<Vec<_>>(),
        shallow
    );
    assert!(place.client.tree(top).walk().depth(0).next().await.is_none());

    let leaf = met
        .iter()
        .find(|content| content.title.as_deref() == Some("Behind the folder"))
        .unwrap();
    let leaf = PageId::try_from(&leaf.id).unwrap();
    let above = place.client.tree(leaf).ancestors().await.unwrap();
    assert_eq!(above.iter().rev().nth(1).unwrap().id, ContentId::from(top));
    let children = place.client.tree(top).children().collect().await.unwrap();
    assert_eq!(
        children
            .iter()
            .filter_map(|child| child.title.as_deref())
            .collect::<Vec<_>>(),
        ["First", "Second"]
    );
}

#[tokio::test]
async fn a_part_that_cannot_be_listed_is_an_error_in_its_place_and_the_rest_is_there() {
    let place = Place::start().await;
    let (top, order) = planted(&place).await;
    place
        .sandbox
        .trouble(Trouble::new(Fault::Status(403)).operation("getFolderDirectChildren"));
    let mut walk = place.client.tree(top).walk();
    let mut met = Vec::new();
    while let Some(content) = walk.next().await {
        met.push(content.map_err(|error| assert!(error.is_forbidden(), "{error}")));
    }
    assert_eq!(
        (met.len(), met.iter().position(Result::is_err)),
        (order.len() - 2 + 1, Some(2))
    );
}

#[tokio::test]
async fn a_tree_that_leads_back_to_itself_ends_with_an_error() {
    let server = FaultServer::start().await;
    server.otherwise(|request| {
        let child = if request.path().contains("/pages/1/") { "2" } else { "1" };
        Reply::ok(json!({"results": [{"id": child, "type": "page", "title": "P"}], "_links": {}}).to_string())
    });
    let client = basic(&server);
    let error = client.tree(PageId::new(1)).walk().collect().await.unwrap_err();
    assert!(
        error.is_decode() && error.to_string().contains("a second time"),
        "{error}"
    );
    let mut walk = client.tree(PageId::new(1)).walk();
    assert!(walk.next().await.unwrap().is_ok());
    assert!(walk.next().await.unwrap().is_err());
    assert!(walk.next().await.is_none());
}

/// The refusal of a walk says what each of its calls needs.
#[test]
fn all_calls_of_a_walk_need_what_its_refusal_says() {
    for kind in ["Page", "Folder", "Whiteboard", "Database", "SmartLink"] {
        let operation = look_up(&format!("get{kind}DirectChildren")).unwrap();
        let needs = |mode| format!("{:?}", operation.alternatives(mode));
        assert_eq!(needs(Mode::OAuth), "[[read:hierarchical-content:confluence]]", "{kind}");
        assert_eq!(needs(Mode::Connect), "[[READ]]", "{kind}");
        assert!(operation.callers.allow(Mode::Basic), "{kind}");
    }
}

#[tokio::test]
async fn one_odd_child_is_an_error_in_its_place_and_the_others_come() {
    let server = FaultServer::start().await;
    server.otherwise(|request| {
        let children = match request.path() {
            path if path.contains("/pages/1/") => json!([{"id": "3", "type": "page"}, {"id": "2", "type": "page"}]),
            path if path.contains("/pages/2/") => {
                json!([{"id": "5", "type": "page"}, {"id": "3", "type": "page"}, {"id": "4"}, {"id": "6", "type": "page"}])
            }
            _ => json!([]),
        };
        Reply::ok(json!({"results": children, "_links": {}}).to_string())
    });
    let client = basic(&server);
    let (mut walk, mut met) = (client.tree(PageId::new(1)).walk(), Vec::new());
    while let Some(content) = walk.next().await {
        met.push(content.map_or_else(
            |error| {
                assert!(error.is_decode(), "{error}");
                "error".to_owned()
            },
            |content| content.id.to_string(),
        ));
    }
    assert_eq!(met, ["3", "2", "5", "error", "error", "6"]);
}

#[tokio::test]
async fn a_walk_ends_where_few_requests_are_allowed_at_a_time() {
    let server = FaultServer::start().await;
    server.otherwise(|request| {
        // Two levels of nine, so that what is met first pushes away what was begun beside it.
        let parent = request.path().split('/').rev().nth(1).unwrap_or_default().to_owned();
        let children: Vec<_> = match parent.len() {
            1..=2 => (1..=9)
                .map(|n| json!({"id": format!("{parent}{n}"), "type": "page"}))
                .collect(),
            _ => Vec::new(),
        };
        Reply::ok(json!({"results": children, "_links": {}}).to_string())
    });
    let http = Http::builder()
        .max_concurrent_requests(2)
        .timeout(Duration::from_secs(20));
    let (site, credential) = (
        Site::new(server.url()).unwrap(),
        Credential::basic("a@example.com", "t").unwrap(),
    );
    let client: Client<Basic> = http.build().unwrap().client(site, credential);
    let met = client.tree(PageId::new(1)).walk().collect().await.unwrap();
    assert_eq!(met.len(), 9 + 81);
}

#[tokio::test]
async fn a_caller_who_is_slow_gets_the_whole_tree() {
    let server = FaultServer::start().await;
    server.otherwise(|request| {
        let parent = request.path().split('/').rev().nth(1).unwrap_or_default().to_owned();
        let children: Vec<_> = match parent.len() {
            1 => (1..=9)
                .map(|n| json!({"id": format!("{parent}{n}"), "type": "page"}))
                .collect(),
            2 => vec![json!({"id": format!("{parent}1"), "type": "page"})],
            _ => Vec::new(),
        };
        Reply::ok(json!({"results": children, "_links": {}}).to_string())
    });
    let client = basic(&server);
    for slow in 1..=4 {
        let (mut walk, mut met) = (client.tree(PageId::new(1)).walk().at_once(2), 0);
        // What is asked for ahead is answered while the caller is away.
        while let Some(content) = tokio::time::timeout(Duration::from_secs(20), walk.next())
            .await
            .unwrap()
        {
            content.unwrap();
            met += 1;
            if met == slow {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        assert_eq!(met, 9 + 9);
    }
}

#[tokio::test]
async fn a_kind_that_is_not_known_is_handed_out_and_what_is_below_it_is_an_error() {
    let server = FaultServer::start().await;
    server.otherwise(|_| Reply::ok(json!({"results": [{"id": "2", "type": "hologram"}], "_links": {}}).to_string()));
    let client = basic(&server);
    let mut walk = client.tree(PageId::new(1)).walk();
    let met = walk.next().await.unwrap().unwrap();
    assert_eq!(met.kind, "hologram".parse::<HierarchicalContentType>().unwrap());
    let error = walk.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("hologram"), "{error}");
    assert!(walk.next().await.is_none());
}
