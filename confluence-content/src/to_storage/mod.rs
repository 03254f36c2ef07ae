//! The Atlassian document format to storage format.

mod block;
mod extension;
mod inline;
mod link;
mod macros;
mod mark;
mod media;
mod table;
mod tag;
mod task;

pub(crate) use extension::plain_extension;
pub(crate) use macros::macro_frame;
pub(crate) use media::attachment;

use crate::adf::{Document, Node, without_oddities};
use crate::converted::{Converted, Loss, Notes};
use crate::error::BodyError;
use crate::site::Site;
use crate::storage::Storage;
use crate::{MAX_DEPTH, MAX_MARKS};

impl Document {
    /// The document in storage format.
    ///
    /// What storage format has no word for is kept for the way back: unknown nodes as `ac:adf-extension`, unknown marks
    /// and attributes in the attribute `data-adf` and its like.
    ///
    /// # Errors
    ///
    /// If the nodes lie in one another deeper than storage format can hold, or have too many marks.
    ///
    /// ```
    /// use confluence_content::NoSite;
    /// use confluence_content::adf::{Document, Node, PanelKind};
    ///
    /// let document = Document::new([Node::panel(PanelKind::Info, [Node::paragraph([Node::text("Fish")])])]);
    /// assert_eq!(
    ///     document.to_storage(&NoSite)?.value,
    ///     "<ac:structured-macro ac:name=\"info\" ac:schema-version=\"1\"><ac:rich-text-body><p>Fish</p>\
    ///      </ac:rich-text-body></ac:structured-macro>",
    /// );
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn to_storage(&self, site: &dyn Site) -> Result<Converted<String>, BodyError> {
        self.written(Writer::new(site))
    }

    /// The document in storage format, without the addresses of links whose targets have names.
    #[cfg(feature = "markdown")]
    pub(crate) fn to_nameable_storage(&self, site: &dyn Site) -> Result<Converted<String>, BodyError> {
        let mut writer = Writer::new(site);
        writer.keeps_addresses = false;
        self.written(writer)
    }

    fn written(&self, mut writer: Writer<'_>) -> Result<Converted<String>, BodyError> {
        check(&self.content, 0, &mut writer.notes)?;
        let plain = without_oddities(&self.content);
        writer.blocks(plain.as_deref().unwrap_or(&self.content));
        Storage::parse(&writer.out)?;
        let Writer { out, notes, .. } = writer;
        Ok(notes.with(out))
    }
}

/// Refuses what is too deep before anything walks down into it.
fn check(nodes: &[Node], depth: usize, notes: &mut Notes) -> Result<(), BodyError> {
    if depth > MAX_DEPTH {
        return Err(BodyError::adf("the document is nested too deep"));
    }
    for node in nodes {
        if node.marks.len() > MAX_MARKS {
            return Err(BodyError::adf(format!("`{}` has too many marks", node.kind.as_str())));
        }
        for name in node.other.keys() {
            notes.push(
                Loss::Dropped,
                format!("the member `{name}` of `{}`", node.kind.as_str()),
            );
        }
        check(&node.content, depth + 1, notes)?;
    }
    Ok(())
}

/// Writes nodes as storage format.
pub(crate) struct Writer<'s> {
    site: &'s dyn Site,
    out: String,
    notes: Notes,
    /// Whether the place is in a cell or in an expand, where an expand is a nested one.
    nested: bool,
    /// Whether the place is in a node that is written as a whole, so that no part of it needs its own fallback.
    within: bool,
    /// Whether the address of a link to a thing with a name is kept, if the site has another one for it.
    keeps_addresses: bool,
}

impl<'s> Writer<'s> {
    fn new(site: &'s dyn Site) -> Self {
        Self {
            site,
            out: String::new(),
            notes: Notes::default(),
            nested: false,
            within: false,
            keeps_addresses: true,
        }
    }

    /// Writes with another value of `nested`.
    fn nested<T>(&mut self, nested: bool, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.nested, nested);
        let result = write(self);
        self.nested = before;
        result
    }
}

/// Blocks in storage format.
pub(crate) fn plain_blocks(site: &dyn Site, nodes: &[Node], nested: bool) -> String {
    let mut writer = Writer::new(site);
    writer.nested = nested;
    writer.blocks(nodes);
    writer.out
}
