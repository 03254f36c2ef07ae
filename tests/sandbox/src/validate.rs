//! Checks a request against the parameters that the spec declares: required ones, ranges, lengths and sizes.

use crate::answer::Problem;
use crate::call::{Call, Payload};
use crate::members;
use axum::http::{HeaderMap, header};
use confluence_sdk::spec::{Choice, Declaration, Param, Place};
use serde_json::Value;

/// Whether the registry says that the operation takes a form of parts.
pub(crate) fn takes_parts(operation: &Declaration) -> bool {
    operation.params.iter().any(|param| param.place == Place::Part)
}

/// The largest body that the operation takes, in bytes. The vendor's documents say it for few operations.
pub(crate) fn largest_body(operation: &Declaration) -> u64 {
    /// The default limit of a site for attachments, and what a form needs besides.
    const FORM: u64 = (100 << 20) + (64 << 10);
    const JSON: u64 = 20 << 20;
    let usual = if takes_parts(operation) { FORM } else { JSON };
    operation.max_body.unwrap_or(usual)
}

/// The JSON body, if there is one and it is declared as JSON.
pub(crate) fn json(operation: &Declaration, headers: &HeaderMap, bytes: &[u8]) -> Result<Payload, Problem> {
    let takes_body = operation
        .params
        .iter()
        .any(|param| matches!(param.place, Place::Body | Place::Member));
    if !takes_body || bytes.is_empty() {
        return Ok(Payload::None);
    }
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !media_type.starts_with("application/json") {
        return Err(Problem::unsupported_media_type());
    }
    let value = serde_json::from_slice(bytes)
        .map_err(|error| Problem::bad_request(format!("The body is not JSON: {error}")))?;
    members::check(operation, &value)?;
    Ok(Payload::Json(value))
}

/// Refuses a call whose parameters do not fit their declaration.
pub(crate) fn parameters(call: &Call<'_>) -> Result<(), Problem> {
    xsrf(call)?;
    call.operation
        .params
        .iter()
        .try_for_each(|param| parameter(call, param))?;
    call.operation
        .choices
        .iter()
        .try_for_each(|one_of| choice(call, one_of))
}

/// Refuses a body that has none of several sets of members although one set is needed.
fn choice(call: &Call<'_>, choice: &Choice) -> Result<(), Problem> {
    let is_there = |set: &&[&str]| set.iter().all(|name| call.member(name).is_some());
    if !choice.required || choice.sets.iter().any(is_there) {
        return Ok(());
    }
    let sets: Vec<String> = choice.sets.iter().map(|set| set.join(" and ")).collect();
    Err(Problem::bad_request(format!(
        "One must be given of {}",
        sets.join(", ")
    )))
}

/// A call that changes something with a form is refused without a certain header. A form in a browser cannot send this
/// header.
fn xsrf(call: &Call<'_>) -> Result<(), Problem> {
    const NAME: &str = "X-Atlassian-Token";
    let constant = call
        .operation
        .headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case(NAME));
    let argument = call
        .operation
        .params
        .iter()
        .any(|param| param.wire.eq_ignore_ascii_case(NAME));
    let given = call.headers.get(NAME).and_then(|value| value.to_str().ok());
    if (constant || argument) && !matches!(given, Some("no-check" | "nocheck")) {
        return Err(Problem::forbidden("XSRF check failed"));
    }
    Ok(())
}

fn parameter(call: &Call<'_>, param: &Param) -> Result<(), Problem> {
    match param.place {
        Place::Header => match call.headers.get(param.wire) {
            None if param.required => Err(missing(param)),
            _ => Ok(()),
        },
        Place::Query | Place::QueryCsv | Place::QueryRepeat => {
            let values = call.list(param.wire);
            if values.is_empty() && param.required {
                return Err(missing(param));
            }
            items(param, values.len())?;
            values.into_iter().try_for_each(|value| text(param, value))
        }
        Place::Body => match call.payload {
            Payload::None if param.required => Err(Problem::bad_request("A body must be given")),
            _ => Ok(()),
        },
        Place::Member => match call.member(param.wire) {
            None if param.required && !is_null_value(call, param) => Err(missing(param)),
            Some(Value::String(value)) => text(param, value),
            Some(Value::Array(values)) => items(param, values.len()),
            Some(Value::Number(value)) => value.as_i64().map_or(Ok(()), |number| range(param, number)),
            _ => Ok(()),
        },
        // What is in the path was routed, and parts are read where files are taken.
        _ => Ok(()),
    }
}

/// Whether this is the value of a property, and is null: a value like others.
fn is_null_value(call: &Call<'_>, param: &Param) -> bool {
    param.wire == "value" && call.json().get("value").is_some_and(Value::is_null)
}

fn text(param: &Param, value: &str) -> Result<(), Problem> {
    if matches!(param.place, Place::Query | Place::QueryCsv | Place::QueryRepeat) {
        members::flag(param.wire, value)?;
    }
    if value.is_empty() && param.required && !param.may_be_empty {
        return Err(missing(param));
    }
    if param
        .max_len
        .is_some_and(|limit| value.chars().count() > limit as usize)
    {
        return Err(Problem::bad_request(format!("`{}` is too long", param.wire)));
    }
    if param.range.is_none() {
        return Ok(());
    }
    let number = value
        .parse()
        .map_err(|_| Problem::wrong_type(value, param.wire, "int"))?;
    range(param, number)
}

fn items(param: &Param, count: usize) -> Result<(), Problem> {
    if param.max_items.is_some_and(|limit| count > limit as usize) {
        return Err(Problem::bad_request(format!("`{}` has too many elements", param.wire)));
    }
    Ok(())
}

fn range(param: &Param, number: i64) -> Result<(), Problem> {
    match param.range {
        Some((least, most)) if !(least..=most).contains(&number) => Err(Problem::bad_request(format!(
            "`{}` must be between {least} and {most}",
            param.wire
        ))),
        _ => Ok(()),
    }
}

fn missing(param: &Param) -> Problem {
    Problem::bad_request(format!("`{}` must be given", param.wire))
}
