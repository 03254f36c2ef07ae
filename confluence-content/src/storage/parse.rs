//! Reads a body into a tree. `quick-xml` finds the tags; what it is lenient with is checked here.

use super::check::{Prefixes, attributes, characters, name, reference};
use super::{Attribute, Element, Node, Text};
use crate::MAX_DEPTH;
use crate::error::BodyError;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::ops::Range;

/// The nodes of a body, or the first thing that is wrong with it.
pub(super) fn parse(source: &str) -> Result<Vec<Node<'_>>, BodyError> {
    characters(source)?;
    // The reader passes over a mark of the byte order, and does not count it.
    let text = source.trim_start_matches('\u{feff}');
    let base = source.len() - text.len();
    let mut reader = Reader::from_str(text);
    // The messages about end tags are Confluence's, so they are compared here.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().check_comments = true;
    let mut tree = Tree::new(source);
    loop {
        let start = base + position(&reader);
        let event = reader.read_event();
        let span = start..base + position(&reader);
        match event {
            Ok(Event::Start(tag)) => tree.start(span, tag.name().as_ref().len())?,
            Ok(Event::Empty(tag)) => tree.empty(span, tag.name().as_ref().len())?,
            Ok(Event::End(_)) => tree.end(span)?,
            Ok(Event::Text(_)) => tree.text(span)?,
            Ok(Event::GeneralRef(_)) => {
                reference(source, span.clone())?;
                tree.extend_text(span);
            }
            Ok(Event::CData(_)) => tree.leaf(span, "<![CDATA[", "]]>", Node::CData),
            Ok(Event::Comment(_)) => tree.leaf(span, "<!--", "-->", Node::Comment),
            Ok(Event::PI(_) | Event::Decl(_)) => {
                let message = "Unexpected processing instruction in the body";
                return Err(BodyError::storage(source, start, message));
            }
            Ok(Event::DocType(_)) => {
                let message = "Unexpected DOCTYPE declaration in the body";
                return Err(BodyError::storage(source, start, message));
            }
            Ok(Event::Eof) => return tree.finish(),
            Err(error) => return Err(BodyError::storage(source, start, message(&error))),
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    // The reader's numbers are bytes of a text that is in memory, so they fit.
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// An element whose end tag has not been seen.
struct Open<'a> {
    name: &'a str,
    attributes: Vec<Attribute<'a>>,
    children: Vec<Node<'a>>,
    start: usize,
    inner: usize,
}

struct Tree<'a> {
    source: &'a str,
    /// The elements around the current place, the outermost first.
    open: Vec<Open<'a>>,
    roots: Vec<Node<'a>>,
    /// Text that may continue: a reference ends an event, but not a text.
    text: Option<Range<usize>>,
    prefixes: Prefixes<'a>,
}

impl<'a> Tree<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            open: Vec::new(),
            roots: Vec::new(),
            text: None,
            prefixes: Prefixes::default(),
        }
    }

    fn siblings(&mut self) -> &mut Vec<Node<'a>> {
        match self.open.last_mut() {
            Some(open) => &mut open.children,
            None => &mut self.roots,
        }
    }

    fn text(&mut self, span: Range<usize>) -> Result<(), BodyError> {
        if let Some(at) = self.source[span.clone()].find("]]>") {
            let message = "String ']]>' not allowed in textual content, except as the end marker of CDATA section";
            return Err(BodyError::storage(self.source, span.start + at, message));
        }
        self.extend_text(span);
        Ok(())
    }

    fn extend_text(&mut self, span: Range<usize>) {
        if !span.is_empty() {
            let start = self.text.as_ref().map_or(span.start, |text| text.start);
            self.text = Some(start..span.end);
        }
    }

    fn flush(&mut self) {
        if let Some(span) = self.text.take() {
            let text = Text {
                raw: &self.source[span.clone()],
                start: span.start,
            };
            self.siblings().push(Node::Text(text));
        }
    }

    fn leaf(&mut self, span: Range<usize>, start: &str, end: &str, node: fn(&'a str) -> Node<'a>) {
        self.flush();
        let whole = &self.source[span];
        let inner = whole.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
        self.siblings().push(node(inner.unwrap_or_default()));
    }

    fn start(&mut self, span: Range<usize>, name_length: usize) -> Result<(), BodyError> {
        self.open(&span, name_length, ">")
    }

    fn empty(&mut self, span: Range<usize>, name_length: usize) -> Result<(), BodyError> {
        self.open(&span, name_length, "/>")?;
        self.close(span.end, span.end);
        Ok(())
    }

    fn open(&mut self, span: &Range<usize>, name_length: usize, end: &str) -> Result<(), BodyError> {
        self.flush();
        let (source, at) = (self.source, span.start + 1);
        if self.open.len() >= MAX_DEPTH {
            let message = format!("Maximum element depth limit ({MAX_DEPTH}) exceeded");
            return Err(BodyError::storage(source, span.start, message));
        }
        let tag = &source[at..at + name_length];
        name(source, at, tag)?;
        let rest = at + name_length..span.end - end.len();
        let attributes = attributes(source, rest)?;
        self.prefixes.declare(self.open.len(), &attributes);
        self.prefixes.check(source, span.start, tag, &attributes)?;
        self.open.push(Open {
            name: tag,
            attributes,
            children: Vec::new(),
            start: span.start,
            inner: span.end,
        });
        Ok(())
    }

    /// Closes the innermost element, whose content ends at `inner` and whose end tag ends at `outer`.
    fn close(&mut self, inner: usize, outer: usize) {
        self.flush();
        if let Some(open) = self.open.pop() {
            self.prefixes.forget(self.open.len());
            let element = Element {
                source: self.source,
                name: open.name,
                attributes: open.attributes,
                children: open.children,
                outer: open.start..outer,
                inner: open.inner..inner,
            };
            self.siblings().push(Node::Element(element));
        }
    }

    fn end(&mut self, span: Range<usize>) -> Result<(), BodyError> {
        let found = self.source[span.start + 2..span.end - 1].trim_ascii_end();
        let expected = self.open.last().map_or(ROOT, |open| open.name);
        if self.open.is_empty() || found != expected {
            return Err(self.unexpected(span.start, found, expected));
        }
        self.close(span.start, span.end);
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Node<'a>>, BodyError> {
        self.flush();
        match self.open.last() {
            Some(open) => Err(self.unexpected(self.source.len(), ROOT, open.name)),
            None => Ok(self.roots),
        }
    }

    fn unexpected(&self, at: usize, found: &str, expected: &str) -> BodyError {
        let message = format!("Unexpected close tag </{found}>; expected </{expected}>.");
        BodyError::storage(self.source, at, message)
    }
}

/// The element that Confluence puts around a body before it reads it. Messages about a body's end name it.
const ROOT: &str = "xml";

fn message(error: &Error) -> String {
    let text = match error {
        Error::Syntax(SyntaxError::UnclosedComment) => "Unexpected EOF in comment",
        Error::Syntax(SyntaxError::UnclosedCData) => "Unexpected EOF in CDATA section",
        Error::Syntax(SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl) => {
            "Unexpected EOF in processing instruction"
        }
        Error::Syntax(SyntaxError::UnclosedDoctype) => "Unexpected EOF in DOCTYPE declaration",
        Error::Syntax(
            SyntaxError::UnclosedSingleQuotedAttributeValue | SyntaxError::UnclosedDoubleQuotedAttributeValue,
        ) => "Unexpected EOF in attribute value",
        Error::Syntax(SyntaxError::UnclosedTag) => "Unexpected EOF in start tag",
        Error::Syntax(SyntaxError::InvalidBangMarkup) => {
            "Unexpected character '!' (code 33) in content after '<' (malformed start element?)."
        }
        Error::IllFormed(IllFormedError::DoubleHyphenInComment) => "String '--' not allowed in comment (missing '>'?)",
        Error::IllFormed(IllFormedError::UnclosedReference) => {
            "Unexpected character after '&': expected a name and a semicolon. A lone '&' is written as '&amp;'."
        }
        other => return other.to_string(),
    };
    text.to_owned()
}
