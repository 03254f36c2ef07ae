//! What the calls so far needed, over HTTP.

use super::Outcome;
use crate::answer::Reply;
use crate::call::parse_query;
use crate::server::Shared;
use confluence_sdk::scope::{Scope, ScopeList};
use serde_json::{Value, json};

/// The smallest sets for all calls with tokens, or for the calls of `?caller=…`. With `?granted=…`, a list of scopes
/// with blanks between them, also which of them no call needed.
pub(super) fn show(shared: &Shared, query: &str) -> Outcome {
    let (mut caller, mut granted) = (None, None);
    for (name, value) in parse_query(query) {
        match name.as_str() {
            "caller" => caller = Some(value),
            "granted" => {
                let list: Result<ScopeList, _> = value.parse();
                granted = Some(list.map_err(|error| format!("`granted`: {error}"))?);
            }
            _ => return Err(format!("`{name}` is not known; known are caller, granted")),
        }
    }
    let calls = shared.calls();
    let least = calls.least(caller.as_deref());
    let sets = |sets: &[ScopeList]| -> Vec<Value> { sets.iter().map(|set| names(set.known()).into()).collect() };
    let mut shown = json!({
        "least": {
            "any": sets(&least.any),
            "classic": sets(&least.classic),
            "granular": sets(&least.granular),
            "connect": names(least.connect.iter().copied()),
        },
        "operations": least.operations,
        "withoutScopes": least.unopened,
        "outside": least.outside,
    });
    if let Some(granted) = granted {
        let unused = calls.unused(&granted);
        shown["unused"] = names(unused.scopes.into_iter()).into();
    }
    Ok(Reply::ok(shown))
}

fn names(scopes: impl Iterator<Item = Scope>) -> Vec<&'static str> {
    scopes.map(|scope| scope.name()).collect()
}
