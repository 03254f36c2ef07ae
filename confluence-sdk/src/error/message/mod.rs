//! What a refusal says: the message and the code, from any of the forms that bodies have.
//!
//! The forms: those of the two APIs of the vendor, those of gateways and GraphQL, problem details (RFC 9457), and what
//! is no JSON at all. Members are looked for by name wherever they can be, so a form that mixes two others is read too.

use super::{charset, markup};
use crate::response::media_type;
use http::HeaderMap;
use serde_json::{Map, Value};

/// What a refusal says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) message: Option<String>,
    pub(crate) code: Option<String>,
}

/// More characters than this are not a message but a document.
const MOST: usize = 4000;

impl Said {
    /// Reads a body. The credential is not removed from the texts.
    pub(crate) fn of(headers: &HeaderMap, body: &[u8]) -> Self {
        let body = &*charset::as_utf8(headers, body);
        match serde_json::from_slice::<Value>(body) {
            Ok(value) => Self::of_json(&value),
            Err(_) if markup::is_html(media_type(headers), body) => Self::only(markup::words(body)),
            Err(_) if markup::is_markup(body) => Self::of_xml(body),
            Err(_) => Self::only(plain(headers, body).unwrap_or_default()),
        }
    }

    fn only(text: String) -> Self {
        Self {
            message: Some(text).filter(|text| !text.is_empty()),
            code: None,
        }
    }

    fn of_xml(body: &[u8]) -> Self {
        let first = |names: &[&str]| names.iter().find_map(|name| markup::element(body, name));
        let message = first(&["message", "Message", "faultstring", "detail", "title", "error"]);
        Self {
            message: message.or_else(|| Self::only(markup::words(body)).message),
            code: first(&["code", "Code", "reason", "status-code", "faultcode"]),
        }
    }

    fn of_json(value: &Value) -> Self {
        let mut texts = Texts::default();
        texts.all(value);
        Self {
            message: Some(texts.0.join("; ")).filter(|text| !text.is_empty()),
            code: value.as_object().and_then(code),
        }
    }
}

/// The texts of a refusal, each once.
#[derive(Default)]
struct Texts(Vec<String>);

impl Texts {
    fn add(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() && !self.0.iter().any(|known| known.contains(text)) {
            self.0.push(text.to_owned());
        }
    }

    /// The texts of a value that is a refusal or a list of refusals.
    fn all(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.add(text),
            Value::Array(list) => list.iter().for_each(|value| self.all(value)),
            Value::Object(object) => self.object(object),
            _ => {}
        }
    }

    fn object(&mut self, object: &Map<String, Value>) {
        let before = self.0.len();
        let text = |name: &str| object.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        match (text("title"), text("detail")) {
            (Some(title), Some(detail)) if !detail.contains(title) => self.add(&format!("{title}: {detail}")),
            (_, Some(detail)) => self.add(detail),
            (title, None) => self.add(title.unwrap_or_default()),
        }
        self.translated(object);
        for name in [
            "message",
            "Message",
            "errorMessage",
            "error_message",
            "msg",
            "faultstring",
        ] {
            self.named(object, name);
        }
        self.errors(object);
        if let Some(Value::Object(data)) = object.get("data") {
            self.errors(data);
        }
        for name in [
            "errorMessages",
            "messages",
            "details",
            "violations",
            "fault",
            "invalid-params",
        ] {
            self.named(object, name);
        }
        // OAuth names the kind of a failure in `error` and tells it in `error_description`. Others have a whole
        // refusal or a text in `error`.
        match text("error_description") {
            Some(description) => self.add(description),
            None if self.0.is_empty() || !object.get("error").is_some_and(Value::is_string) => {
                self.named(object, "error");
            }
            None => {}
        }
        if self.0.len() == before {
            self.otherwise_named(object);
        }
    }

    /// The texts of a refusal in a form that is not known: those whose names end like that of a message.
    fn otherwise_named(&mut self, object: &Map<String, Value>) {
        const ENDS: [&str; 4] = ["message", "description", "detail", "reason"];
        for (name, value) in object {
            let lower = name.to_ascii_lowercase();
            match value {
                Value::String(text) if ENDS.iter().any(|end| lower.ends_with(end)) => self.add(text),
                Value::Object(inner) => self.object(inner),
                _ => {}
            }
        }
    }

    fn named(&mut self, object: &Map<String, Value>, name: &str) {
        if let Some(value) = object.get(name) {
            self.all(value);
        }
    }

    fn errors(&mut self, object: &Map<String, Value>) {
        match object.get("errors") {
            Some(Value::Object(fields)) if is_by_field(fields) => self.by_field(fields),
            _ => self.named(object, "errors"),
        }
    }

    /// `{"key": "…", "args": […], "translation": "…"}`: a text, or the key of one with what goes into it.
    fn translated(&mut self, object: &Map<String, Value>) {
        let text = |name: &str| object.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        if let Some(translation) = text("translation") {
            return self.add(translation);
        }
        let Some(key) = text("key") else { return };
        let args = object
            .get("args")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        let args: Vec<_> = args.iter().map(shown).collect();
        match args.as_slice() {
            [] => self.add(key),
            args => self.add(&format!("{key} ({})", args.join(", "))),
        }
    }

    /// `{"title": "is too long"}`: what is wrong with each field.
    fn by_field(&mut self, fields: &Map<String, Value>) {
        for (field, value) in fields {
            let mut inner = Self::default();
            inner.all(value);
            if !inner.0.is_empty() {
                self.add(&format!("{field}: {}", inner.0.join(", ")));
            }
        }
    }
}

/// Whether an object tells of fields. If not, it is one refusal.
fn is_by_field(object: &Map<String, Value>) -> bool {
    const OF_ONE: [&str; 8] = [
        "message",
        "detail",
        "status",
        "statusCode",
        "code",
        "args",
        "translation",
        "errors",
    ];
    !OF_ONE.iter().any(|name| object.contains_key(*name))
}

/// The code of a refusal. The nearest to the failure counts.
fn code(object: &Map<String, Value>) -> Option<String> {
    let inner = match object.get("errors") {
        Some(Value::Array(list)) => list.first().and_then(Value::as_object),
        Some(Value::Object(one)) if !is_by_field(one) => Some(one),
        _ => None,
    };
    let extended = |object: &Map<String, Value>| match object.get("extensions") {
        Some(Value::Object(inner)) => first(inner, &["code", "errorType", "classification"]),
        _ => None,
    };
    let nested = object.get("error").and_then(Value::as_object);
    inner
        .and_then(|inner| first(inner, &["code", "errorCode"]).or_else(|| extended(inner)))
        .or_else(|| first(object, &["reason", "code", "errorCode", "errorKey"]))
        .or_else(|| nested.and_then(|inner| first(inner, &["code", "reason"])))
        .or_else(|| key_of_data(object))
        .or_else(|| problem_type(object))
}

fn first(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match object.get(*name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// The key of the first text in `data.errors`.
fn key_of_data(object: &Map<String, Value>) -> Option<String> {
    let message = object.get("data")?.get("errors")?.get(0)?.get("message")?;
    first(message.as_object()?, &["key"])
}

/// The type of a problem (RFC 9457). `about:blank` says no more than the status.
fn problem_type(object: &Map<String, Value>) -> Option<String> {
    let is_problem = object.contains_key("title") || object.contains_key("detail");
    first(object, &["type"]).filter(|kind| is_problem && kind != "about:blank")
}

/// A value inside a text.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A body that is text, even if it is called JSON or XML. JSON that cannot be read, and bytes of other kinds, are no
/// text.
fn plain(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let of_text = media_type(headers).is_none_or(|kind| charset::is_text(&kind.to_ascii_lowercase()));
    let text = std::str::from_utf8(body).ok()?.trim();
    let is_text =
        of_text && !text.starts_with(['{', '[']) && !text.contains(|c: char| c.is_control() && !c.is_whitespace());
    is_text.then(|| text.chars().take(MOST).collect())
}

#[cfg(test)]
mod tests;
