//! Links and images in Markdown.

use super::{Open, Reader};
use crate::converted::{Loss, Notes};
use crate::escape::push_attribute;
use crate::markdown::address::{self, LINK_END, Link};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use std::collections::HashSet;

/// An image that is open.
pub(super) struct Image {
    /// What it shows, as a resource identifier.
    resource: String,
    title: String,
}

impl Reader<'_> {
    pub(super) fn start_image(&mut self, address: &str, title: &str) {
        // An image in the words of an image is words.
        if self.collected.is_some() {
            self.notes.push(
                Loss::Unwrapped,
                format!("the image `{address}` in the words of another"),
            );
            return self.open.push(Open::Nothing);
        }
        let path = address::text(address);
        let has_scheme = address.contains("://") || address.starts_with("//") || address.starts_with("data:");
        let file = self.site.file_at(&path);
        let mut resource = String::new();
        match file.or_else(|| (!has_scheme).then_some(path)) {
            Some(name) => {
                resource.push_str("<ri:attachment");
                push_attribute(&mut resource, "ri:filename", &name);
            }
            None => {
                resource.push_str("<ri:url");
                push_attribute(&mut resource, "ri:value", address);
            }
        }
        resource.push_str(" />");
        self.collect(Open::Image(Image {
            resource,
            title: title.replace('\n', " "),
        }));
    }

    pub(super) fn image(&mut self, image: &Image) {
        let words = self.collected.take().unwrap_or_default();
        self.out.push_str("<ac:image");
        for (name, value) in [("ac:alt", &words), ("ac:title", &image.title)] {
            if !value.is_empty() {
                push_attribute(&mut self.out, name, value);
            }
        }
        self.out.push('>');
        self.out.push_str(&image.resource);
        self.out.push_str("</ac:image>");
    }

    pub(super) fn start_link(&mut self, at: usize, address: &str, title: &str, events: &[Event<'_>]) {
        if self.collected.is_some() {
            self.notes.push(
                Loss::Unwrapped,
                format!("the link to `{address}` in the words of an image"),
            );
            return self.open.push(Open::Nothing);
        }
        let words = words(events.get(at + 1..).unwrap_or_default());
        let link = address::link(address, &words, self.site);
        if link.is_some() && !title.is_empty() {
            self.notes.push(Loss::Dropped, format!("the title `{title}` of a link"));
        }
        match link {
            Some(Link::Around(start)) => self.element(&start, LINK_END),
            Some(Link::Whole { written, shows }) => {
                if shows.is_some_and(|shows| shows != words) {
                    self.notes
                        .push(Loss::Dropped, format!("`{words}`, the words of a link to `{address}`"));
                }
                self.out.push_str(&written);
                self.collect(Open::Written);
            }
            None => {
                let mut start = "<a".to_owned();
                push_attribute(&mut start, "href", address);
                if !title.is_empty() {
                    push_attribute(&mut start, "title", &title.replace('\n', " "));
                }
                start.push('>');
                self.element(&start, "</a>");
            }
        }
    }
}

/// The text of a link.
fn words(inside: &[Event<'_>]) -> String {
    let mut words = String::new();
    for event in inside {
        match event {
            Event::End(TagEnd::Link) => break,
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

/// The definitions of links, `[label]: address "title"`: the label, and all of it.
pub(super) fn definitions(parser: &Parser<'_>) -> Vec<(String, String)> {
    let definitions = parser.reference_definitions().iter();
    let whole = definitions.map(|(label, definition)| {
        let title = definition
            .title
            .as_ref()
            .map_or(String::new(), |title| format!(" \"{title}\""));
        (label.to_owned(), format!("[{label}]: {}{title}", definition.dest))
    });
    whole.collect()
}

/// Notes the definitions that no link uses: nothing of them is in the body.
pub(super) fn unused(definitions: Vec<(String, String)>, events: &[Event<'_>], notes: &mut Notes) {
    if definitions.is_empty() {
        return;
    }
    let used: HashSet<String> = events.iter().filter_map(label).collect();
    for (label, whole) in definitions {
        if !used.contains(&folded(&label)) {
            notes.push(Loss::Dropped, format!("`{whole}`, which no link uses,"));
        }
    }
}

fn label(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) => {
            let by_label = matches!(
                link_type,
                LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
            );
            by_label.then(|| folded(id))
        }
        _ => None,
    }
}

/// A label as labels are compared: without regard to case and white space.
fn folded(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase().replace('ß', "ss")
}
