//! Storage format as the editor shows it.

use super::{
    EMOTICON, Form, IMAGE, IMAGE_ATTRIBUTES, INLINE_MACRO, LINK, MACRO, MACRO_ATTRIBUTES, MACRO_BODY, MARKER, TASKS,
    only_text, push_attribute,
};
use crate::body::escape;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use confluence_content::storage::{Element, Macro, MacroBody};
use confluence_content::{Site, Storage};

/// A body in storage format as the editor shows it.
pub(in crate::body) fn to_editor(body: &Storage<'_>, site: &dyn Site) -> String {
    let mut writer = Writer {
        site,
        out: String::new(),
    };
    writer.write_all(body.nodes());
    writer.out
}

struct Writer<'s> {
    site: &'s dyn Site,
    out: String,
}

impl Form for Writer<'_> {
    fn write(&mut self, element: &Element<'_>) -> bool {
        match element.name() {
            "ac:structured-macro" => self.placeholder(element).is_some(),
            "ac:link" => self.link(element).is_some(),
            "ac:image" => self.image(element).is_some(),
            "ac:emoticon" => self.emoticon(element).is_some(),
            "ac:task-list" => self.tasks(element).is_some(),
            "ac:inline-comment-marker" => self.marker(element).is_some(),
            _ => false,
        }
    }

    fn out(&mut self) -> &mut String {
        &mut self.out
    }
}

/// Whether an element has no attributes but these.
fn has_only(element: &Element<'_>, names: &[&str]) -> bool {
    let mut attributes = element.attributes().iter();
    attributes.all(|attribute| names.contains(&attribute.name()))
}

/// The only element in another one, where text has no meaning.
fn only<'e, 'a>(element: &'e Element<'a>) -> Option<&'e Element<'a>> {
    let mut elements = element.elements();
    elements.next().filter(|_| elements.next().is_none())
}

impl Writer<'_> {
    fn attribute(&mut self, name: &str, value: &str) {
        push_attribute(&mut self.out, name, value);
    }

    /// A macro, if its parameters are text.
    fn placeholder(&mut self, element: &Element<'_>) -> Option<()> {
        let found = element.as_macro()?;
        let bodies = element
            .elements()
            .filter(|child| child.name().ends_with("-body"))
            .count();
        let parameters = parameters(&found)?;
        let others = element.elements().count() - bodies - found.parameters().count();
        if bodies > 1 || others > 0 || !has_only(element, &MACRO_ATTRIBUTES.map(|(name, _)| name)) {
            return None;
        }
        let plain = match found.body() {
            MacroBody::Plain(body) => Some(only_text(body)?),
            _ => None,
        };
        let (tag, class) = match found.body() {
            MacroBody::None => ("img", INLINE_MACRO),
            _ => ("table", MACRO),
        };
        self.out.push_str(&format!("<{tag} class=\"{class}\""));
        for (attribute, data) in MACRO_ATTRIBUTES {
            if let Some(value) = element.attribute(attribute) {
                self.attribute(data, &value);
            }
        }
        if !parameters.is_empty() {
            self.attribute("data-macro-parameters", &parameters);
        }
        let definition = STANDARD.encode(format!("{{{}:{parameters}}}", found.name()));
        let picture = format!("/wiki/plugins/servlet/confluence/placeholder/macro?definition={definition}");
        match found.body() {
            MacroBody::Rich(body) => {
                self.attribute("data-macro-body-type", "RICH_TEXT");
                self.out.push_str(&format!("><tbody><tr><td class=\"{MACRO_BODY}\">"));
                self.write_all(body.children());
                self.out.push_str("</td></tr></tbody></table>");
            }
            MacroBody::Plain(_) => {
                let text = escape(&plain.unwrap_or_default());
                self.attribute("data-macro-body-type", "PLAIN_TEXT");
                self.out.push_str(&format!(
                    "><tbody><tr><td class=\"{MACRO_BODY}\"><pre>{text}</pre></td></tr></tbody></table>"
                ));
            }
            _ => {
                self.attribute("src", &picture);
                self.out.push_str(" />");
            }
        }
        Some(())
    }

    /// A link to a page, a file or a person, if its text is plain.
    fn link(&mut self, element: &Element<'_>) -> Option<()> {
        let target = element.elements().next().filter(|_| has_only(element, &[]))?;
        let text = match element.elements().nth(1) {
            None => None,
            Some(body) if body.name() == "ac:plain-text-link-body" => Some(only_text(body)?),
            Some(_) => return None,
        };
        if element.elements().count() > 2 || !target.children().is_empty() {
            return None;
        }
        let of = |name: &str| target.attribute(name);
        match target.name() {
            "ri:page" if has_only(target, &["ri:content-title", "ri:space-key"]) => {
                let (title, space) = (of("ri:content-title")?, of("ri:space-key"));
                let url = self.site.page_url(space.as_deref(), &title);
                let class = if url.is_some() {
                    LINK.to_owned()
                } else {
                    format!("{LINK} unresolved")
                };
                self.anchor(&class, "page", &title, url.as_deref());
                if let Some(id) = url
                    .as_deref()
                    .and_then(|url| url.split("/pages/").nth(1)?.split('/').next())
                {
                    self.attribute("data-linked-resource-id", id);
                }
                if let Some(space) = space {
                    self.attribute("data-space-key", &space);
                }
                self.words(&text.unwrap_or(title.into_owned()));
            }
            "ri:attachment" if has_only(target, &["ri:filename"]) => {
                let name = of("ri:filename")?;
                let file = self.site.file(None, &name);
                self.anchor(LINK, "attachment", &name, file.as_ref().map(|file| file.url.as_str()));
                self.words(&text.unwrap_or(name.into_owned()));
            }
            "ri:user" if has_only(target, &["ri:account-id"]) && text.is_none() => {
                let id = of("ri:account-id")?;
                let name = self.site.user_name(&id).unwrap_or_else(|| id.clone().into_owned());
                let class = format!("{LINK} confluence-userlink user-mention");
                self.anchor(&class, "userinfo", &name, Some(&format!("/wiki/people/{id}")));
                self.attribute("data-account-id", &id);
                self.words(&format!("@{name}"));
            }
            _ => return None,
        }
        Some(())
    }

    fn anchor(&mut self, class: &str, kind: &str, alias: &str, url: Option<&str>) {
        self.out.push_str(&format!("<a class=\"{class}\""));
        self.attribute("href", url.unwrap_or("#"));
        self.attribute("data-linked-resource-type", kind);
        self.attribute("data-linked-resource-default-alias", alias);
    }

    fn words(&mut self, text: &str) {
        self.out.push_str(&format!(">{}</a>", escape(text)));
    }

    fn image(&mut self, element: &Element<'_>) -> Option<()> {
        let shown = only(element).filter(|_| has_only(element, &IMAGE_ATTRIBUTES.map(|(name, _)| name)))?;
        let name = shown.attribute(match shown.name() {
            "ri:attachment" => "ri:filename",
            "ri:url" => "ri:value",
            _ => return None,
        })?;
        if shown.attributes().len() > 1 || !shown.children().is_empty() {
            return None;
        }
        self.out.push_str(&format!("<img class=\"{IMAGE}\""));
        if shown.name() == "ri:attachment" {
            let file = self.site.file(None, &name);
            self.attribute("src", file.as_ref().map_or("#", |file| file.url.as_str()));
            self.attribute("data-linked-resource-type", "attachment");
            self.attribute("data-linked-resource-default-alias", &name);
        } else {
            self.attribute("src", &name);
            self.attribute("data-image-src", &name);
        }
        for (attribute, own) in IMAGE_ATTRIBUTES {
            if let Some(value) = element.attribute(attribute) {
                self.attribute(own, &value);
            }
        }
        self.out.push_str(" />");
        Some(())
    }

    fn emoticon(&mut self, element: &Element<'_>) -> Option<()> {
        let name = element
            .attribute("ac:name")
            .filter(|_| has_only(element, &["ac:name"]))?;
        self.out.push_str(&format!("<img class=\"{EMOTICON}\""));
        self.attribute("data-emoticon-name", &name);
        self.attribute("alt", &format!("({name})"));
        self.out.push_str(" />");
        Some(())
    }

    /// A list of tasks that have an id, a status and a text, and nothing else.
    fn tasks(&mut self, element: &Element<'_>) -> Option<()> {
        let parts = ["ac:task-id", "ac:task-status", "ac:task-body"];
        let is_plain = |task: &Element<'_>| {
            let names: Vec<&str> = task.elements().map(Element::name).collect();
            task.name() == "ac:task" && names == parts && has_only(task, &[])
        };
        let plain = has_only(element, &[]) && element.elements().all(is_plain);
        let own = |task: &Element<'_>, name: &str| task.element(name).and_then(only_text);
        let facts = |task: &Element<'_>| Some((own(task, parts[0])?, own(task, parts[1])?));
        let facts: Option<Vec<(String, String)>> = element.elements().map(facts).collect();
        let facts = facts.filter(|_| plain)?;
        self.out.push_str(&format!("<ul class=\"{TASKS}\">"));
        for (task, (id, status)) in element.elements().zip(facts) {
            self.out.push_str("<li");
            if status.trim() == "complete" {
                self.attribute("class", "checked");
            }
            self.attribute("data-inline-task-id", id.trim());
            self.out.push('>');
            if let Some(body) = task.element(parts[2]) {
                self.write_all(body.children());
            }
            self.out.push_str("</li>");
        }
        self.out.push_str("</ul>");
        Some(())
    }

    fn marker(&mut self, element: &Element<'_>) -> Option<()> {
        let reference = element.attribute("ac:ref").filter(|_| has_only(element, &["ac:ref"]))?;
        self.out.push_str(&format!("<span class=\"{MARKER}\""));
        self.attribute("data-ref", &reference);
        self.out.push('>');
        self.write_all(element.children());
        self.out.push_str("</span>");
        Some(())
    }
}

/// The parameters of a macro as one text: `name=value|name=value`. `None` if one is more than text.
fn parameters(found: &Macro<'_, '_>) -> Option<String> {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('|', "\\|").replace('=', "\\=");
    let written = found.parameters().map(|parameter| {
        let element = parameter.element();
        let plain = element.name() == "ac:parameter" && has_only(element, &["ac:name"]);
        let value = only_text(element).filter(|_| plain)?;
        Some(format!("{}={}", escaped(&parameter.name()), escaped(&value)))
    });
    let written: Option<Vec<String>> = written.collect();
    Some(written?.join("|"))
}
