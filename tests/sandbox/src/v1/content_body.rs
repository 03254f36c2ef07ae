//! Content body: conversion from one representation to another. A conversion is finished at the second request for it.

use crate::answer::{Outcome, Problem, Reply};
use crate::body::{Body, convertible};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::state::{Conversion, State, random_uuid};
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};

pub(super) const TABLE: Table = &[
    ("asyncConvertContentBodyRequest", write(request)),
    ("asyncConvertContentBodyResponse", read(response)),
];

fn request(state: &mut State, call: &Call<'_>) -> Outcome {
    let to = call.path("to");
    let (from, value) = (call.required_text("representation")?, call.required_text("value")?);
    if !convertible(from, to) {
        return Err(Problem::bad_request(format!(
            "There is no conversion from {from} to {to}"
        )));
    }
    let body = Body {
        representation: from.to_owned(),
        value: value.to_owned(),
    };
    let conversion = Conversion {
        representation: to.to_owned(),
        value: body.as_format(to),
        polled: AtomicBool::new(false),
    };
    let id = random_uuid();
    state.conversions.insert(id.clone(), conversion);
    Ok(Reply::ok(json!({ "asyncId": id })))
}

fn response(state: &State, call: &Call<'_>) -> Outcome {
    let id = call.path("id");
    let conversion = state.conversions.get(id).ok_or_else(Problem::not_found)?;
    let done = conversion.polled.swap(true, Ordering::Relaxed);
    let mut shown = json!({ "representation": conversion.representation, "renderTaskId": id, "status": "WORKING" });
    if done {
        shown["status"] = "COMPLETED".into();
        shown["value"] = conversion.value.as_str().into();
    }
    Ok(Reply::ok(shown))
}
