//! Images and files.

use crate::adf::{Node, NodeKind};
use crate::site::File;

impl Node {
    /// An image from anywhere, as a block of its own.
    ///
    /// ```
    /// use confluence_content::NoSite;
    /// use confluence_content::adf::{Document, Node};
    ///
    /// let image = Node::image("https://example.com/fish.png", "A fish");
    /// assert_eq!(
    ///     Document::new([image]).to_storage(&NoSite)?.value,
    ///     "<ac:image ac:align=\"center\" ac:layout=\"center\" ac:alt=\"A fish\">\
    ///      <ri:url ri:value=\"https://example.com/fish.png\" /></ac:image>",
    /// );
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn image(url: &str, alt: &str) -> Self {
        let media = Self::new(NodeKind::Media).attr("type", "external").attr("url", url);
        media.attr("alt", alt).single()
    }

    /// An image that is attached, as a block of its own.
    pub fn attached_image(file: &File, alt: &str) -> Self {
        Self::file(file).attr("alt", alt).single()
    }

    /// Cards of attached files, side by side.
    pub fn files<'f>(files: impl IntoIterator<Item = &'f File>) -> Self {
        Self::new(NodeKind::MediaGroup).content(files.into_iter().map(Self::file))
    }

    fn file(file: &File) -> Self {
        let media = Self::new(NodeKind::Media).attr("type", "file").attr("id", &*file.id);
        media.attr("collection", &*file.collection)
    }

    fn single(self) -> Self {
        Self::new(NodeKind::MediaSingle)
            .attr("layout", "center")
            .content([self])
    }
}
