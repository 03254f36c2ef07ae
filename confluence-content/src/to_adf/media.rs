//! Images and files.

use super::Reader;
use super::attributes::Attributes;
use crate::adf::{Mark, MarkKind, Node, NodeKind};
use crate::convert::private::{apply, keep};
use crate::site::file;
use crate::storage::Element;
use crate::to_storage;

/// Layouts of images, and the alignment that is written beside each.
pub(crate) const ALIGNMENTS: [(&str, &str); 3] =
    [("align-end", "right"), ("align-start", "left"), ("center", "center")];

impl Reader<'_> {
    /// An image, on its own or in a line.
    pub(super) fn image(&mut self, element: &Element<'_>, marks: &[Mark]) -> Option<Node> {
        let [resource, caption, border] = parts(element)?;
        let mut media = self.attached(resource?)?;
        media.marks = marks
            .iter()
            .filter(|mark| matches!(mark.kind, MarkKind::Link | MarkKind::Annotation))
            .cloned()
            .collect();
        if let Some(border) = border {
            media.marks.push(border_mark(border)?);
        }
        let mut attributes = Attributes::of(element);
        if let Some(alt) = attributes.take("ac:alt") {
            media = media.attr("alt", alt);
        }
        for (attribute, attr) in [("ac:original-width", "width"), ("ac:original-height", "height")] {
            if let Some(number) = attributes.take_number(attribute) {
                media = media.attr(attr, number);
            }
        }
        if attributes
            .take_as("ac:inline", |inline| (inline == "true").then_some(()))
            .is_some()
        {
            return in_line(media, attributes, caption.is_some());
        }
        let mut single = Node::new(NodeKind::MediaSingle);
        single = single.attr("layout", layout(&mut attributes));
        if let Some(width) = attributes.take_number("ac:width") {
            single = single.attr("width", width).attr("widthType", "pixel");
        }
        attributes.take_local_id(&mut single.attrs);
        attributes.finish(&mut single);
        single.content.push(media);
        if let Some(caption) = caption {
            single.content.push(self.caption(caption)?);
        }
        Some(single)
    }

    fn caption(&mut self, element: &Element<'_>) -> Option<Node> {
        let mut paragraphs = element.elements().filter(|child| child.name() == "p");
        let mut node = Node::new(NodeKind::Caption);
        let parts = match (paragraphs.next(), paragraphs.next()) {
            (Some(only), None) if super::block::has_only(element, &["p"]) => {
                Attributes::of(only).finish(&mut node);
                only.children()
            }
            _ => element.children(),
        };
        let mut attributes = Attributes::of(element);
        attributes.take_local_id(&mut node.attrs);
        attributes.finish(&mut node);
        node.content = self.line(parts);
        node.content.iter().all(|child| child.kind.is_inline()).then_some(node)
    }

    /// The media node for a resource identifier: a file of the content, or an address.
    pub(crate) fn attached(&self, resource: &Element<'_>) -> Option<Node> {
        let mut attributes = Attributes::of(resource);
        if resource.name() == "ri:url" {
            let url = attributes.take("ri:value")?;
            let node = Node::new(NodeKind::Media).attr("type", "external").attr("url", url);
            return (attributes.is_empty() && resource.children().is_empty()).then_some(node);
        }
        let name = attributes.take("ri:filename")?;
        let data = attributes.take_data();
        let found = file(self.site, None, &name);
        let mut node = Node::new(NodeKind::Media).attr("type", "file").attr("id", found.id);
        node = node
            .attr("collection", found.collection)
            .attr("__fileName", name.as_ref());
        let plain = attributes.is_empty() && resource.children().is_empty() && data.is_some();
        if !plain && resource.outer() != to_storage::attachment(&name) {
            keep(&mut node.attrs, "ri:attachment", resource.outer());
        }
        apply(&mut node.attrs, data.unwrap_or_default());
        (resource.name() == "ri:attachment").then_some(node)
    }
}

/// What an image shows, its caption and its border.
fn parts<'e, 'a>(element: &'e Element<'a>) -> Option<[Option<&'e Element<'a>>; 3]> {
    let mut parts = [None; 3];
    for child in element.children().iter().filter(|child| !child.is_blank()) {
        let child = child.as_element()?;
        let place = match child.name() {
            "ri:attachment" | "ri:url" => 0,
            "ac:caption" => 1,
            "ac:adf-mark" => 2,
            _ => return None,
        };
        if parts[place].replace(child).is_some() {
            return None;
        }
    }
    Some(parts)
}

fn in_line(mut media: Node, mut attributes: Attributes<'_>, has_caption: bool) -> Option<Node> {
    if has_caption || media.attr_str("type") != Some("file") {
        return None;
    }
    media.kind = NodeKind::MediaInline;
    media.attrs.insert("type".to_owned(), "image".into());
    attributes.take_local_id(&mut media.attrs);
    attributes.finish(&mut media);
    Some(media)
}

fn layout(attributes: &mut Attributes<'_>) -> String {
    let aligned = |align: &str| {
        let found = ALIGNMENTS.iter().find(|(_, known)| *known == align);
        found.map(|(layout, _)| *layout)
    };
    match attributes.take("ac:layout") {
        Some(layout) => {
            attributes.take_as("ac:align", |align| (aligned(align) == Some(&layout)).then_some(()));
            layout.into_owned()
        }
        None => attributes.take_as("ac:align", aligned).unwrap_or("center").to_owned(),
    }
}

fn border_mark(element: &Element<'_>) -> Option<Mark> {
    let mut attributes = Attributes::of(element);
    attributes.take_as("key", |key| (key == "border").then_some(()))?;
    let mark = Mark::new(MarkKind::Border).attr("size", attributes.take_number("size")?);
    let mark = mark.attr("color", attributes.take("color")?);
    attributes.is_empty().then_some(mark)
}
