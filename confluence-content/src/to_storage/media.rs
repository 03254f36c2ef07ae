//! Images and files.

use super::Writer;
use super::block::is_line;
use super::tag::{Tag, close};
use crate::adf::{Mark, MarkKind, Node, NodeKind};
use crate::convert::private::{DATA, STORAGE, difference, keep, kept_text};
use crate::escape::push_attribute;
use crate::site::file;
use crate::storage::Storage;
use crate::to_adf::{ALIGNMENTS, Reader};
use serde_json::{Map, Value};

/// A resource identifier for an attached file, as it is written without anything else in it.
pub(crate) fn attachment(name: &str) -> String {
    let mut tag = Tag::new("ri:attachment", &Map::new());
    tag.attribute("ri:filename", name);
    let mut out = String::new();
    tag.empty(&mut out);
    out
}

/// The parts of an image's element.
struct Media<'n> {
    /// What is in it.
    written: String,
    /// The marks that are written around it.
    around: Vec<&'n Mark>,
    attributes: Vec<(&'static str, String)>,
}

impl Writer<'_> {
    pub(super) fn image(&mut self, node: &Node) -> bool {
        let (media, caption) = match &node.content[..] {
            [media] => (media, None),
            [media, caption] if caption.kind == NodeKind::Caption && is_line(caption) => (media, Some(caption)),
            _ => return false,
        };
        let mut tag = Tag::of("ac:image", node);
        let Some(Media {
            written,
            around,
            attributes,
        }) = self.media(media).filter(|_| media.kind == NodeKind::Media)
        else {
            return false;
        };
        let layout = tag.take("layout");
        match &layout {
            Some(layout) => {
                if let Some((_, align)) = ALIGNMENTS.iter().find(|(known, _)| known == layout) {
                    tag.attribute("ac:align", *align);
                }
                tag.attribute("ac:layout", layout);
            }
            None => tag.expect("layout", &"center".into()),
        }
        for (name, value) in attributes {
            tag.attribute(name, value);
        }
        let in_pixels = node.attr_str("widthType") == Some("pixel");
        if let Some(width) = in_pixels.then(|| tag.take_number("width")).flatten() {
            tag.expect("widthType", &"pixel".into());
            tag.attribute("ac:width", width.to_string());
        }
        tag.take_to("localId", "ac:local-id");
        let ends = self.open_around(around);
        tag.open(&mut self.out);
        self.out.push_str(&written);
        if let Some(caption) = caption {
            let mut tag = Tag::of("ac:caption", caption);
            tag.take_to("localId", "ac:local-id");
            tag.open(&mut self.out);
            self.out.push_str("<p>");
            self.line(&caption.content);
            self.out.push_str("</p></ac:caption>");
        }
        close(&mut self.out, "ac:image");
        self.out.push_str(&ends);
        true
    }

    pub(super) fn inline_image(&mut self, node: &Node) -> bool {
        let mut media = node.clone();
        media.kind = NodeKind::Media;
        if media.attrs.insert("type".to_owned(), "file".into()) != Some("image".into()) {
            return false;
        }
        let mut outer = Map::new();
        for name in [STORAGE, "localId"] {
            if let Some(own) = media.attrs.remove(name) {
                outer.insert(name.to_owned(), own);
            }
        }
        let mut tag = Tag::new("ac:image", &outer);
        if let Some(resource) = tag.take_kept("ri:attachment") {
            keep(&mut media.attrs, "ri:attachment", &resource);
        }
        // The other marks are written around it, as those of text.
        media.marks.retain(|mark| !is_around(mark));
        let Some(Media {
            written,
            around,
            attributes,
        }) = self.media(&media)
        else {
            return false;
        };
        if !around.is_empty() {
            return false;
        }
        tag.attribute("ac:inline", "true");
        for (name, value) in attributes {
            tag.attribute(name, value);
        }
        tag.take_to("localId", "ac:local-id");
        tag.around(&mut self.out, &written);
        true
    }

    /// Files below one another. Storage format has a word for one file.
    pub(super) fn files(&mut self, node: &Node) -> bool {
        let [media] = &node.content[..] else {
            return false;
        };
        let Some(Media {
            written, attributes, ..
        }) = self.media(media)
        else {
            return false;
        };
        let is_file = media.kind == NodeKind::Media && media.attr_str("type") == Some("file");
        if !is_file || !attributes.is_empty() || !media.marks.is_empty() {
            return false;
        }
        let mut tag = Tag::of_macro("view-file", node);
        tag.take_to("localId", "ac:local-id");
        tag.open(&mut self.out);
        self.out.push_str("<ac:parameter ac:name=\"name\">");
        self.out.push_str(&written);
        self.out.push_str("</ac:parameter></ac:structured-macro>");
        true
    }

    fn media<'n>(&self, media: &'n Node) -> Option<Media<'n>> {
        let mut attrs = media.attrs.clone();
        let mut attributes = Vec::new();
        for (attribute, attr) in [("ac:original-height", "height"), ("ac:original-width", "width")] {
            if let Some(number) = attrs.get(attr).and_then(Value::as_u64) {
                attrs.remove(attr);
                attributes.push((attribute, number.to_string()));
            }
        }
        if let Some(alt) = attrs.get("alt").and_then(Value::as_str) {
            attributes.push(("ac:alt", alt.to_owned()));
            attrs.remove("alt");
        }
        let mut written = self.resource(&attrs)?;
        let (borders, around): (Vec<&Mark>, Vec<&Mark>) =
            media.marks.iter().partition(|mark| mark.kind == MarkKind::Border);
        match &borders[..] {
            [] => {}
            [border] if media.marks.last() == Some(border) => written.push_str(&border_mark(border)?),
            _ => return None,
        }
        let fits = media.content.is_empty() && around.iter().all(|mark| is_around(mark));
        fits.then_some(Media {
            written,
            around,
            attributes,
        })
    }

    /// The resource identifier of a file or an address.
    fn resource(&self, attrs: &Map<String, Value>) -> Option<String> {
        let text = |name: &str| attrs.get(name).and_then(Value::as_str);
        if text("type") == Some("external") {
            let mut tag = Tag::new("ri:url", attrs);
            let url = tag.take("url")?;
            tag.attribute("ri:value", url);
            tag.expect("type", &"external".into());
            let mut out = String::new();
            let plain = tag.is_plain();
            tag.empty(&mut out);
            return plain.then_some(out);
        }
        let again = |text: &str| {
            let body = Storage::parse(text).ok()?;
            let element = body.nodes().first().filter(|_| body.nodes().len() == 1)?.as_element()?;
            Reader::new(self.site).attached(element)
        };
        if let Some(kept) = kept_text(attrs, "ri:attachment")
            && again(kept).is_some_and(|node| node.attrs == *attrs)
        {
            return Some(kept.to_owned());
        }
        let name = text("__fileName").or(text("id"))?;
        let found = file(self.site, None, name);
        let mut expected = Map::new();
        expected.insert("type".to_owned(), "file".into());
        expected.insert("id".to_owned(), found.id.into());
        expected.insert("collection".to_owned(), found.collection.into());
        expected.insert("__fileName".to_owned(), name.into());
        let mut own = attrs.clone();
        // What was kept is no longer so.
        own.remove(STORAGE);
        let missing = difference(&expected, &own);
        if missing.is_empty() {
            return Some(attachment(name));
        }
        let mut out = "<ri:attachment".to_owned();
        push_attribute(&mut out, "ri:filename", name);
        push_attribute(&mut out, DATA, &Value::Object(missing).to_string());
        out.push_str(" />");
        Some(out)
    }

    /// Opens the elements of marks. Answers what closes them.
    fn open_around(&mut self, marks: Vec<&Mark>) -> String {
        let mut ends = String::new();
        for mark in marks {
            let end = self.open_mark(mark, None).unwrap_or_default();
            ends.insert_str(0, &end);
        }
        ends
    }
}

/// Whether a mark is written around an image.
fn is_around(mark: &Mark) -> bool {
    matches!(mark.kind, MarkKind::Annotation | MarkKind::Link)
}

fn border_mark(mark: &Mark) -> Option<String> {
    let size = mark.attrs.get("size")?.as_u64()?;
    let color = mark.attr_str("color").filter(|_| mark.attrs.len() == 2)?;
    let mut tag = Tag::new("ac:adf-mark", &Map::new());
    tag.attribute("key", "border");
    tag.attribute("size", size.to_string());
    tag.attribute("color", color);
    let mut out = String::new();
    tag.empty(&mut out);
    Some(out)
}
