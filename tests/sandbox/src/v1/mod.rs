//! The older API, under `/wiki/rest`: one file per vendor tag, `show` for what several answers have in common.

mod analytics;
mod attachment;
mod audit;
mod content;
mod content_body;
mod content_children;
mod content_state;
mod content_version;
mod descendant;
mod dynamic_module;
mod experimental;
mod group;
mod label;
mod longtask;
mod permission;
mod relation;
mod restriction;
mod restriction_subject;
mod search;
mod show;
mod space;
mod template;
mod user;
mod user_property;
mod watch;

use crate::handlers::Table;

/// Every handler of this API.
pub(crate) const TABLES: &[Table] = &[
    analytics::TABLE,
    attachment::TABLE,
    audit::TABLE,
    content::TABLE,
    content_body::TABLE,
    content_children::TABLE,
    content_state::TABLE,
    content_version::TABLE,
    descendant::TABLE,
    dynamic_module::TABLE,
    experimental::TABLE,
    group::TABLE,
    label::TABLE,
    longtask::TABLE,
    permission::TABLE,
    relation::TABLE,
    restriction::TABLE,
    restriction_subject::TABLE,
    search::TABLE,
    space::TABLE,
    template::TABLE,
    user::TABLE,
    user_property::TABLE,
    watch::TABLE,
];
