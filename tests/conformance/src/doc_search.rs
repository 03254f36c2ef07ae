//! Checks that what people search for leads to the page that answers it. `tests/conformance/doc_search.txt` has the
//! words and the items, one search a line, under the wish that they belong to. A search gets points for how rustdoc
//! lists the item:
//!
//! * 3: it is among the first ten results. The words are its name or one of its aliases, and few items are listed
//!   before it: names come before aliases, and what is in a module before the members of types.
//! * 2: it is further down, or the word is only part of its name or of an alias, and of few others.
//! * 1: the word is part of many other names, too.
//! * 0: it is not found. rustdoc ignores `_` and capitals, and nothing else. A blank divides the names of a path, and
//!   what is no name at all, such as `rate-limit`, finds an alias that is spelt so, or nothing.
//!
//! rustdoc 1.95 loses the aliases of what is exported from a private module; that of docs.rs finds them. So the list
//! rests on modules, methods and names.
//!
//! A wish has the points of its worst search. Whether the page answers the question is not measured here.

use crate::report::Report;
use crate::rustdoc_json::{self, SDK, SDK_FEATURES};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// An item that can be found.
struct Item {
    /// Its path in the crate, or its name alone where it has none, as methods. Of what is exported from another crate,
    /// the path there.
    path: String,
    name: String,
    aliases: Vec<String>,
    /// Whether it is part of a type or a trait.
    is_member: bool,
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
    let index = docs["index"].as_object();
    index
        .into_iter()
        .flatten()
        .filter_map(|(id, item)| own(docs, id, item).or_else(|| exported(docs, item)))
        .collect()
}

fn own(docs: &Value, id: &str, item: &Value) -> Option<Item> {
    let name = item["name"].as_str()?;
    let place = &docs["paths"][id];
    let path = place["path"].as_array().into_iter().flatten().skip(1);
    let path: Vec<&str> = path.filter_map(Value::as_str).collect();
    let attributes = item["attrs"].as_array().into_iter().flatten();
    let aliases = attributes.filter_map(|attribute| alias(attribute["other"].as_str()?));
    Some(Item {
        path: if path.is_empty() {
            name.to_owned()
        } else {
            path.join("::")
        },
        name: plain(name),
        aliases: aliases.map(plain).collect(),
        is_member: path.is_empty() || place["kind"] == "variant",
    })
}

/// What is exported from another crate.
fn exported(docs: &Value, item: &Value) -> Option<Item> {
    let export = &item["inner"]["use"];
    let source = &docs["paths"][export["id"].to_string()];
    (source["crate_id"].as_u64()? != 0).then_some(())?;
    Some(Item {
        path: export["source"].as_str()?.to_owned(),
        name: plain(export["name"].as_str()?),
        aliases: Vec::new(),
        is_member: false,
    })
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
    /// Whether the last name of the path is part of one of its names, and the others of the modules that it is in.
    fn is_found_by(&self, path: &[String]) -> bool {
        let Some((last, modules)) = path.split_last() else {
            return false;
        };
        let mut inside = self.path.rsplit("::").skip(1).map(plain);
        self.aliases.iter().chain([&self.name]).any(|name| name.contains(last))
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

/// So many results are looked at before another search is tried.
const FIRST: usize = 10;
/// More results than this are many.
const FEW: usize = 20;

fn points(words: &str, wanted: &str, items: &[Item]) -> u32 {
    let whole = plain(words);
    let is_wanted = |item: &Item| item.path == wanted;
    let named: Vec<&Item> = items.iter().filter(|item| item.name == whole).collect();
    let mut wanted_ones = items.iter().filter(|item| is_wanted(item));
    let place = match named.iter().find(|item| is_wanted(item)) {
        Some(wanted) => Some(named.iter().filter(|item| wanted.is_member || !item.is_member).count()),
        None => wanted_ones
            .any(|item| item.aliases.contains(&whole))
            .then_some(named.len() + 1),
    };
    if let Some(place) = place {
        return if place <= FIRST { 3 } else { 2 };
    }
    let Some(path) = path(words) else { return 0 };
    let found: Vec<&Item> = items.iter().filter(|item| item.is_found_by(&path)).collect();
    match found.iter().any(|item| is_wanted(item)) {
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
                "3": { "name": null, "attrs": [], "inner": { "use": { "source": "bodies::adf", "name": "adf", "id": 9 } } },
            },
            "paths": {
                "1": { "crate_id": 0, "path": ["confluence_sdk", "file", "FilePart"], "kind": "struct" },
                "9": { "crate_id": 7, "path": ["bodies", "adf"], "kind": "module" },
            },
        });
        let items = items(&docs);
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
            assert_eq!(points(words, "file::FilePart", &items), wanted, "{words}");
        }
        assert_eq!(points("adf", "bodies::adf", &items), 3);
    }

    #[test]
    fn what_many_items_are_called_hides_an_alias_and_members() {
        let item = |path: &str, is_member| Item {
            path: path.to_owned(),
            name: path.rsplit("::").next().unwrap().to_owned(),
            aliases: vec!["cursor".to_owned()],
            is_member,
        };
        let mut items = vec![item("guide::paging", false), item("page::cursor", false)];
        items.extend((0..9).map(|_| item("cursor", true)));
        let all =
            |items: &[Item]| ["page::cursor", "cursor", "guide::paging"].map(|wanted| points("cursor", wanted, items));
        assert_eq!(all(&items), [3, 3, 2]);
        items.push(item("cursor", true));
        assert_eq!(all(&items), [3, 2, 2]);
    }

    #[test]
    fn a_wish_has_the_points_of_its_worst_search() {
        let items = [Item {
            path: "items".to_owned(),
            name: "items".to_owned(),
            aliases: Vec::new(),
            is_member: true,
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
