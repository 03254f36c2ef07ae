//! The text of a body, for search and excerpts.

use super::{Element, Node, Storage};
use crate::convert::emoticon::emoji;
use crate::element::place;
use crate::site::NoSite;
use crate::text::Lines;
use crate::to_adf::Reader;

impl Storage<'_> {
    /// The text that a reader sees, without markup. Each block is a line of its own.
    ///
    /// ```
    /// use confluence_content::Storage;
    ///
    /// let body = Storage::parse("<h1>Fish</h1><p>and <em>chips</em></p>")?;
    /// assert_eq!(body.text(), "Fish\nand chips");
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn text(&self) -> String {
        let mut lines = Lines::default();
        self.push_text(&mut lines);
        lines.finish()
    }

    pub(crate) fn push_text(&self, lines: &mut Lines) {
        push_nodes(&self.nodes, lines);
    }
}

impl Element<'_> {
    /// The text in the element that a reader sees, without markup.
    pub fn text(&self) -> String {
        let mut lines = Lines::default();
        push_nodes(&self.children, &mut lines);
        lines.finish()
    }
}

fn push_nodes(nodes: &[Node<'_>], lines: &mut Lines) {
    for node in nodes {
        match node {
            Node::Text(text) => lines.push(&text.value()),
            Node::CData(text) => lines.push(text),
            Node::Comment(_) => {}
            Node::Element(element) => push_element(element, lines),
        }
    }
}

fn push_element(element: &Element<'_>, lines: &mut Lines) {
    match element.name {
        "ac:structured-macro" | "ac:macro" => {
            if let Some(title) = element.as_macro().and_then(|found| {
                let shown = found.name() == "status";
                shown.then(|| found.parameter("title")).flatten()
            }) {
                lines.push(&title);
            }
            for body in element.elements() {
                push_element(body, lines);
            }
        }
        "ac:link" => push_link(element, lines),
        "ac:emoticon" => {
            let name = element.attribute("ac:name").unwrap_or_default();
            let known = || emoji(&name).map(|(_, text)| text.into());
            let alone = element.attribute("ac:emoji-shortname").is_none();
            let text = element.attribute("ac:emoji-fallback");
            lines.push(&text.or_else(|| alone.then(known).flatten()).unwrap_or_default());
        }
        "time" => lines.push(&element.attribute("datetime").unwrap_or_default()),
        "ac:adf-extension" => match Reader::kept(&NoSite, false).extension(element) {
            Some(node) => node.push_text(lines),
            None => push_nodes(&element.children, lines),
        },
        name if HIDDEN.contains(&name) || name.starts_with("ri:") => {}
        name if place(name).has_own_lines() => {
            lines.end();
            push_nodes(&element.children, lines);
            lines.end();
        }
        _ => push_nodes(&element.children, lines),
    }
}

/// A link shows its body, or else the name of what it leads to.
fn push_link(element: &Element<'_>, lines: &mut Lines) {
    let body = |child: &&Element<'_>| matches!(child.name, "ac:link-body" | "ac:plain-text-link-body" | "ac:image");
    match element.elements().find(body) {
        Some(body) => push_nodes(&body.children, lines),
        None => lines.push(&element.link_name()),
    }
}

impl Element<'_> {
    /// The words of a link that has no body.
    pub(crate) fn link_name(&self) -> String {
        let of = |element: &Element<'_>, name| element.attribute(name).unwrap_or_default().into_owned();
        let target = self.elements().find(|child| child.name.starts_with("ri:"));
        match target {
            Some(page) if matches!(page.name, "ri:page" | "ri:blog-post") => of(page, "ri:content-title"),
            Some(user) if user.name == "ri:user" => String::new(),
            Some(other) => super::macros::resource(other),
            None => of(self, "ac:anchor"),
        }
    }
}

/// Elements whose content is not shown.
pub(super) const HIDDEN: [&str; 9] = [
    "ac:adf-attribute",
    "ac:adf-mark",
    "ac:default-parameter",
    "ac:parameter",
    "ac:placeholder",
    "ac:task-id",
    "ac:task-status",
    "ac:task-uuid",
    "at:declarations",
];
