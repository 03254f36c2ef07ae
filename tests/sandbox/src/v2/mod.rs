//! The newer API, under `/wiki/api/v2`: one file per vendor tag, `show` for what several answers have in common.

mod admin_key;
mod app_property;
mod attachment;
mod change;
mod children;
mod classification;
mod comment;
mod comment_write;
mod content;
mod custom_content;
mod data_policy;
mod delete;
mod include;
mod label;
mod like;
mod listing;
pub(crate) mod operation;
mod page;
mod page_write;
mod property;
mod redaction;
pub(crate) mod show;
mod space;
mod space_permission;
mod space_property;
mod space_role;
mod space_role_assignment;
mod space_transition;
mod task;
mod tree;
mod user;
mod version;

use crate::handlers::Table;

/// Every handler of this API.
pub(crate) const TABLES: &[Table] = &[
    admin_key::TABLE,
    app_property::TABLE,
    attachment::TABLE,
    children::TABLE,
    classification::TABLE,
    comment::TABLE,
    comment_write::TABLE,
    content::TABLE,
    custom_content::TABLE,
    data_policy::TABLE,
    delete::TABLE,
    label::TABLE,
    like::TABLE,
    operation::TABLE,
    page::TABLE,
    page_write::TABLE,
    property::TABLE,
    redaction::TABLE,
    space::TABLE,
    space_permission::TABLE,
    space_property::TABLE,
    space_role::TABLE,
    space_role_assignment::TABLE,
    space_transition::TABLE,
    task::TABLE,
    tree::TABLE,
    user::TABLE,
    version::TABLE,
];
