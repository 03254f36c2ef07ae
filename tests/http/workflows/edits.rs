//! Edits that begin again when somebody else was faster.

use super::{Place, number, text};
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sandbox::{Fault, Sandbox, Trouble};
use confluence_sdk::PageId;
use confluence_sdk::v2::{
    BlogPostBody, CommentBody, FooterCommentTarget, NewVersion, PageBody, PageStatus, PrimaryBodyRepresentation,
};
use confluence_sdk::workflows::{Outcome, concurrently};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

#[tokio::test]
async fn an_edit_keeps_what_it_does_not_change() {
    let place = Place::start().await;
    let parent = place.page("Parent", "<p/>").await;
    let pages = place.client.pages();
    let page = pages
        .create_page(place.space)
        .title("Plans")
        .parent_id(parent)
        .body(PageBody::storage("<p>One &amp; two</p>"))
        .await
        .unwrap();
    let name = String::from("More plans");
    let written = pages
        .edit_page(page.id, |draft| draft.title.clone_from(&name))
        .await
        .unwrap();
    assert_eq!(written.outcome, Outcome::Updated);
    assert_eq!(written.value.title.as_deref(), Some("More plans"));
    let now = place.read(page.id).await;
    assert_eq!((number(&now), text(&now)), (2, "<p>One &amp; two</p>"));
    assert_eq!(now.parent_id, Some(parent.into()));

    // The body alone, with a message for the history.
    let edit = pages.edit_page(page.id, |draft| {
        draft.text_mut().push_str("<p>three</p>");
        draft.message = Some("more".to_owned());
    });
    assert!(edit.await.unwrap().is_new());
    let now = place.read(page.id).await;
    assert_eq!(text(&now), "<p>One &amp; two</p><p>three</p>");
    assert_eq!(now.version.unwrap().message.as_deref(), Some("more"));
    assert_eq!(now.title.as_deref(), Some("More plans"));
}

#[tokio::test]
async fn an_edit_that_changes_nothing_makes_no_version() {
    let place = Place::start().await;
    let id = place.page("Plans", "<p>one</p>").await;
    let edit = place.client.pages().edit_page(id, |draft| {
        draft.title = "Plans".to_owned();
        draft.message = Some("nothing".to_owned());
    });
    let written = edit.await.unwrap();
    assert_eq!((written.outcome, written.is_new()), (Outcome::Unchanged, false));
    assert_eq!(written.value.id, id);
    assert_eq!((place.calls("updatePage"), number(&place.read(id).await)), (0, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn who_is_slower_edits_what_the_faster_one_wrote() {
    let place = Place::start().await;
    let id = place.page("Plans", "<p>0</p>").await;
    let runs = AtomicUsize::new(0);
    let (faster, pages) = (place.client.clone(), place.client.pages());
    let edit = pages.edit_page(id, |draft| {
        if runs.fetch_add(1, Ordering::SeqCst) == 0 {
            // Somebody else writes version 2 while this one thinks.
            let (faster, (sender, done)) = (faster.clone(), std::sync::mpsc::channel());
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .unwrap();
                let body = PageBody::storage("<p>theirs</p>");
                let update = faster
                    .pages()
                    .update_page(id, PageStatus::Current, "Plans", body, NewVersion::new(2));
                runtime.block_on(update.send()).unwrap();
                sender.send(()).unwrap();
            });
            done.recv_timeout(Duration::from_secs(20)).unwrap();
        }
        draft.text_mut().push_str("<p>ours</p>");
    });
    assert!(edit.await.unwrap().is_new());
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    let now = place.read(id).await;
    assert_eq!((number(&now), text(&now)), (3, "<p>theirs</p><p>ours</p>"));
}

#[tokio::test]
async fn ten_at_once_lose_nothing() {
    let place = Place::start().await;
    let id = place.page("Plans", "").await;
    let tasks = concurrently(10, 0..10, |task| {
        let edit = move |draft: &mut confluence_sdk::workflows::PageDraft| {
            draft.text_mut().push_str(&format!("<p>task {task}</p>"));
        };
        place.client.pages().edit_page(id, edit)
    });
    tasks.try_collect().await.unwrap();
    let now = place.read(id).await;
    assert_eq!(number(&now), 11);
    for task in 0..10 {
        assert_eq!(text(&now).matches(&format!("<p>task {task}</p>")).count(), 1);
    }
}

#[tokio::test]
async fn a_lost_answer_is_looked_for_and_not_written_twice() {
    for (fault, lost) in [
        (Fault::CutAfter, true),
        (Fault::CutBefore, false),
        (Fault::Status(502), false),
    ] {
        let place = Place::start().await;
        let id = place.page("Plans", "<p>0</p>").await;
        // Once without attempts of the client, once with them: then a conflict follows on the lost answer.
        for client in [place.client.clone(), place.patient()] {
            let before = place.read(id).await;
            place.sandbox.clear_requests();
            place
                .sandbox
                .trouble(Trouble::new(fault.clone()).operation("updatePage").times(1));
            let edit = client
                .pages()
                .edit_page(id, |draft| draft.text_mut().push_str("<p>+</p>"));
            let written = edit.await.unwrap();
            assert_eq!(written.outcome, Outcome::Updated);
            assert_eq!(text(&written.value), format!("{}<p>+</p>", text(&before)));
            let now = place.read(id).await;
            assert_eq!(
                (number(&now), text(&now)),
                (number(&before) + 1, text(&written.value)),
                "{fault:?}"
            );
            assert!(lost || place.calls("updatePage") == 2);
        }
    }
}

#[tokio::test]
async fn a_lost_version_is_found_below_the_versions_of_others() {
    let place = Place::start().await;
    let id = place.page("Plans", "").await;
    let trouble = Trouble::new(Fault::CutAfter).operation("updatePage").every(3);
    place.sandbox.trouble(trouble);
    let tasks = concurrently(10, 0..10, |task| {
        let edit = move |draft: &mut confluence_sdk::workflows::PageDraft| {
            draft.text_mut().push_str(&format!("<p>task {task}</p>"));
        };
        place.client.pages().edit_page(id, edit).attempts(40)
    });
    tasks.try_collect().await.unwrap();
    let now = place.read(id).await;
    assert_eq!(number(&now), 11, "{}", text(&now));
    for task in 0..10 {
        assert_eq!(
            text(&now).matches(&format!("<p>task {task}</p>")).count(),
            1,
            "{}",
            text(&now)
        );
    }
}

#[tokio::test]
async fn a_site_that_always_refuses_is_an_error_after_so_many_attempts() {
    let place = Place::start().await;
    let id = place.page("Plans", "<p>0</p>").await;
    place
        .sandbox
        .trouble(Trouble::new(Fault::Status(409)).operation("updatePage"));
    let edit = place
        .client
        .pages()
        .edit_page(id, |draft| draft.title.push('!'))
        .attempts(3);
    let error = edit.await.unwrap_err();
    assert!(error.is_conflict() && !error.may_have_been_applied(), "{error}");
    assert_eq!(place.calls("updatePage"), 3);
}

#[tokio::test]
async fn what_is_refused_for_good_is_not_tried_again() {
    let place = Place::start().await;
    let id = place.page("Plans", "<p>0</p>").await;
    place.page("Taken", "<p>0</p>").await;
    let edit = place
        .client
        .pages()
        .edit_page(id, |draft| draft.title = "Taken".to_owned());
    let error = edit.await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400, "{error}");
    assert_eq!(place.calls("updatePage"), 1);
}

#[tokio::test]
async fn a_page_that_came_without_what_is_needed_is_not_written() {
    let whole = json!({"id": "7", "status": "current", "title": "Plans", "version": {"number": 4}, "body": {"storage": {"value": "<p/>"}}});
    for (member, put) in [
        ("body", json!({})),
        ("body", json!({"storage": {"representation": "storage"}})),
        ("version", json!({})),
        ("version", json!({"number": null})),
        ("status", Value::Null),
        ("status", json!("strange")),
    ] {
        let server = FaultServer::start().await;
        let mut page = whole.clone();
        page[member] = put;
        let answer = page.to_string();
        server.otherwise(move |_| Reply::ok(answer.clone()));
        let edit = basic(&server);
        let edit = edit
            .pages()
            .edit_page(PageId::new(7), |draft| draft.title.push('!'))
            .await;
        let error = edit.unwrap_err();
        assert!(error.is_decode() || error.is_invalid_input(), "{page}: {error}");
        assert!(
            server
                .received()
                .iter()
                .all(|request| request.line().starts_with("GET")),
            "{page}"
        );
    }
}

#[tokio::test]
async fn what_is_in_the_trash_is_not_edited() {
    let place = Place::start().await;
    let id = place.page("Plans", "<p>0</p>").await;
    place.client.pages().delete_page(id).await.unwrap();
    let error = place
        .client
        .pages()
        .edit_page(id, |draft| draft.title.push('!'))
        .await
        .unwrap_err();
    assert!(
        error.is_invalid_input() && error.to_string().contains("trashed"),
        "{error}"
    );
}

#[tokio::test]
async fn a_draft_is_edited_and_published() {
    let place = Place::start().await;
    let pages = place.client.pages();
    let draft = pages
        .create_page(place.space)
        .title("New")
        .status(PageStatus::Draft)
        .await
        .unwrap();
    let written = pages
        .edit_page(draft.id, |draft| draft.text_mut().push_str("<p>1</p>"))
        .of_draft()
        .await
        .unwrap();
    assert_eq!((number(&written.value), written.outcome), (1, Outcome::Updated));
    let written = pages
        .edit_page(draft.id, |draft| draft.status = PageStatus::Current)
        .of_draft()
        .await
        .unwrap();
    assert_eq!(number(&written.value), 1);
    let now = place.read(draft.id).await;
    assert_eq!(
        (now.status.as_ref().unwrap().as_str(), text(&now)),
        ("current", "<p>1</p>")
    );
}

#[tokio::test]
async fn a_body_is_written_in_the_representation_in_which_it_was_read() {
    let place = Place::start().await;
    let id = place.page("Plans", "<p>hello</p>").await;
    let edit = place.client.pages().edit_page(id, |draft| {
        assert!(draft.text().starts_with('{'), "{}", draft.text());
        *draft.text_mut() = draft.text().replace("hello", "goodbye");
    });
    edit.atlas_doc_format().await.unwrap();
    assert_eq!(text(&place.read(id).await), "<p>goodbye</p>");
}

#[tokio::test]
async fn blog_posts_and_comments_are_edited_the_same_way() {
    let place = Place::start().await;
    let client = &place.client;
    let post = client
        .blog_posts()
        .create_blog_post(place.space)
        .title("News")
        .body(BlogPostBody::storage("<p>1</p>"));
    let post = post.await.unwrap().id;
    let edit = |_| {
        client
            .blog_posts()
            .edit_blog_post(post, |draft| draft.text_mut().push_str("<p>2</p>"))
    };
    for written in concurrently(4, 0..4, edit).try_collect().await.unwrap() {
        assert_eq!(written.outcome, Outcome::Updated);
    }
    let unchanged = client.blog_posts().edit_blog_post(post, |_| {}).await.unwrap();
    assert_eq!(
        (unchanged.outcome, unchanged.value.version.unwrap().number),
        (Outcome::Unchanged, Some(5))
    );

    let page = place.page("Plans", "<p>0</p>").await;
    let comment = client
        .comments()
        .create_footer_comment(FooterCommentTarget::Page(page), CommentBody::storage("<p>1</p>"));
    let comment = comment.await.unwrap().id;
    let edit = |_| {
        client
            .comments()
            .edit_footer_comment(comment, |draft| draft.text_mut().push_str("<p>2</p>"))
    };
    concurrently(4, 0..4, edit).try_collect().await.unwrap();
    let comments = client
        .comments()
        .get_page_footer_comments(page)
        .body_format(PrimaryBodyRepresentation::Storage);
    let comments = comments.items().collect().await.unwrap();
    let body = comments[0].body.as_ref().unwrap().storage.as_ref().unwrap();
    assert_eq!(body.value.as_deref(), Some("<p>1</p><p>2</p><p>2</p><p>2</p><p>2</p>"));
}

#[tokio::test]
async fn an_edit_that_is_dropped_at_any_point_leaves_a_whole_page() {
    let place = Place::of(Sandbox::builder().space("DOCS", "Documents")).await;
    let id = place.page("Plans", "<p>0</p>").await;
    for millis in 0..12 {
        let edit = place
            .client
            .pages()
            .edit_page(id, |draft| *draft.text_mut() = format!("<p>{millis}</p>"));
        let _ = tokio::time::timeout(Duration::from_millis(millis), edit).await;
        // Whole, and of one of the edits so far.
        let now = place.read(id).await;
        let written = (0..=millis).map(|millis| format!("<p>{millis}</p>"));
        assert!(written.into_iter().any(|body| body == text(&now)), "{}", text(&now));
        assert_eq!(now.title.as_deref(), Some("Plans"));
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    place
        .client
        .pages()
        .edit_page(id, |draft| *draft.text_mut() = "<p>end</p>".to_owned())
        .await
        .unwrap();
    assert_eq!(text(&place.read(id).await), "<p>end</p>");
}
