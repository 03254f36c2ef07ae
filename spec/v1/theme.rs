//! Themes: how the site or a space looks, made by apps.

use super::*;

/// Themes: how the site or a space looks, made by apps.
#[endpoints(v1, tag = "Themes", base = "/wiki/rest/api")]
pub trait Themes {
    /// Every theme but the default one.
    #[get("/settings/theme")]
    #[id("getThemes")]
    #[scopes("manage:confluence-configuration" | "read:configuration:confluence")]
    #[connect(READ)]
    #[permissions(none)]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 100))]
    #[errors()]
    fn get_themes() -> OffsetPage<Theme>;

    /// The theme of the site.
    ///
    /// If the site is shown in the default theme, the answer is 404.
    #[get("/settings/theme/selected")]
    #[id("getGlobalTheme")]
    #[scopes("manage:confluence-configuration" | "read:configuration:confluence")]
    #[connect(READ)]
    #[permissions(none)]
    #[app_access(exempt)]
    #[errors(404)]
    fn get_global_theme() -> Theme;

    /// One theme.
    #[get("/settings/theme/{themeKey}")]
    #[id("getTheme")]
    #[scopes("manage:confluence-configuration" | "read:configuration:confluence")]
    #[connect(READ)]
    #[permissions(none)]
    #[app_access(exempt)]
    #[errors(404)]
    fn get_theme(
        /// The theme.
        theme_key: ThemeKey,
    ) -> Theme;

    /// The theme of a space.
    ///
    /// A space that has none, and is thus shown as the site is, is answered with 404.
    #[get("/space/{spaceKey}/theme")]
    #[id("getSpaceTheme")]
    #[scopes("read:confluence-space.summary" | "read:space.setting:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = space_key))]
    #[app_access(exempt)]
    #[errors(404)]
    fn get_space_theme(
        /// The space.
        space_key: SpaceKey,
    ) -> Theme;

    /// Gives a space a theme.
    ///
    /// A theme that does not exist is refused with 403. For the default theme there is
    /// [`reset_space_theme`](Self::reset_space_theme).
    #[put("/space/{spaceKey}/theme")]
    #[id("setSpaceTheme")]
    #[scopes("write:confluence-space" | "read:space.setting:confluence" + "write:space.setting:confluence")]
    #[connect(WRITE)]
    #[permissions(Administer(Space = space_key))]
    #[app_access(exempt)]
    #[errors(403, 404)]
    fn set_space_theme(
        /// The space.
        space_key: SpaceKey,
        /// The theme.
        #[member]
        theme_key: ThemeKey,
    ) -> Theme;

    /// Takes the theme of a space away: from now on it is shown as the site is.
    #[delete("/space/{spaceKey}/theme")]
    #[id("resetSpaceTheme")]
    #[scopes("write:confluence-space" | "write:space.setting:confluence")]
    #[connect(DELETE)]
    #[permissions(Administer(Space = space_key))]
    #[app_access(exempt)]
    #[errors(404)]
    fn reset_space_theme(
        /// The space.
        space_key: SpaceKey,
    );
}
