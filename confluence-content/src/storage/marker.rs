//! Markers of inline comments: the passages of a body that comments are on.

use super::text::HIDDEN;
use super::{Element, Node, Storage};
use crate::element::place;
use crate::entity::resolve;
use crate::escape::push_attribute;
use std::ops::Range;

const MARKER: &str = "ac:inline-comment-marker";

impl Storage<'_> {
    /// How often a passage is in the text of the body. A comment can be on any of them.
    ///
    /// The passage may go over emphasis, links and the like, but not over the end of a block.
    pub fn passage_count(&self, passage: &str) -> usize {
        let wanted = normal(passage);
        match wanted.is_empty() {
            true => 0,
            false => Visible::of(self).text.matches(&wanted).count(),
        }
    }

    /// The body with a marker around a passage. `index` counts equal passages from 0, `reference` names the comment.
    ///
    /// `None` if there are not so many.
    ///
    /// ```
    /// use confluence_content::Storage;
    ///
    /// let body = Storage::parse("<p>Fish and <em>fresh</em> chips</p>")?;
    /// let marked = body.with_marker("fresh chips", 0, "c1").expect("the passage is there");
    /// assert_eq!(
    ///     marked,
    ///     "<p>Fish and <em><ac:inline-comment-marker ac:ref=\"c1\">fresh</ac:inline-comment-marker></em>\
    ///      <ac:inline-comment-marker ac:ref=\"c1\"> chips</ac:inline-comment-marker></p>",
    /// );
    /// assert_eq!(Storage::parse(&marked)?.marked("c1").as_deref(), Some("fresh chips"));
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn with_marker(&self, passage: &str, index: usize, reference: &str) -> Option<String> {
        let (visible, wanted) = (Visible::of(self), normal(passage));
        if wanted.is_empty() {
            return None;
        }
        let (at, _) = visible.text.match_indices(&wanted).nth(index)?;
        let mut start = format!("<{MARKER}");
        push_attribute(&mut start, "ac:ref", reference);
        start.push('>');
        let (mut marked, mut done) = (String::with_capacity(self.source.len() + 128), 0);
        for part in visible.parts(at..at + wanted.len()) {
            marked.push_str(&self.source[done..part.start]);
            marked.push_str(&start);
            marked.push_str(&self.source[part.clone()]);
            marked.push_str("</");
            marked.push_str(MARKER);
            marked.push('>');
            done = part.end;
        }
        marked.push_str(&self.source[done..]);
        Some(marked)
    }

    /// The body without the markers of a comment. Their text stays.
    pub fn without_marker(&self, reference: &str) -> String {
        let mut tags = Vec::new();
        each_marker(&self.nodes, &mut |element| {
            if element.attribute("ac:ref").as_deref() == Some(reference) {
                tags.push(element.outer.start..element.inner.start);
                tags.push(element.inner.end..element.outer.end);
            }
        });
        tags.sort_by_key(|tag| tag.start);
        let (mut text, mut done) = (String::with_capacity(self.source.len()), 0);
        for tag in tags {
            text.push_str(&self.source[done..tag.start]);
            done = tag.end;
        }
        text.push_str(&self.source[done..]);
        text
    }

    /// The text that is marked for a comment. `None` if the body has no such marker.
    pub fn marked(&self, reference: &str) -> Option<String> {
        let mut found: Option<String> = None;
        each_marker(&self.nodes, &mut |element| {
            if element.attribute("ac:ref").as_deref() == Some(reference) {
                let text = found.get_or_insert_default();
                push_text(&element.children, text);
            }
        });
        found.map(|text| normal(&text))
    }
}

fn push_text(nodes: &[Node<'_>], text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(own) => text.push_str(&own.value()),
            Node::Element(element) => push_text(&element.children, text),
            Node::CData(_) | Node::Comment(_) => {}
        }
    }
}

fn each_marker<'e, 'a>(nodes: &'e [Node<'a>], visit: &mut impl FnMut(&'e Element<'a>)) {
    for element in nodes.iter().filter_map(Node::as_element) {
        if element.name == MARKER {
            visit(element);
        }
        each_marker(&element.children, visit);
    }
}

/// White space as one space.
fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text in which passages are found, and where each character of it stands in the body.
#[derive(Default)]
struct Visible {
    text: String,
    /// For each character: where it is in `text`, which text of the body it is from, its bytes in the body.
    places: Vec<(usize, usize, Range<usize>)>,
    texts: usize,
}

impl Visible {
    fn of(body: &Storage<'_>) -> Self {
        let mut visible = Self::default();
        visible.push_nodes(&body.nodes);
        visible
    }

    fn push_nodes(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.push_text(text.raw, text.start),
                Node::Element(element) => self.push_element(element),
                // A marker cannot stand in a CDATA section.
                Node::CData(_) => self.end_block(),
                Node::Comment(_) => {}
            }
        }
    }

    fn push_element(&mut self, element: &Element<'_>) {
        let name = element.name;
        if HIDDEN.contains(&name) || name == "ac:adf-fallback" || name.starts_with("ac:plain-text") {
            self.end_block();
        } else if place(name).has_own_lines() {
            self.end_block();
            self.push_nodes(&element.children);
            self.end_block();
        } else {
            self.push_nodes(&element.children);
        }
    }

    /// No passage goes over this place.
    fn end_block(&mut self) {
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn push_text(&mut self, raw: &str, start: usize) {
        self.texts += 1;
        let mut at = 0;
        while let Some(first) = raw[at..].chars().next() {
            let reference = (first == '&').then(|| raw[at..].find(';')).flatten();
            let (letter, length) = match reference {
                Some(end) => (resolve(&raw[at + 1..at + end]).unwrap_or(first), end + 1),
                None => (first, first.len_utf8()),
            };
            let is_space = letter.is_whitespace();
            if !is_space || !self.text.ends_with([' ', '\n']) {
                let place = (self.text.len(), self.texts, start + at..start + at + length);
                self.places.push(place);
                self.text.push(if is_space { ' ' } else { letter });
            }
            at += length;
        }
    }

    /// The parts of the body that a range of the text stands for. Each is within one text of the body.
    fn parts(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let first = self.places.partition_point(|(at, _, _)| *at < range.start);
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut last = None;
        for (_, text, place) in self.places[first..].iter().take_while(|(at, _, _)| *at < range.end) {
            match parts.last_mut() {
                Some(part) if last == Some(*text) => part.end = place.end,
                _ => parts.push(place.clone()),
            }
            last = Some(*text);
        }
        parts
    }
}
