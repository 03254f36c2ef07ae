//! The older API: what v2 does not have, such as CQL search, uploads, restrictions, labels, watches, groups and the
//! audit log.
//!
//! The operations hang in groups on [`Client::v1`](crate::Client::v1): `client.v1().users().get_current_user()`.
//! In [`op`] there is a type for each operation, which is its request as data: build it, look at it in a test, and send
//! it with [`Client::execute`](crate::Client::execute).
//!
//! This API takes content of every kind by one [`ContentId`] and answers with one [`V1Content`] for all of them.
//! Most of an answer is absent unless an `expand` argument asks for it.
//!
//! Names that the newer API has too begin with `V1` here, such as [`V1Label`] and [`V1User`]. So a program can import
//! both modules with `*`.

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

#[cfg(test)]
type Root<'c> = V1<'c, crate::Basic>;
tags! {
    V1
    analytics analytics "v1-content"
    audit audit_records "v1-audit"
    content contents "v1-content"
    content_attachment attachments "v1-content"
    content_body content_bodies "v1-content"
    content_children children "v1-content"
    content_label labels "v1-content"
    content_macro macro_bodies "v1-content"
    content_permission content_permissions "v1-content"
    content_restriction restrictions "v1-content"
    content_state content_states "v1-content"
    content_version content_versions "v1-content"
    content_watch watches "v1-content"
    dynamic_module dynamic_modules "v1-apps"
    experimental experimental "v1-content"
    group groups "v1-users"
    label_info label_info "v1-content"
    long_task long_tasks "v1-tasks"
    relation relations "v1-content"
    search search "v1-search"
    setting settings "v1-settings"
    space spaces "v1-spaces"
    space_permission space_permissions "v1-spaces"
    space_setting space_configuration "v1-spaces"
    template templates "v1-settings"
    theme themes "v1-settings"
    user users "v1-users"
    user_property user_properties "v1-users"
}
