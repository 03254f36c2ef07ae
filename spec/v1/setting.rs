//! What the site and its spaces look like, and what the site says of itself.

use super::*;

/// What the site and its spaces look like, and what the site says of itself.
///
/// The models of the colours are those of [`LookAndFeel`].
#[endpoints(v1, tag = "Settings", base = "/wiki/rest/api")]
pub trait Settings {
    /// The colours of the site or of one space: those of the site, those of the theme, and those that an
    /// administrator has set.
    ///
    /// A space has the colours of the site, or its theme brings them along.
    #[get("/settings/lookandfeel")]
    #[id("getLookAndFeelSettings")]
    #[scopes("manage:confluence-configuration" | "read:configuration:confluence" + "read:space.setting:confluence")]
    #[connect(READ)]
    #[permissions(none)]
    #[app_access(exempt)]
    #[errors(400, 404)]
    fn get_look_and_feel_settings(
        /// The space. Without it: the site.
        #[query("spaceKey")]
        space_key: Option<SpaceKey>,
    ) -> LookAndFeelSettings;

    /// Chooses the colours of a space: those of the site, those of its theme, or its own.
    ///
    /// A space without a theme has those of the site: anything else is refused with 409.
    #[put("/settings/lookandfeel")]
    #[id("updateLookAndFeel")]
    #[scopes("manage:confluence-configuration" | "read:space.setting:confluence" + "write:space.setting:confluence")]
    #[connect(WRITE)]
    #[permissions(Administer(Space = space_key))]
    #[app_access(exempt)]
    #[errors(400, 403, 404, 409)]
    #[example(look_and_feel_type = LookAndFeelType::Custom)]
    fn update_look_and_feel(
        /// The space.
        #[member]
        space_key: SpaceKey,
        /// Which colours it gets.
        #[member]
        look_and_feel_type: LookAndFeelType,
    ) -> LookAndFeelSelection;

    /// Sets colours for the site or for one space. They replace those that were set before.
    ///
    /// A space whose theme is selected is shown in the colours of the theme all the same.
    #[post("/settings/lookandfeel/custom")]
    #[id("updateLookAndFeelSettings")]
    #[scopes(
        "manage:confluence-configuration"
            | "read:configuration:confluence"
                + "read:space.setting:confluence"
                + "write:configuration:confluence"
                + "write:space.setting:confluence"
    )]
    #[connect(WRITE)]
    #[permissions(if_given(space_key, Administer(Space = space_key), else = ConfluenceAdmin))]
    #[app_access(exempt)]
    #[errors(400, 403, 404)]
    fn update_look_and_feel_settings(
        /// The space. Without it: the site.
        #[query("spaceKey")]
        space_key: Option<SpaceKey>,
        /// The colours: all of them, the ones that stay too.
        #[body]
        colors: LookAndFeelRequest,
    ) -> LookAndFeel;

    /// Resets the colours of the site or of one space to the default.
    ///
    /// They become the default ones, which for a space are those of the site. Which colours are selected does not
    /// change by it.
    #[delete("/settings/lookandfeel/custom")]
    #[id("resetLookAndFeelSettings")]
    #[scopes("manage:confluence-configuration" | "write:configuration:confluence" + "write:space.setting:confluence")]
    #[connect(DELETE)]
    #[permissions(if_given(space_key, Administer(Space = space_key), else = ConfluenceAdmin))]
    #[app_access(exempt)]
    #[errors(400, 403, 404)]
    fn reset_look_and_feel_settings(
        /// The space. Without it: the site.
        #[query("spaceKey")]
        space_key: Option<SpaceKey>,
    );

    /// What the site says of itself: its id, its address, its language. Meant for Atlassian's own use.
    #[get("/settings/systemInfo")]
    #[id("getSystemInfo")]
    #[scopes("manage:confluence-configuration" | "read:configuration:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(403)]
    fn get_system_info() -> SystemInfoEntity;
}

/// The colours that there are to choose from, and which of them are selected.
#[model]
pub struct LookAndFeelSettings {
    /// Which are selected.
    pub selected: Option<LookAndFeelType>,
    /// Those of the site.
    pub global: Option<Box<LookAndFeel>>,
    /// Those of the theme, if there is one.
    pub theme: Option<Box<LookAndFeel>>,
    /// Those that an administrator has set.
    pub custom: Option<Box<LookAndFeel>>,
}

/// Where colours come from.
#[model]
pub enum LookAndFeelType {
    /// From the site.
    Global,
    /// From an administrator.
    Custom,
    /// From a theme.
    Theme,
}

/// Which colours a space is shown in.
#[model]
pub struct LookAndFeelSelection {
    /// The space.
    pub space_key: SpaceKey,
    /// Where its colours come from.
    pub look_and_feel_type: Option<LookAndFeelType>,
}

/// What the site says of itself.
#[model]
pub struct SystemInfoEntity {
    /// Identifies the site at the gateway.
    pub cloud_id: CloudId,
    /// The state of the source code that Confluence was built from.
    pub commit_hash: Option<String>,
    /// The address of Confluence.
    pub base_url: Option<String>,
    /// Another address of it.
    pub fallback_base_url: Option<String>,
    /// What has been paid for.
    pub edition: Option<String>,
    /// What the site is called.
    pub site_title: Option<String>,
    /// The language for those who have chosen none.
    pub default_locale: Option<String>,
    /// The time zone for those who have chosen none.
    pub default_time_zone: Option<String>,
    /// Where Atlassian runs it.
    pub micros_perimeter: Option<String>,
}

/// Colours to set for the site or for a space: all of them, also those that stay as they are.
///
/// An answer becomes a request by way of JSON:
///
/// ```
/// use confluence_sdk::v1::{LookAndFeel, LookAndFeelRequest};
///
/// fn with_other_links(current: &LookAndFeel) -> serde_json::Result<LookAndFeelRequest> {
///     let mut colors: LookAndFeelRequest = serde_json::from_value(serde_json::to_value(current)?)?;
///     colors.links.color = "#0052CC".to_owned();
///     Ok(colors)
/// }
/// ```
#[model(request)]
pub struct LookAndFeelRequest {
    /// Of headings.
    pub headings: LookAndFeelColorRequest,
    /// Of links.
    pub links: LookAndFeelColorRequest,
    /// Of menus.
    pub menus: MenusLookAndFeelRequest,
    /// Of the bar at the top.
    pub header: HeaderLookAndFeelRequest,
    /// Of the bar at the top in the newer navigation.
    pub horizontal_header: Option<HorizontalHeaderLookAndFeelRequest>,
    /// Of content and what surrounds it.
    pub content: ContentLookAndFeelRequest,
    /// Of borders and dividers.
    pub borders_and_dividers: LookAndFeelColorRequest,
    /// The space it belongs to, if it is not that of the site.
    pub space_reference: Option<Json>,
}

/// One colour to set.
#[model(request)]
pub struct LookAndFeelColorRequest {
    /// The colour.
    pub color: String,
}

/// Colours of menus to set.
#[model(request)]
pub struct MenusLookAndFeelRequest {
    /// Under the pointer.
    pub hover_or_focus: MenusLookAndFeelHoverOrFocusRequest,
    /// Of the text.
    pub color: String,
}

/// Colours of a menu item under the pointer to set.
#[model(request)]
pub struct MenusLookAndFeelHoverOrFocusRequest {
    /// Of the background.
    pub background_color: String,
}

/// Colours of the bar at the top to set.
#[model(request)]
pub struct HeaderLookAndFeelRequest {
    /// Of the background.
    pub background_color: String,
    /// Of buttons.
    pub button: Option<ButtonLookAndFeelRequest>,
    /// Of the first level of navigation.
    pub primary_navigation: Option<NavigationLookAndFeelRequest>,
    /// Of the second level of navigation.
    pub secondary_navigation: Option<NavigationLookAndFeelRequest>,
    /// Of the search field.
    pub search: Option<SearchFieldLookAndFeelRequest>,
}

/// Colours of the bar at the top in the newer navigation to set.
#[model(request)]
pub struct HorizontalHeaderLookAndFeelRequest {
    /// Of the background.
    pub background_color: String,
    /// Of buttons.
    pub button: Option<ButtonLookAndFeelRequest>,
    /// Of the first level of navigation.
    pub primary_navigation: TopNavigationLookAndFeelRequest,
    /// Of the second level of navigation.
    pub secondary_navigation: Option<NavigationLookAndFeelRequest>,
    /// Of the search field.
    pub search: Option<SearchFieldLookAndFeelRequest>,
}

/// Colours of buttons to set.
#[model(request)]
pub struct ButtonLookAndFeelRequest {
    /// Of the background.
    pub background_color: String,
    /// Of the text.
    pub color: String,
}

/// Colours of navigation to set.
#[model(request)]
pub struct NavigationLookAndFeelRequest {
    /// Of the text.
    pub color: String,
    /// Of what is selected.
    pub highlight_color: Option<String>,
    /// Under the pointer.
    pub hover_or_focus: NavigationLookAndFeelHoverOrFocusRequest,
}

/// Colours of navigation under the pointer to set.
#[model(request)]
pub struct NavigationLookAndFeelHoverOrFocusRequest {
    /// Of the background.
    pub background_color: String,
    /// Of the text.
    pub color: String,
}

/// Colours of navigation in the newer bar at the top to set.
#[model(request)]
pub struct TopNavigationLookAndFeelRequest {
    /// Of the text.
    pub color: Option<String>,
    /// Of what is selected.
    pub highlight_color: String,
    /// Under the pointer.
    pub hover_or_focus: Option<TopNavigationLookAndFeelHoverOrFocusRequest>,
}

/// Colours of navigation under the pointer in the newer bar at the top to set.
#[model(request)]
pub struct TopNavigationLookAndFeelHoverOrFocusRequest {
    /// Of the background.
    pub background_color: Option<String>,
    /// Of the text.
    pub color: Option<String>,
}

/// Colours of the search field to set.
#[model(request)]
pub struct SearchFieldLookAndFeelRequest {
    /// Of the background.
    pub background_color: String,
    /// Of the text.
    pub color: String,
}

/// Backgrounds of content and what surrounds it to set.
#[model(request)]
pub struct ContentLookAndFeelRequest {
    /// Behind everything.
    pub screen: Option<ScreenLookAndFeelRequest>,
    /// Around content.
    pub container: Option<ContainerLookAndFeelRequest>,
    /// Behind the head of content.
    pub header: Option<ContainerLookAndFeelRequest>,
    /// Behind the body of content.
    pub body: Option<ContainerLookAndFeelRequest>,
}

/// The background behind everything to set, in the properties of CSS.
#[model(request)]
pub struct ScreenLookAndFeelRequest {
    /// `background`
    pub background: String,
    /// `background-attachment`
    pub background_attachment: Option<String>,
    /// `background-blend-mode`
    pub background_blend_mode: Option<String>,
    /// `background-clip`
    pub background_clip: Option<String>,
    /// `background-color`
    pub background_color: Option<String>,
    /// `background-image`
    pub background_image: Option<String>,
    /// `background-origin`
    pub background_origin: Option<String>,
    /// `background-position`
    pub background_position: Option<String>,
    /// `background-repeat`
    pub background_repeat: Option<String>,
    /// `background-size`
    pub background_size: Option<String>,
    /// The size of the layer.
    pub layer: Option<ScreenLookAndFeelLayerRequest>,
    /// Room above.
    pub gutter_top: Option<String>,
    /// Room at the right.
    pub gutter_right: Option<String>,
    /// Room below.
    pub gutter_bottom: Option<String>,
    /// Room at the left.
    pub gutter_left: Option<String>,
}

/// The size of a layer to set.
#[model(request)]
pub struct ScreenLookAndFeelLayerRequest {
    /// `width`
    pub width: Option<String>,
    /// `height`
    pub height: Option<String>,
}

/// The background of a part of the screen to set, in the properties of CSS.
#[model(request)]
pub struct ContainerLookAndFeelRequest {
    /// `background`
    pub background: String,
    /// `background-attachment`
    pub background_attachment: Option<String>,
    /// `background-blend-mode`
    pub background_blend_mode: Option<String>,
    /// `background-clip`
    pub background_clip: Option<String>,
    /// `background-color`
    pub background_color: Option<String>,
    /// `background-image`
    pub background_image: Option<String>,
    /// `background-origin`
    pub background_origin: Option<String>,
    /// `background-position`
    pub background_position: Option<String>,
    /// `background-repeat`
    pub background_repeat: Option<String>,
    /// `background-size`
    pub background_size: Option<String>,
    /// `padding`
    pub padding: String,
    /// `border-radius`
    pub border_radius: String,
}
