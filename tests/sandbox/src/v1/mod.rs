//! The older API, under `/wiki/rest`: one file per vendor tag. `resource` has what answers are made of, and `legacy` the
//! paths that are in no document any more.

mod attachment;
mod audit;
mod content;
mod content_body;
mod dynamic_module;
mod expand;
mod group;
mod label;
pub(crate) mod legacy;
mod longtask;
mod permission;
mod resource;
mod restriction;
mod search;
mod show;
mod space;
mod user;
mod user_property;
mod watch;

use crate::handlers::Table;

/// Every handler of this API.
pub(crate) const TABLES: &[Table] = &[
    attachment::TABLE,
    audit::TABLE,
    content::TABLE,
    content_body::TABLE,
    dynamic_module::TABLE,
    group::TABLE,
    label::TABLE,
    longtask::TABLE,
    permission::TABLE,
    restriction::TABLE,
    search::TABLE,
    space::TABLE,
    user::TABLE,
    user_property::TABLE,
    watch::TABLE,
];
