//! Storage format to the Atlassian document format.

mod attributes;
mod block;
mod extension;
mod inline;
mod link;
mod macros;
mod media;
mod table;
mod task;

#[cfg(feature = "markdown")]
pub(crate) use block::is_inline;
pub(crate) use block::number;
pub(crate) use extension::{DATA_KEY, DATA_TYPE};
pub(crate) use inline::mark as marks_of;
pub(crate) use link::{MEMBERS, METADATA, TARGETS, address};
pub(crate) use macros::{BODY, MACRO_TYPE, frame, macro_attrs};
pub(crate) use media::ALIGNMENTS;

use crate::adf::Document;
use crate::converted::{Converted, Loss, Notes};
use crate::site::Site;
use crate::storage::{Node as Part, Storage};

impl Storage<'_> {
    /// The body as a document.
    ///
    /// What documents have no word for is kept for the way back: unknown macros as extensions, unknown elements as
    /// `confluenceUnsupportedBlock` and its like, unknown attributes in the private attribute `__storage`.
    ///
    /// ```
    /// use confluence_content::{NoSite, Storage};
    ///
    /// let body = Storage::parse("<p>Fish <strong>and</strong> chips</p>")?;
    /// let document = body.to_adf(&NoSite).value;
    /// assert_eq!(document.content[0].content[1].marks.len(), 1);
    /// assert_eq!(document.to_storage(&NoSite)?.value, body.as_str());
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn to_adf(&self, site: &dyn Site) -> Converted<Document> {
        let mut reader = Reader::new(site);
        reader.note_comments(self.nodes());
        let content = reader.blocks(self.nodes());
        reader.notes.with(Document::new(content))
    }
}

/// Reads parts of a body.
pub(crate) struct Reader<'s> {
    site: &'s dyn Site,
    notes: Notes,
    /// Whether the place is in a cell or in an expand, where an expand is a nested one.
    nested: bool,
    /// Whether an element around the place is kept as it was written, so that what is in it need not be.
    kept: bool,
}

impl<'s> Reader<'s> {
    pub(crate) fn new(site: &'s dyn Site) -> Self {
        Self {
            site,
            notes: Notes::default(),
            nested: false,
            kept: false,
        }
    }

    /// Reads what is kept as a whole.
    pub(crate) fn kept(site: &'s dyn Site, nested: bool) -> Self {
        let mut reader = Self::new(site);
        reader.kept = true;
        reader.nested = nested;
        reader
    }

    /// Documents have no comments.
    fn note_comments(&mut self, parts: &[Part<'_>]) {
        for part in parts {
            match part {
                Part::Comment(text) => self.notes.push(Loss::Dropped, format!("the comment `{}`", text.trim())),
                Part::Element(element) => self.note_comments(element.children()),
                Part::Text(_) | Part::CData(_) => {}
            }
        }
    }

    /// Reads with another value of `nested`.
    fn within<T>(&mut self, nested: bool, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.nested, nested);
        let result = read(self);
        self.nested = before;
        result
    }
}
