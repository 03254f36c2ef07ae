//! Nodes that people write often. For the others there are [`Node::new`] and [`Node::attr`].

mod block;
mod extension;
mod inline;
mod list;
mod media;

pub use block::PanelKind;
pub use inline::StatusColor;

use super::{Mark, Node, NodeKind};
use serde_json::{Map, Value};

impl Node {
    /// A node with nothing in it.
    ///
    /// What this crate does not know is written with the name that it has in JSON:
    ///
    /// ```
    /// use confluence_content::adf::{Node, NodeKind};
    ///
    /// let card = Node::new(NodeKind::BlockCard).attr("url", "https://example.com/fish");
    /// let new = Node::new(NodeKind::from("brandNew")).content([Node::text("Fish")]);
    /// assert_eq!(new.kind, NodeKind::Unknown("brandNew".to_owned()));
    /// # let _ = card;
    /// ```
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

    /// The node with this in it, behind what is in it already.
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
}
