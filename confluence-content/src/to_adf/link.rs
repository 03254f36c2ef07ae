//! Links: to addresses, pages, files, spaces, people; cards.

use super::Reader;
use super::attributes::Attributes;
use super::inline::{as_node, placed, push_text};
use crate::adf::{Mark, MarkKind, Node, NodeKind};
use crate::convert::private::keep;
use crate::converted::Loss;
use crate::site::{PageName, file, page_url, space_url};
use crate::storage::{Element, Node as Part};
use serde_json::{Map, Value};

/// The attribute in which the vendor keeps what a link within Confluence leads to.
pub(crate) const METADATA: &str = "__confluenceMetadata";

impl Reader<'_> {
    /// A link to an address, or a card.
    pub(super) fn anchor(&mut self, element: &Element<'_>, marks: &[Mark], line: &mut Vec<Node>) {
        let mut attributes = Attributes::of(element);
        let href = attributes.take("href");
        let appearance = attributes.take_as("data-card-appearance", |name| match name {
            "inline" => Some(NodeKind::InlineCard),
            "block" => Some(NodeKind::BlockCard),
            "embed" => Some(NodeKind::EmbedCard),
            _ => None,
        });
        let Some(href) = href else {
            // An anchor without an address is a place to jump to.
            return line.push(as_node(element));
        };
        if let Some(kind) = appearance.clone().filter(|_| element.has_text_only()) {
            return line.push(card(element, kind, &href, attributes, marks));
        }
        // A card has nothing in it but text.
        if appearance.is_some() {
            self.notes.push(Loss::Dropped, "data-card-appearance");
        }
        let mut mark = Mark::new(MarkKind::Link).attr("href", href);
        if let Some(title) = attributes.take("title") {
            mark = mark.attr("title", title);
        }
        attributes.finish_attrs(&mut mark.attrs);
        let mut inner = marks.to_vec();
        inner.push(mark);
        self.parts(element.children(), &inner, line);
    }

    /// A link within Confluence.
    pub(super) fn link(&mut self, element: &Element<'_>, marks: &[Mark], line: &mut Vec<Node>) {
        let body = |child: &&Element<'_>| matches!(child.name(), "ac:link-body" | "ac:plain-text-link-body");
        let target = element.elements().find(|child| child.name().starts_with("ri:"));
        let bodies = element.elements().find(body);
        let images = element.element("ac:image");
        let known = [target, bodies, images].into_iter().flatten().count() == element.elements().count();
        if !known
            || element
                .children()
                .iter()
                .any(|child| child.as_element().is_none() && !child.is_blank())
        {
            return line.push(as_node(element));
        }
        if let Some(user) = target.filter(|target| target.name() == "ri:user") {
            let mention = self.mention(element, user, bodies.filter(|_| images.is_none()));
            line.push(placed(element, mention.unwrap_or_else(|| as_node(element)), marks));
            return;
        }
        let Some(mut mark) = self.target(element, target) else {
            return line.push(as_node(element));
        };
        let before = line.len();
        let mut inner = marks.to_vec();
        match (bodies, images) {
            (Some(body), _) => {
                if body.name() == "ac:link-body" && body.has_text_only() {
                    keep(&mut mark.attrs, "ac:link-body", "rich");
                }
                inner.push(mark);
                self.parts(body.children(), &inner, line);
            }
            (None, Some(_)) => {
                keep(&mut mark.attrs, "ac:link-body", "none");
                inner.push(mark);
                let image = |child: &&Part<'_>| child.as_element().is_some_and(|child| child.name() == "ac:image");
                let image = element.children().iter().find(image);
                self.parts(image.map(std::slice::from_ref).unwrap_or_default(), &inner, line);
            }
            (None, None) => {
                inner.push(mark);
                push_text(&element.link_name(), &inner, line);
            }
        }
        // What shows nothing would be lost.
        if line.len() == before && element.text().is_empty() {
            line.push(as_node(element));
        }
    }

    fn mention(&self, link: &Element<'_>, user: &Element<'_>, body: Option<&Element<'_>>) -> Option<Node> {
        let mut of_user = Attributes::of(user);
        let id = of_user.take("ri:account-id")?;
        let mut node = Node::new(NodeKind::Mention).attr("id", id.as_ref());
        if let Some(local) = of_user.take("ri:local-id") {
            node = node.attr("localId", local);
        }
        if !of_user.is_empty() {
            return None;
        }
        match body {
            Some(body) if body.has_text_only() && body.name() == "ac:plain-text-link-body" => {
                node = node.attr("text", body.own_text());
            }
            Some(_) => return None,
            None => {
                if let Some(name) = self.site.user_name(&id) {
                    node = node.attr("text", format!("@{name}"));
                }
            }
        }
        Attributes::of(link).finish(&mut node);
        Some(node)
    }

    /// The mark of a link, if all of what it leads to can be said in it.
    fn target(&self, link: &Element<'_>, target: Option<&Element<'_>>) -> Option<Mark> {
        let mut metadata = Map::new();
        let mut of_link = Attributes::of(link);
        if let Some(anchor) = of_link.take("ac:anchor") {
            metadata.insert("anchorName".to_owned(), anchor.into());
        }
        match target {
            None if metadata.is_empty() => return None,
            None => {
                metadata.insert("linkType".to_owned(), "self".into());
            }
            Some(target) => describe(target, &mut metadata)?,
        }
        let mut mark = Mark::new(MarkKind::Link).attr("href", address(self.site, &metadata));
        mark = mark.attr(METADATA, metadata);
        of_link.finish_attrs(&mut mark.attrs);
        Some(mark)
    }
}

/// A link that is shown as a card.
fn card(element: &Element<'_>, kind: NodeKind, href: &str, mut attributes: Attributes<'_>, marks: &[Mark]) -> Node {
    let mut card = Node::new(kind).attr("url", href);
    if card.kind == NodeKind::EmbedCard {
        let layout = attributes.take("data-layout").unwrap_or("center".into());
        card = card.attr("layout", layout);
        if let Some(width) = attributes.take_number("data-width") {
            card = card.attr("width", width);
        }
    }
    attributes.take_local_id(&mut card.attrs);
    let text = element.own_text();
    if text != href {
        keep(&mut card.attrs, "text", &text);
    }
    let annotations = marks.iter().filter(|mark| mark.kind == MarkKind::Annotation);
    card.marks = annotations.cloned().collect();
    attributes.finish(&mut card);
    card
}

/// What the attributes of resource identifiers are called in the metadata of a link.
pub(crate) const MEMBERS: [(&str, &str); 7] = [
    ("ri:content-title", "contentTitle"),
    ("ri:space-key", "spaceKey"),
    ("ri:version-at-save", "versionAtSave"),
    ("ri:filename", "fileName"),
    ("ri:content-id", "contentId"),
    ("ri:key", "shortcutKey"),
    ("ri:parameter", "shortcutParameter"),
];

/// What resource identifiers are called in the metadata of a link.
pub(crate) const TARGETS: [(&str, &str); 6] = [
    ("ri:page", "page"),
    ("ri:blog-post", "blogpost"),
    ("ri:attachment", "attachment"),
    ("ri:space", "space"),
    ("ri:content-entity", "content"),
    ("ri:shortcut", "shortcut"),
];

fn describe(target: &Element<'_>, metadata: &mut Map<String, Value>) -> Option<()> {
    let (_, kind) = TARGETS.iter().find(|(name, _)| *name == target.name())?;
    metadata.insert("linkType".to_owned(), (*kind).into());
    members(target, metadata)?;
    // A file of another page names that page.
    match target.elements().next() {
        None => Some(()),
        Some(page) if *kind == "attachment" && page.name() == "ri:page" && target.elements().count() == 1 => {
            members(page, metadata)
        }
        Some(_) => None,
    }
}

fn members(target: &Element<'_>, metadata: &mut Map<String, Value>) -> Option<()> {
    for attribute in target.attributes() {
        let (_, member) = MEMBERS.iter().find(|(name, _)| *name == attribute.name())?;
        if metadata
            .insert((*member).to_owned(), attribute.value().into())
            .is_some()
        {
            return None;
        }
    }
    Some(())
}

/// Where a link leads, by its metadata.
pub(crate) fn address(site: &dyn crate::site::Site, metadata: &Map<String, Value>) -> String {
    let of = |name: &str| metadata.get(name).and_then(Value::as_str);
    let page = of("contentTitle").map(|title| PageName {
        space: of("spaceKey"),
        title,
    });
    let mut address = match (of("linkType"), &page) {
        (Some("attachment"), _) => file(site, page.as_ref(), of("fileName").unwrap_or_default()).url,
        (Some("space"), _) => space_url(site, of("spaceKey").unwrap_or_default()),
        (_, Some(page)) => page_url(site, page.space, page.title),
        _ => String::new(),
    };
    if let Some(anchor) = of("anchorName") {
        address.push('#');
        address.push_str(anchor);
    }
    address
}
