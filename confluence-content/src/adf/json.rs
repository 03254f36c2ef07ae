//! JSON to nodes and back.

use super::{Document, Mark, MarkKind, Node, NodeKind};
use crate::error::BodyError;
use crate::{MAX_JSON_DEPTH, MAX_MARKS};
use serde_json::{Map, Value};

pub(super) fn parse(json: &str) -> Result<Document, BodyError> {
    if depth(json) > MAX_JSON_DEPTH {
        return Err(BodyError::adf("the document is nested too deep"));
    }
    let mut reader = serde_json::Deserializer::from_str(json);
    // The depth is known from above. The reader's own limit is lower than what storage format can hold.
    reader.disable_recursion_limit();
    let not_json = |error: serde_json::Error| BodyError::adf(format!("the document is not JSON: {error}"));
    let mut values = reader.into_iter::<Value>();
    let value = values.next().unwrap_or(Ok(Value::Null)).map_err(not_json)?;
    if !json[values.byte_offset()..].trim_ascii().is_empty() {
        return Err(BodyError::adf("something follows the document"));
    }
    let Value::Object(mut members) = value else {
        return Err(BodyError::adf("the document is not an object"));
    };
    if members.get("type").and_then(Value::as_str) != Some("doc") {
        return Err(BodyError::adf("the type of the document is not `doc`"));
    }
    let version = match members.get("version") {
        None => 1,
        Some(version) => version
            .as_u64()
            .ok_or_else(|| BodyError::adf("the version of the document is not a number"))?,
    };
    let content = members
        .remove("content")
        .ok_or_else(|| BodyError::adf("the document has no content"))?;
    Ok(Document {
        version,
        content: nodes(content, "doc")?,
    })
}

/// How deep objects and lists lie in one another.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_text,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn nodes(value: Value, parent: &str) -> Result<Vec<Node>, BodyError> {
    let Value::Array(items) = value else {
        return Err(BodyError::adf(format!("the content of `{parent}` is not a list")));
    };
    items.into_iter().map(node).collect()
}

/// A node from its JSON.
pub(crate) fn node(value: Value) -> Result<Node, BodyError> {
    let Value::Object(mut members) = value else {
        return Err(BodyError::adf("a node is not an object"));
    };
    let Some(Value::String(name)) = members.remove("type") else {
        return Err(BodyError::adf("a node has no type"));
    };
    let mut node = Node::new(NodeKind::from(name.as_str()));
    node.attrs = attrs(members.remove("attrs"), &name)?;
    if let Some(content) = members.remove("content") {
        node.content = nodes(content, &name)?;
    }
    match members.remove("text") {
        Some(Value::String(text)) => node.text = text,
        None if node.kind != NodeKind::Text => {}
        _ => return Err(BodyError::adf(format!("the text of `{name}` is not a string"))),
    }
    match members.remove("marks") {
        None => {}
        Some(Value::Array(marks)) if marks.len() <= MAX_MARKS => {
            node.marks = marks.into_iter().map(mark).collect::<Result<_, _>>()?;
        }
        Some(Value::Array(_)) => return Err(BodyError::adf(format!("`{name}` has too many marks"))),
        Some(_) => return Err(BodyError::adf(format!("the marks of `{name}` are not a list"))),
    }
    node.other = members;
    Ok(node)
}

/// A mark from its JSON.
pub(crate) fn mark(value: Value) -> Result<Mark, BodyError> {
    let Value::Object(mut members) = value else {
        return Err(BodyError::adf("a mark is not an object"));
    };
    let Some(Value::String(name)) = members.remove("type") else {
        return Err(BodyError::adf("a mark has no type"));
    };
    Ok(Mark {
        kind: MarkKind::from(name.as_str()),
        attrs: attrs(members.remove("attrs"), &name)?,
    })
}

fn attrs(value: Option<Value>, of: &str) -> Result<Map<String, Value>, BodyError> {
    match value {
        None => Ok(Map::new()),
        Some(Value::Object(attrs)) => Ok(attrs),
        Some(_) => Err(BodyError::adf(format!("the attributes of `{of}` are not an object"))),
    }
}

pub(super) fn document(document: &Document) -> Value {
    let mut members = Map::new();
    members.insert("type".to_owned(), "doc".into());
    members.insert("version".to_owned(), document.version.into());
    members.insert("content".to_owned(), document.content.iter().map(node_value).collect());
    Value::Object(members)
}

/// A node as JSON.
pub(crate) fn node_value(node: &Node) -> Value {
    let mut members = node.other.clone();
    members.insert("type".to_owned(), node.kind.as_str().into());
    if node.kind == NodeKind::Text || !node.text.is_empty() {
        members.insert("text".to_owned(), node.text.as_str().into());
    }
    if !node.attrs.is_empty() {
        members.insert("attrs".to_owned(), node.attrs.clone().into());
    }
    if !node.content.is_empty() {
        members.insert("content".to_owned(), node.content.iter().map(node_value).collect());
    }
    if !node.marks.is_empty() {
        members.insert("marks".to_owned(), node.marks.iter().map(mark_value).collect());
    }
    Value::Object(members)
}

/// A mark as JSON.
pub(crate) fn mark_value(mark: &Mark) -> Value {
    let mut members = Map::new();
    members.insert("type".to_owned(), mark.kind.as_str().into());
    if !mark.attrs.is_empty() {
        members.insert("attrs".to_owned(), mark.attrs.clone().into());
    }
    Value::Object(members)
}
