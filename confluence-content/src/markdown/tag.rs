//! HTML within Markdown.

use crate::escape::{push_attribute, push_text};
use crate::storage::Storage;

/// Elements of a line that are HTML in Markdown and in storage format.
pub(super) const INLINE: [&str; 22] = [
    "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strike", "strong", "sub", "sup", "tt", "u",
];

/// Elements whose HTML is a block in Markdown.
pub(super) const BLOCKS: [&str; 16] = [
    "blockquote",
    "center",
    "div",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// One tag of a line.
pub(super) enum Tag {
    /// `<u>`, with its name.
    Start(String, String),
    /// `</u>`, with its name.
    End(String),
    /// `<br>` and comments.
    Whole(String),
}

/// Reads a tag that storage format can have as well.
pub(super) fn read(html: &str) -> Option<Tag> {
    if html.starts_with("<!--") {
        return Storage::parse(html).is_ok().then(|| Tag::Whole(html.to_owned()));
    }
    if let Some(name) = html.strip_prefix("</") {
        let name = name.strip_suffix('>')?.trim().to_ascii_lowercase();
        return INLINE.contains(&&*name).then_some(Tag::End(name));
    }
    let inner = html.strip_prefix('<')?.strip_suffix('>')?;
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    if name == "br" {
        return Some(Tag::Whole("<br />".to_owned()));
    }
    let whole = format!("<{}></{name}>", inner.trim_end_matches('/'));
    let right = INLINE.contains(&&*name) && Storage::parse(&whole).is_ok();
    right.then(|| Tag::Start(name, format!("<{}>", inner.trim_end_matches('/'))))
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
    let runs = html.contains("<script") || html.contains("<style");
    match Storage::parse(html) {
        Ok(_) if !runs => Block::Same(html.to_owned()),
        _ => Block::Other,
    }
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
