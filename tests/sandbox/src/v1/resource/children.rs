//! What lies below content or is on it, by type.

use super::{View, content, list};
use crate::state::content::Content;
use crate::v1::descendant::{below, types_below};
use crate::v1::expand::{Expand, Parts};
use serde_json::{Value, json};

/// How many children of a type are shown inside of something else.
const LIMIT: usize = 25;

/// How far down to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::v1) enum Depth {
    Direct,
    All,
}

impl Depth {
    fn levels(self) -> u64 {
        match self {
            Self::Direct => 1,
            Self::All => u64::MAX,
        }
    }
}

/// What the caller may see below the content or on it, of one type.
pub(in crate::v1) fn of_type<'v>(view: View<'v>, held: &Content, kind: &str, depth: Depth) -> Vec<&'v Content> {
    below(view.state, view.call, held.id, kind, depth.levels())
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
    types_below(held.kind)
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
    let types = types_below(held.kind);
    let all = Expand::of(types);
    let wanted = if expand.get("all").is_some() { &all } else { expand };
    types
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
