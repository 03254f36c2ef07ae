//! The Atlassian document format (ADF): the JSON in which Confluence's editor keeps bodies.
//!
//! Every node is a [`Node`], whose [`NodeKind`] says what it is. Nodes, marks and attributes that are not known here
//! are kept as they are.
//!
//! ```
//! use confluence_content::adf::{Document, Node};
//!
//! let document = Document::new([
//!     Node::heading(1, [Node::text("Fish")]),
//!     Node::paragraph([Node::text("and "), Node::text("chips").strong()]),
//! ]);
//! assert_eq!(document.text(), "Fish\nand chips");
//! assert_eq!(Document::parse(&document.to_json())?, document);
//! # Ok::<(), confluence_content::BodyError>(())
//! ```
//!
//! What only storage format can say is kept in attributes whose names begin with `__`, as the vendor does with its own
//! private ones. [`Document::without_private`] takes them out, for readers who refuse attributes that they do not know.

mod attr;
mod build;
mod check;
pub(crate) mod json;
mod kind;
mod rules;
mod text;

pub use build::{PanelKind, StatusColor};
pub(crate) use check::without_oddities;
pub use kind::{MarkKind, NodeKind};

use crate::error::BodyError;
use serde_json::{Map, Value};

/// A body in the Atlassian document format.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Document {
    /// The version of the format. It is 1.
    pub version: u64,
    /// The blocks of the document.
    pub content: Vec<Node>,
}

/// A node: a block, or a part of a line.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// The text of a text node. Empty in others.
    pub text: String,
    /// Its attributes.
    pub attrs: Map<String, Value>,
    /// What is in it, in order.
    pub content: Vec<Node>,
    /// Its marks. The first is the outermost.
    pub marks: Vec<Mark>,
    /// Members that the format does not have.
    pub other: Map<String, Value>,
}

/// A mark: emphasis, a link and the like.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Its attributes.
    pub attrs: Map<String, Value>,
}

impl Document {
    /// A document of these blocks.
    pub fn new(content: impl IntoIterator<Item = Node>) -> Self {
        Self {
            version: 1,
            content: content.into_iter().collect(),
        }
    }

    /// Reads a document from JSON.
    ///
    /// # Errors
    ///
    /// If it is not JSON, not a document, or nested too deep.
    pub fn parse(json: &str) -> Result<Self, BodyError> {
        json::parse(json)
    }

    /// The document as JSON.
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// The document as a JSON value.
    pub fn to_value(&self) -> Value {
        json::document(self)
    }

    /// The text that a reader sees, without markup. Each block is a line of its own.
    pub fn text(&self) -> String {
        text::text(&self.content)
    }

    /// The document without attributes whose names begin with `__`.
    #[must_use]
    pub fn without_private(mut self) -> Self {
        self.content.iter_mut().for_each(Node::drop_private);
        self
    }
}

impl Node {
    /// The text of an attribute.
    pub fn attr_str(&self, name: &str) -> Option<&str> {
        self.attrs.get(name)?.as_str()
    }

    /// The mark of this kind.
    pub fn mark_of(&self, kind: &MarkKind) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.kind == *kind)
    }

    fn drop_private(&mut self) {
        let public = |attrs: &mut Map<String, Value>| attrs.retain(|name, _| !name.starts_with("__"));
        public(&mut self.attrs);
        if let Some(Value::Object(parameters)) = self.attrs.get_mut("parameters") {
            public(parameters);
        }
        self.marks.iter_mut().for_each(|mark| public(&mut mark.attrs));
        self.content.iter_mut().for_each(Self::drop_private);
    }
}

impl Mark {
    /// A mark without attributes.
    pub fn new(kind: MarkKind) -> Self {
        Self {
            kind,
            attrs: Map::new(),
        }
    }

    /// The mark with one more attribute.
    #[must_use]
    pub fn attr(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.attrs.insert(name.to_owned(), value.into());
        self
    }

    /// The text of an attribute.
    pub fn attr_str(&self, name: &str) -> Option<&str> {
        self.attrs.get(name)?.as_str()
    }
}
