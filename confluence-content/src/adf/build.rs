//! Nodes that people write often. For the others there are [`Node::new`] and [`Node::attr`].

use super::{Mark, MarkKind, Node, NodeKind};
use serde_json::{Map, Value};

impl Node {
    /// A node with nothing in it.
    pub fn new(kind: NodeKind) -> Self {
        Self {
            kind,
            text: String::new(),
            attrs: Map::new(),
            content: Vec::new(),
            marks: Vec::new(),
            other: Map::new(),
        }
    }

    /// The node with one more attribute.
    #[must_use]
    pub fn attr(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.attrs.insert(name.to_owned(), value.into());
        self
    }

    /// The node with this in it.
    #[must_use]
    pub fn content(mut self, content: impl IntoIterator<Item = Self>) -> Self {
        self.content.extend(content);
        self
    }

    /// The node with one more mark, within those that it has.
    #[must_use]
    pub fn mark(mut self, mark: Mark) -> Self {
        self.marks.push(mark);
        self
    }

    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        let mut node = Self::new(NodeKind::Text);
        node.text = text.into();
        node
    }

    /// A paragraph.
    pub fn paragraph(content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::Paragraph).content(content)
    }

    /// A heading of level 1 to 6.
    pub fn heading(level: u8, content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::Heading).attr("level", level).content(content)
    }

    /// A list with bullets. Each item is a list of blocks.
    pub fn bullet_list<I: IntoIterator<Item = Self>>(items: impl IntoIterator<Item = I>) -> Self {
        Self::new(NodeKind::BulletList).content(items.into_iter().map(Self::list_item))
    }

    /// A list with numbers. Each item is a list of blocks.
    pub fn ordered_list<I: IntoIterator<Item = Self>>(items: impl IntoIterator<Item = I>) -> Self {
        Self::new(NodeKind::OrderedList).content(items.into_iter().map(Self::list_item))
    }

    fn list_item(content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::ListItem).content(content)
    }

    /// A block of code. The language may be empty.
    pub fn code_block(language: &str, code: &str) -> Self {
        let mut node = Self::new(NodeKind::CodeBlock);
        if !language.is_empty() {
            node = node.attr("language", language);
        }
        match code.is_empty() {
            true => node,
            false => node.content([Self::text(code)]),
        }
    }

    /// A panel: `info`, `note`, `tip`, `warning`, `error`, `success` or `custom`.
    pub fn panel(kind: &str, content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::Panel).attr("panelType", kind).content(content)
    }

    /// A part that can be opened and closed.
    pub fn expand(title: &str, content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::Expand).attr("title", title).content(content)
    }

    /// A table of rows of cells. Each cell is made by [`Node::cell`] or [`Node::header_cell`].
    pub fn table<I: IntoIterator<Item = Self>>(rows: impl IntoIterator<Item = I>) -> Self {
        let row = |cells: I| Self::new(NodeKind::TableRow).content(cells);
        Self::new(NodeKind::Table).content(rows.into_iter().map(row))
    }

    /// A cell of a table.
    pub fn cell(content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::TableCell).content(content)
    }

    /// A cell of a table that heads its row or its column.
    pub fn header_cell(content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::TableHeader).content(content)
    }

    /// A person, by account id. The text is what is shown: `@Name`.
    pub fn mention(account_id: &str, text: &str) -> Self {
        Self::new(NodeKind::Mention).attr("id", account_id).attr("text", text)
    }

    /// A coloured word: `neutral`, `purple`, `blue`, `red`, `yellow` or `green`.
    pub fn status(text: &str, color: &str) -> Self {
        Self::new(NodeKind::Status).attr("text", text).attr("color", color)
    }

    /// A link that is shown with the title of what it leads to.
    pub fn inline_card(url: &str) -> Self {
        Self::new(NodeKind::InlineCard).attr("url", url)
    }

    /// The end of a line within a paragraph.
    pub fn hard_break() -> Self {
        Self::new(NodeKind::HardBreak)
    }

    /// A line across the page.
    pub fn rule() -> Self {
        Self::new(NodeKind::Rule)
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

    /// The text as code.
    #[must_use]
    pub fn code(self) -> Self {
        self.mark(Mark::new(MarkKind::Code))
    }

    /// The text as a link.
    #[must_use]
    pub fn link(self, href: &str) -> Self {
        self.mark(Mark::new(MarkKind::Link).attr("href", href))
    }
}
