//! The newer API, under `/wiki/api/v2`.
//!
//! Each group of operations hangs on the client: [`client.pages()`](Pages), [`client.spaces()`](Spaces),
//! [`client.comments()`](Comments). A method is named after the vendor's operationId (`getPageById` is
//! [`get_page_by_id`](Pages::get_page_by_id)), takes what the request needs, and gives a [`Call`](crate::Call) on which
//! everything optional is set. The requests as data, to build without a client, are in [`op`].
//!
//! Ids are of their own types here, lists come in pages that go on by cursor, and bodies are left out of answers unless a
//! representation is asked for. What only the older API has is in [`v1`](crate::v1).

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

tags! {
    admin_key "admin-keys"
    ancestors "ancestors"
    app_property "app-properties"
    attachment "attachments"
    blog_post "blog-posts"
    children "children"
    classification_level "classification-levels"
    comment "comments"
    content "content"
    content_property "content-properties"
    custom_content "custom-content"
    data_policy "data-policies"
    database "databases"
    descendants "descendants"
    folder "folders"
    label "labels"
    like "likes"
    operation "permitted-operations"
    page "pages"
    redaction "redactions"
    smart_link "smart-links"
    space "spaces"
    space_permission "space-permissions"
    space_permission_transition "space-permission-transitions"
    space_property "space-properties"
    space_role "space-roles"
    task "tasks"
    user "users"
    version "versions"
    whiteboard "whiteboards"
}
