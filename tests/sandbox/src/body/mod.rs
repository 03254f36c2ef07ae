//! The bodies of content and their representations. What converts them is `confluence-content`.

mod context;
mod editor;
pub(crate) mod pdf;

pub(crate) use context::Context;

use crate::answer::Problem;
use confluence_content::adf::Document;
use confluence_content::storage::Task;
use confluence_content::{NoSite, Site, Storage, View, wiki};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// A body as it was written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub(crate) representation: String,
    pub(crate) value: String,
}

/// The representations in which a single piece of content can be read.
const READABLE: [&str; 7] = [
    "storage",
    "atlas_doc_format",
    "view",
    "export_view",
    "anonymous_export_view",
    "styled_view",
    "editor",
];

/// Whether a body can be converted from one representation to another by a task.
pub(crate) fn convertible(from: &str, to: &str) -> bool {
    match from {
        "atlas_doc_format" => matches!(to, "editor" | "export_view" | "storage" | "styled_view" | "view"),
        "storage" => matches!(
            to,
            "atlas_doc_format" | "editor" | "export_view" | "styled_view" | "view"
        ),
        "editor" => to == "storage",
        _ => false,
    }
}

impl Body {
    /// Reads the body of a write: `{representation, value}`, or such an object under the name of its representation.
    pub(crate) fn from_request(value: &Value) -> Result<Self, Problem> {
        let plain = value.get("value").is_some() || value.get("representation").is_some();
        let nested = || {
            let mut names = ["storage", "atlas_doc_format", "wiki"].into_iter();
            names.find_map(|name| Some((value.get(name)?, Some(name))))
        };
        let found = if plain { None } else { nested() };
        let (inner, own_name) = found.unwrap_or((value, None));
        let text = |name: &str| inner.get(name).and_then(Value::as_str);
        let missing = |name: &str| Problem::bad_request(format!("The body lacks its {name}"));
        let representation = text("representation").or(own_name);
        let representation = representation.ok_or_else(|| missing("representation"))?.to_owned();
        let value = text("value").ok_or_else(|| missing("value"))?.to_owned();
        match representation.as_str() {
            "storage" | "wiki" | "atlas_doc_format" => Self::checked(representation, value),
            other => Err(Problem::bad_request(format!("A body cannot be written as {other}"))),
        }
    }

    /// A body of which it is known that it is what it says. Wiki markup is not kept.
    pub(crate) fn checked(representation: String, value: String) -> Result<Self, Problem> {
        let (representation, value) = match representation.as_str() {
            "wiki" => ("storage".to_owned(), wiki::to_storage(&value)),
            _ => (representation, value),
        };
        let checked = match representation.as_str() {
            "storage" | "editor" => Storage::parse(&value).map(drop),
            "atlas_doc_format" => Document::parse(&value).and_then(|document| {
                document.check()?;
                document.to_storage(&NoSite).map(drop)
            }),
            _ => Ok(()),
        };
        checked.map_err(|error| Problem::bad_request(error.to_string()))?;
        Ok(Self { representation, value })
    }

    /// Reads the body if one is given.
    pub(crate) fn from_optional(value: Option<&Value>) -> Result<Self, Problem> {
        value.map_or_else(
            || {
                Ok(Self {
                    representation: "storage".to_owned(),
                    value: String::new(),
                })
            },
            Self::from_request,
        )
    }

    /// The value of `body` in an answer: the representation that was asked for, or an empty object.
    pub(crate) fn show(&self, format: Option<&str>, context: &Context<'_>) -> Value {
        let mut shown = Map::new();
        if let Some(format) = format {
            shown.insert(
                format.to_owned(),
                json!({ "representation": format, "value": self.as_format(format, context) }),
            );
        }
        Value::Object(shown)
    }

    /// The body in another representation, where links, files and people are those that the site knows.
    pub(crate) fn as_format(&self, format: &str, site: &dyn Site) -> String {
        if self.representation == format {
            return self.value.clone();
        }
        let storage = self.storage(site);
        let Ok(body) = Storage::parse(&storage) else {
            return escape(&storage);
        };
        match format {
            "atlas_doc_format" => body.to_adf(site).value.with_oddities_marked().to_json(),
            "view" => body.to_html(View::View, site),
            "export_view" | "anonymous_export_view" => body.to_html(View::Export, site),
            "styled_view" => body.to_html(View::Styled, site),
            "editor" => editor::to_editor(&body, site),
            _ => storage.into_owned(),
        }
    }

    /// The body in storage format.
    pub(crate) fn storage(&self, site: &dyn Site) -> Cow<'_, str> {
        let document = || Document::parse(&self.value)?.to_storage(site);
        let lines = || self.value.lines().filter(|line| !line.trim().is_empty());
        match self.representation.as_str() {
            "storage" | "view" => Cow::Borrowed(&self.value),
            "editor" => match Storage::parse(&self.value) {
                Ok(body) => Cow::Owned(editor::from_editor(&body)),
                Err(_) => Cow::Owned(escape(&self.value)),
            },
            "atlas_doc_format" => match document() {
                Ok(storage) => Cow::Owned(storage.value),
                Err(_) => Cow::Owned(escape(&self.value)),
            },
            _ => Cow::Owned(lines().map(|line| format!("<p>{}</p>", escape(line.trim()))).collect()),
        }
    }

    /// The text without markup, for search.
    pub(crate) fn text(&self) -> String {
        let storage = self.storage(&NoSite);
        Storage::parse(&storage).map_or_else(|_| self.value.clone(), |body| body.text())
    }

    /// The tasks in the text. Most bodies have none, and are not read for it.
    pub(crate) fn tasks(&self) -> Vec<Task> {
        if !["ac:task", "askItem"].iter().any(|sign| self.value.contains(sign)) {
            return Vec::new();
        }
        let storage = self.storage(&NoSite);
        Storage::parse(&storage).map_or_else(|_| Vec::new(), |body| body.tasks())
    }

    /// How often a passage is in the text.
    pub(crate) fn passages(&self, passage: &str) -> usize {
        let storage = self.storage(&NoSite);
        Storage::parse(&storage).map_or(0, |body| body.passage_count(passage))
    }
}

/// The value of `body-format`, if it is valid.
pub(crate) fn format(asked: Option<&str>, bulk: bool) -> Result<Option<&str>, Problem> {
    match asked {
        Some(format)
            if READABLE
                .iter()
                .take(if bulk { 2 } else { READABLE.len() })
                .all(|known| *known != format) =>
        {
            Err(Problem::bad_request(format!("`body-format` cannot be {format}")))
        }
        _ => Ok(asked),
    }
}

/// Text as XHTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::Body;
    use confluence_content::NoSite;

    #[test]
    fn a_body_survives_a_conversion_and_back() {
        let storage = Body {
            representation: "storage".into(),
            value: "<h1>Fish &amp; chips</h1><ul><li><p>again</p></li></ul>".into(),
        };
        let document = Body {
            representation: "atlas_doc_format".into(),
            value: storage.as_format("atlas_doc_format", &NoSite),
        };
        assert_eq!(document.text(), "Fish & chips\nagain");
        assert_eq!(document.as_format("storage", &NoSite), storage.value);
    }
}
