//! Links and images: `[words|target]`, `!file.png|width=300!`.

use super::Writer;
use crate::escape::{push_attribute, push_cdata, push_lines};

impl Writer<'_> {
    /// Writes a link, by what is between its brackets.
    pub(super) fn link(&mut self, inner: &str) {
        let mut parts = inner.splitn(3, '|');
        let (first, second) = (parts.next().unwrap_or_default(), parts.next());
        let (words, target) = match second {
            Some(target) => (Some(first.trim()), target.trim()),
            None => (None, first.trim()),
        };
        if is_address(target) {
            self.out.push_str("<a");
            push_attribute(&mut self.out, "href", target);
            self.out.push('>');
            let words = words.unwrap_or(target);
            push_lines(&mut self.out, words.strip_prefix("mailto:").unwrap_or(words));
            self.out.push_str("</a>");
            return;
        }
        let (target, anchor) = match target.split_once('#') {
            Some((target, anchor)) => (target, Some(anchor)),
            None => (target, None),
        };
        self.out.push_str("<ac:link");
        if let Some(anchor) = anchor {
            push_attribute(&mut self.out, "ac:anchor", anchor);
        }
        self.out.push('>');
        self.resource(target);
        let words = words.or(anchor.filter(|_| target.is_empty()));
        if let Some(words) = words {
            self.out.push_str("<ac:plain-text-link-body>");
            push_cdata(&mut self.out, words);
            self.out.push_str("</ac:plain-text-link-body>");
        }
        self.out.push_str("</ac:link>");
    }

    fn resource(&mut self, target: &str) {
        if let Some(user) = target.strip_prefix('~') {
            let id = user.strip_prefix("accountid:").unwrap_or(user);
            return self.identifier("ri:user", &[("ri:account-id", Some(id))], "");
        }
        if let Some(id) = target.strip_prefix('$') {
            return self.identifier("ri:content-entity", &[("ri:content-id", Some(id))], "");
        }
        let (page, file) = match target.split_once('^') {
            Some((page, file)) => (page, Some(file)),
            None => (target, None),
        };
        let (space, title) = match page.split_once(':') {
            Some((space, title)) if !space.contains(' ') => (Some(space), title),
            _ => (None, page),
        };
        let page = [("ri:space-key", space), ("ri:content-title", Some(title))];
        match file {
            Some(file) if title.is_empty() => self.identifier("ri:attachment", &[("ri:filename", Some(file))], ""),
            Some(file) => {
                let before = std::mem::take(&mut self.out);
                self.identifier("ri:page", &page, "");
                let inner = std::mem::replace(&mut self.out, before);
                self.identifier("ri:attachment", &[("ri:filename", Some(file))], &inner);
            }
            None if title.is_empty() && space.is_some() => self.identifier("ri:space", &page[..1], ""),
            None if title.is_empty() => {}
            None => self.identifier("ri:page", &page, ""),
        }
    }

    fn identifier(&mut self, name: &str, attributes: &[(&str, Option<&str>)], inner: &str) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            if let Some(value) = value {
                push_attribute(&mut self.out, name, value);
            }
        }
        if inner.is_empty() {
            self.out.push_str(" />");
        } else {
            self.out.push('>');
            self.out.push_str(inner);
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// Writes an image, by what is between its exclamation marks.
    pub(super) fn image(&mut self, inner: &str) {
        let (address, settings) = inner.split_once('|').unwrap_or((inner, ""));
        self.out.push_str("<ac:image");
        let mut seen: Vec<&str> = Vec::new();
        for setting in settings.split(',') {
            let (name, value) = setting.trim().split_once('=').unwrap_or((setting.trim(), "true"));
            let known = IMAGE_SETTINGS
                .iter()
                .find(|known| known.strip_prefix("ac:") == Some(name));
            if let Some(known) = known.filter(|known| !seen.contains(known)) {
                push_attribute(&mut self.out, known, value.trim_matches('"'));
                seen.push(known);
            }
        }
        self.out.push('>');
        if is_address(address) {
            self.identifier("ri:url", &[("ri:value", Some(address))], "");
        } else {
            let file = format!("^{}", address.strip_prefix('^').unwrap_or(address));
            let (page, name) = file.rsplit_once('^').unwrap_or(("", &file));
            self.resource(&format!("{}^{name}", page.trim_start_matches('^')));
        }
        self.out.push_str("</ac:image>");
    }
}

const IMAGE_SETTINGS: [&str; 10] = [
    "ac:align",
    "ac:alt",
    "ac:border",
    "ac:class",
    "ac:height",
    "ac:hspace",
    "ac:thumbnail",
    "ac:title",
    "ac:vspace",
    "ac:width",
];

/// Whether a target is an address, and no page.
pub(super) fn is_address(target: &str) -> bool {
    let schemes = ["http://", "https://", "ftp://", "mailto:", "file://", "//", "\\\\"];
    schemes.iter().any(|scheme| target.starts_with(scheme)) || target.starts_with('/')
}
