//! Listings by every kind of paging, read by streams.

use super::{ID, panics};
use confluence_sdk::cql::Cql;
use confluence_sdk::testing::{self, Mock};
use confluence_sdk::v2::{Ancestor, PageBulk, op};
use confluence_sdk::{Basic, answer, v1};
use serde_json::json;

fn bulk(id: u64) -> PageBulk {
    answer!(PageBulk { id: id.into() })
}

#[tokio::test]
async fn pages_by_cursor() {
    let mock = Mock::new();
    mock.expect(op::GetPages::new())
        .answers_pages([vec![bulk(1), bulk(2)], vec![], vec![bulk(3)]]);
    let client = mock.client::<Basic>();
    let all = client.pages().get_pages().items().collect().await.unwrap();
    assert_eq!(all, [bulk(1), bulk(2), bulk(3)]);
    mock.verify();
    assert_eq!(mock.sent().len(), 3);
}

#[tokio::test]
async fn a_stream_is_resumed_where_it_stopped() {
    let mock = Mock::new();
    mock.expect(op::GetPages::new())
        .answers_pages([vec![bulk(1)], vec![bulk(2)]])
        .times(2);
    let client = mock.client::<Basic>();
    let mut first = client.pages().get_pages().pages().prefetch(false);
    first.next().await.unwrap().unwrap();
    let position = first.position();
    let mut second = client.pages().get_pages().pages().resume_from(&position).unwrap();
    assert_eq!(second.next().await.unwrap().unwrap(), [bulk(2)]);
    assert!(second.next().await.is_none());
    client.pages().get_pages().await.unwrap();
    mock.verify();
}

#[tokio::test]
async fn two_listings_at_once_get_their_own_pages() {
    let (one, other) = (
        [vec![bulk(1)], vec![bulk(2)]],
        [vec![bulk(3)], vec![bulk(4)], vec![bulk(5)]],
    );
    for apart in [false, true] {
        let mock = Mock::new();
        let expected = mock.expect(op::GetPages::new()).answers_pages(one.clone());
        match apart {
            false => drop(expected.answers_pages(other.clone())),
            true => drop(mock.expect(op::GetPages::new()).answers_pages(other.clone())),
        }
        let client = mock.client::<Basic>();
        let listing = || client.pages().get_pages().pages();
        let (mut first, mut second) = (listing(), listing());
        let mut met = (Vec::new(), Vec::new());
        for _ in 0..3 {
            met.0
                .extend(first.next().await.transpose().unwrap().into_iter().flatten());
            met.1
                .extend(second.next().await.transpose().unwrap().into_iter().flatten());
        }
        assert_eq!(met, (one.concat(), other.concat()), "in expectations apart: {apart}");
        mock.verify();
    }
}

#[tokio::test]
async fn pages_by_offset() {
    let group = |id: &str| -> v1::Group { testing::model(json!({ "type": "group", "name": id, "id": id })) };
    let mock = Mock::new();
    let pages = [
        vec![group("a"), group("b")],
        vec![group("c")],
        vec![group("d"), group("e")],
    ];
    mock.expect(v1::op::GetGroups::new()).answers_pages(pages).times(2);
    let client = mock.client::<Basic>();
    let names = |groups: Vec<v1::Group>| groups.into_iter().map(|group| group.id.to_string()).collect::<String>();
    assert_eq!(
        names(client.v1().groups().get_groups().items().collect().await.unwrap()),
        "abcde"
    );
    let mut together = client.v1().groups().get_groups().pages().concurrent(4);
    let mut found = String::new();
    while let Some(page) = together.next().await {
        found += &names(page.unwrap());
    }
    assert_eq!(found, "abcde");
    mock.verify();
}

#[tokio::test]
async fn ancestors_from_the_bottom_up() {
    let above = |id: &str| -> Ancestor { testing::model(json!({ "id": id, "type": "page" })) };
    let mock = Mock::new();
    mock.expect(op::GetPageAncestors::new(ID))
        .answers_pages([vec![above("3"), above("4")], vec![above("1"), above("2")]]);
    let all = mock
        .client::<Basic>()
        .ancestors()
        .get_page_ancestors(ID)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(all.len(), 4);
    mock.verify();
}

#[tokio::test]
async fn search_results_and_an_empty_listing() {
    let mock = Mock::new();
    mock.expect(v1::op::SearchByCql::new(Cql::raw("type = page")))
        .answers_pages([Vec::new()]);
    let client = mock.client::<Basic>();
    assert!(
        client
            .v1()
            .search()
            .search_by_cql(Cql::raw("type = page"))
            .items()
            .collect()
            .await
            .unwrap()
            .is_empty()
    );
    mock.verify();
}

/// A failure in the middle: the stream asks for the same page again.
#[tokio::test]
async fn a_single_page_is_asked_for_without_a_stream() {
    let mock = Mock::new();
    mock.expect(op::GetPages::new())
        .answers_pages([vec![bulk(1)], vec![bulk(2)]]);
    let page = mock.client::<Basic>().pages().get_pages().await.unwrap();
    assert_eq!(page.results, [bulk(1)]);
    assert!(page.links.unwrap().next.is_some());
    mock.verify();
}

#[test]
fn items_alone_that_make_no_answer_are_refused() {
    let mock = Mock::new();
    let words = panics(|| {
        mock.expect_any::<v1::op::GetAllLabelContent>()
            .answers_pages([Vec::new()])
            .always()
    });
    assert!(words.contains("answers_json"), "{words}");
    drop(panics(|| drop(mock)));
}
