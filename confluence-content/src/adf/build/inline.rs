//! Parts of a line, and marks of text.

use crate::adf::{Mark, MarkKind, Node, NodeKind};
use crate::date::timestamp;

/// The colour of a [status](Node::status).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StatusColor {
    /// Grey.
    Neutral,
    /// Purple.
    Purple,
    /// Blue.
    Blue,
    /// Red.
    Red,
    /// Yellow.
    Yellow,
    /// Green.
    Green,
}

impl StatusColor {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Purple => "purple",
            Self::Blue => "blue",
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Green => "green",
        }
    }
}

impl Node {
    /// Text. Marks are set on it: [`strong`](Node::strong), [`link`](Node::link) and the like.
    ///
    /// ```
    /// use confluence_content::NoSite;
    /// use confluence_content::adf::{Document, Node};
    ///
    /// let line = [Node::text("Fish").strong().link("https://example.com/fish"), Node::text(" & chips")];
    /// assert_eq!(
    ///     Document::new([Node::paragraph(line)]).to_storage(&NoSite)?.value,
    ///     "<p><strong><a href=\"https://example.com/fish\">Fish</a></strong> &amp; chips</p>",
    /// );
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn text(text: impl Into<String>) -> Self {
        let mut node = Self::new(NodeKind::Text);
        node.text = text.into();
        node
    }

    /// The end of a line within a paragraph.
    pub fn hard_break() -> Self {
        Self::new(NodeKind::HardBreak)
    }

    /// A person, by account id. The text is what is shown: `@Name`.
    pub fn mention(account_id: &str, text: &str) -> Self {
        Self::new(NodeKind::Mention).attr("id", account_id).attr("text", text)
    }

    /// A coloured word.
    pub fn status(text: &str, color: StatusColor) -> Self {
        let node = Self::new(NodeKind::Status).attr("text", text);
        node.attr("color", color.as_str())
    }

    /// A day, as `2026-10-01`. `None` if it is not one.
    ///
    /// ```
    /// use confluence_content::adf::Node;
    ///
    /// let day = Node::date("2026-10-01").expect("it is a day");
    /// assert_eq!(day.attr_str("timestamp"), Some("1790812800000"));
    /// assert_eq!(Node::date("2026-02-30"), None);
    /// ```
    pub fn date(day: &str) -> Option<Self> {
        Some(Self::new(NodeKind::Date).attr("timestamp", timestamp(day)?))
    }

    /// An emoji, by its short name as `:smile:`, and as a character.
    pub fn emoji(short_name: &str, text: &str) -> Self {
        let node = Self::new(NodeKind::Emoji).attr("shortName", short_name);
        node.attr("text", text)
    }

    /// A link that is shown with the title of what it leads to.
    pub fn inline_card(url: &str) -> Self {
        Self::new(NodeKind::InlineCard).attr("url", url)
    }

    /// The text in bold.
    #[must_use]
    pub fn strong(self) -> Self {
        self.mark(Mark::new(MarkKind::Strong))
    }

    /// The text in italics.
    #[must_use]
    pub fn em(self) -> Self {
        self.mark(Mark::new(MarkKind::Em))
    }

    /// The text underlined.
    #[must_use]
    pub fn underline(self) -> Self {
        self.mark(Mark::new(MarkKind::Underline))
    }

    /// The text struck out.
    #[must_use]
    pub fn strike(self) -> Self {
        self.mark(Mark::new(MarkKind::Strike))
    }

    /// The text as code.
    #[must_use]
    pub fn code(self) -> Self {
        self.mark(Mark::new(MarkKind::Code))
    }

    /// The text lower and smaller.
    #[must_use]
    pub fn sub(self) -> Self {
        self.mark(Mark::new(MarkKind::Subsup).attr("type", "sub"))
    }

    /// The text higher and smaller.
    #[must_use]
    pub fn sup(self) -> Self {
        self.mark(Mark::new(MarkKind::Subsup).attr("type", "sup"))
    }

    /// The text in a colour, as `#ff5630`.
    #[must_use]
    pub fn color(self, color: &str) -> Self {
        self.mark(Mark::new(MarkKind::TextColor).attr("color", color))
    }

    /// The text as a link.
    #[must_use]
    pub fn link(self, href: &str) -> Self {
        self.mark(Mark::new(MarkKind::Link).attr("href", href))
    }
}
