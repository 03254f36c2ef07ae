//! The links in answers that lead to files. They redirect to the media host.

use super::{Table, get};
use crate::answer::{Outcome, Problem};
use crate::call::Call;
use crate::state::State;
use crate::state::content::{Content, ContentKind, Status};
use crate::v1::attachment::redirect;
use crate::v1::show;

/// The paths start with this.
pub(super) const START: &str = "/wiki/download/";

pub(super) const TABLE: Table = &[
    get("/wiki/download/attachments/{id}/{name}", file),
    get("/wiki/download/thumbnails/{id}/{name}", thumbnail),
];

fn file(state: &State, call: &Call<'_>) -> Outcome {
    redirect(state, call, attachment(state, call)?, "binary")
}

fn thumbnail(state: &State, call: &Call<'_>) -> Outcome {
    redirect(state, call, attachment(state, call)?, "image")
}

/// The attachment of the content in the path with the name in the path. A plus can stand for a blank.
fn attachment<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Content, Problem> {
    let name = call.path("name");
    let missing = || Problem::missing(format!("There is no attachment {name} on {}", call.path("id")));
    let container = show::find(state, call, "id").map_err(|_| missing())?.id;
    let named = |name: &str| {
        let mut here = state.children(container);
        here.find(|held| held.kind == ContentKind::Attachment && held.status == Status::Current && held.title == name)
    };
    let found = named(name).or_else(|| named(&name.replace('+', " ")));
    found
        .filter(|held| state.may_view(call.actor(), held))
        .ok_or_else(missing)
}
