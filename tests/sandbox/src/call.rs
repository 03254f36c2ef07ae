//! One request to an operation, after routing, with its caller, its arguments and its body.

use crate::answer::{Problem, Shape};
use crate::auth::Caller;
use crate::members::truth;
use crate::multipart::Part;
use crate::route::PathArguments;
use crate::server::Site;
use crate::state::access::Actor;
use axum::http::HeaderMap;
use confluence_sdk::spec::{ApiVersion, Declaration, Param, Place};
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The input of a handler.
pub(crate) struct Call<'r> {
    pub(crate) operation: &'static Declaration,
    pub(crate) caller: &'r Caller,
    pub(crate) site: &'r Site,
    /// The path without the gateway's prefix.
    pub(crate) path: &'r str,
    pub(crate) arguments: PathArguments,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: &'r HeaderMap,
    pub(crate) payload: Payload,
}

/// The body of a request.
#[derive(Debug)]
pub(crate) enum Payload {
    None,
    Json(Value),
    Parts(Vec<Part>),
}

impl Call<'_> {
    pub(crate) fn shape(&self) -> Shape {
        shape_of(self.operation.version)
    }

    pub(crate) fn actor(&self) -> Actor<'_> {
        self.caller.actor()
    }

    /// An argument of the path.
    pub(crate) fn path(&self, wire: &str) -> &str {
        self.arguments.get(wire).map_or("", String::as_str)
    }

    /// The id in the path. The prefix of attachments' ids is removed.
    pub(crate) fn id(&self, wire: &str) -> Result<u64, Problem> {
        let text = self.path(wire);
        parse_id(text).ok_or_else(|| Problem::wrong_type(text, wire, "long"))
    }

    /// A parameter of the query that is given once.
    pub(crate) fn query(&self, wire: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(name, _)| name == wire)
            .map(|(_, value)| value.as_str())
    }

    /// Whether the operation has this parameter. A site ignores others.
    pub(crate) fn declares(&self, wire: &str) -> bool {
        self.operation.params.iter().any(|param| param.wire == wire)
    }

    /// A parameter of the query, if the operation has it.
    pub(crate) fn declared(&self, wire: &str) -> Option<&str> {
        self.query(wire).filter(|_| self.declares(wire))
    }

    /// A list in the query, in the style that the registry declares for it.
    pub(crate) fn list(&self, wire: &str) -> Vec<&str> {
        let csv = self
            .operation
            .params
            .iter()
            .any(|param| param.wire == wire && param.place == Place::QueryCsv);
        let given = self
            .query
            .iter()
            .filter(|(name, _)| name == wire)
            .map(|(_, value)| value.as_str());
        if csv {
            given
                .flat_map(|value| value.split(','))
                .filter(|value| !value.is_empty())
                .collect()
        } else {
            given.collect()
        }
    }

    /// A list of ids in the query.
    pub(crate) fn ids(&self, wire: &str) -> Result<Vec<u64>, Problem> {
        let parse = |text: &str| parse_id(text).ok_or_else(|| Problem::wrong_type(text, wire, "long"));
        self.list(wire).into_iter().map(parse).collect()
    }

    /// Whether a boolean in the query is true.
    pub(crate) fn flag(&self, wire: &str) -> bool {
        self.query(wire).and_then(truth) == Some(true)
    }

    /// A number in the query.
    pub(crate) fn number(&self, wire: &str) -> Result<Option<u64>, Problem> {
        let parse = |text: &str| text.parse().map_err(|_| Problem::wrong_type(text, wire, "int"));
        self.query(wire).map(parse).transpose()
    }

    /// The JSON body; `null` if there is none.
    pub(crate) fn json(&self) -> &Value {
        match &self.payload {
            Payload::Json(value) => value,
            Payload::None | Payload::Parts(_) => &Value::Null,
        }
    }

    /// A member of the JSON body, if it is there and not null.
    pub(crate) fn member(&self, wire: &str) -> Option<&Value> {
        self.json().get(wire).filter(|value| !value.is_null())
    }

    /// A member of the JSON body that is text.
    pub(crate) fn text(&self, wire: &str) -> Option<&str> {
        self.member(wire).and_then(Value::as_str)
    }

    /// A member of the JSON body that must be text.
    pub(crate) fn required_text(&self, wire: &str) -> Result<&str, Problem> {
        self.text(wire)
            .ok_or_else(|| Problem::bad_request(format!("`{wire}` must be given as text")))
    }

    /// A member of the JSON body that is an id, as text or as a number.
    pub(crate) fn member_id(&self, wire: &str) -> Result<Option<u64>, Problem> {
        let parse = |value: &Value| {
            let id = value.as_u64().or_else(|| value.as_str().and_then(parse_id));
            id.ok_or_else(|| Problem::wrong_type(value.as_str().unwrap_or_default(), wire, "Long"))
        };
        self.member(wire).map(parse).transpose()
    }

    /// The values of an argument, by its name in the SDK, from any part of the request. Empty if it is not given.
    pub(crate) fn argument(&self, name: &str) -> Vec<String> {
        let name = name.strip_prefix("body.").unwrap_or(name);
        match self.operation.params.iter().find(|param| param.name == name) {
            Some(param) => self.argument_of(param),
            None => self.json().pointer(&pointer(name)).map(texts).unwrap_or_default(),
        }
    }

    /// The parameter that has this value.
    pub(crate) fn wire_of(&self, value: &str) -> &'static str {
        let mut params = self.operation.params.iter();
        let given = params.find(|param| self.argument_of(param).iter().any(|given| given == value));
        given.map_or("id", |param| param.wire)
    }

    fn argument_of(&self, param: &Param) -> Vec<String> {
        match param.place {
            Place::Path => self.arguments.get(param.wire).cloned().into_iter().collect(),
            Place::Query | Place::QueryCsv | Place::QueryRepeat => {
                self.list(param.wire).into_iter().map(str::to_owned).collect()
            }
            Place::Header => {
                let value = self.headers.get(param.wire).and_then(|value| value.to_str().ok());
                value.map(str::to_owned).into_iter().collect()
            }
            Place::Body => texts(self.json()),
            Place::Member => self.member(param.wire).map(texts).unwrap_or_default(),
            // Parts, which nothing asks for by name.
            _ => Vec::new(),
        }
    }
}

/// The error shape of an API.
pub(crate) fn shape_of(version: ApiVersion) -> Shape {
    match version {
        ApiVersion::V1 => Shape::V1,
        ApiVersion::V2 => Shape::V2,
    }
}

/// An id of content or of a space. Attachments' ids are written with the prefix `att`.
pub(crate) fn parse_id(text: &str) -> Option<u64> {
    text.strip_prefix("att").unwrap_or(text).parse().ok()
}

/// A query string as pairs of decoded text.
pub(crate) fn parse_query(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        percent_decode_str(&text.replace('+', " "))
            .decode_utf8_lossy()
            .into_owned()
    };
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    };
    query.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}

/// Pairs as a query string.
pub(crate) fn encode_query<'q>(pairs: impl IntoIterator<Item = (&'q str, &'q str)>) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<_> = pairs
        .into_iter()
        .map(|(name, value)| format!("{}={}", encode_name(name), encode(value)))
        .collect();
    pairs.join("&")
}

fn encode_name(name: &str) -> String {
    const NAME: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_');
    percent_encoding::utf8_percent_encode(name, NAME).to_string()
}

/// Ids and texts that a JSON value names: itself, its elements, or the `id` or `key` of an object.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(_) | Value::Bool(_) => vec![value.to_string()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(members) => members
            .get("id")
            .or_else(|| members.get("key"))
            .map(texts)
            .unwrap_or_default(),
        Value::Null => Vec::new(),
    }
}

/// `space.key_name` as a JSON pointer to `space`, `keyName`.
fn pointer(name: &str) -> String {
    name.split('.')
        .map(|segment| format!("/{}", camel_case(segment)))
        .collect()
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let mut text = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        text.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        text.push_str(letters.as_str());
    }
    text
}
