//! The bodies of content, their representations, and a simple conversion between them.

use crate::answer::Problem;
use serde_json::{Map, Value, json};

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
            ["storage", "atlas_doc_format", "wiki"]
                .iter()
                .find_map(|name| value.get(name))
        };
        let inner = if plain { value } else { nested().unwrap_or(value) };
        let text = |name: &str| inner.get(name).and_then(Value::as_str).map(str::to_owned);
        let missing = |name: &str| Problem::bad_request(format!("The body lacks its {name}"));
        let representation = text("representation").ok_or_else(|| missing("representation"))?;
        let body = Self {
            value: text("value").ok_or_else(|| missing("value"))?,
            representation,
        };
        match body.representation.as_str() {
            "storage" | "wiki" => Ok(body),
            "atlas_doc_format" if body.document().is_some() => Ok(body),
            "atlas_doc_format" => Err(Problem::bad_request(
                "The body is not a document in the Atlassian document format",
            )),
            other => Err(Problem::bad_request(format!("A body cannot be written as {other}"))),
        }
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
    pub(crate) fn show(&self, format: Option<&str>) -> Value {
        let mut shown = Map::new();
        if let Some(format) = format {
            shown.insert(
                format.to_owned(),
                json!({ "representation": format, "value": self.as_format(format) }),
            );
        }
        Value::Object(shown)
    }

    /// The body in another representation. Text and paragraphs are kept. Markup can be lost.
    pub(crate) fn as_format(&self, format: &str) -> String {
        match (self.representation.as_str(), format) {
            (own, wanted) if own == wanted => self.value.clone(),
            (_, "atlas_doc_format") => {
                let paragraph =
                    |line: &str| json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] });
                let content: Vec<_> = self.paragraphs().iter().map(|line| paragraph(line)).collect();
                json!({ "version": 1, "type": "doc", "content": content }).to_string()
            }
            ("storage" | "editor" | "view", _) => self.value.clone(),
            _ => self
                .paragraphs()
                .iter()
                .map(|line| format!("<p>{}</p>", escape(line)))
                .collect(),
        }
    }

    /// The text without markup, for search.
    pub(crate) fn text(&self) -> String {
        self.paragraphs().join("\n")
    }

    fn paragraphs(&self) -> Vec<String> {
        let text = match self.document() {
            Some(document) => document_text(&document),
            None if self.representation == "wiki" => self.value.clone(),
            None => markup_text(&self.value),
        };
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn document(&self) -> Option<Value> {
        let document: Value = serde_json::from_str(&self.value).ok()?;
        (self.representation == "atlas_doc_format" && document["type"] == "doc").then_some(document)
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

fn document_text(node: &Value) -> String {
    let own = node["text"].as_str().unwrap_or_default().to_owned();
    let inner: String = node["content"]
        .as_array()
        .into_iter()
        .flatten()
        .map(document_text)
        .collect();
    let ends_line = node["type"] != "text";
    own + &inner + if ends_line { "\n" } else { "" }
}

/// XHTML without its tags. A tag that ends a block also ends a line.
fn markup_text(markup: &str) -> String {
    const BLOCKS: [&str; 7] = ["/p", "/li", "/h1", "/h2", "/h3", "/td", "br"];
    let mut text = String::new();
    let mut rest = markup;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let tag = &rest[start + 1..];
        let Some(end) = tag.find('>') else {
            return unescape(&text);
        };
        if BLOCKS
            .iter()
            .any(|block| tag[..end].trim_end_matches(['/', ' ']) == *block)
        {
            text.push('\n');
        }
        rest = &tag[end + 1..];
    }
    text.push_str(rest);
    unescape(&text)
}

/// Text as XHTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::Body;

    #[test]
    fn text_survives_a_conversion_and_back() {
        let storage = Body {
            representation: "storage".into(),
            value: "<p>Fish &amp; chips</p><p>again</p>".into(),
        };
        let document = Body {
            representation: "atlas_doc_format".into(),
            value: storage.as_format("atlas_doc_format"),
        };
        assert_eq!(document.text(), "Fish & chips\nagain");
        assert_eq!(document.as_format("storage"), storage.value);
    }
}
