//! Checks that what people search for leads to the page that answers it. `tests/conformance/doc_search.txt` has the words and
//! the items, one search a line. rustdoc finds an item by its name and by its aliases.

use crate::report::Report;
use crate::rustdoc_json::{self, SDK, SDK_FEATURES};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// An item that can be found.
struct Item {
    /// Its path in the crate, or its name alone where it has none, as methods.
    path: String,
    /// What it is found by.
    names: Vec<String>,
}

/// Makes the documentation and tries each search of the list.
pub(crate) fn run() -> Result<Report, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = read(&folder.join("doc_search.txt"))?;
    let json = read(&rustdoc_json::make(&folder.join("../.."), SDK, SDK_FEATURES)?)?;
    let docs: Value =
        serde_json::from_str(&json).map_err(|problem| format!("the documentation of {SDK}: {problem}"))?;
    report(&list, &items(&docs))
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|problem| format!("{}: {problem}", file.display()))
}

fn items(docs: &Value) -> Vec<Item> {
    let named = |(id, item): (&String, &Value)| {
        let name = item["name"].as_str()?;
        let path = docs["paths"][id]["path"].as_array();
        let path: Vec<&str> = path.into_iter().flatten().skip(1).filter_map(Value::as_str).collect();
        let attributes = item["attrs"].as_array().into_iter().flatten();
        let aliases = attributes.filter_map(|attribute| alias(attribute["other"].as_str()?));
        Some(Item {
            names: aliases.chain([name]).map(plain).collect(),
            path: if path.is_empty() {
                name.to_owned()
            } else {
                path.join("::")
            },
        })
    };
    docs["index"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(named)
        .collect()
}

/// The word in `#[doc(alias = "word")]`.
fn alias(attribute: &str) -> Option<&str> {
    attribute.strip_prefix("#[doc(alias = \"")?.strip_suffix("\")]")
}

/// Without what a search does not look at.
fn plain(words: &str) -> String {
    words.to_lowercase().replace(['_', '-', ' '], "")
}

fn report(list: &str, items: &[Item]) -> Result<Report, String> {
    let mut report = Report::from(String::new());
    let mut searches = 0;
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (words, wanted) = line.split_once(" -> ").ok_or_else(|| format!("no search: {line}"))?;
        searches += 1;
        let found = |item: &&Item| item.names.iter().any(|name| name.contains(&plain(words)));
        let found: Vec<&str> = items.iter().filter(found).map(|item| item.path.as_str()).collect();
        if !found.contains(&wanted) {
            report.passed = false;
            report.text += &format!("{words}: does not find {wanted}\n");
        }
    }
    report.text += &format!("{searches} searches tried\n");
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_search_finds_by_name_and_by_alias() {
        let docs = json!({
            "index": {
                "1": { "name": "FilePart", "attrs": [{ "other": "#[doc(alias = \"multipart\")]" }] },
                "2": { "name": "items", "attrs": [] },
            },
            "paths": { "1": { "path": ["confluence_sdk", "file", "FilePart"] } },
        });
        let items = items(&docs);
        let tried = |list: &str| report(list, &items).map(|report| report.text);
        let good = "# Files\nmulti part -> file::FilePart\nfile_part -> file::FilePart\nitems -> items\n";
        assert_eq!(tried(good).as_deref(), Ok("3 searches tried\n"));
        let bad = tried("upload -> file::FilePart").unwrap();
        assert_eq!(bad, "upload: does not find file::FilePart\n1 searches tried\n");
        assert!(tried("upload").is_err());
    }
}
