use super::Folder;
use super::notes::NOTES;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that is removed at the end.
struct Temporary(PathBuf);

impl Temporary {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("confluence-sdk-folder-{}-{next}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    async fn open(&self) -> Folder {
        Folder::open(self.0.clone(), "this".to_owned()).await.unwrap()
    }

    fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.0).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if !name.starts_with('.') {
                files.push((name, fs::read_to_string(path).unwrap()));
            }
        }
        files.sort();
        files
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn put(folder: &Folder, id: &str, version: u32, name: &str, text: &str) {
    if folder.has(id, version, name).await.unwrap().is_none() {
        let bytes = text.as_bytes().to_vec();
        folder.write(bytes, id, version, name, Value::Null).await.unwrap();
    }
}

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect()
}

#[tokio::test]
async fn names_that_are_exchanged_lose_no_file() {
    let root = Temporary::new();
    let folder = root.open().await;
    put(&folder, "1", 1, "a", "one").await;
    put(&folder, "2", 1, "b", "two").await;
    let folder = root.open().await;
    put(&folder, "1", 1, "b", "one").await;
    // The program ends here, and the names are exchanged back: what is at `b` is not what was noted there first.
    let folder = root.open().await;
    put(&folder, "2", 1, "b", "two").await;
    put(&folder, "1", 1, "a", "one").await;
    assert_eq!(folder.remove_the_rest().await.unwrap(), [] as [PathBuf; 0]);
    assert_eq!(root.files(), owned(&[("a", "one"), ("b", "two")]));
    let folder = root.open().await;
    put(&folder, "1", 1, "b", "one").await;
    put(&folder, "2", 1, "a", "two").await;
    folder.remove_the_rest().await.unwrap();
    assert_eq!(root.files(), owned(&[("a", "two"), ("b", "one")]));
}

#[tokio::test]
async fn a_name_that_changes_its_case_alone_leaves_the_new_one() {
    let root = Temporary::new();
    let folder = root.open().await;
    put(&folder, "1", 1, "Plans", "one").await;
    put(&folder, "1", 2, "plans", "two").await;
    folder.remove_the_rest().await.unwrap();
    assert_eq!(root.files(), owned(&[("plans", "two")]));
}

#[tokio::test]
async fn what_people_write_is_left_alone() {
    let root = Temporary::new();
    let folder = root.open().await;
    put(&folder, "1", 1, "a", "one").await;
    fs::write(root.0.join("a"), "mine now").unwrap();
    // What was mirrored is gone, and then there is another one of its name.
    let folder = root.open().await;
    assert!(folder.remove_the_rest().await.unwrap().is_empty());
    for _ in 0..2 {
        let folder = root.open().await;
        let error = folder.place("a").await.unwrap_err();
        assert!(error.is_file() && error.to_string().contains("left alone"), "{error}");
    }
    // A file whose name differs in its case is another one, where the disk says so.
    put(&folder, "2", 1, "Plans", "two").await;
    if fs::metadata(root.0.join("plans")).is_err() {
        fs::write(root.0.join("plans"), "mine").unwrap();
        assert!(root.open().await.place("plans").await.is_err());
    }
}

/// The folder as it is when the program ends before the last file is noted.
fn cut_off(root: &Temporary) {
    let path = root.0.join(NOTES);
    let notes = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = notes.lines().collect();
    let last = lines.pop().unwrap();
    assert!(last.contains("\"version\"") && lines.last().unwrap().contains("begun"));
    fs::write(path, format!("{}\n{}", lines.join("\n"), &last[..9])).unwrap();
}

#[tokio::test]
async fn what_was_begun_and_not_noted_is_written_again() {
    let root = Temporary::new();
    put(&root.open().await, "1", 1, "a", "ha").await;
    cut_off(&root);
    let folder = root.open().await;
    assert!(folder.has("1", 1, "a").await.unwrap().is_none());
    put(&folder, "1", 1, "a", "half").await;
    assert!(root.open().await.has("1", 1, "a").await.unwrap().is_some());
    assert_eq!(root.files(), owned(&[("a", "half")]));
}

#[tokio::test]
async fn what_a_run_before_finished_in_the_background_is_known() {
    let root = Temporary::new();
    let (before, now) = (root.open().await, root.open().await);
    put(&before, "1", 1, "a", "one").await;
    put(&now, "1", 2, "a", "two").await;
    assert_eq!(root.files(), owned(&[("a", "two")]));
    assert!(root.open().await.has("1", 2, "a").await.unwrap().is_some());
}

#[tokio::test]
async fn what_people_put_where_something_was_begun_is_left_alone() {
    for theirs in ["mine", "ha"] {
        let root = Temporary::new();
        put(&root.open().await, "1", 1, "a", "ha").await;
        cut_off(&root);
        // The same number of bytes too, but not the same file.
        fs::remove_file(root.0.join("a")).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(30));
        fs::write(root.0.join("a"), theirs).unwrap();
        let error = root.open().await.place("a").await.unwrap_err();
        assert!(error.is_file() && error.to_string().contains("left alone"), "{error}");
        assert_eq!(root.files(), owned(&[("a", theirs)]));
    }
}

#[cfg(unix)]
#[tokio::test]
async fn no_symbolic_link_is_followed() {
    use std::os::unix::fs::symlink;
    let (root, elsewhere) = (Temporary::new(), Temporary::new());
    let folder = root.open().await;
    put(&folder, "1", 1, "sub/a", "one").await;
    put(&folder, "2", 1, "b", "two").await;
    // The folder is somewhere else now, with a file of the same name and size.
    fs::write(elsewhere.0.join("a"), "six").unwrap();
    fs::write(elsewhere.0.join("b"), "two").unwrap();
    fs::remove_dir_all(root.0.join("sub")).unwrap();
    symlink(&elsewhere.0, root.0.join("sub")).unwrap();
    fs::remove_file(root.0.join("b")).unwrap();
    symlink(elsewhere.0.join("b"), root.0.join("b")).unwrap();
    symlink(&elsewhere.0, root.0.join("other")).unwrap();

    let folder = root.open().await;
    for (id, name) in [("1", "sub/a"), ("2", "b"), ("3", "other/c"), ("4", "other/deep/d")] {
        assert!(folder.has(id, 1, name).await.unwrap().is_none(), "{name}");
        let error = folder.place(name).await.unwrap_err();
        assert!(error.is_file() && error.to_string().contains(name), "{error}");
    }
    // Nothing is removed through it either.
    assert_eq!(root.open().await.remove_the_rest().await.unwrap(), [] as [PathBuf; 0]);
    assert_eq!(elsewhere.files(), owned(&[("a", "six"), ("b", "two")]));

    let other = Temporary::new();
    symlink(elsewhere.0.join("b"), other.0.join(NOTES)).unwrap();
    assert!(Folder::open(other.0.clone(), "this".to_owned()).await.is_err());
    assert_eq!(elsewhere.files(), owned(&[("a", "six"), ("b", "two")]));
}

#[tokio::test]
async fn a_folder_is_of_one_thing() {
    let root = Temporary::new();
    drop(root.open().await);
    let refused = Folder::open(root.0.clone(), "that".to_owned()).await;
    let said = refused.err().unwrap().to_string();
    assert!(
        said.contains("mirrors this already") && said.contains("mirror that too"),
        "{said}"
    );
}
