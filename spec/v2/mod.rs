//! The newer API, under `/wiki/api/v2`.
//!
//! Each group of operations hangs on the client: [`client.pages()`](Pages), [`client.spaces()`](Spaces),
//! [`client.comments()`](Comments). A method is named after the vendor's operationId (`getPageById` is
//! [`get_page_by_id`](Pages::get_page_by_id)), takes what the request needs, and gives a [`Call`](crate::Call) on which
//! everything optional is set. The requests as data, to build without a client, are in [`op`].
//!
//! Ids are of their own types here, lists come in pages that continue by cursor, and bodies are left out of answers
//! unless a representation is asked for. What only the older API has is in [`v1`](crate::v1).

use crate::declare::*;

#[cfg(feature = "admin-keys")]
mod admin_key;
#[cfg(feature = "ancestors")]
mod ancestors;
#[cfg(feature = "app-properties")]
mod app_property;
#[cfg(feature = "attachments")]
mod attachment;
#[cfg(feature = "blog-posts")]
mod blog_post;
#[cfg(feature = "children")]
mod children;
#[cfg(feature = "classification-levels")]
mod classification_level;
#[cfg(feature = "comments")]
mod comment;
#[cfg(feature = "content")]
mod content;
#[cfg(feature = "content-properties")]
mod content_property;
#[cfg(feature = "custom-content")]
mod custom_content;
#[cfg(feature = "data-policies")]
mod data_policy;
#[cfg(feature = "databases")]
mod database;
#[cfg(feature = "descendants")]
mod descendants;
#[cfg(feature = "folders")]
mod folder;
#[cfg(feature = "labels")]
mod label;
#[cfg(feature = "likes")]
mod like;
#[cfg(feature = "permitted-operations")]
mod operation;
#[cfg(feature = "pages")]
mod page;
#[cfg(feature = "redactions")]
mod redaction;
mod shared;
#[cfg(feature = "smart-links")]
mod smart_link;
#[cfg(feature = "spaces")]
mod space;
#[cfg(feature = "space-permissions")]
mod space_permission;
#[cfg(feature = "space-permission-transitions")]
mod space_permission_transition;
#[cfg(feature = "space-properties")]
mod space_property;
#[cfg(feature = "space-roles")]
mod space_role;
#[cfg(feature = "tasks")]
mod task;
#[cfg(feature = "users")]
mod user;
#[cfg(feature = "versions")]
mod version;
#[cfg(feature = "whiteboards")]
mod whiteboard;

pub use shared::*;

#[cfg(test)]
type Root<'c> = &'c crate::Client<crate::Basic>;
tags! {
    Client
    admin_key admin_keys "admin-keys"
    ancestors ancestors "ancestors"
    app_property app_properties "app-properties"
    attachment attachments "attachments"
    blog_post blog_posts "blog-posts"
    children children "children"
    classification_level classification_levels "classification-levels"
    comment comments "comments"
    content content "content"
    content_property content_properties "content-properties"
    custom_content custom_content "custom-content"
    data_policy data_policies "data-policies"
    database databases "databases"
    descendants descendants "descendants"
    folder folders "folders"
    label labels "labels"
    like likes "likes"
    operation permitted_operations "permitted-operations"
    page pages "pages"
    redaction redactions "redactions"
    smart_link smart_links "smart-links"
    space spaces "spaces"
    space_permission space_permissions "space-permissions"
    space_permission_transition space_permission_transitions "space-permission-transitions"
    space_property space_properties "space-properties"
    space_role space_roles "space-roles"
    task tasks "tasks"
    user users "users"
    version versions "versions"
    whiteboard whiteboards "whiteboards"
}
