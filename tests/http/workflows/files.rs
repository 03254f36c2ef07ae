//! Attachments by their names.

use super::Place;
use crate::uploads::{Folder, content};
use confluence_sandbox::{Fault, Sandbox, Trouble};
use confluence_sdk::workflows::Outcome;
use confluence_sdk::{FilePart, PageId};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

#[tokio::test]
async fn a_file_is_attached_left_alone_and_replaced() {
    let place = Place::start().await;
    let files = place.client.files(place.page("Plans", "").await);
    let folder = Folder::new();
    let path = folder.path().join("größe 1.bin");
    fs::write(&path, content(700_000)).unwrap();
    let put = files.put(FilePart::from_path(&path)).await.unwrap();
    assert_eq!((put.outcome, put.value.file_size), (Outcome::Created, Some(700_000)));
    assert_eq!(put.value.title.as_deref(), Some("größe 1.bin"));
    let put = files.put(FilePart::from_path(&path)).await.unwrap();
    assert_eq!(
        (put.outcome, put.value.version.unwrap().number),
        (Outcome::Unchanged, Some(1))
    );
    // The same length, another byte at the end.
    let mut other = content(700_000);
    other[699_999] ^= 1;
    let put = files.put(FilePart::new("größe 1.bin", other.clone())).await.unwrap();
    assert_eq!(
        (put.outcome, put.value.version.unwrap().number),
        (Outcome::Updated, Some(2))
    );

    let saved = folder.path().join("back.bin");
    assert_eq!(files.save("größe 1.bin", &saved).await.unwrap(), 700_000);
    assert_eq!(fs::read(&saved).unwrap(), other);
    let error = files.save("GRÖSSE 1.bin", &saved).await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
    assert!(files.get("missing").await.unwrap().is_none());
    // A page of HTML is a file like others.
    let page = "<!doctype html><html><body>hello</body></html>";
    files.put(FilePart::new("a.html", page)).await.unwrap();
    assert_eq!(
        files.put(FilePart::new("a.html", page)).await.unwrap().outcome,
        Outcome::Unchanged
    );
    let error = files
        .put(FilePart::from_path(folder.path().join("none")))
        .await
        .unwrap_err();
    assert!(error.is_file(), "{error}");
}

#[tokio::test]
async fn a_lost_answer_to_an_upload_makes_no_second_version() {
    for (fault, before) in [
        (Fault::CutAfter, 0),
        (Fault::CutAfter, 1),
        (Fault::CutBefore, 0),
        (Fault::Status(502), 1),
    ] {
        let place = Place::start().await;
        let files = place.client.files(place.page("Plans", "").await);
        if before == 1 {
            files.put(FilePart::new("a.txt", "old")).await.unwrap();
        }
        place
            .sandbox
            .trouble(Trouble::new(fault).operation("createOrUpdateAttachments").times(1));
        let put = files.put(FilePart::new("a.txt", "new")).await.unwrap();
        assert_eq!(
            put.outcome,
            if before == 1 {
                Outcome::Updated
            } else {
                Outcome::Created
            }
        );
        assert_eq!(put.value.version.unwrap().number, Some(before + 1));
    }
}

/// What is in a folder, below and without what is hidden.
fn listed(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    entries.filter(|name| !name.starts_with('.')).collect()
}

#[tokio::test]
async fn all_files_come_to_a_folder_whatever_they_are_called_and_stay_in_it() {
    let place = Place::start().await;
    let page = place.page("Plans", "").await;
    let files = place.client.files(page);
    let long = format!("{}.txt", "y".repeat(250));
    let names = [
        "a.txt",
        "A.TXT",
        "../../evil.txt",
        "CON",
        "nul.txt",
        "😀.png",
        ".hidden",
        "b\\c",
        long.as_str(),
    ];
    for name in names {
        files.put(FilePart::new(name, format!("this is {name}"))).await.unwrap();
    }
    let outer = Folder::new();
    let folder = outer.path().join("deep/er");
    let saved = files.save_all(&folder).await.unwrap();
    assert_eq!((saved.written.len(), saved.unchanged), (names.len(), 0));
    assert!(
        saved.written.iter().all(|path| path.parent() == Some(&folder)),
        "{saved:?}"
    );
    assert_eq!(listed(&folder).len(), names.len());
    assert_eq!(listed(outer.path()), BTreeSet::from(["deep".to_owned()]));
    let mut texts: Vec<String> = saved
        .written
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let mut expected: Vec<String> = names.iter().map(|name| format!("this is {name}")).collect();
    texts.sort();
    expected.sort();
    assert_eq!(texts, expected);

    // Once more: nothing is read again.
    place.sandbox.clear_requests();
    let again = files.save_all(&folder).await.unwrap();
    assert_eq!(
        (again.written.len(), again.unchanged, again.removed.len()),
        (0, names.len(), 0)
    );
    assert_eq!(place.calls("downloadAttatchment"), 0);

    // One is new, one is gone, one was removed here, and one was changed here and is gone there.
    let emoji = files.get("😀.png").await.unwrap().unwrap();
    let con = files.get("CON").await.unwrap().unwrap();
    files.put(FilePart::new(".hidden", "new")).await.unwrap();
    fs::remove_file(folder.join("b-c")).unwrap();
    fs::write(folder.join("CON-"), "mine").unwrap();
    fs::write(folder.join("my own.txt"), "mine").unwrap();
    place.client.attachments().delete_attachment(emoji.id).await.unwrap();
    place.client.attachments().delete_attachment(con.id).await.unwrap();
    let changed = files.save_all(&folder).await.unwrap();
    let names: BTreeSet<_> = changed
        .written
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, BTreeSet::from(["b-c", "hidden"]));
    assert_eq!(changed.removed, [folder.join("😀.png")]);
    assert_eq!(fs::read_to_string(folder.join("CON-")).unwrap(), "mine");
    assert!(folder.join("my own.txt").exists());
}

#[tokio::test]
async fn a_folder_is_of_one_page_and_a_file_that_was_there_is_left_alone() {
    let place = Place::start().await;
    let (one, two) = (place.page("One", "").await, place.page("Two", "").await);
    for page in [one, two] {
        let files = place.client.files(page);
        files.put(FilePart::new("a.txt", page.to_string())).await.unwrap();
    }
    let outer = Folder::new();
    let folder = outer.path().join("pics");
    place.client.files(one).save_all(&folder).await.unwrap();
    let error = place.client.files(two).save_all(&folder).await.unwrap_err();
    let said = error.to_string();
    assert!(
        error.is_file() && said.contains(&one.to_string()) && said.contains(&two.to_string()),
        "{said}"
    );
    assert_eq!(fs::read_to_string(folder.join("a.txt")).unwrap(), one.to_string());

    let mine = outer.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(mine.join("a.txt"), "mine").unwrap();
    let error = place.client.files(two).save_all(&mine).await.unwrap_err();
    assert!(error.is_file() && error.to_string().contains("a.txt"), "{error}");
    assert_eq!(fs::read_to_string(mine.join("a.txt")).unwrap(), "mine");
    // When it is out of the way, the next run does the rest.
    fs::rename(mine.join("a.txt"), mine.join("b.txt")).unwrap();
    let saved = place.client.files(two).save_all(&mine).await.unwrap();
    assert_eq!((saved.written.len(), listed(&mine).len()), (1, 2));
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_an_error_that_names_it() {
    let place = Place::start().await;
    let files = place.client.files(place.page("Plans", "").await);
    files.put(FilePart::new("a.txt", "a")).await.unwrap();
    let outer = Folder::new();
    fs::write(outer.path().join("file"), "").unwrap();
    let error = files.save_all(outer.path().join("file")).await.unwrap_err();
    assert!(error.is_file() && error.to_string().contains("file"), "{error}");
    // A folder where the file shall be.
    let folder = outer.path().join("folder");
    fs::create_dir_all(folder.join("a.txt")).unwrap();
    let error = files.save_all(&folder).await.unwrap_err();
    assert!(error.is_file() && error.to_string().contains("a.txt"), "{error}");
    assert_eq!(listed(&folder), BTreeSet::from(["a.txt".to_owned()]));
}

#[tokio::test]
async fn what_is_dropped_leaves_whole_files_and_goes_on_later() {
    let place = Place::of(Sandbox::builder().space("DOCS", "Documents")).await;
    let page: PageId = place.page("Plans", "").await;
    let files = place.client.files(page);
    for n in 0..8 {
        files
            .put(FilePart::new(format!("{n}.bin"), content(50_000)))
            .await
            .unwrap();
    }
    let outer = Folder::new();
    for millis in [1, 3, 5, 10, 20, 30] {
        let _ = tokio::time::timeout(Duration::from_millis(millis), files.save_all(outer.path())).await;
        for name in listed(outer.path()) {
            assert_eq!(fs::read(outer.path().join(name)).unwrap().len(), 50_000);
        }
    }
    let saved = files.save_all(outer.path()).await.unwrap();
    assert_eq!(saved.written.len() + saved.unchanged, 8);
    let hidden = fs::read_dir(outer.path()).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name().into_string().unwrap();
        name.ends_with(".part")
    });
    assert_eq!(hidden.count(), 0);
    // Notes that are broken are as good as none: then nothing tells whose files these are, and they are left alone.
    fs::write(
        outer.path().join(".confluence-sdk.jsonl"),
        b"{\"id\":1}\n\xff\xfe\n{\"id\":\"x\",\"path\":\"../../a\",\"version\":1,\"size\":0}\n{\"id\":",
    )
    .unwrap();
    let error = files.save_all(outer.path()).await.unwrap_err();
    assert!(error.is_file() && error.to_string().contains("left alone"), "{error}");
    assert_eq!(listed(outer.path()).len(), 8);
    for name in listed(outer.path()) {
        fs::remove_file(outer.path().join(name)).unwrap();
    }
    let saved = files.save_all(outer.path()).await.unwrap();
    assert_eq!((saved.written.len(), saved.removed.len()), (8, 0));
    assert_eq!(files.save_all(outer.path()).await.unwrap().unchanged, 8);
}

#[tokio::test]
async fn a_name_whose_accents_are_apart_is_the_same_name() {
    let place = Place::start().await;
    let (composed, apart) = ("\u{fc}ber.txt", "u\u{308}ber.txt");
    for (first, second) in [(composed, apart), (apart, composed)] {
        let page = place.page(first, "").await;
        let files = place.client.files(page);
        let put = |name: &str, text: &'static str| files.put(FilePart::new(name, text));
        assert_eq!(put(first, "one").await.unwrap().outcome, Outcome::Created);
        assert_eq!(put(second, "one").await.unwrap().outcome, Outcome::Unchanged);
        let written = put(second, "two").await.unwrap();
        assert_eq!(
            (written.outcome, written.value.title.as_deref()),
            (Outcome::Updated, Some(first))
        );
        assert_eq!(files.list().collect().await.unwrap().len(), 1);
        assert!(files.get(second).await.unwrap().is_some() && files.get("UBER.txt").await.unwrap().is_none());
    }
}
