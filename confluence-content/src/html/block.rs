//! Elements that are HTML already, layouts, and nodes of documents.

use super::Writer;
use crate::escape::{push_attribute, push_lines};
use crate::storage::Element;

impl Writer<'_, '_> {
    /// An element of HTML.
    pub(super) fn plain(&mut self, element: &Element<'_>, class: Option<&str>) {
        let name = element.name();
        self.out.push('<');
        self.out.push_str(name);
        let mut classes = class.map(str::to_owned);
        for attribute in element.attributes() {
            let value = attribute.value();
            match (attribute.name(), &mut classes) {
                ("class", Some(classes)) => {
                    classes.insert(0, ' ');
                    classes.insert_str(0, &value);
                }
                (name, _) if name.contains(':') || name.starts_with("on") || name.starts_with("data-adf") => {}
                ("href" | "src", _) if runs(&value) => {}
                (name, _) => push_attribute(&mut self.out, name, &value),
            }
        }
        if let Some(classes) = classes {
            push_attribute(&mut self.out, "class", &classes);
        }
        if let Some(id) = self.heading_id(element) {
            push_attribute(&mut self.out, "id", &id);
        }
        if VOID.contains(&name) {
            self.out.push_str("/>");
            return self.nodes(element.children());
        }
        self.out.push('>');
        self.nodes(element.children());
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    pub(super) fn section(&mut self, element: &Element<'_>) {
        let layout = element.attribute("ac:type").unwrap_or_default().replace('_', "-");
        self.out.push_str("<div");
        push_attribute(&mut self.out, "class", &format!("columnLayout {layout}"));
        push_attribute(&mut self.out, "data-layout", &layout);
        self.within(">", element, "</div>");
    }

    /// A node of a document: its fallback, or else what is in it.
    pub(super) fn extension(&mut self, element: &Element<'_>) {
        if let Some(fallback) = element.element("ac:adf-fallback") {
            return self.nodes(fallback.children());
        }
        if let Some(node) = element.element("ac:adf-node") {
            self.adf_node(node);
        }
    }

    fn adf_node(&mut self, node: &Element<'_>) {
        let (start, end) = match node.attribute("type").as_deref() {
            Some("panel") => ("<div class=\"panel\"><div class=\"panelContent\">", "</div></div>"),
            Some("decision-list") => ("<ul class=\"decision-list\">", "</ul>"),
            Some("decision-item") => ("<li>", "</li>"),
            _ => ("", ""),
        };
        self.out.push_str(start);
        for child in node.elements() {
            match child.name() {
                "ac:adf-node" => self.adf_node(child),
                "ac:adf-content" => {
                    for part in child.children() {
                        match part.as_element() {
                            Some(inner) if inner.name() == "ac:adf-node" => self.adf_node(inner),
                            _ => self.nodes(std::slice::from_ref(part)),
                        }
                    }
                }
                "ac:adf-text" => push_lines(&mut self.out, &child.own_text()),
                _ => {}
            }
        }
        self.out.push_str(end);
    }
}

/// Elements that have no end tag in HTML.
const VOID: [&str; 6] = ["br", "col", "hr", "img", "input", "wbr"];

/// Whether an address runs a script when it is followed.
pub(super) fn runs(address: &str) -> bool {
    let plain: String = address
        .chars()
        .filter(|letter| !letter.is_whitespace() && !letter.is_control())
        .collect();
    let scheme = plain.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("javascript" | "vbscript" | "data"))
}
