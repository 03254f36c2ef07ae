//! Storage format: the XML in which Confluence keeps bodies.

mod check;
mod macros;
mod marker;
mod parse;
mod task;
mod text;

pub use macros::{Macro, MacroBody, Parameter};
pub use task::Task;

use crate::entity;
use crate::error::BodyError;
use std::borrow::Cow;
use std::ops::Range;

/// A body in storage format that was read and found right.
///
/// The tree borrows from the text, and the text is kept as it is.
///
/// ```
/// use confluence_content::Storage;
///
/// let body = Storage::parse("<p>Fish &amp; chips&nbsp;<ac:emoticon ac:name=\"smile\"/></p>")?;
/// assert_eq!(body.nodes().len(), 1);
///
/// let error = Storage::parse("<p>a <b>x</p>").unwrap_err();
/// assert_eq!(error.message(), "Unexpected close tag </p>; expected </b>.");
/// # Ok::<(), confluence_content::BodyError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Storage<'a> {
    source: &'a str,
    nodes: Vec<Node<'a>>,
}

/// A part of a body: an element, or what is between elements.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Node<'a> {
    /// An element with all that is in it.
    Element(Element<'a>),
    /// Text between tags.
    Text(Text<'a>),
    /// The text in a CDATA section, as it is in the bodies of code macros.
    CData(&'a str),
    /// The text of a comment.
    Comment(&'a str),
}

/// An element: its name, its attributes and what is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Element<'a> {
    source: &'a str,
    name: &'a str,
    attributes: Vec<Attribute<'a>>,
    children: Vec<Node<'a>>,
    /// From the start tag to the end tag, both included.
    outer: Range<usize>,
    /// What is between the two tags.
    inner: Range<usize>,
}

/// An attribute of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    name: &'a str,
    raw: &'a str,
}

/// Text between tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    raw: &'a str,
    /// The byte of the body at which it begins.
    start: usize,
}

impl<'a> Storage<'a> {
    /// Reads a body and checks it, as Confluence does when content is written.
    ///
    /// # Errors
    ///
    /// If it is not well-formed XML with the prefixes `ac`, `ri` and `at` and the entities of XHTML, or if its elements
    /// lie in one another deeper than [`MAX_DEPTH`](crate::MAX_DEPTH).
    pub fn parse(source: &'a str) -> Result<Self, BodyError> {
        let nodes = parse::parse(source)?;
        Ok(Self { source, nodes })
    }

    /// The body as it was written.
    pub fn as_str(&self) -> &'a str {
        self.source
    }

    /// What the body consists of, in order.
    pub fn nodes(&self) -> &[Node<'a>] {
        &self.nodes
    }
}

impl<'a> Node<'a> {
    /// The element, if it is one.
    pub fn as_element(&self) -> Option<&Element<'a>> {
        match self {
            Self::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Whether it is a comment, or text that has only white space.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Element(_) => false,
            Self::Text(text) => text.raw.chars().all(|letter| letter.is_ascii_whitespace()),
            Self::CData(text) => text.is_empty(),
            Self::Comment(_) => true,
        }
    }
}

impl<'a> Element<'a> {
    /// The name, with its prefix: `p`, `ac:link`.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The attributes, in order.
    pub fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let attribute = self.attributes.iter().find(|attribute| attribute.name == name);
        attribute.map(Attribute::value)
    }

    /// What is in the element, in order.
    pub fn children(&self) -> &[Node<'a>] {
        &self.children
    }

    /// The elements directly in this one.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(Node::as_element)
    }

    /// The first element of this name directly in this one.
    pub fn element(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find(|element| element.name == name)
    }

    /// The element as it was written, with its tags.
    pub fn outer(&self) -> &'a str {
        &self.source[self.outer.clone()]
    }

    /// What is between its tags, as it was written.
    pub fn inner(&self) -> &'a str {
        &self.source[self.inner.clone()]
    }

    /// Text and CDATA sections directly in the element.
    pub(crate) fn own_text(&self) -> String {
        let mut text = String::new();
        for child in &self.children {
            match child {
                Node::Text(own) => text.push_str(&own.value()),
                Node::CData(own) => text.push_str(own),
                Node::Element(_) | Node::Comment(_) => {}
            }
        }
        text
    }

    /// Whether there is nothing in it but text and comments.
    pub(crate) fn has_text_only(&self) -> bool {
        let text = |child: &Node<'_>| !matches!(child, Node::Element(_));
        self.children.iter().all(text)
    }
}

impl<'a> Attribute<'a> {
    /// The name, with its prefix.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The value, its entities replaced.
    pub fn value(&self) -> Cow<'a, str> {
        entity::decode(self.raw)
    }
}

impl<'a> Text<'a> {
    /// The text as it was written, with its entities.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The text, its entities replaced.
    pub fn value(&self) -> Cow<'a, str> {
        entity::decode(self.raw)
    }
}

/// Whether this can be the name of an attribute or element without a declaration.
pub(crate) fn is_attribute_name(name: &str) -> bool {
    check::name(name, 0, name).is_ok() && check::is_known(name)
}
