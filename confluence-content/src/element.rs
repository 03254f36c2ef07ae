//! The elements that storage format knows, and where each of them stands.

/// Where an element stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Place {
    /// In a line.
    Line,
    /// In a line, and Markdown has it as HTML.
    LineHtml,
    /// In a line, which it divides.
    Break,
    /// It is a block: it ends a line before it, and what is in it has lines of its own.
    Block,
    /// It is a block, and Markdown has it as HTML.
    BlockHtml,
    /// It is a part of a block, and has lines of its own.
    Part,
    /// It is not known.
    Other,
}

/// Where the element of this name stands.
pub(crate) fn place(name: &str) -> Place {
    match name {
        "abbr" | "b" | "big" | "cite" | "code" | "del" | "em" | "font" | "i" | "ins" | "kbd" | "mark" | "q" | "s"
        | "small" | "span" | "strike" | "strong" | "sub" | "sup" | "tt" | "u" => Place::LineHtml,
        "a"
        | "ac:emoticon"
        | "ac:inline-comment-marker"
        | "ac:link"
        | "ac:placeholder"
        | "acronym"
        | "at:var"
        | "bdi"
        | "bdo"
        | "data"
        | "dfn"
        | "img"
        | "label"
        | "nobr"
        | "rp"
        | "rt"
        | "ruby"
        | "samp"
        | "time"
        | "var"
        | "wbr" => Place::Line,
        "br" => Place::Break,
        "blockquote" | "center" | "div" | "dl" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ol" | "p" | "pre"
        | "section" | "table" | "ul" => Place::BlockHtml,
        "ac:layout" | "ac:layout-section" | "ac:task-list" | "address" | "hr" | "li" => Place::Block,
        "ac:adf-content" | "ac:adf-node" | "ac:caption" | "ac:image" | "ac:layout-cell" | "ac:plain-text-body"
        | "ac:rich-text-body" | "ac:task" | "ac:task-body" | "article" | "aside" | "caption" | "col" | "colgroup"
        | "dd" | "dt" | "figcaption" | "figure" | "footer" | "header" | "main" | "nav" | "summary" | "tbody" | "td"
        | "tfoot" | "th" | "thead" | "tr" => Place::Part,
        _ => Place::Other,
    }
}

impl Place {
    /// Whether it stands in a line. Others are blocks where blocks can be.
    pub(crate) fn is_in_line(self) -> bool {
        matches!(self, Self::Line | Self::LineHtml | Self::Break)
    }

    /// Whether it cannot stand in a line, and ends it.
    pub(crate) fn is_block(self) -> bool {
        matches!(self, Self::Block | Self::BlockHtml)
    }

    /// Whether its text is on lines of its own.
    pub(crate) fn has_own_lines(self) -> bool {
        matches!(self, Self::Break | Self::Part) || self.is_block()
    }
}
