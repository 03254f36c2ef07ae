//! Deleting: to the trash, from the trash for good, or a draft alone. It works alike for every kind of content.

use super::comment_write;
use super::show::{existing, existing_mut};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, write};
use crate::state::State;
use crate::state::content::Status;

pub(super) const TABLE: Table = &[
    ("deletePage", write(delete)),
    ("deleteBlogPost", write(delete)),
    ("deleteCustomContent", write(delete)),
    ("deleteWhiteboard", write(delete)),
    ("deleteDatabase", write(delete)),
    ("deleteSmartLink", write(delete)),
    ("deleteFolder", write(delete)),
    ("deleteAttachment", write(delete)),
    ("deleteFooterComment", write(delete_comment)),
    ("deleteInlineComment", write(delete_comment)),
];

fn delete(state: &mut State, call: &Call<'_>) -> Outcome {
    let held = existing_mut(state, call)?;
    let id = held.id;
    // Only pages and blog posts say whether a draft is meant.
    let draft = call.declares("draft").then(|| call.flag("draft"));
    let purge = call.declares("purge") && call.flag("purge");
    match (held.status, purge, draft) {
        (Status::Trashed, true, _) | (Status::Draft, _, Some(true)) => state.purge(id),
        (_, true, _) => return Err(Problem::bad_request("Only what is in the trash can be purged")),
        (Status::Current, _, Some(true)) if held.draft.is_some() => held.draft = None,
        (Status::Trashed, ..) | (_, _, Some(true)) | (Status::Draft, _, Some(false)) => {
            return Err(Problem::not_found());
        }
        _ => state.trash(id),
    }
    Ok(Reply::empty(204))
}

/// Comments are not sent to the trash.
fn delete_comment(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = existing(state, call)?.id;
    comment_write::unmark(state, id);
    state.purge(id);
    Ok(Reply::empty(204))
}
