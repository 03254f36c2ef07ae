//! Links from one file to another.

use super::layout::{Layout, Page};
use crate::content::{File, PageName, Site};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::collections::BTreeMap;

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
    pub(super) layout: &'a Layout,
    pub(super) page: &'a Page,
    /// The attachments of the page: their paths in the folder, by their names on the site.
    pub(super) files: &'a BTreeMap<String, String>,
}

impl Site for Links<'_> {
    fn page_url(&self, space: Option<&str>, title: &str) -> Option<String> {
        // A page of another space is not in the folder.
        let page = self.layout.titled(title).filter(|_| space.is_none())?;
        Some(relative(&self.page.path, &page.file()))
    }

    fn file(&self, page: Option<&PageName<'_>>, name: &str) -> Option<File> {
        let path = self.files.get(name).filter(|_| page.is_none())?;
        Some(File {
            url: relative(&self.page.path, path),
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
