//! Edits whose answers are lost, and what is known after them.

use super::{Place, number, text};
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sandbox::{Fault, Trouble};
use confluence_sdk::PageId;
use confluence_sdk::v2::{
    CommentBody, CreateInlineCommentProperties, InlineCommentTarget, NewVersion, PageBody, PageStatus,
    PrimaryBodyRepresentationSingle,
};
use confluence_sdk::workflows::Outcome;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};

#[tokio::test]
async fn letters_that_the_site_stores_as_entities_are_found_again() {
    // The first write arrives and its answer is lost; the site has written the letter in its own way.
    for stored in ["<p>f&uuml;r</p>", "<p>f&#252;r</p>", "<p local-id=\"1\">f&#xFC;r</p>"] {
        let server = FaultServer::start().await;
        let page = |version: u32, body: &str| {
            let body = json!({"storage": {"value": body, "representation": "storage"}});
            json!({"id": "7", "status": "current", "title": "Plans", "version": {"number": version}, "body": body})
        };
        let (before, after) = (page(1, "").to_string(), page(2, stored).to_string());
        let reads = AtomicUsize::new(0);
        server.otherwise(move |request| match request.method.as_str() {
            "GET" if reads.fetch_add(1, Ordering::SeqCst) == 0 => Reply::ok(before.clone()),
            "GET" => Reply::ok(after.clone()),
            _ => Reply::raw(b""),
        });
        let client = basic(&server);
        let edit = client
            .pages()
            .edit_page(PageId::new(7), |page| page.text_mut().push_str("<p>für</p>"));
        assert_eq!(edit.await.unwrap().outcome, Outcome::Updated, "{stored}");
        let received = server.received();
        assert_eq!(received.iter().filter(|request| request.method == "PUT").count(), 1);
    }
}

#[tokio::test]
async fn what_ends_an_edit_does_not_hide_that_it_may_have_been_applied() {
    let page = |status: &str| {
        json!({"id": "7", "status": status, "title": "Plans", "version": {"number": 1},
            "body": {"storage": {"value": "<p/>", "representation": "storage"}}})
        .to_string()
    };
    // What the second read and the second write are answered with.
    let cases = [
        ("archived", 200, 200),
        ("current", 503, 200),
        ("current", 200, 403),
        ("current", 200, 413),
        ("current", 200, 404),
    ];
    for (status, read, write) in cases {
        let server = FaultServer::start().await;
        let (first, then) = (page("current"), page(status));
        let (reads, writes) = (AtomicUsize::new(0), AtomicUsize::new(0));
        server.otherwise(move |request| {
            let count = if request.method == "GET" { &reads } else { &writes };
            match (request.method.as_str(), count.fetch_add(1, Ordering::SeqCst)) {
                ("GET", 0) => Reply::ok(first.clone()),
                ("GET", _) => Reply::json(read, then.clone()),
                (_, 0) => Reply::raw(b""),
                _ => Reply::json(write, "{}"),
            }
        });
        let client = basic(&server);
        let edit = client.pages().edit_page(PageId::new(7), |page| page.title.push('!'));
        let error = edit.await.unwrap_err();
        assert!(error.may_have_been_applied(), "{status} {read} {write}: {error}");
    }
}

#[tokio::test]
async fn a_page_that_others_wrote_with_the_same_text_is_still_moved() {
    let place = Place::start().await;
    let (parent, id) = (place.page("X", "").await, place.page("Plans", "<p>0</p>").await);
    let trouble = Trouble::new(Fault::CutBefore).operation("updatePage").times(1);
    place.sandbox.trouble(trouble);
    let runs = AtomicUsize::new(0);
    let pages = place.client.pages();
    let edit = pages.edit_page(id, |page| {
        runs.fetch_add(1, Ordering::SeqCst);
        page.parent_id = Some(parent.into());
    });
    let foreign = async {
        while place.calls("updatePage") == 0 {
            tokio::task::yield_now().await;
        }
        let body = PageBody::storage("<p>0</p>");
        pages
            .update_page(id, PageStatus::Current, "Plans", body, NewVersion::new(2))
            .await
            .unwrap();
    };
    let (written, ()) = tokio::join!(edit, foreign);
    written.unwrap();
    let now = place.read(id).await;
    assert_eq!(
        (now.parent_id.clone(), runs.load(Ordering::SeqCst)),
        (Some(parent.into()), 2)
    );
}

#[tokio::test]
async fn a_comment_in_the_text_is_edited_and_resolved() {
    let place = Place::start().await;
    let client = &place.client;
    let page = place.page("Plans", "<p>Fish and chips</p>").await;
    let comment = client
        .comments()
        .create_inline_comment(
            InlineCommentTarget::Page(page, CreateInlineCommentProperties::new("chips")),
            CommentBody::storage("<p>1</p>"),
        )
        .await
        .unwrap();
    let id = comment.id;
    let read = || async {
        let comment = client.comments().get_inline_comment_by_id(id);
        let format = PrimaryBodyRepresentationSingle::Storage;
        let comment = comment.body_format(format).await.unwrap();
        let text = comment.body.clone().unwrap().storage.unwrap().value.unwrap();
        let status = comment.resolution_status.unwrap().as_str().to_owned();
        (comment.version.unwrap().number.unwrap(), text, status)
    };
    // Each of these is cut after it was done: it is found again, and written once.
    for (fault, calls) in [(Fault::CutAfter, 1), (Fault::Status(409), 2), (Fault::CutBefore, 2)] {
        let before = read().await;
        place.sandbox.clear_requests();
        let trouble = Trouble::new(fault).operation("updateInlineComment").times(1);
        place.sandbox.trouble(trouble);
        let edit = client
            .comments()
            .edit_inline_comment(id, |comment| comment.text_mut().push_str("<p>+</p>"));
        assert_eq!(edit.await.unwrap().outcome, Outcome::Updated);
        let text = format!("{}<p>+</p>", before.1);
        assert_eq!(read().await, (before.0 + 1, text, "open".to_owned()));
        assert_eq!(place.calls("updateInlineComment"), calls);
    }
    let (resolver, runs) = (client.clone(), AtomicUsize::new(0));
    let resolve = || {
        client
            .comments()
            .edit_inline_comment(id, |comment| comment.resolved = true)
    };
    // Somebody resolves it before: then nothing is left to do.
    resolver
        .comments()
        .edit_inline_comment(id, |comment| {
            runs.fetch_add(1, Ordering::SeqCst);
            comment.resolved = true;
        })
        .await
        .unwrap();
    assert_eq!((read().await.2.as_str(), runs.load(Ordering::SeqCst)), ("resolved", 1));
    assert_eq!(resolve().await.unwrap().outcome, Outcome::Unchanged);
    // A new text leaves it resolved, because `resolved` is not sent.
    let edit = client
        .comments()
        .edit_inline_comment(id, |comment| comment.text_mut().push_str("<p>done</p>"));
    edit.await.unwrap();
    let now = read().await;
    assert!(now.1.ends_with("<p>done</p>") && now.2 == "resolved", "{now:?}");
}

#[tokio::test]
async fn whether_a_comment_is_resolved_is_sent_only_if_it_was_changed() {
    for (resolves, resolved_before) in [(false, false), (true, false), (false, true)] {
        let server = FaultServer::start().await;
        let status = if resolved_before { "resolved" } else { "open" };
        let comment = json!({"id": "7", "status": "current", "version": {"number": 3}, "resolutionStatus": status,
            "body": {"storage": {"value": "<p/>", "representation": "storage"}}});
        let answer = comment.to_string();
        server.otherwise(move |_| Reply::ok(answer.clone()));
        let client = basic(&server);
        let edit = client
            .comments()
            .edit_inline_comment(confluence_sdk::CommentId::new(7), |comment| {
                comment.text_mut().push_str("<p>+</p>");
                comment.resolved |= resolves;
            });
        edit.await.unwrap();
        let sent = server.received().pop().unwrap().json();
        let wanted = if resolves { json!(true) } else { serde_json::Value::Null };
        assert_eq!(
            (&sent["resolved"], &sent["version"]["number"]),
            (&wanted, &json!(4)),
            "{sent}"
        );
    }
}

#[tokio::test]
async fn an_edit_of_wiki_markup_whose_answer_is_lost_is_not_written_again() {
    let place = Place::start().await;
    let id = place.page("Plans", "<p>0</p>").await;
    let trouble = Trouble::new(Fault::CutAfter).operation("updatePage").times(1);
    place.sandbox.trouble(trouble);
    let edit = place
        .client
        .pages()
        .edit_page(id, |page| page.body = PageBody::wiki("h1. Title"));
    let error = edit.await.unwrap_err();
    assert!(error.may_have_been_applied(), "{error}");
    let now = place.read(id).await;
    assert_eq!((number(&now), text(&now)), (2, "<h1>Title</h1>"));
}
