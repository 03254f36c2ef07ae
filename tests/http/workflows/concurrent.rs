//! Several things at a time.

use super::Place;
use confluence_sandbox::{Fault, Sandbox, Trouble};
use confluence_sdk::workflows::concurrently;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

#[tokio::test]
async fn results_keep_their_order_and_no_more_than_so_many_are_under_way() {
    let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = |n: u64| {
        let (now, most) = (&now, &most);
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(20 - n)).await;
            now.fetch_sub(1, Ordering::SeqCst);
            n
        }
    };
    let done = concurrently(3, 0..20, work).collect().await;
    assert_eq!(done, (0..20).collect::<Vec<_>>());
    assert_eq!(most.load(Ordering::SeqCst), 3);
    assert!(
        concurrently(0, 0..2, std::future::ready).collect().await == [0, 1],
        "at least one at a time"
    );
    assert!(
        concurrently(5, Vec::<u8>::new(), std::future::ready)
            .next()
            .await
            .is_none()
    );
}

#[tokio::test]
async fn the_first_error_ends_it_or_all_are_collected() {
    let begun = AtomicUsize::new(0);
    let work = |n: usize| {
        begun.fetch_add(1, Ordering::SeqCst);
        async move { if n % 3 == 2 { Err(n) } else { Ok(n) } }
    };
    assert_eq!(concurrently(2, 0..9, work).try_collect().await, Err(2));
    assert!(begun.load(Ordering::SeqCst) <= 4);
    let all = concurrently(2, 0..9, work).collect().await;
    assert_eq!(all.into_iter().filter_map(Result::err).collect::<Vec<_>>(), [2, 5, 8]);
}

#[tokio::test]
async fn items_are_worked_on_while_they_are_listed() {
    let place = Place::of(Sandbox::builder().space("DOCS", "Documents").pages("DOCS", 29)).await;
    let pages = || place.client.pages().get_pages_in_space(place.space).limit(7).items();
    let listed = pages().collect().await.unwrap();
    let read = pages().concurrently(4, |page| place.client.pages().get_page_by_id(page.id));
    let read = read.try_collect().await.unwrap();
    let ids = |list: Vec<_>| list.into_iter().collect::<Vec<_>>();
    assert_eq!(
        ids(read.iter().map(|page| page.id).collect()),
        ids(listed.iter().map(|page| page.id).collect())
    );

    // An error of the list arrives in its place, and is the last.
    place
        .sandbox
        .trouble(Trouble::new(Fault::Status(500)).operation("getPagesInSpace").after(1));
    let results = pages().concurrently(4, async |page| Ok(page.id)).collect().await;
    assert_eq!(results.len(), 8);
    assert!(results[..7].iter().all(Result::is_ok) && results[7].as_ref().unwrap_err().is_server_error());
}
