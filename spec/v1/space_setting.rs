//! How a space behaves: its home page and how densely content is set.

use super::*;

/// How a space behaves: its home page and how densely content is set.
#[endpoints(v1, tag = "Space settings", base = "/wiki/rest/api")]
pub trait SpaceConfiguration {
    /// The settings of a space.
    #[get("/space/{spaceKey}/settings")]
    #[id("getSpaceSettings")]
    #[scopes("read:confluence-space.summary" | "read:space.setting:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = space_key))]
    #[app_access(exempt)]
    #[errors(401, 404)]
    fn get_space_settings(
        /// The space.
        space_key: SpaceKey,
    ) -> SpaceSettings;

    /// Changes settings of a space.
    #[put("/space/{spaceKey}/settings")]
    #[id("updateSpaceSettings")]
    #[scopes("write:confluence-space" | "read:space.setting:confluence" + "write:space.setting:confluence")]
    #[connect(WRITE)]
    #[permissions(Administer(Space = space_key))]
    #[app_access(exempt)]
    #[errors(401, 404)]
    #[example(changes = SpaceSettingsUpdate::new().route_override_enabled(false))]
    fn update_space_settings(
        /// The space.
        space_key: SpaceKey,
        /// The changes.
        #[body]
        changes: SpaceSettingsUpdate,
    ) -> SpaceSettings;
}

/// Changes to the settings of a space.
#[model(request)]
pub struct SpaceSettingsUpdate {
    /// Whether the theme of an app may put a page of its own in the place of the home page.
    pub route_override_enabled: Option<bool>,
    /// How densely content is set. [`Nullable::Null`] takes the setting away.
    pub content_mode: Option<Nullable<SpaceSettingsContentMode>>,
}
