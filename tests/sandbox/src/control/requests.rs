//! The log of requests over HTTP, and the filter that the status page shares.

use super::Outcome;
use crate::answer::Reply;
use crate::call::parse_query;
use crate::log::ReceivedRequest;
use crate::server::Shared;
use serde_json::{Value, json};

/// Which requests are wanted. Each member is empty if it does not matter.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// The name of the caller.
    pub(super) caller: String,
    /// A status such as `404`, or `failed` for all from 400 on and for answers that were lost.
    pub(super) status: String,
    /// A part of the path or the operation.
    pub(super) text: String,
}

impl Wanted {
    pub(super) fn read(query: &str) -> Result<Self, String> {
        let mut wanted = Self::default();
        for (name, value) in parse_query(query) {
            match name.as_str() {
                "caller" => wanted.caller = value,
                "status" => wanted.status = value,
                "text" => wanted.text = value,
                _ => return Err(format!("`{name}` is not known; known are caller, status, text")),
            }
        }
        let is_status = matches!(wanted.status.as_str(), "" | "failed") || wanted.status.parse::<u16>().is_ok();
        if !is_status {
            return Err(format!("`status` must be a number or `failed`: {}", wanted.status));
        }
        Ok(wanted)
    }

    pub(super) fn admits(&self, request: &ReceivedRequest) -> bool {
        let by_status = match self.status.as_str() {
            "" => true,
            "failed" => request.status >= 400 || request.status == 0,
            number => number.parse() == Ok(request.status),
        };
        let by_caller = self.caller.is_empty() || request.caller.as_deref() == Some(self.caller.as_str());
        let has_text = |text: &str| text.to_lowercase().contains(&self.text.to_lowercase());
        by_status && by_caller && (has_text(&request.path) || request.operation.is_some_and(has_text))
    }
}

/// The requests that are wanted, the oldest first.
pub(super) fn list(shared: &Shared, query: &str) -> Outcome {
    let wanted = Wanted::read(query)?;
    let log = shared.log();
    let requests: Vec<Value> = log.kept().filter(|request| wanted.admits(request)).map(write).collect();
    Ok(Reply::ok(json!({ "requests": requests, "dropped": log.dropped() })))
}

pub(super) fn clear(shared: &Shared) -> Reply {
    shared.log().clear();
    Reply::empty(204)
}

fn write(request: &ReceivedRequest) -> Value {
    json!({
        "at": request.at.to_string(),
        "server": format!("{:?}", request.server).to_lowercase(),
        "method": request.method.as_str(),
        "path": request.path,
        "query": request.query,
        "operation": request.operation,
        "caller": request.caller,
        "mode": request.mode.map(|mode| mode.words()),
        "scopes": request.scopes,
        "status": request.status,
        "reason": request.reason,
    })
}
