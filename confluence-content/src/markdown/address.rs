//! Addresses that stand for what Markdown has no word for: `confluence://page/SPACE/Title`.

use super::addresses::Addresses;
use crate::escape::{push_attribute, push_text};
use crate::site::{LinkedPage, Site};
use crate::storage::{Element, Node, Storage};
use std::borrow::Cow;

const SCHEME: &str = "confluence://";
const ATTACHMENT: &str = "attachment:";

/// An address of these parts.
pub(super) fn address(kind: &str, parts: &[&str]) -> String {
    let mut address = format!("{SCHEME}{kind}");
    for part in parts {
        address.push('/');
        push_part(&mut address, part);
    }
    address
}

/// Appends text so that it is one part of an address, and needs no brackets in Markdown.
pub(super) fn push_part(address: &mut String, text: &str) {
    push(address, text, "-._~:=,");
}

/// Appends a path, as [`push_part`] does.
pub(super) fn push_path(address: &mut String, path: &str) {
    push(address, path, "-._~=,/");
}

fn push(address: &mut String, text: &str, plain: &str) {
    for letter in text.chars() {
        if letter.is_alphanumeric() || plain.contains(letter) {
            address.push(letter);
        } else {
            for byte in letter.to_string().bytes() {
                address.push_str(&format!("%{byte:02X}"));
            }
        }
    }
}

/// The text that was made a part of an address.
pub(super) fn text(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A link in storage format.
pub(super) enum Link {
    /// What comes before its words. [`LINK_END`] comes behind them.
    Around(String),
    /// The words are a part of it, or are not needed. What it shows is told if it can be other than the words.
    Whole { written: String, shows: Option<String> },
}

/// The link to an address that stands for something in Confluence.
pub(super) fn link(address: &str, words: &str, site: &dyn Site) -> Option<Link> {
    if let Some(name) = address.strip_prefix(ATTACHMENT) {
        return Some(to_file(&text(name)));
    }
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(text(anchor))),
        None => (address, None),
    };
    let Some(path) = path.strip_prefix(SCHEME) else {
        let path = text(path);
        if path.is_empty() {
            return None;
        }
        if let Some(page) = site.page_at(&path) {
            return Some(to_page(&page, anchor.as_deref()));
        }
        return site.file_at(&path).map(|name| to_file(&name));
    };
    let parts: Vec<String> = path.split('/').map(text).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match &parts[..] {
        ["page", space, title] => {
            let page = LinkedPage {
                space: Some((*space).to_owned()).filter(|space| !space.is_empty()),
                title: (*title).to_owned(),
            };
            Some(to_page(&page, anchor.as_deref()))
        }
        ["space", key] => Some(around(None, "ri:space", &[("ri:space-key", key)])),
        other => whole(other, words),
    }
}

fn whole(parts: &[&str], words: &str) -> Option<Link> {
    let (written, shows) = match parts {
        ["user", id] => {
            let mut link = "<ac:link".to_owned();
            push_target(&mut link, "ri:user", &[("ri:account-id", id)]);
            (
                link + "</ac:link>",
                Some(format!("@{id}")).filter(|_| !words.starts_with('@')),
            )
        }
        ["status", colour] => (status(colour, words), None),
        ["date", day] => {
            let mut time = "<time".to_owned();
            push_attribute(&mut time, "datetime", day);
            (time + " />", Some((*day).to_owned()))
        }
        ["storage", raw] => {
            let body = Storage::parse(raw).ok()?;
            let first = body.nodes().first().and_then(Node::as_element);
            ((*raw).to_owned(), Some(first.map_or_else(|| (*raw).to_owned(), name)))
        }
        _ => return None,
    };
    Some(Link::Whole { written, shows })
}

fn to_page(page: &LinkedPage, anchor: Option<&str>) -> Link {
    let space = page.space.as_deref().map(|space| ("ri:space-key", space));
    let title = std::iter::once(("ri:content-title", page.title.as_str()));
    let attributes: Vec<(&str, &str)> = title.chain(space).collect();
    around(anchor, "ri:page", &attributes)
}

fn to_file(name: &str) -> Link {
    around(None, "ri:attachment", &[("ri:filename", name)])
}

fn around(anchor: Option<&str>, target: &str, attributes: &[(&str, &str)]) -> Link {
    let mut start = "<ac:link".to_owned();
    if let Some(anchor) = anchor {
        push_attribute(&mut start, "ac:anchor", anchor);
    }
    push_target(&mut start, target, attributes);
    Link::Around(start + "<ac:link-body>")
}

/// The name that something is called by which Markdown has no word for.
pub(super) fn name(element: &Element<'_>) -> String {
    let found = element.as_macro();
    found.map_or_else(|| element.name().to_owned(), |found| found.name().into_owned())
}

/// Ends the start tag of a link, and appends what it leads to.
fn push_target(open: &mut String, name: &str, attributes: &[(&str, &str)]) {
    open.push_str("><");
    open.push_str(name);
    for (name, value) in attributes {
        push_attribute(open, name, value);
    }
    open.push_str(" />");
}

fn status(colour: &str, title: &str) -> String {
    let mut status = "<ac:structured-macro ac:name=\"status\" ac:schema-version=\"1\">".to_owned();
    for (name, value) in [("colour", colour), ("title", title)] {
        status.push_str("<ac:parameter");
        push_attribute(&mut status, "ac:name", name);
        status.push('>');
        push_text(&mut status, value);
        status.push_str("</ac:parameter>");
    }
    status + "</ac:structured-macro>"
}

/// What ends a link.
pub(super) const LINK_END: &str = "</ac:link-body></ac:link>";

/// The address of a link within Confluence.
pub(super) fn of_link(link: &Element<'_>, addresses: &Addresses<'_>) -> Option<String> {
    let mut targets = link.elements().filter(|child| child.name().starts_with("ri:"));
    let target = targets.next()?;
    let of = |name: &str| target.attribute(name).unwrap_or(Cow::Borrowed(""));
    let anchor = link.attribute("ac:anchor");
    let known = |names: &[&str]| {
        let plain = target
            .attributes()
            .iter()
            .all(|attribute| names.contains(&attribute.name()));
        plain && target.children().is_empty() && link.attributes().len() == usize::from(anchor.is_some())
    };
    let mut found = match target.name() {
        "ri:page" if known(&["ri:content-title", "ri:space-key", "ri:version-at-save"]) => {
            let page = LinkedPage {
                space: target.attribute("ri:space-key").map(Cow::into_owned),
                title: of("ri:content-title").into_owned(),
            };
            let own = || address("page", &[&of("ri:space-key"), &of("ri:content-title")]);
            addresses.page(page).unwrap_or_else(own)
        }
        "ri:attachment" if known(&["ri:filename", "ri:version-at-save"]) && anchor.is_none() => {
            let name = of("ri:filename");
            addresses.file(&name).unwrap_or_else(|| {
                let mut found = ATTACHMENT.to_owned();
                push_part(&mut found, &name);
                found
            })
        }
        "ri:space" if known(&["ri:space-key"]) && anchor.is_none() => address("space", &[&of("ri:space-key")]),
        "ri:user" if known(&["ri:account-id", "ri:local-id"]) && anchor.is_none() => {
            address("user", &[&of("ri:account-id")])
        }
        _ => return None,
    };
    if let Some(anchor) = anchor {
        found.push('#');
        push_part(&mut found, &anchor);
    }
    Some(found)
}
