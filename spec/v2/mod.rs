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

mod admin_key;
mod ancestors;
mod app_property;
mod attachment;
mod blog_post;
mod children;
mod classification_level;
mod comment;
mod content;
mod content_property;
mod custom_content;
mod data_policy;
mod database;
mod descendants;
mod folder;
mod label;
mod like;
mod operation;
mod page;
mod redaction;
mod shared;
mod smart_link;
mod space;
mod space_permission;
mod space_permission_transition;
mod space_property;
mod space_role;
mod task;
mod user;
mod version;
mod whiteboard;

pub use admin_key::*;
pub use ancestors::*;
pub use app_property::*;
pub use attachment::*;
pub use blog_post::*;
pub use children::*;
pub use classification_level::*;
pub use comment::*;
pub use content::*;
pub use content_property::*;
pub use custom_content::*;
pub use data_policy::*;
pub use database::*;
pub use descendants::*;
pub use folder::*;
pub use label::*;
pub use like::*;
pub use operation::*;
pub use page::*;
pub use redaction::*;
pub use shared::*;
pub use smart_link::*;
pub use space::*;
pub use space_permission::*;
pub use space_permission_transition::*;
pub use space_property::*;
pub use space_role::*;
pub use task::*;
pub use user::*;
pub use version::*;
pub use whiteboard::*;

tags! {
    admin_key
    ancestors
    app_property
    attachment
    blog_post
    children
    classification_level
    comment
    content
    content_property
    custom_content
    data_policy
    database
    descendants
    folder
    label
    like
    operation
    page
    redaction
    smart_link
    space
    space_permission
    space_permission_transition
    space_property
    space_role
    task
    user
    version
    whiteboard
}
