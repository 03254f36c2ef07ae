//! The older API: what v2 does not have, such as CQL search, uploads, restrictions, labels, watches, groups and the
//! audit log.
//!
//! The operations hang in groups on [`Client::v1`](crate::Client::v1): `client.v1().users().get_current_user()`.
//! In [`op`] there is a type for each operation, which is its request as data: build it, look at it in a test, and send
//! it with [`Client::execute`](crate::Client::execute).
//!
//! This API takes content of every kind by one [`ContentId`] and answers with one [`Content`] for all of them.
//! Most of an answer is absent unless an `expand` argument asks for it.

use crate::declare::*;
use std::fmt;

/// The groups of the v1 API, from [`Client::v1`](crate::Client::v1).
pub struct V1<'c, A> {
    pub(crate) client: &'c crate::Client<A>,
}

impl<A> Clone for V1<'_, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for V1<'_, A> {}

impl<A> fmt::Debug for V1<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("V1").finish_non_exhaustive()
    }
}

impl<A> crate::Client<A> {
    /// The operations of the v1 API, in groups.
    pub fn v1(&self) -> V1<'_, A> {
        V1 { client: self }
    }
}

mod analytics;
mod audit;
mod content;
mod content_attachment;
mod content_body;
mod content_children;
mod content_label;
mod content_macro;
mod content_permission;
mod content_restriction;
mod content_state;
mod content_version;
mod content_watch;
mod dynamic_module;
mod experimental;
mod group;
mod label_info;
mod long_task;
mod relation;
mod search;
mod setting;
mod shared;
mod shared_content;
mod shared_look_and_feel;
mod shared_space;
mod space;
mod space_permission;
mod space_setting;
mod template;
mod theme;
mod user;
mod user_property;

pub use analytics::*;
pub use audit::*;
pub use content::*;
pub use content_attachment::*;
pub use content_body::*;
pub use content_children::*;
pub use content_label::*;
pub use content_macro::*;
pub use content_permission::*;
pub use content_restriction::*;
pub use content_state::*;
pub use content_version::*;
pub use content_watch::*;
pub use dynamic_module::*;
pub use experimental::*;
pub use group::*;
pub use label_info::*;
pub use long_task::*;
pub use relation::*;
pub use search::*;
pub use setting::*;
pub use shared::*;
pub use shared_content::*;
pub use shared_look_and_feel::*;
pub use shared_space::*;
pub use space::*;
pub use space_permission::*;
pub use space_setting::*;
pub use template::*;
pub use theme::*;
pub use user::*;
pub use user_property::*;

tags! {
    analytics
    audit
    content
    content_attachment
    content_body
    content_children
    content_label
    content_macro
    content_permission
    content_restriction
    content_state
    content_version
    content_watch
    dynamic_module
    experimental
    group
    label_info
    long_task
    relation
    search
    setting
    space
    space_permission
    space_setting
    template
    theme
    user
    user_property
}
