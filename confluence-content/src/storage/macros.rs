//! Macros: their names, parameters and bodies.

use super::{Element, Node};
use std::borrow::Cow;

/// A macro in storage format.
#[derive(Clone, Copy, Debug)]
pub struct Macro<'e, 'a> {
    element: &'e Element<'a>,
}

/// A parameter of a macro.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'e, 'a> {
    element: &'e Element<'a>,
}

/// The body of a macro.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum MacroBody<'e, 'a> {
    /// It has no body.
    None,
    /// Text, as in a code macro.
    Plain(&'e Element<'a>),
    /// Content, as in a panel.
    Rich(&'e Element<'a>),
}

impl<'a> Element<'a> {
    /// The macro, if the element is one.
    pub fn as_macro(&self) -> Option<Macro<'_, 'a>> {
        matches!(self.name, "ac:structured-macro" | "ac:macro").then_some(Macro { element: self })
    }
}

impl<'e, 'a> Macro<'e, 'a> {
    /// The name: `toc`, `code`.
    pub fn name(&self) -> Cow<'a, str> {
        self.element.attribute("ac:name").unwrap_or_default()
    }

    /// The id that tells it from other macros of the page.
    pub fn id(&self) -> Option<Cow<'a, str>> {
        self.element.attribute("ac:macro-id")
    }

    /// The element that it is.
    pub fn element(&self) -> &'e Element<'a> {
        self.element
    }

    /// The parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = Parameter<'e, 'a>> + use<'e, 'a> {
        // Macros of old pages have one parameter without a name in an element of its own.
        let is_parameter = |name: &str| matches!(name, "ac:parameter" | "ac:default-parameter");
        let elements = self.element.elements();
        elements
            .filter(move |element| is_parameter(element.name))
            .map(|element| Parameter { element })
    }

    /// The value of a parameter. The name of the parameter without a name is empty.
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.parameters()
            .find(|parameter| parameter.name() == name)
            .map(|parameter| parameter.value())
    }

    /// The body.
    pub fn body(&self) -> MacroBody<'e, 'a> {
        let mut elements = self.element.elements();
        let body = elements.find_map(|element| match element.name {
            "ac:plain-text-body" => Some(MacroBody::Plain(element)),
            "ac:rich-text-body" => Some(MacroBody::Rich(element)),
            _ => None,
        });
        body.unwrap_or(MacroBody::None)
    }
}

impl<'e, 'a> Parameter<'e, 'a> {
    /// The name. Empty for the parameter without a name.
    pub fn name(&self) -> Cow<'a, str> {
        self.element.attribute("ac:name").unwrap_or_default()
    }

    /// The element that it is.
    pub fn element(&self) -> &'e Element<'a> {
        self.element
    }

    /// The value as text. What it refers to is written by name: `SPACE:Title`, `file.png`, a space key, an account id.
    pub fn value(&self) -> String {
        let mut value = String::new();
        push_value(self.element, &mut value);
        value
    }
}

impl MacroBody<'_, '_> {
    /// The text of a body that is text.
    pub fn plain(&self) -> Option<String> {
        match self {
            Self::Plain(element) => Some(element.own_text()),
            _ => None,
        }
    }
}

fn push_value(element: &Element<'_>, value: &mut String) {
    for child in &element.children {
        match child {
            Node::Text(text) => value.push_str(&text.value()),
            Node::CData(text) => value.push_str(text),
            Node::Comment(_) => {}
            Node::Element(inner) if inner.name.starts_with("ri:") => value.push_str(&resource(inner)),
            Node::Element(inner) => push_value(inner, value),
        }
    }
}

/// What a resource identifier names.
pub(crate) fn resource(element: &Element<'_>) -> String {
    let of = |name| element.attribute(name).map(Cow::into_owned);
    match element.name {
        "ri:page" | "ri:blog-post" => {
            let title = of("ri:content-title").unwrap_or_default();
            match of("ri:space-key") {
                Some(space) => format!("{space}:{title}"),
                None => title,
            }
        }
        "ri:attachment" => of("ri:filename").unwrap_or_default(),
        "ri:url" => of("ri:value").unwrap_or_default(),
        "ri:space" => of("ri:space-key").unwrap_or_default(),
        "ri:user" => ["ri:account-id", "ri:userkey", "ri:username"]
            .into_iter()
            .find_map(of)
            .unwrap_or_default(),
        "ri:content-entity" => of("ri:content-id").unwrap_or_default(),
        "ri:shortcut" => format!(
            "{}@{}",
            of("ri:parameter").unwrap_or_default(),
            of("ri:key").unwrap_or_default()
        ),
        _ => String::new(),
    }
}
