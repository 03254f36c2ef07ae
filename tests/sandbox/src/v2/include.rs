//! What the `include-…` parameters of single reads ask for. Every kind has the sections that its operation declares.

use super::{children, label, operation, property, show};
use crate::call::Call;
use crate::cursor::Cursor;
use crate::members::truth;
use crate::state::State;
use crate::state::content::Content;
use confluence_sdk::spec;
use serde_json::{Value, json};

/// The largest number of results in a section.
const SECTION: usize = 50;

/// Results with the ids that a listing of them continues at.
type Results = Vec<(u64, Value)>;

/// A section of an answer.
struct Section {
    parameter: &'static str,
    member: &'static str,
    /// The end of the path where all its results are. Empty if they are nowhere else.
    path: &'static str,
    results: fn(&State, &Call<'_>, &Content) -> Results,
}

const SECTIONS: [Section; 7] = [
    Section {
        parameter: "include-labels",
        member: "labels",
        path: "/labels",
        results: |state, _, content| labels(state, content.labels.iter()),
    },
    Section {
        parameter: "include-properties",
        member: "properties",
        path: "/properties",
        results: |_, _, content| {
            let held = content.properties.iter();
            held.map(|(id, held)| (*id, property::show(held))).collect()
        },
    },
    Section {
        parameter: "include-operations",
        member: "operations",
        path: "/operations",
        results: |state, call, content| numbered(operation::permitted(state, call.actor(), content)),
    },
    Section {
        parameter: "include-likes",
        member: "likes",
        path: "/likes/users",
        results: |_, _, content| {
            let likes = content.likes.iter();
            numbered(likes.map(|account| json!({ "accountId": account })))
        },
    },
    Section {
        parameter: "include-versions",
        member: "versions",
        path: "/versions",
        results: |_, _, content| {
            let newest_first = content.versions.iter().rev();
            newest_first.map(|held| (held.number, show::version(held))).collect()
        },
    },
    Section {
        parameter: "include-direct-children",
        member: "directChildren",
        path: "/direct-children",
        results: |state, call, content| children::direct(state, call, content),
    },
    Section {
        parameter: "include-collaborators",
        member: "collaborators",
        path: "",
        results: |_, _, content| {
            let collaborators = content.collaborators();
            numbered(collaborators.into_iter().map(|account| json!({ "accountId": account })))
        },
    },
];

/// Results that have no ids.
pub(super) fn numbered(results: impl IntoIterator<Item = Value>) -> Results {
    (0..).zip(results).collect()
}

/// Labels with their ids.
pub(super) fn labels<'i>(state: &State, ids: impl Iterator<Item = &'i u64>) -> Results {
    ids.filter_map(|id| Some((*id, label::show(state, *id)?))).collect()
}

/// Whether a parameter of the operation asks for something.
fn asks(call: &Call<'_>, parameter: &str) -> bool {
    call.declares(parameter) && call.flag(parameter)
}

/// Adds everything to `shown` that the call asks for, and leaves out the version if the call does not want it.
pub(super) fn add(state: &State, call: &Call<'_>, content: &Content, shown: &mut Value) {
    if call.declared("include-version").and_then(truth) == Some(false) {
        shown.as_object_mut().map(|members| members.remove("version"));
    }
    for wanted in SECTIONS.iter().filter(|section| asks(call, section.parameter)) {
        let results = (wanted.results)(state, call, content);
        let place = match wanted.member {
            "properties" if content.kind.is_comment() => format!("/wiki/api/v2/comments/{}/properties", content.id),
            _ => format!("{}{}", call.path, wanted.path),
        };
        // The properties of an inline comment are in the same object as its passage.
        match (
            shown.get_mut(wanted.member).and_then(Value::as_object_mut),
            section(&place, results),
        ) {
            (Some(own), Value::Object(more)) => own.extend(more),
            (_, more) => shown[wanted.member] = more,
        }
    }
    if asks(call, "include-favorited-by-current-user-status") {
        let mut favourites = state.favourites(&call.caller.account);
        shown["isFavoritedByCurrentUser"] = favourites.any(|id| id == content.id).into();
    }
    if asks(call, "include-webresources") {
        shown["webResources"] = json!({ "keys": [], "contexts": [], "uris": {}, "tags": {}, "superbatch": {} });
    }
}

/// A section in the vendor's form. `path` is where all results are.
pub(super) fn section(path: &str, mut results: Results) -> Value {
    let more = results.len() > SECTION;
    results.truncate(SECTION);
    let mut meta = json!({ "hasMore": more });
    if let (true, Some((id, _)), Some((listing, _))) = (more, results.last(), spec::route("GET", path)) {
        let key = String::new();
        meta["cursor"] = Cursor { key, id: *id }.encode(listing.id).into();
    }
    let results: Vec<Value> = results.into_iter().map(|(_, shown)| shown).collect();
    json!({ "results": results, "meta": meta, "_links": { "self": path } })
}
