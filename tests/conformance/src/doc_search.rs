//! Checks that what people search for leads to the page that answers it. `tests/conformance/doc_search.txt` has the words
//! and the items, one search a line, under the wish that they belong to. A search gets points for how rustdoc 1.95 lists
//! the item:
//!
//! * 3: the words are its name or one of its aliases, so it is among the first results.
//! * 2: the word is part of its name or of an alias, and of few others.
//! * 1: the word is part of many other names, too.
//! * 0: it is not found. rustdoc ignores `_` and capitals, and nothing else. A blank divides the names of a path, and what
//!   is no name at all, such as `rate-limit`, finds an alias that is spelt so, or nothing.
//!
//! A wish has the points of its worst search. Whether the page answers the question is not measured here.

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

/// As rustdoc compares words.
fn plain(words: &str) -> String {
    words.to_lowercase().replace('_', "")
}

impl Item {
    fn is_called(&self, words: &str) -> bool {
        self.names.contains(&plain(words))
    }

    /// Whether the last name of the path is part of one of its names, and the others of the modules that it is in.
    fn is_found_by(&self, path: &[String]) -> bool {
        let Some((last, modules)) = path.split_last() else {
            return false;
        };
        let mut inside = self.path.rsplit("::").skip(1).map(plain);
        self.names.iter().any(|name| name.contains(last))
            && modules
                .iter()
                .rev()
                .all(|module| inside.any(|part| part.contains(module)))
    }
}

/// The names of a path, if the words can be one.
fn path(words: &str) -> Option<Vec<String>> {
    let names: Vec<String> = words.replace("::", " ").split_whitespace().map(plain).collect();
    let are_names = names.iter().flat_map(|name| name.chars()).all(char::is_alphanumeric);
    are_names.then_some(names)
}

/// More results than this are many.
const FEW: usize = 20;

fn points(words: &str, wanted: &str, items: &[Item]) -> u32 {
    let is_wanted = |item: &&Item| item.path == wanted;
    if items.iter().filter(is_wanted).any(|item| item.is_called(words)) {
        return 3;
    }
    let Some(path) = path(words) else { return 0 };
    let found: Vec<&Item> = items.iter().filter(|item| item.is_found_by(&path)).collect();
    match found.iter().any(|item| item.path == wanted) {
        true if found.len() <= FEW => 2,
        true => 1,
        false => 0,
    }
}

/// A wish with its searches: the words, the item, and the points.
struct Wish<'l> {
    title: &'l str,
    searches: Vec<(&'l str, &'l str, u32)>,
}

impl Wish<'_> {
    fn points(&self) -> u32 {
        self.searches
            .iter()
            .map(|(.., points)| *points)
            .min()
            .unwrap_or_default()
    }
}

fn wishes<'l>(list: &'l str, items: &[Item]) -> Result<Vec<Wish<'l>>, String> {
    let mut wishes: Vec<Wish<'l>> = Vec::new();
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        if let Some(title) = line.strip_prefix("## ") {
            let searches = Vec::new();
            wishes.push(Wish { title, searches });
            continue;
        }
        let (words, wanted) = line.split_once(" -> ").ok_or_else(|| format!("no search: {line}"))?;
        let wish = wishes.last_mut().ok_or_else(|| format!("of no wish: {line}"))?;
        wish.searches.push((words, wanted, points(words, wanted, items)));
    }
    Ok(wishes)
}

fn report(list: &str, items: &[Item]) -> Result<Report, String> {
    let wishes = wishes(list, items)?;
    let mut text = String::new();
    for wish in &wishes {
        text += &format!("{}: {}\n", wish.title, wish.points());
        for (words, wanted, points) in wish.searches.iter().filter(|(.., points)| *points < 3) {
            text += &format!("    {words} -> {wanted}: {points}\n");
        }
    }
    let searches: usize = wishes.iter().map(|wish| wish.searches.len()).sum();
    let (got, most) = (wishes.iter().map(Wish::points).sum::<u32>(), 3 * wishes.len());
    text += &format!("{searches} searches tried, {got} of {most} points\n");
    let passed = wishes.iter().all(|wish| wish.points() == 3);
    Ok(Report { text, passed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_search_gets_points_as_rustdoc_would_list_the_item() {
        let docs = json!({
            "index": {
                "1": { "name": "FilePart", "attrs": [{ "other": "#[doc(alias = \"multi part\")]" }] },
                "2": { "name": "items", "attrs": [] },
            },
            "paths": { "1": { "path": ["confluence_sdk", "file", "FilePart"] } },
        });
        let items = items(&docs);
        let points = |words| points(words, "file::FilePart", &items);
        for (words, wanted) in [
            ("multi part", 3),
            ("Multi Part", 3),
            ("file_part", 3),
            ("FilePart", 3),
            ("part", 2),
            ("file::part", 2),
            ("multipart", 0),
            ("multi-part", 0),
            ("net::part", 0),
            ("upload", 0),
        ] {
            assert_eq!(points(words), wanted, "{words}");
        }
    }

    #[test]
    fn a_wish_has_the_points_of_its_worst_search() {
        let items = [Item {
            path: "items".to_owned(),
            names: vec!["items".to_owned()],
        }];
        let tried = |list: &str| report(list, &items).map(|report| (report.text, report.passed));
        let good = tried("# Lists\n## 1 Paging\nitems -> items\n").unwrap();
        assert_eq!(
            good,
            ("1 Paging: 3\n1 searches tried, 3 of 3 points\n".to_owned(), true)
        );
        let (text, passed) = tried("## 1 Paging\nitems -> items\nitem -> items\n").unwrap();
        assert_eq!(
            text,
            "1 Paging: 2\n    item -> items: 2\n2 searches tried, 2 of 3 points\n"
        );
        assert!(!passed);
        assert!(tried("## 1 Paging\nitems").is_err() && tried("items -> items").is_err());
    }
}
