//! Macros: those that have a node of their own, and the others as extensions.

use super::Reader;
use super::attributes::Attributes;
use super::block::has_only;
use crate::adf::{Mark, MarkKind, Node, NodeKind};
use crate::convert::private::keep;
use crate::convert::words::{CUSTOM_PANEL, PANELS, STATUS_COLORS, second};
use crate::storage::{Element, Macro, MacroBody, Node as Part};
use crate::to_storage;
use serde_json::{Map, Value, json};

/// The type of the extensions that are macros.
pub(crate) const MACRO_TYPE: &str = "com.atlassian.confluence.macro.core";

/// The parameter that holds the text of a macro's body.
pub(crate) const BODY: &str = "__bodyContent";

impl Reader<'_> {
    /// A macro between blocks. `None` if the element is no macro.
    pub(super) fn block_macro(&mut self, element: &Element<'_>) -> Option<Node> {
        let found = element.as_macro()?;
        let shape = [
            "ac:parameter",
            "ac:default-parameter",
            "ac:plain-text-body",
            "ac:rich-text-body",
        ];
        let bodies = element
            .elements()
            .filter(|child| child.name().ends_with("-body"))
            .count();
        if !has_only(element, &shape) || bodies > 1 {
            return None;
        }
        let native = match found.body() {
            MacroBody::Rich(body) => self.rich(&found, body),
            MacroBody::Plain(body) if !body.has_text_only() => return None,
            MacroBody::Plain(body) => code(&found, body),
            MacroBody::None => self.view_file(&found),
        };
        let mut node = match native {
            Some(node) => node,
            None => return Some(self.macro_extension(&found)),
        };
        let mut attributes = Attributes::of(element);
        take_macro(&mut attributes);
        attributes.take_local_id(&mut node.attrs);
        attributes.finish(&mut node);
        Some(node)
    }

    /// A macro without a body in a line.
    pub(super) fn inline_macro(&self, element: &Element<'_>) -> Option<Node> {
        let found = element.as_macro()?;
        if !matches!(found.body(), MacroBody::None) || !has_only(element, &["ac:parameter", "ac:default-parameter"]) {
            return None;
        }
        let Some(mut node) = status(&found) else {
            let mut node = Node::new(NodeKind::InlineExtension);
            node.attrs = macro_attrs(&found, false);
            self.keep_frame(&mut node, &found);
            return Some(node);
        };
        let mut attributes = Attributes::of(element);
        take_macro(&mut attributes);
        attributes.take_local_id(&mut node.attrs);
        attributes.finish(&mut node);
        Some(node)
    }

    /// Panels and expands.
    fn rich(&mut self, found: &Macro<'_, '_>, body: &Element<'_>) -> Option<Node> {
        let name = found.name();
        if name == "expand" {
            let parameters = simple(found, &["title", "breakoutMode", "breakoutWidth"])?;
            let mut node = Node::new(if self.nested {
                NodeKind::NestedExpand
            } else {
                NodeKind::Expand
            });
            if let Some(title) = parameters.get("title") {
                node = node.attr("title", title.as_str());
            }
            node.marks.extend(breakout_of(&parameters)?);
            let content = self.within(true, |reader| reader.blocks(body.children()));
            return Some(node.content(content));
        }
        let kind = second(&PANELS, &name).or((name == "panel").then_some("custom"))?;
        let allowed: Vec<&str> = CUSTOM_PANEL.iter().map(|(parameter, _)| *parameter).collect();
        let parameters = simple(found, if kind == "custom" { &allowed } else { &[] })?;
        if !body.elements().all(fits_panel) {
            return None;
        }
        let mut node = Node::new(NodeKind::Panel).attr("panelType", kind);
        for (parameter, value) in &parameters {
            if let Some(attr) = second(&CUSTOM_PANEL, parameter) {
                node = node.attr(attr, value.as_str());
            }
        }
        let content = self.blocks(body.children());
        Some(node.content(content))
    }

    fn view_file(&self, found: &Macro<'_, '_>) -> Option<Node> {
        let mut parameters = found.parameters();
        let parameter = parameters.next().filter(|parameter| parameter.name() == "name")?;
        let mut inside = parameter.element().children().iter().filter(|child| !child.is_blank());
        let file = inside.next().and_then(Part::as_element)?;
        if found.name() != "view-file" || parameters.next().is_some() || inside.next().is_some() {
            return None;
        }
        let media = self.attached(file)?;
        Some(Node::new(NodeKind::MediaGroup).content([media]))
    }

    /// Any other macro.
    fn macro_extension(&mut self, found: &Macro<'_, '_>) -> Node {
        let MacroBody::Rich(body) = found.body() else {
            let mut node = Node::new(NodeKind::Extension);
            node.attrs = macro_attrs(found, true);
            self.keep_frame(&mut node, found);
            return node;
        };
        let mut node = Node::new(NodeKind::BodiedExtension);
        node.attrs = macro_attrs(found, true);
        // If the body is kept as it is written, so are the macros in it.
        let before = std::mem::replace(&mut self.kept, true);
        node.content = self.blocks(body.children());
        self.kept = before;
        if !self.kept && to_storage::plain_blocks(self.site, &node.content, self.nested) != body.inner() {
            keep_parameter(&mut node, "body", body.inner());
        }
        self.keep_frame(&mut node, found);
        node
    }

    /// Keeps the tags of a macro if they would not be written again as they are.
    fn keep_frame(&self, node: &mut Node, found: &Macro<'_, '_>) {
        if self.kept {
            return;
        }
        let (head, tail) = frame(found);
        if to_storage::macro_frame(&node.attrs, &node.kind) != (head.to_owned(), tail.to_owned()) {
            keep_parameter(node, "head", head);
            keep_parameter(node, "tail", tail);
        }
    }
}

/// What is before the content of a macro and what is behind it. A macro without content is all head.
pub(crate) fn frame<'a>(found: &Macro<'_, 'a>) -> (&'a str, &'a str) {
    let outer = found.element().outer();
    match found.body() {
        MacroBody::Rich(body) => {
            let start = body.inner().as_ptr() as usize - outer.as_ptr() as usize;
            (&outer[..start], &outer[start + body.inner().len()..])
        }
        _ => (outer, ""),
    }
}

fn keep_parameter(node: &mut Node, name: &str, text: &str) {
    if let Some(Value::Object(parameters)) = node.attrs.get_mut("parameters") {
        keep(parameters, name, text);
    }
}

/// The attributes of an extension for a macro, without what is kept of its text.
pub(crate) fn macro_attrs(found: &Macro<'_, '_>, block: bool) -> Map<String, Value> {
    let mut attributes = Attributes::of(found.element());
    let name = attributes.take("ac:name").unwrap_or_default();
    let mut parameters = Map::new();
    for parameter in found.parameters() {
        parameters.insert(parameter.name().into_owned(), json!({ "value": parameter.value() }));
    }
    if let Some(text) = found.body().plain() {
        parameters.insert(BODY.to_owned(), json!({ "value": text }));
    }
    let mut metadata = Map::new();
    for (attribute, member) in [("ac:macro-id", "macroId"), ("ac:schema-version", "schemaVersion")] {
        if let Some(value) = attributes.take(attribute) {
            metadata.insert(member.to_owned(), json!({ "value": value }));
        }
    }
    metadata.insert("title".to_owned(), name.as_ref().into());
    let mut attrs = Map::new();
    attrs.insert("extensionType".to_owned(), MACRO_TYPE.into());
    attrs.insert("extensionKey".to_owned(), name.into());
    let parameters = json!({ "macroParams": parameters, "macroMetadata": metadata });
    attrs.insert("parameters".to_owned(), parameters);
    if block {
        let layout = attributes.take("data-layout").unwrap_or("default".into());
        attrs.insert("layout".to_owned(), layout.into());
    }
    attributes.take_local_id(&mut attrs);
    attributes.finish_attrs(&mut attrs);
    attrs
}

fn take_macro(attributes: &mut Attributes<'_>) {
    attributes.take("ac:name");
    attributes.take_as("ac:schema-version", |version| (version == "1").then_some(()));
}

/// The parameters of a macro, if they are text and none but these.
fn simple(found: &Macro<'_, '_>, allowed: &[&str]) -> Option<std::collections::BTreeMap<String, String>> {
    let mut parameters = std::collections::BTreeMap::new();
    for parameter in found.parameters() {
        let name = parameter.name().into_owned();
        let element = parameter.element();
        let plain = element.has_text_only() && element.attributes().len() == 1;
        if !plain || !allowed.contains(&name.as_str()) || parameters.insert(name, parameter.value()).is_some() {
            return None;
        }
    }
    Some(parameters)
}

fn code(found: &Macro<'_, '_>, body: &Element<'_>) -> Option<Node> {
    if found.name() != "code" {
        return None;
    }
    let parameters = simple(found, &["language", "breakoutMode", "breakoutWidth"])?;
    let language = parameters.get("language").map(String::as_str);
    let mut node = Node::code_block("", &body.own_text());
    if let Some(language) = language {
        node = node.attr("language", language);
    }
    node.marks.extend(breakout_of(&parameters)?);
    Some(node)
}

fn status(found: &Macro<'_, '_>) -> Option<Node> {
    if found.name() != "status" {
        return None;
    }
    let parameters = simple(found, &["colour", "subtle", "title"])?;
    let color = match parameters.get("colour") {
        None => "neutral",
        Some(colour) => second(&STATUS_COLORS, colour).or(colour.starts_with('#').then_some(colour))?,
    };
    let title = parameters.get("title").map_or("", String::as_str);
    let mut node = Node::new(NodeKind::Status).attr("text", title).attr("color", color);
    if let Some(subtle) = parameters.get("subtle") {
        keep(&mut node.attrs, "subtle", subtle);
    }
    Some(node)
}

/// The mark for a block that is wider than the text. `None` if it has no such width.
fn breakout_of(parameters: &std::collections::BTreeMap<String, String>) -> Option<Option<Mark>> {
    let Some(mode) = parameters.get("breakoutMode") else {
        return parameters.get("breakoutWidth").is_none().then_some(None);
    };
    let mut mark = Mark::new(MarkKind::Breakout).attr("mode", mode.as_str());
    if let Some(width) = parameters.get("breakoutWidth") {
        let number: u64 = width.parse().ok().filter(|number: &u64| number.to_string() == *width)?;
        mark = mark.attr("width", number);
    }
    Some(Some(mark))
}

/// The same from attributes of an element.
pub(super) fn breakout(attributes: &mut Attributes<'_>, mode: &str, width: &str) -> Option<Mark> {
    let mark = Mark::new(MarkKind::Breakout).attr("mode", attributes.take(mode)?);
    Some(match attributes.take_number(width) {
        Some(width) => mark.attr("width", width),
        None => mark,
    })
}

/// Whether a panel of a document can hold this element.
fn fits_panel(element: &Element<'_>) -> bool {
    match element.as_macro() {
        Some(found) => !matches!(found.body(), MacroBody::Rich(_)),
        None => !matches!(
            element.name(),
            "table" | "blockquote" | "ac:layout" | "ac:layout-section" | "div" | "section"
        ),
    }
}
