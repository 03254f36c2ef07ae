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
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for V1<'_, A> {}

impl<A> fmt::Debug for V1<'_, A> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("V1").finish_non_exhaustive()
    }
}

impl<A> crate::Client<A> {
    /// The operations of the v1 API, in groups.
    #[inline]
    pub fn v1(&self) -> V1<'_, A> {
        V1 { client: self }
    }
}

#[cfg(feature = "v1-content")]
mod analytics;
#[cfg(feature = "v1-audit")]
mod audit;
#[cfg(feature = "v1-content")]
mod content;
#[cfg(feature = "v1-content")]
mod content_attachment;
#[cfg(feature = "v1-content")]
mod content_body;
#[cfg(feature = "v1-content")]
mod content_children;
#[cfg(feature = "v1-content")]
mod content_label;
#[cfg(feature = "v1-content")]
mod content_macro;
#[cfg(feature = "v1-content")]
mod content_permission;
#[cfg(feature = "v1-content")]
mod content_restriction;
#[cfg(feature = "v1-content")]
mod content_state;
#[cfg(feature = "v1-content")]
mod content_version;
#[cfg(feature = "v1-content")]
mod content_watch;
#[cfg(feature = "v1-apps")]
mod dynamic_module;
#[cfg(feature = "v1-content")]
mod experimental;
#[cfg(feature = "v1-users")]
mod group;
#[cfg(feature = "v1-content")]
mod label_info;
#[cfg(feature = "v1-tasks")]
mod long_task;
#[cfg(feature = "v1-content")]
mod relation;
#[cfg(feature = "v1-search")]
mod search;
#[cfg(feature = "v1-settings")]
mod setting;
mod shared;
mod shared_content;
mod shared_look_and_feel;
mod shared_space;
#[cfg(feature = "v1-spaces")]
mod space;
#[cfg(feature = "v1-spaces")]
mod space_permission;
#[cfg(feature = "v1-spaces")]
mod space_setting;
#[cfg(feature = "v1-settings")]
mod template;
#[cfg(feature = "v1-settings")]
mod theme;
#[cfg(feature = "v1-users")]
mod user;
#[cfg(feature = "v1-users")]
mod user_property;

pub use shared::*;
pub use shared_content::*;
pub use shared_look_and_feel::*;
pub use shared_space::*;

tags! {
    analytics "v1-content"
    audit "v1-audit"
    content "v1-content"
    content_attachment "v1-content"
    content_body "v1-content"
    content_children "v1-content"
    content_label "v1-content"
    content_macro "v1-content"
    content_permission "v1-content"
    content_restriction "v1-content"
    content_state "v1-content"
    content_version "v1-content"
    content_watch "v1-content"
    dynamic_module "v1-apps"
    experimental "v1-content"
    group "v1-users"
    label_info "v1-content"
    long_task "v1-tasks"
    relation "v1-content"
    search "v1-search"
    setting "v1-settings"
    space "v1-spaces"
    space_permission "v1-spaces"
    space_setting "v1-spaces"
    template "v1-settings"
    theme "v1-settings"
    user "v1-users"
    user_property "v1-users"
}
