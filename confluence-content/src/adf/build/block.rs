//! Blocks: paragraphs, headings, code, panels, tables, columns.

use crate::adf::{Node, NodeKind};

/// What a panel is for. It decides the colour and the icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PanelKind {
    /// Blue. The macro `info` of storage format.
    Info,
    /// Purple.
    Note,
    /// Green, with a tick. The macro `tip`.
    Success,
    /// Green, with a lamp.
    Tip,
    /// Yellow. The macro `note`.
    Warning,
    /// Red. The macro `warning`.
    Error,
}

impl PanelKind {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Note => "note",
            Self::Success => "success",
            Self::Tip => "tip",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Node {
    /// A paragraph.
    pub fn paragraph(content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::Paragraph).content(content)
    }

    /// A heading of level 1 to 6.
    pub fn heading(level: u8, content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::Heading).attr("level", level).content(content)
    }

    /// A line across the page.
    pub fn rule() -> Self {
        Self::new(NodeKind::Rule)
    }

    /// A quote of blocks.
    pub fn blockquote(content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::Blockquote).content(content)
    }

    /// A block of code. The language may be empty.
    ///
    /// ```
    /// use confluence_content::NoSite;
    /// use confluence_content::adf::{Document, Node};
    ///
    /// let document = Document::new([Node::code_block("rust", "let fish = 1;")]);
    /// assert!(document.to_storage(&NoSite)?.value.contains("<![CDATA[let fish = 1;]]>"));
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
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

    /// A panel of blocks.
    ///
    /// ```
    /// use confluence_content::NoSite;
    /// use confluence_content::adf::{Document, Node, PanelKind};
    ///
    /// let document = Document::new([Node::panel(PanelKind::Info, [Node::paragraph([Node::text("Fish")])])]);
    /// assert!(document.to_storage(&NoSite)?.value.contains("ac:name=\"info\""));
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn panel(kind: PanelKind, content: impl IntoIterator<Item = Self>) -> Self {
        let node = Self::new(NodeKind::Panel).attr("panelType", kind.as_str());
        node.content(content)
    }

    /// A part that readers open and close.
    pub fn expand(title: &str, content: impl IntoIterator<Item = Self>) -> Self {
        Self::new(NodeKind::Expand).attr("title", title).content(content)
    }

    /// Columns of the same width, side by side. Each is a list of blocks; there are 2 to 5.
    ///
    /// ```
    /// use confluence_content::NoSite;
    /// use confluence_content::adf::{Document, Node};
    ///
    /// let column = |text: &str| [Node::paragraph([Node::text(text)])];
    /// let document = Document::new([Node::columns([column("left"), column("right")])]);
    /// assert!(document.to_storage(&NoSite)?.value.contains("ac:type=\"two_equal\""));
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn columns<I: IntoIterator<Item = Self>>(columns: impl IntoIterator<Item = I>) -> Self {
        let columns: Vec<I> = columns.into_iter().collect();
        // With two places after the point, as the editor has it.
        let width = (10_000.0 / columns.len() as f64).floor() / 100.0;
        let column = |content: I| {
            let column = Self::new(NodeKind::LayoutColumn);
            column.attr("width", crate::to_adf::number(width)).content(content)
        };
        Self::new(NodeKind::LayoutSection).content(columns.into_iter().map(column))
    }

    /// A table of rows of cells. Each cell is made by [`Node::cell`] or [`Node::header_cell`].
    ///
    /// ```
    /// use confluence_content::NoSite;
    /// use confluence_content::adf::{Document, Node};
    ///
    /// let text = |text: &str| [Node::paragraph([Node::text(text)])];
    /// let table = Node::table([
    ///     [Node::header_cell(text("Dish")), Node::header_cell(text("Price"))],
    ///     [Node::cell(text("Fish")), Node::cell(text("8.50"))],
    /// ]);
    /// let storage = Document::new([table]).to_storage(&NoSite)?.value;
    /// assert!(storage.contains("<tr><th><p>Dish</p></th>"), "{storage}");
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
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
}
