//! Content body: conversion from one representation to another, one by one or several at a time.

use crate::answer::{Outcome, Problem, Reply};
use crate::body::{Body, Context, convertible};
use crate::call::{Call, parse_id};
use crate::handlers::{Table, read, write};
use crate::state::State;
use crate::state::conversion::Conversion;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("asyncConvertContentBodyRequest", write(request)),
    ("asyncConvertContentBodyResponse", read(response)),
    ("bulkAsyncConvertContentBodyRequest", write(bulk_request)),
    ("bulkAsyncConvertContentBodyResponse", read(bulk_response)),
];

/// How many conversions can be asked for at a time.
const MAX_CONVERSIONS: usize = 10;

/// How many results can be fetched at a time.
const MAX_RESULTS: usize = 50;

/// Stands for the id of a conversion that cannot be done.
const FAILED: &str = "FAILED_TO_QUEUE";

/// The body that is converted.
fn source(given: &Value, to: &str) -> Result<Body, Problem> {
    let text = |member: &str| {
        let missing = || Problem::bad_request(format!("`{member}` must be given as text"));
        given[member].as_str().ok_or_else(missing)
    };
    let (from, value) = (text("representation")?, text("value")?);
    if !convertible(from, to) {
        return Err(Problem::bad_request(format!(
            "There is no conversion from {from} to {to}"
        )));
    }
    Body::checked(from.to_owned(), value.to_owned())
}

/// Refuses a conversion in the context of a space or content that the caller cannot see, and an unknown way of
/// rendering.
pub(super) fn context(
    state: &State,
    call: &Call<'_>,
    space: Option<&str>,
    content: Option<&str>,
    render: Option<&str>,
) -> Result<(), Problem> {
    if let Some(render) = render.filter(|render| !matches!(*render, "current" | "version-at-save")) {
        return Err(Problem::bad_request(format!(
            "`embeddedContentRender` cannot be {render}"
        )));
    }
    if let Some(key) = space {
        let space = state.space_by_key(key);
        let space = space.filter(|space| state.may_view_space(call.actor(), space.id));
        space.ok_or_else(|| Problem::missing(format!("There is no space {key}")))?;
    }
    if let Some(id) = content {
        let content = parse_id(id).and_then(|id| state.contents.get(&id));
        let content = content.filter(|content| state.may_view(call.actor(), content));
        content.ok_or_else(|| Problem::missing(format!("There is no content {id}")))?;
    }
    Ok(())
}

fn request(state: &mut State, call: &Call<'_>) -> Outcome {
    let to = call.path("to");
    let source = source(call.json(), to)?;
    let [space, content, render] =
        ["spaceKeyContext", "contentIdContext", "embeddedContentRender"].map(|name| call.query(name));
    context(state, call, space, content, render)?;
    let value = source.as_format(to, &Context::in_context(state, space, content));
    let id = state.convert(&call.caller.account, source, to, value, call.flag("allowCache"));
    Ok(Reply::ok(json!({ "asyncId": id })))
}

fn shown(id: &str, conversion: &Conversion) -> Value {
    let mut shown = json!({ "representation": conversion.representation, "renderTaskId": id });
    if conversion.is_done() {
        shown["status"] = "COMPLETED".into();
        shown["value"] = conversion.value.as_str().into();
    } else {
        shown["status"] = if conversion.again { "RERUNNING" } else { "WORKING" }.into();
    }
    shown
}

/// A conversion of the caller that can still be fetched.
fn own<'s>(state: &'s State, call: &Call<'_>, id: &str) -> Result<&'s Conversion, Problem> {
    let conversion = state.conversion(id);
    let conversion = conversion.ok_or_else(|| Problem::missing(format!("There is no conversion {id}")))?;
    if conversion.owner == call.caller.account {
        Ok(conversion)
    } else {
        Err(Problem::forbidden("Somebody else has asked for this conversion"))
    }
}

fn response(state: &State, call: &Call<'_>) -> Outcome {
    let id = call.path("id");
    Ok(Reply::ok(shown(id, own(state, call, id)?)))
}

/// One of several conversions. One that is not possible does not keep the others from being done.
fn one_of_many(state: &mut State, call: &Call<'_>, given: &Value) -> Result<String, Problem> {
    let to = given["to"].as_str().unwrap_or_default();
    if to == "atlas_doc_format" || given["body"]["representation"] == "atlas_doc_format" {
        return Err(Problem::bad_request(
            "There is no bulk conversion from or to atlas_doc_format",
        ));
    }
    let source = source(&given["body"], to)?;
    let [space, content, render] =
        ["spaceKeyContext", "contentIdContext", "embeddedContentRender"].map(|name| given[name].as_str());
    context(state, call, space, content, render)?;
    let cached = given["allowCache"].as_bool().unwrap_or(false);
    let value = source.as_format(to, &Context::in_context(state, space, content));
    Ok(state.convert(&call.caller.account, source, to, value, cached))
}

fn bulk_request(state: &mut State, call: &Call<'_>) -> Outcome {
    let inputs = call.member("conversionInputs").and_then(Value::as_array);
    let inputs = inputs.ok_or_else(|| Problem::bad_request("`conversionInputs` must be a list"))?;
    if inputs.len() > MAX_CONVERSIONS {
        return Err(Problem::bad_request(format!(
            "At most {MAX_CONVERSIONS} conversions can be asked for at a time"
        )));
    }
    let mut ids = Vec::new();
    for input in inputs {
        let id = one_of_many(state, call, input).unwrap_or_else(|_| FAILED.to_owned());
        ids.push(json!({ "asyncId": id }));
    }
    Ok(Reply::ok(ids.into()))
}

fn bulk_response(state: &State, call: &Call<'_>) -> Outcome {
    let ids: Vec<&str> = call.list("ids").into_iter().flat_map(|ids| ids.split(',')).collect();
    if ids.len() > MAX_RESULTS {
        return Err(Problem::bad_request(format!(
            "At most {MAX_RESULTS} results can be fetched at a time"
        )));
    }
    let result = |id: &&str| match own(state, call, id) {
        Ok(conversion) => shown(id, conversion),
        Err(_) => json!({ "renderTaskId": id, "status": "FAILED", "error": format!("There is no conversion {id}") }),
    };
    Ok(Reply::ok(ids.iter().map(result).collect()))
}
