//! Content - children and descendants: what lies below content, at every level.

use super::expand::Expand;
use super::resource::{View, content};
use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::offset_page;
use crate::permission::{Item, shows};
use crate::state::State;
use crate::state::content::{Content, ContentKind, Status};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getContentDescendants", read(get_content_descendants)),
    ("getDescendantsOfType", read(get_descendants_of_type)),
];

/// The deepest level that can be asked for by its number.
const DEEPEST: u64 = 100;

/// The types of content that can lie below content of the tree.
const BELOW_TREE: &[&str] = &[
    "attachment",
    "comment",
    "database",
    "embed",
    "folder",
    "page",
    "whiteboard",
];

/// The types of content that can lie below content of this kind.
pub(super) fn types_below(kind: ContentKind) -> &'static [&'static str] {
    match kind {
        ContentKind::BlogPost | ContentKind::CustomContent => &["attachment", "comment"],
        ContentKind::FooterComment | ContentKind::InlineComment => &["attachment"],
        ContentKind::Attachment => &["comment"],
        _ => BELOW_TREE,
    }
}

/// Everything of this type below the content that the caller may see. Content of the tree is found below everything
/// else in the tree, and comments with their replies.
pub(super) fn below<'s>(state: &'s State, call: &Call<'_>, id: u64, of: &str, depth: u64) -> Vec<&'s Content> {
    if depth == 0 {
        return Vec::new();
    }
    let in_tree = BELOW_TREE.contains(&of) && !matches!(of, "attachment" | "comment");
    let children = state.children(id).filter(|child| {
        let leads_on = child.search_type() == of || in_tree && child.kind.is_in_tree();
        leads_on && child.status == Status::Current && shows(state, call, Item::Content(child))
    });
    let mut children: Vec<&Content> = children.collect();
    children.sort_by_key(|child| (child.position, child.id));
    let mut found = Vec::new();
    for child in children {
        found.extend(Some(child).filter(|child| child.search_type() == of));
        found.extend(below(state, call, child.id, of, depth - 1));
    }
    found
}

fn page_of(state: &State, call: &Call<'_>, found: &[&Content]) -> Result<Value, Problem> {
    let expand = Expand::asked(call, &[]);
    let show = |held: &&Content| content::content(View { state, call }, held, &expand);
    offset_page(call, 25, found.iter().collect(), show)
}

fn get_content_descendants(state: &State, call: &Call<'_>) -> Outcome {
    let content = show::visible(state, call, "id")?;
    let expand = call.list("expand");
    let path = format!("/rest/api/content/{}/descendant", content.id_text());
    let mut shown = json!({ "_expandable": {}, "_links": { "self": path } });
    for of in types_below(content.kind) {
        // The document also writes the plural.
        if expand.iter().any(|name| name.strip_suffix('s').unwrap_or(name) == *of) {
            shown[*of] = page_of(state, call, &below(state, call, content.id, of, u64::MAX))?;
        } else {
            shown["_expandable"][*of] = format!("{path}/{of}").into();
        }
    }
    Ok(Reply::ok(shown))
}

fn get_descendants_of_type(state: &State, call: &Call<'_>) -> Outcome {
    let content = show::visible(state, call, "id")?;
    let of = call.path("type");
    // Types of custom content have a colon: `ac:app:module`.
    if !types_below(content.kind).contains(&of) && !of.contains(':') {
        return Err(Problem::bad_request(format!(
            "`type` cannot be {of} for the content {}",
            content.id
        )));
    }
    let depth = match call.query("depth") {
        None | Some("all") => u64::MAX,
        Some("root") => 1,
        Some(text) => {
            let depth = text.parse().ok().filter(|depth| (1..=DEEPEST).contains(depth));
            depth.ok_or_else(|| Problem::bad_request(format!("`depth` cannot be {text}")))?
        }
    };
    let found = below(state, call, content.id, of, depth);
    Ok(Reply::ok(page_of(state, call, &found)?))
}
