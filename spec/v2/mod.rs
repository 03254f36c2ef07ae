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
mod children;
mod comment;
mod content;
mod content_property;
mod data_policy;
mod descendants;
mod label;
mod like;
mod operation;
mod page;
mod shared;
mod space;
mod space_permission_transition;
mod space_role;
mod task;
mod user;
mod version;

pub use admin_key::*;
pub use ancestors::*;
pub use app_property::*;
pub use attachment::*;
pub use children::*;
pub use comment::*;
pub use content::*;
pub use content_property::*;
pub use data_policy::*;
pub use descendants::*;
pub use label::*;
pub use like::*;
pub use operation::*;
pub use page::*;
pub use shared::*;
pub use space::*;
pub use space_permission_transition::*;
pub use space_role::*;
pub use task::*;
pub use user::*;
pub use version::*;

tags! {
    admin_key
    ancestors
    app_property
    attachment
    children
    comment
    content
    content_property
    data_policy
    descendants
    label
    like
    operation
    page
    space
    space_permission_transition
    space_role
    task
    user
    version
}
