//! `ac:adf-extension`: nodes of documents within storage format.

use super::Reader;
use super::block::is_inline;
use crate::adf::{Mark, MarkKind, Node, NodeKind, json};
use crate::convert::private::{DATA, keep};
use crate::convert::words::camel;
use crate::storage::{Element, Node as Part};
use crate::to_storage;
use serde_json::{Map, Value};

/// The attributes in which names and marks are kept that the vendor's way of writing would change.
pub(crate) const DATA_TYPE: &str = "data-adf-type";
pub(crate) const DATA_KEY: &str = "data-adf-key";

impl Reader<'_> {
    /// The node in an element `ac:adf-extension`. `None` if there is none, or it cannot be read.
    pub(crate) fn extension(&mut self, element: &Element<'_>) -> Option<Node> {
        let inner = element.element("ac:adf-node")?;
        let parts = element
            .elements()
            .all(|child| matches!(child.name(), "ac:adf-node" | "ac:adf-fallback"));
        if !parts || element.elements().filter(|child| child.name() == "ac:adf-node").count() > 1 {
            return None;
        }
        let before = std::mem::replace(&mut self.kept, true);
        let node = self.adf_node(inner);
        self.kept = before;
        let mut node = node?;
        if !self.kept {
            let written = to_storage::plain_extension(self.site, &node, self.nested);
            if written != element.outer() {
                let place = match node.attrs.get_mut("parameters") {
                    Some(Value::Object(parameters)) => parameters,
                    _ => &mut node.attrs,
                };
                keep(place, "extension", element.outer());
            }
        }
        Some(node)
    }

    fn adf_node(&mut self, element: &Element<'_>) -> Option<Node> {
        let kind = name(element, DATA_TYPE, "type")?;
        let mut node = Node::new(NodeKind::from(kind.as_str()));
        for child in element.elements() {
            match child.name() {
                "ac:adf-attribute" => {
                    node.attrs.insert(name(child, DATA_KEY, "key")?, value(child)?);
                }
                "ac:adf-mark" => node.marks.push(mark(child)?),
                "ac:adf-content" => {
                    let content = self.adf_content(child.children())?;
                    node.content.extend(content);
                }
                "ac:adf-node" => {
                    let inner = self.adf_node(child)?;
                    node.content.push(inner);
                }
                "ac:adf-text" => node.text = child.own_text(),
                "ac:adf-fallback" => {}
                _ => return None,
            }
        }
        Some(node)
    }

    /// Content in storage format, with bare nodes in it.
    fn adf_content(&mut self, parts: &[Part<'_>]) -> Option<Vec<Node>> {
        let bare = |part: &Part<'_>| part.as_element().is_some_and(|element| element.name() == "ac:adf-node");
        let in_line = |part: &Part<'_>| part.as_element().is_none_or(is_inline);
        if !parts.iter().any(bare) {
            return Some(match parts.iter().all(in_line) {
                true => self.line(parts),
                false => self.blocks(parts),
            });
        }
        let mut content = Vec::new();
        for group in parts.chunk_by(|left, right| !bare(left) && !bare(right)) {
            match group {
                [part] if bare(part) => {
                    let node = self.adf_node(part.as_element()?)?;
                    content.push(node);
                }
                _ => content.extend(self.adf_content(group)?),
            }
        }
        Some(content)
    }
}

/// A name of a document: kept as it is, or in the vendor's way of writing.
fn name(element: &Element<'_>, kept: &str, attribute: &str) -> Option<String> {
    match element.attribute(kept) {
        Some(name) => Some(name.into_owned()),
        None => Some(camel(&element.attribute(attribute)?)),
    }
}

/// The value of an attribute or parameter.
fn value(element: &Element<'_>) -> Option<Value> {
    if element.attribute("type").as_deref() == Some("json") {
        return serde_json::from_str(&element.own_text()).ok();
    }
    let mut elements = element.elements().peekable();
    match elements.peek().map(|first| first.name()) {
        None => Some(element.own_text().into()),
        Some("ac:adf-parameter-value") => {
            let values = elements.map(|element| {
                let known = element.name() == "ac:adf-parameter-value" && element.has_text_only();
                known.then(|| Value::from(element.own_text()))
            });
            values.collect::<Option<Vec<_>>>().map(Value::from)
        }
        Some(_) => {
            let mut members = Map::new();
            for element in elements {
                if element.name() != "ac:adf-parameter" {
                    return None;
                }
                members.insert(name(element, DATA_KEY, "key")?, value(element)?);
            }
            Some(members.into())
        }
    }
}

fn mark(element: &Element<'_>) -> Option<Mark> {
    if let Some(data) = element.attribute(DATA) {
        return json::mark(serde_json::from_str(&data).ok()?).ok();
    }
    // The vendor's own marks: attributes, and for `dataConsumer` the sources as elements.
    let mut mark = Mark::new(MarkKind::from(camel(&element.attribute("key")?).as_str()));
    for attribute in element
        .attributes()
        .iter()
        .filter(|attribute| attribute.name() != "key")
    {
        mark = mark.attr(&camel(attribute.name()), attribute.value());
    }
    let sources = element
        .elements()
        .filter(|child| child.name() == "ac:adf-data-consumer-source");
    let sources: Vec<String> = sources.map(Element::own_text).collect();
    if !sources.is_empty() {
        mark = mark.attr("sources", sources);
    }
    Some(mark)
}
