//! `ac:adf-extension`: nodes that storage format has no word for.

use super::Writer;
use super::block::is_line;
use super::tag::close;
use crate::adf::{Document, Mark, Node, NodeKind, json};
use crate::convert::private::{DATA, STORAGE, keep, kept_text};
use crate::convert::words::{camel, kebab};
use crate::escape::{push_attribute, push_text};
use crate::site::Site;
use crate::storage::Storage;
use crate::to_adf::{DATA_KEY, DATA_TYPE, Reader};
use serde_json::Value;

/// A node as an extension, without regard to how it was written before.
pub(crate) fn plain_extension(site: &dyn Site, node: &Node, nested: bool) -> String {
    let mut writer = Writer::new(site);
    writer.nested = nested;
    writer.plain_extension(node);
    writer.out
}

impl Writer<'_> {
    pub(super) fn extension(&mut self, node: &Node) {
        match self.kept_extension(node) {
            Some(kept) => self.out.push_str(kept),
            None => self.plain_extension(node),
        }
    }

    /// The extension as it was written, if it still says the same.
    fn kept_extension<'n>(&self, node: &'n Node) -> Option<&'n str> {
        let parameters = node.attrs.get("parameters").and_then(Value::as_object);
        let text = kept_text(parameters.unwrap_or(&node.attrs), "extension")?;
        let body = Storage::parse(text).ok()?;
        let [only] = body.nodes() else {
            return None;
        };
        let mut again = Reader::kept(self.site, self.nested).extension(only.as_element()?)?;
        let place = match again.attrs.get_mut("parameters") {
            Some(Value::Object(parameters)) => parameters,
            _ => &mut again.attrs,
        };
        keep(place, "extension", text);
        again.marks.clone_from(&node.marks);
        (again == *node).then_some(text)
    }

    fn plain_extension(&mut self, node: &Node) {
        self.out.push_str("<ac:adf-extension>");
        let outermost = !std::mem::replace(&mut self.within, true);
        self.adf_node(node);
        if outermost {
            self.fallback(node);
            self.within = false;
        }
        close(&mut self.out, "ac:adf-extension");
    }

    fn adf_node(&mut self, node: &Node) {
        self.out.push_str("<ac:adf-node");
        self.name("type", DATA_TYPE, node.kind.as_str());
        self.out.push('>');
        // The vendor writes the type of a panel before its other attributes.
        let mut attrs: Vec<(&String, &Value)> = node.attrs.iter().collect();
        attrs.sort_by_key(|(name, _)| *name != "panelType");
        for (name, value) in attrs {
            let value = match value {
                Value::Object(parameters) if name == "parameters" || name == STORAGE => without_kept(parameters),
                other => other.clone(),
            };
            if name != STORAGE || value != Value::Object(serde_json::Map::new()) {
                self.value("ac:adf-attribute", name, &value);
            }
        }
        node.marks.iter().for_each(|mark| self.adf_mark(mark));
        if !node.text.is_empty() {
            self.out.push_str("<ac:adf-text>");
            push_text(&mut self.out, &node.text);
            self.out.push_str("</ac:adf-text>");
        }
        self.adf_content(node);
        close(&mut self.out, "ac:adf-node");
    }

    /// What is in a node: in storage format where there is one for it, and else as bare nodes.
    fn adf_content(&mut self, node: &Node) {
        if node.content.is_empty() {
            return;
        }
        let start = self.out.len();
        let mut bare = true;
        if is_line(node)
            && !node
                .content
                .iter()
                .all(|child| matches!(child.kind, NodeKind::Unknown(_)))
        {
            self.line(&node.content);
            bare = false;
        } else {
            for child in &node.content {
                if self.native(child) {
                    bare = false;
                } else {
                    self.adf_node(child);
                }
            }
        }
        if !bare {
            self.out.insert_str(start, "<ac:adf-content>");
            close(&mut self.out, "ac:adf-content");
        }
    }

    /// A name as an attribute: in the vendor's way of writing, and as it is if that would change it.
    fn name(&mut self, attribute: &str, kept: &str, name: &str) {
        let written = kebab(name);
        let same = camel(&written) == name;
        push_attribute(&mut self.out, attribute, &written);
        if !same {
            push_attribute(&mut self.out, kept, name);
        }
    }

    fn value(&mut self, element: &str, name: &str, value: &Value) {
        self.out.push('<');
        self.out.push_str(element);
        self.name("key", DATA_KEY, name);
        match value {
            Value::String(text) => {
                self.out.push('>');
                push_text(&mut self.out, text);
            }
            Value::Object(members) if !members.is_empty() => {
                self.out.push('>');
                for (name, value) in members {
                    self.value("ac:adf-parameter", name, value);
                }
            }
            Value::Array(values) if !values.is_empty() && values.iter().all(Value::is_string) => {
                self.out.push('>');
                for value in values.iter().filter_map(Value::as_str) {
                    self.out.push_str("<ac:adf-parameter-value>");
                    push_text(&mut self.out, value);
                    self.out.push_str("</ac:adf-parameter-value>");
                }
            }
            other => {
                self.out.push_str(" type=\"json\">");
                push_text(&mut self.out, &other.to_string());
            }
        }
        close(&mut self.out, element);
    }

    fn adf_mark(&mut self, mark: &Mark) {
        self.out.push_str("<ac:adf-mark");
        push_attribute(&mut self.out, "key", &kebab(mark.kind.as_str()));
        push_attribute(&mut self.out, DATA, &json::mark_value(mark).to_string());
        self.out.push_str(" />");
    }

    /// What readers see who do not know the node.
    fn fallback(&mut self, node: &Node) {
        let text = Document::new([node.clone()]).text();
        if text.is_empty() {
            return;
        }
        let (start, end) = match node.kind {
            NodeKind::Panel => (
                "<div class=\"panel\"><div class=\"panelContent\"><p>",
                "</p></div></div>",
            ),
            NodeKind::DecisionList => ("<ul class=\"decision-list\"><li>", "</li></ul>"),
            _ => ("<p>", "</p>"),
        };
        let between = if node.kind == NodeKind::DecisionList {
            "</li><li>"
        } else {
            "<br />"
        };
        self.out.push_str("<ac:adf-fallback>");
        self.out.push_str(start);
        for (at, line) in text.lines().enumerate() {
            if at > 0 {
                self.out.push_str(between);
            }
            push_text(&mut self.out, line);
        }
        self.out.push_str(end);
        self.out.push_str("</ac:adf-fallback>");
    }
}

/// The parameters without the text of the extension itself.
fn without_kept(parameters: &serde_json::Map<String, Value>) -> Value {
    let mut parameters = parameters.clone();
    parameters.remove("extension");
    if let Some(Value::Object(kept)) = parameters.get_mut(STORAGE) {
        kept.remove("extension");
        if kept.is_empty() {
            parameters.remove(STORAGE);
        }
    }
    parameters.into()
}
