//! What lies below content or is on it, by type.

use super::{View, content, list};
use crate::state::content::{Content, Status};
use crate::v1::expand::{Expand, Parts};
use serde_json::{Value, json};

/// The types that content can have below it or on it.
pub(in crate::v1) const TYPES: [&str; 7] = [
    "page",
    "attachment",
    "comment",
    "whiteboard",
    "database",
    "embed",
    "folder",
];

/// How many children of a type are shown inside of something else.
const LIMIT: usize = 25;

/// How far down to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::v1) enum Depth {
    Direct,
    All,
}

/// What the caller may see below the content or on it, of one type.
pub(in crate::v1) fn of_type<'v>(view: View<'v>, held: &Content, kind: &str, depth: Depth) -> Vec<&'v Content> {
    let mut found = Vec::new();
    collect(view, held.id, kind, depth, &mut found);
    found
}

fn collect<'v>(view: View<'v>, id: u64, kind: &str, depth: Depth, found: &mut Vec<&'v Content>) {
    let visible = |child: &&Content| {
        child.status == Status::Current && view.state.may_view(view.call.actor(), child)
    };
    for child in view.state.children(id).filter(visible) {
        let wanted = child.kind.v1_type() == kind;
        if wanted {
            found.push(child);
        }
        // Descendants of a page are the comments on it, not those on the pages below it.
        let leads_on = wanted || (kind == "page" && !child.kind.is_comment());
        if depth == Depth::All && leads_on {
            collect(view, child.id, kind, depth, found);
        }
    }
}

/// The address of the listing, below `/wiki`.
fn address(held: &Content, depth: Depth) -> String {
    let name = if depth == Depth::Direct { "child" } else { "descendant" };
    format!("{}/{name}", content::address(held))
}

/// The value of `children` or `descendants`.
pub(in crate::v1) fn children(view: View<'_>, held: &Content, depth: Depth, expand: &Expand) -> Value {
    let own = address(held, depth);
    let shown = json!({ "_links": { "self": view.link(&own) } });
    TYPES
        .iter()
        .fold(Parts::of(shown, expand), |parts, kind| {
            let at = format!("{own}/{kind}");
            parts.part(kind, &at, |below| {
                let all = of_type(view, held, kind, depth);
                let shown = all.iter().take(LIMIT);
                let shown = shown.map(|child| content::content(view, child, below)).collect();
                list(view, &at, LIMIT, all.len(), shown)
            })
        })
        .finish()
}

/// The value of `childTypes`: whether there is anything of a type.
pub(super) fn child_types(view: View<'_>, held: &Content, expand: &Expand) -> Value {
    let all = Expand::of(&TYPES);
    let wanted = if expand.get("all").is_some() { &all } else { expand };
    TYPES
        .iter()
        .fold(Parts::of(json!({}), wanted), |parts, kind| {
            parts.part(kind, "", |_| {
                let own = format!("{}/{kind}", address(held, Depth::Direct));
                let any = !of_type(view, held, kind, Depth::Direct).is_empty();
                json!({ "value": any, "_links": { "self": view.link(&own) } })
            })
        })
        .finish()
}
