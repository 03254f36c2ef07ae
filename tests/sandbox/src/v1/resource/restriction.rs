//! Restrictions of content.

use super::{View, content, user};
use crate::state::content::{Content, Subjects};
use crate::v1::expand::{Expand, Parts};
use crate::v1::show;
use serde_json::{Value, json};

/// The operations that can be restricted.
pub(in crate::v1) const OPERATIONS: [&str; 2] = ["read", "update"];

/// What is shown of restrictions if `expand` does not say it.
pub(in crate::v1) const DEFAULT: [&str; 2] = ["restrictions.user", "restrictions.group"];

/// How many users and how many groups are shown inside of something else.
const LIMIT: usize = 100;

/// Which of the users and of the groups are shown.
#[derive(Clone, Copy, Debug)]
pub(in crate::v1) struct Range {
    pub(in crate::v1) start: usize,
    pub(in crate::v1) limit: usize,
}

impl Default for Range {
    fn default() -> Self {
        Self { start: 0, limit: LIMIT }
    }
}

/// The value of `restrictions`: what is asked for of both operations.
pub(super) fn by_operation(view: View<'_>, held: &Content, expand: &Expand) -> Value {
    let own = format!("{}/restriction/byOperation", content::address(held));
    let shown = json!({ "_links": { "self": view.link(&own) } });
    OPERATIONS
        .iter()
        .fold(Parts::of(shown, expand), |parts, operation| {
            parts.part(operation, &format!("{own}/{operation}"), |below| {
                of_operation(view, held, operation, Range::default(), below)
            })
        })
        .finish()
}

/// The restriction of one operation.
pub(in crate::v1) fn of_operation(
    view: View<'_>,
    held: &Content,
    operation: &str,
    range: Range,
    expand: &Expand,
) -> Value {
    let own = content::address(held);
    let at = format!("{own}/restriction/byOperation/{operation}");
    let subjects = if operation == "read" {
        &held.restrictions.read
    } else {
        &held.restrictions.update
    };
    let shown = json!({ "operation": operation, "_links": { "self": view.link(&at) } });
    Parts::of(shown, expand)
        .part("restrictions", &at, |below| named(view, subjects, range, below))
        .part("content", &own, |below| content::content(view, held, below))
        .finish()
}

fn named(view: View<'_>, subjects: &Subjects, range: Range, expand: &Expand) -> Value {
    let Range { start, limit } = range;
    let list = |total: usize, results: Vec<Value>| {
        let size = results.len();
        json!({ "results": results, "start": start, "limit": limit, "size": size, "totalSize": total })
    };
    let groups: Vec<_> = subjects
        .groups
        .iter()
        .filter_map(|id| view.state.groups.get(id))
        .collect();
    Parts::of(json!({}), expand)
        .part("user", "", |below| {
            let users = subjects.users.iter().skip(start).take(limit);
            let users = users.map(|id| user::by_id(view, id, below));
            list(subjects.users.len(), users.collect())
        })
        .part("group", "", |_| {
            let shown = groups.iter().skip(start).take(limit);
            list(groups.len(), shown.map(|group| show::group(group)).collect())
        })
        .finish()
}
