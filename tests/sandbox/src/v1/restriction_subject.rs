//! Content restrictions: one user or one group that a restriction names.

use super::restriction::{content_mut, subjects, subjects_mut};
use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::state::State;
use crate::state::content::Subjects;
use std::collections::BTreeSet;

pub(super) const TABLE: Table = &[
    ("getContentRestrictionStatusForUser", read(status)),
    ("addUserToContentRestriction", write(add)),
    ("removeUserFromContentRestriction", write(remove)),
    ("getIndividualGroupRestrictionStatusByGroupId", read(status)),
    ("addGroupToContentRestrictionByGroupId", write(add)),
    ("removeGroupFromContentRestriction", write(remove)),
];

/// Who a call is about.
enum Subject {
    User(String),
    Group(String),
}

impl Subject {
    /// The group in the path, or the user in the query.
    fn of(state: &State, call: &Call<'_>) -> Result<Self, Problem> {
        if let Some(id) = call.arguments.get("groupId") {
            let group = state.groups.get(id);
            let group = group.ok_or_else(|| Problem::missing(format!("There is no group {id}")))?;
            return Ok(Self::Group(group.id.clone()));
        }
        let id = call.query("accountId");
        let id = id.ok_or_else(|| Problem::bad_request("`accountId` must be given"))?;
        let account = state.account(id);
        let account = account.ok_or_else(|| Problem::missing(format!("There is no user {id}")))?;
        Ok(Self::User(account.id.clone()))
    }

    fn is_in(&self, subjects: &Subjects) -> bool {
        match self {
            Self::User(id) => subjects.users.contains(id),
            Self::Group(id) => subjects.groups.contains(id),
        }
    }

    /// The part of the subjects that this one belongs to, and its id.
    fn place<'s>(&self, subjects: &'s mut Subjects) -> (&'s mut BTreeSet<String>, &str) {
        match self {
            Self::User(id) => (&mut subjects.users, id),
            Self::Group(id) => (&mut subjects.groups, id),
        }
    }
}

/// 200 means that the restriction names the subject, 404 that it does not.
fn status(state: &State, call: &Call<'_>) -> Outcome {
    let subject = Subject::of(state, call)?;
    let content = show::find(state, call, "id")?;
    if subject.is_in(subjects(&content.restrictions, call.path("operationKey"))?) {
        Ok(Reply::empty(200))
    } else {
        Err(Problem::not_found())
    }
}

fn add(state: &mut State, call: &Call<'_>) -> Outcome {
    let subject = Subject::of(state, call)?;
    let held = subjects_mut(&mut content_mut(state, call)?.restrictions, call.path("operationKey"))?;
    let (ids, id) = subject.place(held);
    ids.insert(id.to_owned());
    Ok(Reply::empty(200))
}

/// A group must be in the restriction. A user need not be.
fn remove(state: &mut State, call: &Call<'_>) -> Outcome {
    let subject = Subject::of(state, call)?;
    let held = subjects_mut(&mut content_mut(state, call)?.restrictions, call.path("operationKey"))?;
    let (ids, id) = subject.place(held);
    if !ids.remove(id) && matches!(subject, Subject::Group(_)) {
        return Err(Problem::missing(format!("No restriction names the group {id}")));
    }
    Ok(Reply::empty(200))
}
