//! Addresses that stand for what Markdown has no word for: `confluence://page/SPACE/Title`.

use crate::escape::{push_attribute, push_text};
use crate::storage::{Element, Storage};
use std::borrow::Cow;

const SCHEME: &str = "confluence://";

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
    for letter in text.chars() {
        if letter.is_alphanumeric() || matches!(letter, '-' | '.' | '_' | '~' | ':' | '=' | ',') {
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

/// What a link to such an address is in storage format: what comes before its words, and behind them. `None` behind:
/// the words are a part of it already.
pub(super) fn link(address: &str, words: &str) -> Option<(String, Option<&'static str>)> {
    let mut open = String::new();
    if let Some(name) = address.strip_prefix("attachment:") {
        open.push_str("<ac:link");
        push_target(&mut open, "ri:attachment", &[("ri:filename", &text(name))]);
        return Some((open + "<ac:link-body>", Some(END)));
    }
    let (path, anchor) = match address.strip_prefix(SCHEME)?.split_once('#') {
        Some((path, anchor)) => (path, Some(text(anchor))),
        None => (address.strip_prefix(SCHEME)?, None),
    };
    let parts: Vec<String> = path.split('/').map(text).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match &parts[..] {
        ["page", space, title] => {
            open.push_str("<ac:link");
            if let Some(anchor) = anchor {
                push_attribute(&mut open, "ac:anchor", &anchor);
            }
            let space = Some(("ri:space-key", *space)).filter(|(_, space)| !space.is_empty());
            let attributes: Vec<(&str, &str)> = std::iter::once(("ri:content-title", *title)).chain(space).collect();
            push_target(&mut open, "ri:page", &attributes);
            Some((open + "<ac:link-body>", Some(END)))
        }
        ["space", key] => {
            open.push_str("<ac:link");
            push_target(&mut open, "ri:space", &[("ri:space-key", key)]);
            Some((open + "<ac:link-body>", Some(END)))
        }
        ["user", id] => {
            open.push_str("<ac:link");
            push_target(&mut open, "ri:user", &[("ri:account-id", id)]);
            Some((open + "</ac:link>", None))
        }
        ["status", colour] => Some((status(colour, words), None)),
        ["date", day] => {
            open.push_str("<time");
            push_attribute(&mut open, "datetime", day);
            Some((open + " />", None))
        }
        ["storage", raw] if Storage::parse(raw).is_ok() => Some(((*raw).to_owned(), None)),
        _ => None,
    }
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

const END: &str = "</ac:link-body></ac:link>";

/// The address of a link within Confluence, and its words if it has none of its own.
pub(super) fn of_link(link: &Element<'_>) -> Option<String> {
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
            address("page", &[&of("ri:space-key"), &of("ri:content-title")])
        }
        "ri:attachment" if known(&["ri:filename", "ri:version-at-save"]) && anchor.is_none() => {
            let mut found = "attachment:".to_owned();
            push_part(&mut found, &of("ri:filename"));
            found
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
