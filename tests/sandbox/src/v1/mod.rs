//! The older API, under `/wiki/rest`: one file per vendor tag. `resource` has what answers are made of, and `legacy`
//! has the paths that are in no document any more.

mod analytics;
mod attachment;
mod audit;
mod content;
mod content_body;
mod content_children;
mod content_macro;
mod content_state;
mod content_version;
mod descendant;
mod dynamic_module;
mod excerpt;
mod expand;
mod experimental;
mod group;
mod label;
mod label_info;
pub(crate) mod legacy;
mod longtask;
mod permission;
mod relation;
mod resource;
mod restriction;
mod restriction_subject;
mod search;
mod search_result;
mod setting;
mod show;
mod space;
mod space_permission;
mod space_setting;
mod template;
mod theme;
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
    content_macro::TABLE,
    content_state::TABLE,
    content_version::TABLE,
    descendant::TABLE,
    dynamic_module::TABLE,
    experimental::TABLE,
    group::TABLE,
    label::TABLE,
    label_info::TABLE,
    longtask::TABLE,
    permission::TABLE,
    relation::TABLE,
    restriction::TABLE,
    restriction_subject::TABLE,
    search::TABLE,
    setting::TABLE,
    space::TABLE,
    space_permission::TABLE,
    space_setting::TABLE,
    template::TABLE,
    theme::TABLE,
    user::TABLE,
    user_property::TABLE,
    watch::TABLE,
];
