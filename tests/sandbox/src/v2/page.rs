//! Page and Blog Post: reading. Both kinds work in the same way.

use super::include;
use super::listing::Accepts;
use super::show::{self, existing, has_status, revision, words};
use crate::answer::{Outcome, Problem, Reply};
use crate::body;
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::state::State;
use crate::state::content::{Content, ContentKind, Status};
use crate::state::contents::Among;

pub(super) const TABLE: Table = &[
    ("getPages", read(get_all)),
    ("getBlogPosts", read(get_all)),
    ("getPagesInSpace", read(get_in_space)),
    ("getBlogPostsInSpace", read(get_in_space)),
    ("getLabelPages", read(get_labelled)),
    ("getLabelBlogPosts", read(get_labelled)),
    ("getPageById", read(get_by_id)),
    ("getBlogPostById", read(get_by_id)),
];

const PAGES: Accepts = Accepts {
    fields: &["id", "created-date", "modified-date", "title"],
    statuses: &["current", "archived", "deleted", "trashed"],
    by_default: &[Status::Current, Status::Archived],
    limit: 25,
};

const BLOG_POSTS: Accepts = Accepts {
    fields: &["id", "created-date", "modified-date"],
    statuses: &["current", "deleted", "trashed"],
    by_default: &[Status::Current],
    limit: 25,
};

/// The kind that an operation lists: the last segment of its path names it.
fn listed(call: &Call<'_>) -> ContentKind {
    if call.operation.path.ends_with("/blogposts") {
        ContentKind::BlogPost
    } else {
        ContentKind::Page
    }
}

/// A listing of pages or of blog posts.
fn list(state: &State, call: &Call<'_>, among: Among, wanted: impl Fn(&Content) -> bool) -> Outcome {
    let format = body::format(call.query("body-format"), true)?;
    let (title, subtype) = (call.declared("title"), call.declared("subtype"));
    if let Some(other) = subtype.filter(|subtype| !matches!(*subtype, "live" | "page")) {
        return Err(Problem::bad_request(format!("`subtype` cannot be {other}")));
    }
    let kind = listed(call);
    let wanted = |held: &Content| {
        held.kind == kind
            && title.is_none_or(|title| held.title == title)
            && subtype.is_none_or(|subtype| held.subtype.as_deref().unwrap_or("page") == subtype)
            && wanted(held)
    };
    let among = match (among, title) {
        (Among::InSpace(_, space), Some(title)) => Among::titled(space, title),
        (among, _) => among,
    };
    let accepts = if kind == ContentKind::BlogPost {
        BLOG_POSTS
    } else {
        PAGES
    };
    accepts.reply(state, call, among, wanted, |held| {
        show::content(state, held, held.latest(), format)
    })
}

/// The part of a kind that lies in the only space that is asked for, or all of it.
fn in_spaces(kind: ContentKind, spaces: &[u64]) -> Among {
    match spaces {
        [space] => Among::InSpace(kind, *space),
        _ => Among::Kind(kind),
    }
}

fn is_among(list: &[u64], id: u64) -> bool {
    list.is_empty() || list.contains(&id)
}

fn get_all(state: &State, call: &Call<'_>) -> Outcome {
    let (ids, spaces) = (call.ids("id")?, call.ids("space-id")?);
    let among = in_spaces(listed(call), &spaces);
    list(state, call, among, |held| {
        is_among(&ids, held.id) && is_among(&spaces, held.space)
    })
}

fn get_in_space(state: &State, call: &Call<'_>) -> Outcome {
    let space = call.id("id")?;
    let root_only = match call.declared("depth") {
        None | Some("all") => false,
        Some("root") => true,
        Some(other) => return Err(Problem::bad_request(format!("`depth` cannot be {other}"))),
    };
    let among = Among::InSpace(listed(call), space);
    list(state, call, among, |held| !(root_only && held.container.is_some()))
}

fn get_labelled(state: &State, call: &Call<'_>) -> Outcome {
    let (label, spaces) = (call.id("id")?, call.ids("space-id")?);
    if !state.labels.contains_key(&label) {
        return Err(Problem::not_found());
    }
    let among = in_spaces(listed(call), &spaces);
    list(state, call, among, |held| {
        held.labels.contains(&label) && is_among(&spaces, held.space)
    })
}

fn get_by_id(state: &State, call: &Call<'_>) -> Outcome {
    let held = existing(state, call)?;
    let known: &[&str] = match held.kind {
        ContentKind::Page => &["current", "archived", "trashed", "deleted", "historical", "draft"],
        _ => &["current", "trashed", "deleted", "historical", "draft"],
    };
    let status = words(call, "status", known)?;
    let draft = call.flag("get-draft") || status.contains(&"draft");
    let by_default = [Status::Current, Status::Archived, Status::Trashed];
    let wrong_status = if draft {
        held.status == Status::Trashed
    } else {
        !has_status(held, &status, &by_default) && !status.contains(&"historical")
    };
    if wrong_status {
        return Err(Problem::not_found());
    }
    let format = body::format(call.query("body-format"), false)?;
    let shown_draft = held.draft.as_ref().filter(|_| draft && call.query("version").is_none());
    let revision = match shown_draft {
        Some(revision) => revision,
        None => revision(held, call)?,
    };
    let mut shown = show::single(state, call, held, revision, format);
    if shown_draft.is_some() {
        shown["status"] = "draft".into();
    } else if revision.number != held.latest().number {
        shown["status"] = "historical".into();
    }
    include::add(state, call, held, &mut shown);
    Ok(Reply::ok(shown))
}
