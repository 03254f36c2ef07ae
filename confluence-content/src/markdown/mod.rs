//! Markdown: CommonMark with the tables, task lists, alerts and strikethrough of GitHub.
//!
//! ```
//! use confluence_content::{NoSite, Storage, markdown};
//!
//! let body = markdown::to_storage("# Fish\n\n- [x] *fried*\n", &NoSite).value;
//! assert_eq!(Storage::parse(&body)?.to_markdown(&NoSite).value, "# Fish\n\n- [x] *fried*\n");
//! # Ok::<(), confluence_content::BodyError>(())
//! ```
//!
//! What Markdown has no word for is written so that it is found again:
//!
//! | in Confluence | in Markdown |
//! |---|---|
//! | panels `info`, `tip`, `note`, `warning` | alerts `> [!NOTE]`, `[!TIP]`, `[!WARNING]`, `[!CAUTION]` |
//! | the purple panel of documents | the alert `[!IMPORTANT]` |
//! | expand | `<details><summary>Title</summary>` … `</details>` |
//! | image that is attached | `![alt](file.png)`, a path without a scheme |
//! | link to a file that is attached | `[words](attachment:file.pdf)` |
//! | link to a page, a space | `[words](confluence://page/SPACE/Title)`, `confluence://space/SPACE` |
//! | person, status, date | `[@Name](confluence://user/ID)`, `[DONE](confluence://status/Green)`, `[2026-10-01](confluence://date/2026-10-01)` |
//! | any other part of a line | `[its name](confluence://storage/…)` |
//! | a block with parts that Markdown has not, as a table with lists in it | its HTML |
//! | any other macro | a fenced block of the language `confluence`, with storage format in it |
//!
//! A [`Site`] of your own gives pages and files other addresses, such as those of the files of an export, and resolves
//! them: see there.
//!
//! Each block is read again when it is written: Markdown that would say something else is not used.

mod address;
mod addresses;
mod inline;
mod list;
mod read;
mod same;
mod table;
mod tag;
mod write;

use crate::adf::Document;
use crate::converted::Converted;
use crate::error::BodyError;
use crate::site::Site;
use crate::storage::Storage;

/// The language of fenced blocks that hold storage format.
const STORAGE: &str = "confluence";

/// Makes storage format of Markdown.
///
/// The [`Site`] is asked what addresses lead to: [`Site::page_at`], [`Site::file_at`].
///
/// ```
/// use confluence_content::{NoSite, markdown};
///
/// let body = markdown::to_storage("Fish **and** <blink>chips</blink>", &NoSite);
/// assert_eq!(body.value, "<p>Fish <strong>and</strong> &lt;blink&gt;chips&lt;/blink&gt;</p>");
/// assert_eq!(body.notes[0].to_string(), "<blink> was written in another way");
/// ```
pub fn to_storage(markdown: &str, site: &dyn Site) -> Converted<String> {
    read::to_storage(markdown, site)
}

/// Makes a document of Markdown.
///
/// # Errors
///
/// None are known: what [`to_storage`] writes can be read.
pub fn to_adf(markdown: &str, site: &dyn Site) -> Result<Converted<Document>, BodyError> {
    let mut read = to_storage(markdown, site);
    let document = Storage::parse(&read.value)?.to_adf(site);
    read.notes.extend(document.notes);
    Ok(Converted {
        value: document.value,
        notes: read.notes,
    })
}

impl Storage<'_> {
    /// The body as Markdown. See [`markdown`](crate::markdown) for what becomes of macros and the like.
    pub fn to_markdown(&self, site: &dyn Site) -> Converted<String> {
        write::to_markdown(self, site)
    }
}

impl Document {
    /// The document as Markdown. See [`markdown`](crate::markdown) for what becomes of extensions and the like.
    ///
    /// # Errors
    ///
    /// If the document is nested too deep.
    pub fn to_markdown(&self, site: &dyn Site) -> Result<Converted<String>, BodyError> {
        let mut storage = self.to_nameable_storage(site)?;
        let written = Storage::parse(&storage.value)?.to_markdown(site);
        storage.notes.extend(written.notes);
        Ok(Converted {
            value: written.value,
            notes: storage.notes,
        })
    }
}
