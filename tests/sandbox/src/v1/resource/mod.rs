//! What v1 answers are made of, each with the parts that `expand` can ask for: one function for each kind of thing.

pub(super) mod children;
pub(super) mod content;
pub(super) mod history;
pub(super) mod metadata;
pub(super) mod property;
pub(super) mod restriction;
pub(super) mod space;
pub(super) mod user;

use crate::call::Call;
use crate::state::State;
use serde_json::{Value, json};

/// Whose answer it is: the state that it shows and the call that it answers.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    pub(super) state: &'v State,
    pub(super) call: &'v Call<'v>,
}

impl View<'_> {
    /// `_links.self` of the thing at this address below `/wiki`.
    pub(super) fn link(self, address: &str) -> String {
        format!("{}/wiki{address}", self.call.site.url)
    }
}

/// A list inside another answer. It is the first page of the listing at `address`.
fn list(view: View<'_>, address: &str, limit: usize, total: usize, results: Vec<Value>) -> Value {
    let mut links = json!({ "self": view.link(address) });
    if total > results.len() {
        links["next"] = format!("{address}?limit={limit}&start={}", results.len()).into();
    }
    json!({ "results": results, "start": 0, "limit": limit, "size": results.len(), "_links": links })
}
