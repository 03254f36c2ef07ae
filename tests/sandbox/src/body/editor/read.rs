//! Markup of the editor as storage format.

use super::{
    EMOTICON, Form, IMAGE, IMAGE_ATTRIBUTES, INLINE_MACRO, LINK, MACRO, MACRO_ATTRIBUTES, MACRO_BODY, MARKER, TASKS,
    only_text, push_attribute,
};
use crate::body::escape;
use confluence_content::Storage;
use confluence_content::storage::Element;

/// A body as the editor has it, in storage format.
pub(in crate::body) fn from_editor(body: &Storage<'_>) -> String {
    let mut reader = Reader { out: String::new() };
    reader.write_all(body.nodes());
    reader.out
}

struct Reader {
    out: String,
}

impl Form for Reader {
    fn write(&mut self, element: &Element<'_>) -> bool {
        let class = element.attribute("class").unwrap_or_default();
        let has = |name: &str| class.split_ascii_whitespace().any(|word| word == name);
        let written = match element.name() {
            "img" if has(INLINE_MACRO) => self.structured_macro(element, None),
            "img" if has(IMAGE) => self.image(element),
            "img" if has(EMOTICON) => self.emoticon(element),
            "table" if has(MACRO) => cell(element).and_then(|cell| self.structured_macro(element, Some(cell))),
            "a" if has(LINK) => self.link(element),
            "ul" if has(TASKS) => self.tasks(element),
            "span" if has(MARKER) => self.marker(element),
            _ => None,
        };
        written.is_some()
    }

    fn out(&mut self) -> &mut String {
        &mut self.out
    }
}

/// The cell that holds the body of a macro.
fn cell<'e, 'a>(table: &'e Element<'a>) -> Option<&'e Element<'a>> {
    let rows = table.element("tbody").unwrap_or(table);
    let cell = rows.element("tr")?.element("td")?;
    cell.attribute("class")
        .is_some_and(|class| class == MACRO_BODY)
        .then_some(cell)
}

/// The names and values of `name=value|name=value`.
fn parameters(written: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (mut name, mut value, mut in_value) = (String::new(), String::new(), false);
    let mut letters = written.chars();
    while let Some(letter) = letters.next() {
        let own = if in_value { &mut value } else { &mut name };
        match letter {
            '\\' => own.extend(letters.next()),
            '=' if !in_value => in_value = true,
            '|' => {
                found.push((std::mem::take(&mut name), std::mem::take(&mut value)));
                in_value = false;
            }
            other => own.push(other),
        }
    }
    if in_value {
        found.push((name, value));
    }
    found
}

impl Reader {
    /// A text as a CDATA section.
    fn verbatim(&mut self, text: &str) {
        let text = text.replace("]]>", "]]]]><![CDATA[>");
        self.out.push_str(&format!("<![CDATA[{text}]]>"));
    }

    /// An element without content, whose only attribute is what it names.
    fn named(&mut self, tag: &str, attribute: &str, value: &str) {
        self.out.push_str(&format!("<{tag}"));
        push_attribute(&mut self.out, attribute, value);
    }

    fn structured_macro(&mut self, element: &Element<'_>, body: Option<&Element<'_>>) -> Option<()> {
        element.attribute("data-macro-name")?;
        let plain = match element.attribute("data-macro-body-type").as_deref() {
            Some("PLAIN_TEXT") => Some(only_text(body?.element("pre")?)?),
            _ => None,
        };
        self.out.push_str("<ac:structured-macro");
        for (attribute, data) in MACRO_ATTRIBUTES {
            if let Some(value) = element.attribute(data) {
                push_attribute(&mut self.out, attribute, &value);
            }
        }
        let parameters = parameters(&element.attribute("data-macro-parameters").unwrap_or_default());
        if parameters.is_empty() && body.is_none() {
            self.out.push_str(" />");
            return Some(());
        }
        self.out.push('>');
        for (name, value) in parameters {
            self.named("ac:parameter", "ac:name", &name);
            self.out.push_str(&format!(">{}</ac:parameter>", escape(&value)));
        }
        match (plain, body) {
            (Some(text), _) => {
                self.out.push_str("<ac:plain-text-body>");
                self.verbatim(&text);
                self.out.push_str("</ac:plain-text-body>");
            }
            (None, Some(body)) => {
                self.out.push_str("<ac:rich-text-body>");
                self.write_all(body.children());
                self.out.push_str("</ac:rich-text-body>");
            }
            (None, None) => {}
        }
        self.out.push_str("</ac:structured-macro>");
        Some(())
    }

    fn link(&mut self, element: &Element<'_>) -> Option<()> {
        let of = |name: &str| element.attribute(name);
        let (kind, alias) = (
            of("data-linked-resource-type")?,
            of("data-linked-resource-default-alias")?,
        );
        let text = only_text(element)?;
        let (tag, attribute, value) = match &*kind {
            "page" => ("ri:page", "ri:content-title", alias.clone()),
            "attachment" => ("ri:attachment", "ri:filename", alias.clone()),
            "userinfo" => ("ri:user", "ri:account-id", of("data-account-id")?),
            _ => return None,
        };
        self.out.push_str("<ac:link>");
        self.named(tag, attribute, &value);
        if let Some(space) = of("data-space-key") {
            push_attribute(&mut self.out, "ri:space-key", &space);
        }
        self.out.push_str(" />");
        if kind != "userinfo" && text != *alias {
            self.out.push_str("<ac:plain-text-link-body>");
            self.verbatim(&text);
            self.out.push_str("</ac:plain-text-link-body>");
        }
        self.out.push_str("</ac:link>");
        Some(())
    }

    fn image(&mut self, element: &Element<'_>) -> Option<()> {
        let (tag, attribute, shown) = match element.attribute("data-linked-resource-default-alias") {
            Some(name) => ("ri:attachment", "ri:filename", name),
            None => ("ri:url", "ri:value", element.attribute("data-image-src")?),
        };
        self.out.push_str("<ac:image");
        for (attribute, own) in IMAGE_ATTRIBUTES {
            if let Some(value) = element.attribute(own) {
                push_attribute(&mut self.out, attribute, &value);
            }
        }
        self.out.push('>');
        self.named(tag, attribute, &shown);
        self.out.push_str(" /></ac:image>");
        Some(())
    }

    fn emoticon(&mut self, element: &Element<'_>) -> Option<()> {
        let name = element.attribute("data-emoticon-name")?;
        self.named("ac:emoticon", "ac:name", &name);
        self.out.push_str(" />");
        Some(())
    }

    fn tasks(&mut self, element: &Element<'_>) -> Option<()> {
        let id = |item: &Element<'_>| item.attribute("data-inline-task-id").map(|id| id.into_owned());
        let ids: Option<Vec<String>> = element.elements().map(id).collect();
        let ids = ids?;
        self.out.push_str("<ac:task-list>");
        for (item, id) in element.elements().zip(ids) {
            let class = item.attribute("class").unwrap_or_default();
            let done = class.split_ascii_whitespace().any(|word| word == "checked");
            let status = if done { "complete" } else { "incomplete" };
            let id = escape(&id);
            self.out.push_str(&format!(
                "<ac:task><ac:task-id>{id}</ac:task-id><ac:task-status>{status}</ac:task-status><ac:task-body>"
            ));
            self.write_all(item.children());
            self.out.push_str("</ac:task-body></ac:task>");
        }
        self.out.push_str("</ac:task-list>");
        Some(())
    }

    fn marker(&mut self, element: &Element<'_>) -> Option<()> {
        let reference = element.attribute("data-ref")?;
        self.named("ac:inline-comment-marker", "ac:ref", &reference);
        self.out.push('>');
        self.write_all(element.children());
        self.out.push_str("</ac:inline-comment-marker>");
        Some(())
    }
}
