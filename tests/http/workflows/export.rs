//! A space as a folder of Markdown.

use super::Place;
use crate::uploads::Folder;
use confluence_sandbox::{Fault, LimitHeaders, NewPage, Sandbox, Trouble, World};
use confluence_sdk::{ContentId, FilePart, PageId};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// Every file below a folder, by its path, without what is hidden.
fn tree(root: &Path) -> BTreeMap<String, String> {
    let (mut found, mut open) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                open.push(path);
            } else if name != ".confluence-sdk.jsonl" {
                found.insert(name, String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
            }
        }
    }
    found
}

/// A space without its homepage in the paths: the homepage is `Home`.
async fn place() -> Place {
    let place = Place::start().await;
    let homepage = place
        .client
        .spaces()
        .get_space_by_id(place.space)
        .await
        .unwrap()
        .homepage_id
        .unwrap();
    place
        .client
        .pages()
        .edit_page(homepage, |page| page.title = "Home".to_owned())
        .await
        .unwrap();
    place
}

async fn page(place: &Place, parent: impl Into<ContentId>, title: &str, body: &str) -> PageId {
    let page = place
        .client
        .pages()
        .create_page(place.space)
        .title(title)
        .parent_id(parent.into());
    page.body(confluence_sdk::v2::PageBody::storage(body)).await.unwrap().id
}

#[tokio::test]
async fn pages_attachments_and_links_are_files_that_lead_to_one_another() {
    let place = place().await;
    let link = r#"<p>See <ac:link><ri:page ri:content-title="Deep one" /></ac:link> and <ac:image><ri:attachment ri:filename="a b.png" /></ac:image>.</p>"#;
    let plans = place.page("Plans", link).await;
    place
        .client
        .files(plans)
        .put(FilePart::new("a b.png", "png"))
        .await
        .unwrap();
    let folder = place
        .client
        .folders()
        .create_folder(place.space)
        .title("A folder")
        .parent_id(plans);
    let folder = folder.await.unwrap().id;
    page(
        &place,
        folder,
        "Deep one",
        "<h1>Deep</h1><p>one <strong>two</strong></p>",
    )
    .await;

    let root = Folder::new();
    let exported = place.client.spaces().export(place.space, root.path()).await.unwrap();
    let files = tree(root.path());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "Home.md",
            "Home/Plans.md",
            "Home/Plans/A folder/Deep one.md",
            "Home/Plans/_attachments/a b.png"
        ]
    );
    assert_eq!((exported.written.len(), exported.unchanged), (4, 0));
    let head = format!("---\nid: \"{plans}\"\ntitle: \"Plans\"\nversion: 1\n---\n\n");
    let text = &files["Home/Plans.md"];
    assert!(text.starts_with(&head), "{text}");
    assert!(text.contains("(Plans/A%20folder/Deep%20one.md)"), "{text}");
    assert!(text.contains("Plans/_attachments/a%20b.png"), "{text}");
    assert!(files["Home/Plans/A folder/Deep one.md"].ends_with("# Deep\n\none **two**\n"));

    let below = Folder::new();
    place
        .client
        .spaces()
        .export(place.space, below.path())
        .below(plans)
        .await
        .unwrap();
    assert_eq!(tree(below.path()).len(), 3);
    let elsewhere = place
        .client
        .spaces()
        .export(place.space, below.path())
        .below(PageId::new(1))
        .await;
    assert!(elsewhere.unwrap_err().is_invalid_input());
    assert_eq!(tree(below.path()).len(), 3, "a failed export removes nothing");
}

#[tokio::test]
async fn an_export_goes_on_where_it_was_and_follows_what_changes() {
    let place = place().await;
    let client = &place.client;
    let plans = place.page("Plans", "<p>one</p>").await;
    let below = page(&place, plans, "Below", "<p>two</p>").await;
    let gone = place.page("Gone", "<p>three</p>").await;
    let kept = place.page("Kept", "<p>four</p>").await;
    let root = Folder::new();
    let export = || client.spaces().export(place.space, root.path());
    assert_eq!(export().await.unwrap().written.len(), 5);

    place.sandbox.clear_requests();
    let again = export().await.unwrap();
    assert_eq!((again.written.len(), again.unchanged, again.removed.len()), (0, 5, 0));
    assert_eq!(place.calls("getPageById"), 0);

    client
        .pages()
        .edit_page(below, |page| page.text_mut().push_str("<p>more</p>"))
        .await
        .unwrap();
    client.pages().delete_page(gone).await.unwrap();
    client.pages().delete_page(kept).await.unwrap();
    fs::write(root.path().join("Home/Kept.md"), "my own words").unwrap();
    let changed = export().await.unwrap();
    assert_eq!(changed.written, [root.path().join("Home/Plans/Below.md")]);
    assert_eq!(changed.removed, [root.path().join("Home/Gone.md")]);
    assert_eq!(tree(root.path())["Home/Kept.md"], "my own words");

    // A page that gets another title takes what is below it along.
    client
        .pages()
        .edit_page(plans, |page| page.title = "Ideas".to_owned())
        .await
        .unwrap();
    export().await.unwrap();
    let files = tree(root.path());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["Home.md", "Home/Ideas.md", "Home/Ideas/Below.md", "Home/Kept.md"]
    );
}

#[tokio::test]
async fn titles_that_are_hostile_stay_in_the_folder_and_apart() {
    let place = place().await;
    let long = "ü".repeat(250);
    let titles = [
        "../../evil",
        "a/b",
        "a:b",
        "CON",
        "😀",
        "notes.md",
        ".git",
        "_attachments",
        long.as_str(),
        "x\\..\\y",
        "C:",
        "a\u{202e}b",
    ];
    for title in titles {
        let id = place.page(title, &format!("<p>{}</p>", title.replace('&', ""))).await;
        page(
            &place,
            id,
            &format!("{title} child").chars().take(255).collect::<String>(),
            "<p/>",
        )
        .await;
    }
    let outer = Folder::new();
    let root = outer.path().join("out");
    place.client.spaces().export(place.space, &root).await.unwrap();
    let files = tree(&root);
    assert_eq!(files.len(), 1 + 2 * titles.len(), "{:?}", files.keys());
    assert!(
        files.contains_key("Home/a-b.md") == files.contains_key("Home/a-b-2.md"),
        "both have their ids"
    );
    assert_eq!(fs::read_dir(outer.path()).unwrap().count(), 1);
    for (path, text) in &files {
        assert!(
            path.split('/').all(|part| !part.starts_with('.') && part.len() < 200),
            "{path}"
        );
        assert!(text.starts_with("---\nid: \""), "{path}");
    }
    let mut folded: Vec<String> = files.keys().map(|path| path.to_lowercase()).collect();
    folded.sort();
    folded.dedup();
    assert_eq!(folded.len(), files.len());
}

#[tokio::test]
async fn a_deep_space_and_a_bad_day_are_exported_whole() {
    let builder = Sandbox::builder()
        .world(World::Deep)
        .space("DOCS", "Documents")
        .page(NewPage::new("DOCS", "One").attachment("a.txt", "text/plain", "a"))
        .pages("DOCS", 40)
        .trouble(Trouble::new(Fault::RateLimited(LimitHeaders::None)).every(9))
        .trouble(Trouble::new(Fault::Status(502)).method("GET").every(7))
        .trouble(Trouble::new(Fault::CutAfter).method("GET").every(11))
        .trouble(Trouble::new(Fault::CutBody(20)).method("GET").every(13));
    let place = Place::of_patient(builder).await;
    let client = place.patient();
    for key in ["DOCS", "DEEP"] {
        let spaces = client
            .spaces()
            .get_spaces()
            .keys([key.parse().unwrap()])
            .items()
            .collect()
            .await
            .unwrap();
        let pages = client
            .pages()
            .get_pages_in_space(spaces[0].id)
            .items()
            .collect()
            .await
            .unwrap()
            .len();
        let root = Folder::new();
        client.spaces().export(spaces[0].id, root.path()).await.unwrap();
        let written = tree(root.path()).into_iter().filter(|(path, _)| path.ends_with(".md"));
        assert_eq!(written.count(), pages, "{key}");
    }
}

#[tokio::test]
async fn an_export_that_is_dropped_leaves_whole_files_and_goes_on() {
    let place = place().await;
    for n in 0..12 {
        let id = place
            .page(&format!("Page {n}"), &format!("<p>{}</p>", "word ".repeat(500)))
            .await;
        place
            .client
            .files(id)
            .put(FilePart::new("a.bin", vec![7; 20_000]))
            .await
            .unwrap();
    }
    let root = Folder::new();
    for millis in [1, 4, 9, 20, 40] {
        let export = place.client.spaces().export(place.space, root.path());
        let _ = tokio::time::timeout(Duration::from_millis(millis), export).await;
        // What was begun in the background comes to its end.
        tokio::time::sleep(Duration::from_millis(20)).await;
        for (path, text) in tree(root.path()).iter().filter(|(path, _)| !path.contains("Home.md")) {
            assert!(
                path.ends_with(".md") && text.ends_with("word\n") || text.len() == 20_000,
                "{path}"
            );
        }
    }
    let exported = place.client.spaces().export(place.space, root.path()).await.unwrap();
    assert_eq!(exported.written.len() + exported.unchanged, 25);
    assert_eq!(tree(root.path()).len(), 25);
}

#[tokio::test]
async fn a_place_that_cannot_be_written_is_an_error_that_names_it_and_leaves_no_half_file() {
    let place = place().await;
    place.page("Plans", "<p>one</p>").await;
    let root = Folder::new();
    fs::write(root.path().join("file"), "").unwrap();
    let error = place
        .client
        .spaces()
        .export(place.space, root.path().join("file"))
        .await
        .unwrap_err();
    assert!(error.is_file() && error.to_string().contains("file"), "{error}");
    // A folder where a page shall be.
    fs::create_dir_all(root.path().join("out/Home/Plans.md")).unwrap();
    let error = place
        .client
        .spaces()
        .export(place.space, root.path().join("out"))
        .await
        .unwrap_err();
    assert!(error.is_file() && error.to_string().contains("Plans.md"), "{error}");
    assert!(tree(root.path()).keys().all(|path| !path.ends_with(".part")));
}

#[tokio::test]
async fn links_are_right_after_a_run_that_failed_and_when_what_they_lead_to_comes_and_goes() {
    let place = place().await;
    let client = &place.client;
    let link = r#"<p><ac:link><ri:page ri:content-title="TITLE" /></ac:link> <ac:image><ri:attachment ri:filename="a.png" /></ac:image></p>"#;
    let from = place.page("From", &link.replace("TITLE", "Target")).await;
    let root = Folder::new();
    let export = || client.spaces().export(place.space, root.path()).at_once(1);
    let text = || tree(root.path())["Home/From.md"].clone();
    export().await.unwrap();
    assert!(
        !text().contains(".md)") && !text().contains("_attachments/"),
        "{}",
        text()
    );

    // What a page links to is there only later.
    let target = place.page("Target", "").await;
    client.files(from).put(FilePart::new("a.png", "png")).await.unwrap();
    export().await.unwrap();
    assert!(
        text().contains("(Target.md)") && text().contains("(<From/_attachments/a.png>)"),
        "{}",
        text()
    );
    place.sandbox.clear_requests();
    export().await.unwrap();
    assert_eq!(place.calls("getPageById"), 0);

    // It gets another place in a run in which the page that links to it cannot be read.
    let below = page(&place, target, "Below", "").await;
    client
        .pages()
        .edit_page(from, |page| page.text_mut().push_str(&link.replace("TITLE", "Below")))
        .await
        .unwrap();
    export().await.unwrap();
    assert!(text().contains("(Target/Below.md)"), "{}", text());
    place.page("Other", "").await;
    client
        .pages()
        .edit_page(below, |page| page.parent_id = Some(from.into()))
        .await
        .unwrap();
    let refused = Trouble::new(Fault::Status(403)).operation("getPageById").times(1);
    place.sandbox.trouble(refused);
    assert!(export().await.unwrap_err().is_forbidden());
    assert!(tree(root.path()).contains_key("Home/From/Below.md"));
    export().await.unwrap();
    assert!(text().contains("(From/Below.md)"), "{}", text());

    // A file that it shows is gone.
    let file = client.files(from).get("a.png").await.unwrap().unwrap();
    client.attachments().delete_attachment(file.id).await.unwrap();
    export().await.unwrap();
    assert!(!text().contains("_attachments/a.png"), "{}", text());
}

#[tokio::test]
async fn a_folder_that_may_not_be_read_does_not_end_an_export() {
    let place = place().await;
    let plans = place.page("Plans", "").await;
    let folder = place
        .client
        .folders()
        .create_folder(place.space)
        .title("A folder")
        .parent_id(plans);
    let folder = folder.await.unwrap().id;
    page(&place, folder, "Deep one", "<p>deep</p>").await;
    let root = Folder::new();
    let export = || place.client.spaces().export(place.space, root.path());
    let refused = Trouble::new(Fault::Status(403)).operation("getFolderById").times(1);
    place.sandbox.trouble(refused);
    assert!(export().await.unwrap_err().is_forbidden());
    let names = |root: &Path| tree(root).into_keys().collect::<Vec<_>>();
    let place_of = format!("folder-{folder}/Deep one.md");
    assert_eq!(names(root.path()), ["Home.md", "Home/Plans.md", place_of.as_str()]);
    export().await.unwrap();
    assert_eq!(
        names(root.path()),
        ["Home.md", "Home/Plans.md", "Home/Plans/A folder/Deep one.md"]
    );
}

#[tokio::test]
async fn what_markdown_could_not_say_is_told_by_each_run() {
    let place = place().await;
    place
        .page(
            "Plans",
            r#"<p>one</p><p></p><p style="text-align: right;"><span style="color: rgb(255,0,0);">red</span></p>"#,
        )
        .await;
    let root = Folder::new();
    let export = || place.client.spaces().export(place.space, root.path());
    let first = export().await.unwrap();
    assert!(!first.notes.is_empty() && first.notes[0].0.ends_with("Home/Plans.md"));
    let second = export().await.unwrap();
    assert_eq!((second.written.len(), second.notes), (0, first.notes));
}

#[cfg(unix)]
#[tokio::test]
async fn an_export_does_not_leave_its_folder_by_a_symbolic_link() {
    let place = place().await;
    place.page("Plans", "<p>one</p>").await;
    let (root, elsewhere) = (Folder::new(), Folder::new());
    std::os::unix::fs::symlink(elsewhere.path(), root.path().join("Home")).unwrap();
    let error = place
        .client
        .spaces()
        .export(place.space, root.path())
        .await
        .unwrap_err();
    assert!(
        error.is_file() && error.to_string().contains("symbolic link"),
        "{error}"
    );
    assert!(tree(elsewhere.path()).is_empty());
    assert!(root.path().join("Home.md").exists());
}

#[tokio::test]
async fn titles_and_names_whose_accents_are_apart_are_found() {
    let place = place().await;
    let link = "<p><ac:link><ri:page ri:content-title=\"u\u{308}\" /></ac:link> <ac:image><ri:attachment ri:filename=\"a\u{308}.png\" /></ac:image></p>";
    let from = place.page("From", link).await;
    place.page("\u{fc}", "").await;
    place
        .client
        .files(from)
        .put(FilePart::new("\u{e4}.png", "png"))
        .await
        .unwrap();
    let root = Folder::new();
    place.client.spaces().export(place.space, root.path()).await.unwrap();
    let files = tree(root.path());
    let text = &files["Home/From.md"];
    assert!(files.contains_key("Home/\u{fc}.md") && files.contains_key("Home/From/_attachments/\u{e4}.png"));
    assert!(
        text.contains("(%C3%BC.md)") && text.contains("_attachments/%C3%A4.png"),
        "{text}"
    );
}
