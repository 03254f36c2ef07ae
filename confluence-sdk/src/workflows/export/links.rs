//! Links from one file to another.

use super::layout::{Layout, Page};
use crate::content::{File, PageName, Site};
use crate::workflows::folder::composed;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What an address in Markdown cannot hold as it is.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'(')
    .add(b')')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'\\');

/// The files that the links of a page lead to.
pub(super) struct Links<'a> {
    layout: &'a Layout,
    page: &'a Page,
    /// The attachments of the page: their paths in the folder, by their names on the site.
    files: &'a BTreeMap<String, String>,
    /// What was asked for, and where it leads.
    asked: Mutex<Asked>,
}

/// Where links lead, `null` for nowhere in the folder: by the titles of pages, by the names of files.
#[derive(Default)]
struct Asked {
    pages: BTreeMap<String, Value>,
    files: BTreeMap<String, Value>,
}

impl<'a> Links<'a> {
    pub(super) fn new(layout: &'a Layout, page: &'a Page, files: &'a BTreeMap<String, String>) -> Self {
        Self {
            layout,
            page,
            files,
            asked: Mutex::default(),
        }
    }

    /// Where the links lead that were asked for, to be noted.
    pub(super) fn noted(&self) -> Value {
        let Asked { pages, files } = std::mem::take(&mut *self.asked());
        serde_json::json!({ "pages": Value::from_iter(pages), "files": Value::from_iter(files) })
    }

    /// Whether links that were noted lead to the same files now.
    pub(super) fn still_lead(&self, noted: &Value) -> bool {
        let links = |kind: &str| noted[kind].as_object().into_iter().flatten();
        links("pages").all(|(title, led)| self.to_page(title).as_deref() == led.as_str())
            && links("files").all(|(name, led)| self.to_file(name).as_deref() == led.as_str())
    }

    fn to_page(&self, title: &str) -> Option<String> {
        Some(relative(&self.page.path, &self.layout.titled(title)?.file()))
    }

    fn to_file(&self, name: &str) -> Option<String> {
        let alike = || {
            let mut files = self.files.iter();
            files.find(|(title, _)| composed(title) == composed(name))
        };
        let (_, path) = self.files.get_key_value(name).or_else(alike)?;
        Some(relative(&self.page.path, path))
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Site for Links<'_> {
    fn page_url(&self, space: Option<&str>, title: &str) -> Option<String> {
        // A page of another space is not in the folder.
        if space.is_some() {
            return None;
        }
        let url = self.to_page(title);
        self.asked().pages.insert(title.to_owned(), url.clone().into());
        url
    }

    fn file(&self, page: Option<&PageName<'_>>, name: &str) -> Option<File> {
        if page.is_some() {
            return None;
        }
        let url = self.to_file(name);
        self.asked().files.insert(name.to_owned(), url.clone().into());
        Some(File {
            url: url?,
            ..File::default()
        })
    }
}

/// The address of one file in another.
fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut address = "../".repeat(from.len() - same);
    address.push_str(&to[same..].join("/"));
    utf8_percent_encode(&address, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_from_one_file_to_the_other() {
        assert_eq!(relative("A/B", "A/C.md"), "C.md");
        assert_eq!(
            relative("A/B", "A/B/_attachments/x (1).png"),
            "B/_attachments/x%20%281%29.png"
        );
        assert_eq!(relative("A/B/C", "D.md"), "../../D.md");
        assert_eq!(relative("A", "A.md"), "A.md");
    }
}
