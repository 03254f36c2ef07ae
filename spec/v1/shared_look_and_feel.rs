//! The colours that a site or a space is shown in. Colours and sizes are text, as in CSS.

use super::*;

/// The colours that a site or a space is shown in.
#[cfg(feature = "__v1-content-models")]
#[doc(alias = "LookAndFeelWithLinks")]
#[model]
pub struct LookAndFeel {
    /// Of headings.
    pub headings: Option<LookAndFeelColor>,
    /// Of links.
    pub links: Option<LookAndFeelColor>,
    /// Of menus.
    pub menus: Option<MenusLookAndFeel>,
    /// Of the bar at the top.
    pub header: Option<HeaderLookAndFeel>,
    /// Of the bar at the top in the newer navigation.
    pub horizontal_header: Option<HorizontalHeaderLookAndFeel>,
    /// Of content and what surrounds it.
    pub content: Option<ContentLookAndFeel>,
    /// Of borders and dividers.
    pub borders_and_dividers: Option<LookAndFeelColor>,
    /// The space it belongs to, if it is not that of the site.
    pub space_reference: Option<Json>,
    /// Where it can be fetched. Only in the answer to a change (`LookAndFeelWithLinks` in the vendor's documents).
    #[wire("_links")]
    pub api_links: Option<GenericLinks>,
}

/// One colour.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct LookAndFeelColor {
    /// The colour.
    pub color: Option<String>,
}

/// Colours of menus.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct MenusLookAndFeel {
    /// Under the pointer.
    pub hover_or_focus: Option<MenusLookAndFeelHoverOrFocus>,
    /// Of the text.
    pub color: Option<String>,
}

/// Colours of a menu item under the pointer.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct MenusLookAndFeelHoverOrFocus {
    /// Of the background.
    pub background_color: Option<String>,
}

/// Colours of the bar at the top.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct HeaderLookAndFeel {
    /// Of the background.
    pub background_color: Option<String>,
    /// Of buttons.
    pub button: Option<ButtonLookAndFeel>,
    /// Of the first level of navigation.
    pub primary_navigation: Option<NavigationLookAndFeel>,
    /// Of the second level of navigation.
    pub secondary_navigation: Option<NavigationLookAndFeel>,
    /// Of the search field.
    pub search: Option<SearchFieldLookAndFeel>,
}

/// Colours of the bar at the top in the newer navigation.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct HorizontalHeaderLookAndFeel {
    /// Of the background.
    pub background_color: Option<String>,
    /// Of buttons.
    pub button: Option<ButtonLookAndFeel>,
    /// Of the first level of navigation.
    pub primary_navigation: Option<TopNavigationLookAndFeel>,
    /// Of the second level of navigation.
    pub secondary_navigation: Option<NavigationLookAndFeel>,
    /// Of the search field.
    pub search: Option<SearchFieldLookAndFeel>,
}

/// Colours of buttons.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ButtonLookAndFeel {
    /// Of the background.
    pub background_color: Option<String>,
    /// Of the text.
    pub color: Option<String>,
}

/// Colours of navigation.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct NavigationLookAndFeel {
    /// Of the text.
    pub color: Option<String>,
    /// Of what is selected.
    pub highlight_color: Option<String>,
    /// Under the pointer.
    pub hover_or_focus: Option<NavigationLookAndFeelHoverOrFocus>,
}

/// Colours of navigation in the newer bar at the top.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct TopNavigationLookAndFeel {
    /// Of the text.
    pub color: Option<String>,
    /// Of what is selected.
    pub highlight_color: Option<String>,
    /// Under the pointer.
    pub hover_or_focus: Option<NavigationLookAndFeelHoverOrFocus>,
}

/// Colours of navigation under the pointer.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct NavigationLookAndFeelHoverOrFocus {
    /// Of the background.
    pub background_color: Option<String>,
    /// Of the text.
    pub color: Option<String>,
}

/// Colours of the search field.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct SearchFieldLookAndFeel {
    /// Of the background.
    pub background_color: Option<String>,
    /// Of the text.
    pub color: Option<String>,
}

/// Backgrounds of content and what surrounds it.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentLookAndFeel {
    /// Behind everything.
    pub screen: Option<ScreenLookAndFeel>,
    /// Around content.
    pub container: Option<ContainerLookAndFeel>,
    /// Behind the head of content.
    pub header: Option<ContainerLookAndFeel>,
    /// Behind the body of content.
    pub body: Option<ContainerLookAndFeel>,
}

/// The background behind everything, in the properties of CSS.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ScreenLookAndFeel {
    /// `background`
    pub background: Option<String>,
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
    pub layer: Option<ScreenLookAndFeelLayer>,
    /// Room above.
    pub gutter_top: Option<String>,
    /// Room at the right.
    pub gutter_right: Option<String>,
    /// Room below.
    pub gutter_bottom: Option<String>,
    /// Room at the left.
    pub gutter_left: Option<String>,
}

/// The size of a layer.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ScreenLookAndFeelLayer {
    /// `width`
    pub width: Option<String>,
    /// `height`
    pub height: Option<String>,
}

/// The background of a part of the screen, in the properties of CSS.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContainerLookAndFeel {
    /// `background`
    pub background: Option<String>,
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
    pub padding: Option<String>,
    /// `border-radius`
    pub border_radius: Option<String>,
}
