//! What an expectation wants to see, and how a request differs from it.

use crate::model::Node;
use crate::operation::{Arguments, Operation};
use crate::request::{Options, Prepared, prepare};
use crate::spec::Declaration;
use crate::testing::compare::compare;
use crate::testing::model::written;
use crate::testing::sent::{Sent, query_pairs};
use http::Method;
use serde_json::{Map, Value, json};
use std::fmt;

/// What an expectation wants to see.
pub(super) enum Wanted {
    /// This request of an operation, with all its values.
    Request(&'static Declaration, Facts),
    /// Any request of this operation.
    Any(&'static Declaration),
    /// A request of this operation that meets a condition.
    Where(&'static Declaration, Condition),
    /// A request that no operation was named for.
    Plain(Plain),
}

/// `None` if the values of the request are not known.
pub(super) type Condition = Box<dyn Fn(&Sent) -> Option<bool> + Send + Sync>;

/// A request by its values and as it is sent.
pub(super) struct Facts {
    values: Value,
    wire: Plain,
}

/// A request by what a server sees of it.
#[derive(Debug)]
pub(super) struct Plain {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    /// `None` if any body will do.
    pub(super) body: Option<Value>,
}

impl Wanted {
    /// Exactly this request.
    #[track_caller]
    pub(super) fn request<O: Operation>(request: &O) -> Self {
        let wire = match prepare(O::DECLARATION, request, &Options::default()) {
            Ok(prepared) => Plain::of(&prepared),
            Err(error) => panic!("what is expected cannot be sent: {error}"),
        };
        let values = values(O::DECLARATION, request);
        Self::Request(O::DECLARATION, Facts { values, wire })
    }

    fn operation(&self) -> Option<&'static Declaration> {
        match self {
            Self::Request(operation, _) | Self::Any(operation) | Self::Where(operation, _) => Some(operation),
            Self::Plain(_) => None,
        }
    }

    /// How a request differs; empty if it is what is wanted. `None` if it is something else altogether.
    pub(super) fn differences(&self, sent: &Sent) -> Option<Vec<String>> {
        let called = sent.operation().map(|called| (called.version, called.id));
        let same = |operation: &Declaration| called == Some((operation.version, operation.id));
        match self {
            Self::Request(operation, facts) if same(operation) => {
                let request = sent.made_for.as_ref().and_then(|made| made.request.as_ref());
                Some(match request {
                    Some(request) => compare("", &facts.values, &values(operation, &**request)),
                    None => facts.wire.differences(sent),
                })
            }
            Self::Any(operation) if same(operation) => Some(Vec::new()),
            Self::Where(operation, condition) if same(operation) => Some(match condition(sent) {
                Some(true) => Vec::new(),
                Some(false) => vec!["the condition of the test is not met".to_owned()],
                None => vec!["its values are not known, since another call has asked on its behalf".to_owned()],
            }),
            Self::Plain(plain) if plain.method == sent.method && plain.path == sent.path => {
                Some(plain.differences(sent))
            }
            _ => None,
        }
    }
}

impl Plain {
    fn of(prepared: &Prepared) -> Self {
        let json = prepared.body.in_memory().filter(|body| !body.is_empty());
        Self {
            method: prepared.method.clone(),
            path: prepared.path.clone(),
            query: query_pairs(prepared.query.text().trim_start_matches('?')),
            body: json.and_then(|body| serde_json::from_slice(&body).ok()),
        }
    }

    fn differences(&self, sent: &Sent) -> Vec<String> {
        let mut all = compare("path", &json!(self.path), &json!(sent.path));
        all.extend(compare("query", &members(&self.query), &members(&sent.query)));
        if let Some(body) = &self.body {
            all.extend(compare("body", body, &sent.body_value()));
        }
        all
    }
}

/// The values of a request by their names in Rust. What is absent or empty is left out.
fn values(operation: &Declaration, request: &(impl Arguments + ?Sized)) -> Value {
    let mut values = Map::new();
    for (i, param) in operation.params.iter().enumerate() {
        let value = request.get(i);
        let is_nothing = match value.node() {
            Node::Absent => true,
            Node::List(list) => list.size() == 0,
            _ => false,
        };
        if !is_nothing {
            values.insert(param.name.to_owned(), written(value));
        }
    }
    for (i, files) in request.files() {
        let file = files.iter().map(|file| {
            let content = file.bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            let content = content.or_else(|| file.path().map(|path| path.display().to_string()));
            json!({ "name": file.name(), "media_type": file.sent_media_type(), "content": content })
        });
        values.insert(operation.params[i].name.to_owned(), file.collect());
    }
    values.into()
}

/// The parameters of a query as an object, each with its values in order.
fn members(query: &[(String, String)]) -> Value {
    let mut members = Map::new();
    for (name, value) in query {
        let all = members.entry(name.as_str()).or_insert_with(|| json!([]));
        if let Value::Array(all) = all {
            all.push(value.as_str().into());
        }
    }
    for value in members.values_mut() {
        if let Value::Array(all) = value
            && let [only] = &all[..]
        {
            *value = only.clone();
        }
    }
    members.into()
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.operation()) {
            (_, Some(operation)) => {
                write!(f, "`{}` ({} {})", operation.name, operation.method, operation.path)?;
                match self {
                    Self::Request(_, facts) => write!(f, " with {}", facts.values),
                    Self::Where(..) => f.write_str(" on a condition of the test"),
                    _ => f.write_str(" with any values"),
                }
            }
            (Self::Plain(plain), _) => write!(f, "{} {}", plain.method, plain.path),
            (_, None) => Ok(()),
        }
    }
}
