//! HTML within Markdown.

use crate::element::{Place, place};
use crate::escape::{push_attribute, push_text};
use crate::storage::{Node, Storage};

/// Whether Markdown and storage format both have the element in a line.
fn is_html(name: &str) -> bool {
    place(name) == Place::LineHtml
}

/// One tag of a line.
pub(super) enum Inline {
    /// `<u>`, with its name.
    Start(String, String),
    /// `</u>`, with its name.
    End(String),
    /// `<br>` and comments.
    Whole(String),
}

/// Reads a tag that storage format can have as well.
pub(super) fn read(html: &str) -> Option<Inline> {
    if html.starts_with("<!--") {
        return Storage::parse(html).is_ok().then(|| Inline::Whole(html.to_owned()));
    }
    if let Some(name) = html.strip_prefix("</") {
        let name = name.strip_suffix('>')?.trim().to_ascii_lowercase();
        return is_html(&name).then_some(Inline::End(name));
    }
    let inner = html.strip_prefix('<')?.strip_suffix('>')?;
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    if name == "br" {
        return Some(Inline::Whole("<br />".to_owned()));
    }
    let whole = format!("<{}></{name}>", inner.trim_end_matches('/'));
    let right = is_html(&name) && Storage::parse(&whole).is_ok();
    right.then(|| Inline::Start(name, format!("<{}>", inner.trim_end_matches('/'))))
}

/// A block of HTML in storage format.
pub(super) enum Block {
    /// It is the same.
    Same(String),
    /// An expand begins.
    Details(String),
    /// An expand ends.
    End,
    /// It is none that storage format can have.
    Other,
}

/// Reads a block of HTML.
pub(super) fn block(html: &str) -> Block {
    let html = html.trim();
    if html == "</details>" {
        return Block::End;
    }
    if let Some(inner) = html.strip_prefix("<details>") {
        let inner = inner.trim();
        let title = inner
            .strip_prefix("<summary>")
            .and_then(|inner| inner.strip_suffix("</summary>"));
        if inner.is_empty() || title.is_some_and(|title| !title.contains('<')) {
            return Block::Details(details(title.map(crate::entity::decode).as_deref()));
        }
    }
    match Storage::parse(html) {
        Ok(body) if are_known(body.nodes()) => Block::Same(html.to_owned()),
        _ => Block::Other,
    }
}

/// Whether all elements are such as storage format has.
fn are_known(nodes: &[Node<'_>]) -> bool {
    let mut elements = nodes.iter().filter_map(Node::as_element);
    elements.all(|element| {
        let name = element.name();
        let known = place(name) != Place::Other || ["ac:", "ri:", "at:"].iter().any(|prefix| name.starts_with(prefix));
        known && are_known(element.children())
    })
}

/// The beginning of an expand.
fn details(title: Option<&str>) -> String {
    let mut open = "<ac:structured-macro ac:name=\"expand\" ac:schema-version=\"1\">".to_owned();
    if let Some(title) = title {
        open.push_str("<ac:parameter");
        push_attribute(&mut open, "ac:name", "title");
        open.push('>');
        push_text(&mut open, title);
        open.push_str("</ac:parameter>");
    }
    open.push_str("<ac:rich-text-body>");
    open
}
