//! Turns an operation into an HTTP request: path, query, headers and body. It sends nothing. Every fault of a value is
//! found here, before anything is sent.

use crate::Result;
use crate::attempts::RetryPolicy;
use crate::error::Error;
use crate::file_part::FilePart;
use crate::model::{self, Limits, List, Node, ToNode};
use crate::multipart::Form;
use crate::operation::Arguments;
use crate::payload::{Chunk, Payload};
use crate::query::Query;
use crate::spec::{Declaration, Method, Param, Place};
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::borrow::Cow;
use std::time::Duration;

/// All characters except the unreserved ones of RFC 3986.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request without its host and its credential.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    pub(crate) method: http::Method,
    /// The path from the site's root, percent-encoded: `/wiki/api/v2/pages/1`.
    pub(crate) path: String,
    pub(crate) query: Query,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Payload,
    /// The time limit, if this call sets its own.
    pub(crate) limit: Option<Duration>,
    /// How often it is sent, if this call says so.
    pub(crate) retries: Option<RetryPolicy>,
    /// Whether it is sent again even if the server may have done it.
    pub(crate) retry_writes: bool,
    /// Whether the body of a successful answer is not read, because the caller streams it.
    pub(crate) unread: bool,
    /// The request that it was made of, for mocks.
    #[cfg(feature = "test-util")]
    pub(crate) typed: crate::testing::typed::TypedRequest,
}

impl Prepared {
    /// A request without query, headers, body and limits of its own.
    pub(crate) fn new(method: http::Method, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            query: Query::default(),
            headers: HeaderMap::new(),
            body: Payload::default(),
            limit: None,
            retries: None,
            retry_writes: false,
            unread: false,
            #[cfg(feature = "test-util")]
            typed: Default::default(),
        }
    }

    /// Whether it asks for the same as another request of the same call.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.path == other.path && self.query == other.query
    }
}

/// The options of one call: its own headers, its own time limit, and how often it is sent.
#[derive(Clone, Default)]
pub(crate) struct Options {
    headers: HeaderMap,
    pub(crate) limit: Option<Duration>,
    pub(crate) retries: Option<RetryPolicy>,
    pub(crate) retry_writes: bool,
    pub(crate) unread: bool,
    refused: Option<(String, String)>,
    #[cfg(feature = "test-util")]
    pub(crate) typed: crate::testing::typed::TypedRequest,
}

impl Options {
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(known), value) => match (set_elsewhere(&known), value) {
                (Some(why), _) => self.refuse(known.as_str(), why),
                (None, Ok(value)) => {
                    self.headers.insert(known, value);
                }
                (None, Err(_)) => self.refuse(name, "has a value that a header cannot carry"),
            },
            (Err(_), _) => self.refuse(name, "is not a header name"),
        }
    }

    pub(crate) fn limit(&mut self, limit: Duration) {
        self.limit = Some(limit);
    }

    /// Remembers that an option is wrong. The call reports it when it is sent.
    pub(crate) fn refuse(&mut self, field: &str, problem: impl Into<String>) {
        self.refused = Some((field.to_owned(), problem.into()));
    }

    /// Adds the options to a request.
    pub(crate) fn apply(&self, request: &mut Prepared) -> Result<()> {
        if let Some((field, problem)) = &self.refused {
            return Err(Error::input(field.clone(), problem.clone()));
        }
        let has_body = request.headers.contains_key(http::header::CONTENT_TYPE);
        for name in [http::header::CONTENT_TYPE, http::header::CONTENT_ENCODING] {
            if has_body && self.headers.contains_key(&name) {
                return Err(Error::input(name.as_str(), "is set by the body of the request"));
            }
        }
        if !self.headers.is_empty() {
            request.headers.extend(self.headers.clone());
        }
        request.limit = self.limit;
        request.retries = self.retries;
        request.retry_writes = self.retry_writes;
        request.unread = self.unread;
        #[cfg(feature = "test-util")]
        request.typed.clone_from(&self.typed);
        Ok(())
    }
}

/// Why a caller cannot set a header: a credential belongs to the client, and a frame around the body to the connection.
/// With a frame of the caller's, the server would read another request than the one that was made. Some servers take an
/// underscore in a name for a hyphen.
fn set_elsewhere(name: &HeaderName) -> Option<&'static str> {
    match &*name.as_str().replace('_', "-") {
        "authorization" | "cookie" => Some("is set by the client's credential"),
        "proxy-authorization" => Some("is for a proxy: set up the proxy in the HTTP client"),
        "host" => Some("is set by the client's site"),
        "content-length" | "transfer-encoding" | "trailer" => Some("is set by the body of the request"),
        "connection" | "keep-alive" | "proxy-connection" | "te" | "upgrade" | "http2-settings" | "expect" => {
            Some("is set by the connection")
        }
        "x-http-method" | "x-http-method-override" | "x-method-override" => Some("is set by the operation"),
        _ => None,
    }
}

pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Builds the request of an operation with the options of this call.
pub(crate) fn prepare(
    declaration: &'static Declaration,
    arguments: &dyn Arguments,
    options: &Options,
) -> Result<Prepared> {
    let prepared = arrange(declaration, arguments).and_then(|mut prepared| {
        options.apply(&mut prepared)?;
        Ok(prepared)
    });
    prepared.map_err(|error| error.of(declaration))
}

fn arrange(declaration: &'static Declaration, arguments: &dyn Arguments) -> Result<Prepared> {
    let mut prepared = Prepared::new(method(declaration.method), declaration.path);
    prepared
        .headers
        .insert(http::header::ACCEPT, HeaderValue::from_static(accept(declaration)));
    for (name, value) in declaration.headers {
        prepared.headers.insert(
            HeaderName::from_bytes(name.as_bytes()).map_err(|_| Error::input(*name, "is not a header name"))?,
            HeaderValue::from_static(value),
        );
    }
    let mut body = BodyParts::default();
    for (i, param) in declaration.params.iter().enumerate() {
        let value = arguments.get(i);
        let node = value.node();
        if matches!(node, Node::Absent) && !param.required && !param.place.in_body() {
            continue;
        }
        check(param, &node)?;
        match param.place {
            Place::Path => place_in_path(&mut prepared.path, param, &node)?,
            Place::Query => {
                if let Some(text) = model::to_text(&node) {
                    prepared.query.push(param.wire, &text);
                }
            }
            Place::QueryCsv => place_csv(&mut prepared.query, param, &node)?,
            Place::QueryRepeat => each(&node, &mut |text| prepared.query.push(param.wire, text)),
            Place::Header => {
                if let Some(text) = model::to_text(&node) {
                    let value = HeaderValue::from_str(&text)
                        .map_err(|_| Error::input(param.wire, "has characters that a header cannot carry"))?;
                    prepared.headers.insert(
                        HeaderName::from_bytes(param.wire.as_bytes())
                            .map_err(|_| Error::input(param.wire, "is not a header name"))?,
                        value,
                    );
                }
            }
            Place::Body => {
                body.whole = if matches!(node, Node::Absent) {
                    None
                } else {
                    Some(json(param, value)?)
                }
            }
            Place::Member => body.member(param, value, &node)?,
            Place::Part => body.has_parts = true,
        }
    }
    if body.has_parts {
        let (content_type, chunks) = multipart(declaration, arguments)?;
        prepared.headers.insert(
            http::header::CONTENT_TYPE,
            HeaderValue::from_str(&content_type).map_err(|_| Error::input("body", "has no valid boundary"))?,
        );
        prepared.body = Payload::of(chunks);
    } else if let Some(json) = body.json() {
        prepared
            .headers
            .insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        prepared.body = json.into();
    }
    if let Some(most) = declaration.max_body {
        prepared.body.at_most(most)?;
    }
    Ok(prepared)
}

fn method(method: Method) -> http::Method {
    match method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Delete => http::Method::DELETE,
        Method::Patch => http::Method::PATCH,
    }
}

fn accept(declaration: &Declaration) -> &'static str {
    match declaration.answer {
        crate::spec::Answer::Download | crate::spec::Answer::Redirect => "*/*",
        _ => "application/json",
    }
}

/// Checks a value by the rules of its parameter, then the models in it by their own rules.
fn check(param: &Param, node: &Node<'_>) -> Result<()> {
    let is_content = match node {
        Node::Absent if param.required => return Err(Error::input(param.wire, "is needed")),
        Node::Text(_) | Node::List(_) => !param.may_be_empty,
        _ => false,
    };
    let limits = Limits {
        range: param.range,
        max_len: param.max_len,
        max_items: param.max_items,
    };
    let not_empty = is_content && (param.required || param.choice.is_some());
    model::check(node, limits, not_empty).map_err(|error| {
        let path = match (param.place, error.path.as_str()) {
            (_, "") => param.wire.to_owned(),
            (Place::Body, inner) => inner.to_owned(),
            (_, inner) if inner.starts_with('[') => format!("{}{inner}", param.wire),
            (_, inner) => format!("{}.{inner}", param.wire),
        };
        Error::input(path, error.problem)
    })
}

fn place_in_path(path: &mut String, param: &Param, node: &Node<'_>) -> Result<()> {
    let text = model::to_text(node).ok_or_else(|| Error::input(param.wire, "is needed in the path"))?;
    // A segment of dots means another path, even if it is percent-encoded.
    if text.is_empty() || text == "." || text == ".." {
        return Err(Error::input(param.wire, format!("cannot be {text:?} in a path")));
    }
    let gap = format!("{{{}}}", param.wire);
    if let Some((before, behind)) = path.split_once(&gap) {
        *path = [before, &Cow::from(utf8_percent_encode(&text, RESERVED)), behind].concat();
    }
    Ok(())
}

fn place_csv(query: &mut Query, param: &Param, node: &Node<'_>) -> Result<()> {
    let mut values = Vec::new();
    each(node, &mut |text| values.push(text.to_owned()));
    if let Some(value) = values.iter().find(|value| value.contains(',')) {
        return Err(Error::input(
            param.wire,
            format!("has a value with a comma, which would be read as two: {value:?}"),
        ));
    }
    if !values.is_empty() {
        query.push_list(param.wire, values);
    }
    Ok(())
}

fn each(node: &Node<'_>, take: &mut dyn FnMut(&str)) {
    match node {
        Node::List(list) => (0..list.size()).for_each(|i| each(&list.at(i), take)),
        node => {
            if let Some(text) = model::to_text(node) {
                take(&text);
            }
        }
    }
}

fn json(param: &Param, value: &dyn ToNode) -> Result<Vec<u8>> {
    model::to_json(value).map_err(|error| Error::input(param.wire, error.problem))
}

/// A list of ids: those of digits as numbers, the others as text.
fn numbers(list: &dyn List) -> Result<Vec<u8>> {
    let ids = (0..list.size()).map(|i| {
        let node = list.at(i);
        let text = model::to_text(&node).unwrap_or_default();
        // What would be written otherwise as a number, such as `007`, is another id.
        match text.parse::<i64>() {
            Ok(number) if number >= 0 && number.to_string() == *text => serde_json::Value::from(number),
            _ => serde_json::Value::from(text.into_owned()),
        }
    });
    let ids: serde_json::Value = ids.collect();
    Ok(ids.to_string().into_bytes())
}

/// Collects the members of the JSON body.
#[derive(Default)]
struct BodyParts {
    whole: Option<Vec<u8>>,
    members: Vec<u8>,
    has_members: bool,
    has_parts: bool,
}

impl BodyParts {
    fn member(&mut self, param: &Param, value: &dyn ToNode, node: &Node<'_>) -> Result<()> {
        self.has_members = true;
        let left_out = match node {
            Node::Absent => true,
            Node::List(list) => list.size() == 0 && !param.required,
            _ => false,
        };
        if left_out {
            return Ok(());
        }
        if !self.members.is_empty() {
            self.members.push(b',');
        }
        self.members
            .extend(model::to_json(&param.wire.to_owned()).map_err(|error| Error::input(param.wire, error.problem))?);
        self.members.push(b':');
        match node {
            Node::List(list) if param.numbers => self.members.extend(numbers(*list)?),
            _ => self.members.extend(json(param, value)?),
        }
        Ok(())
    }

    fn json(self) -> Option<Vec<u8>> {
        if self.whole.is_some() {
            return self.whole;
        }
        if !self.has_members {
            return None;
        }
        let mut object = vec![b'{'];
        object.extend(self.members);
        object.push(b'}');
        Some(object)
    }
}

fn multipart(declaration: &'static Declaration, arguments: &dyn Arguments) -> Result<(String, Vec<Chunk>)> {
    let mut form = Form::new();
    let files = arguments.files();
    one_for_each_file(declaration, arguments, &files)?;
    for (i, param) in declaration
        .params
        .iter()
        .enumerate()
        .filter(|(_, param)| param.place == Place::Part)
    {
        match files.iter().find(|(place, _)| *place == i) {
            Some((_, files)) => {
                for file in files {
                    form.file(param.wire, file)?;
                }
            }
            None => match (arguments.get(i).node(), param.always) {
                (Node::Absent, Some(always)) => form.text(param.wire, always),
                (node, _) => each(&node, &mut |text| form.text(param.wire, text)),
            },
        }
    }
    Ok((form.content_type(), form.finish()))
}

/// A list of texts beside a list of files has one text for each file, or none at all. The vendor's document says so of
/// the comments of attachments. With another number of them, files would get the comments of others.
fn one_for_each_file(
    declaration: &'static Declaration,
    arguments: &dyn Arguments,
    files: &[(usize, Vec<&FilePart>)],
) -> Result<()> {
    let files_sent: usize = files.iter().map(|(_, files)| files.len()).sum();
    for (i, param) in declaration.params.iter().enumerate() {
        let is_file = files.iter().any(|(place, _)| *place == i);
        if let (Place::Part, false, Node::List(texts)) = (param.place, is_file, arguments.get(i).node())
            && texts.size() > 0
            && texts.size() != files_sent
        {
            let problem = format!(
                "has {} values for {files_sent} files: give one for each, or none",
                texts.size()
            );
            return Err(Error::input(param.wire, problem));
        }
    }
    Ok(())
}
