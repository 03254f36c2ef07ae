//! How the site and its spaces look: themes, colours, and settings of spaces.

use super::State;
use serde_json::{Value, json};

/// A theme that spaces can have.
#[derive(Debug)]
pub(crate) struct Theme {
    pub(crate) key: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    /// The colour of its header.
    color: &'static str,
}

/// The themes of the site, without the default one.
pub(crate) const THEMES: [Theme; 2] = [
    Theme {
        key: "com.atlassian.confluence.plugins.doctheme:documentation",
        name: "Documentation theme",
        description: "Shows the pages of a space as a tree beside the page.",
        color: "#205081",
    },
    Theme {
        key: "org.example.themes:evergreen",
        name: "Evergreen",
        description: "Green, with much room between the lines.",
        color: "#006644",
    },
];

/// Which look and feel a space has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    /// That of the site.
    #[default]
    Global,
    Custom,
    Theme,
}

/// What was set for a space, or for the whole site.
#[derive(Clone, Debug, Default)]
pub(crate) struct Appearance {
    pub(crate) theme: Option<&'static Theme>,
    pub(crate) look: Look,
    /// The custom look and feel.
    pub(crate) custom: Option<Value>,
    pub(crate) route_override: bool,
    pub(crate) content_mode: Option<&'static str>,
}

impl Theme {
    pub(crate) fn named(key: &str) -> Option<&'static Self> {
        THEMES.iter().find(|theme| theme.key == key)
    }

    /// Its look and feel: the default one with another header.
    pub(crate) fn look_and_feel(&self) -> Value {
        let mut look = default_look_and_feel();
        look["header"]["backgroundColor"] = self.color.into();
        look
    }
}

impl State {
    /// What was set for a space, or for the site if there is no space.
    pub(crate) fn appearance(&self, space: Option<u64>) -> Appearance {
        self.appearances.get(&space).cloned().unwrap_or_default()
    }

    pub(crate) fn appearance_mut(&mut self, space: Option<u64>) -> &mut Appearance {
        self.appearances.entry(space).or_default()
    }

    /// The look and feel of everything that has none of its own.
    pub(crate) fn global_look_and_feel(&self) -> Value {
        self.appearance(None).custom.unwrap_or_else(default_look_and_feel)
    }
}

/// The look and feel of a site whose administrators have changed nothing.
fn default_look_and_feel() -> Value {
    const BLUE: &str = "#0052CC";
    const DARK: &str = "#172B4D";
    const WHITE: &str = "#FFFFFF";
    let hover = json!({ "backgroundColor": "#F4F5F7", "color": DARK });
    json!({
        "headings": { "color": DARK },
        "links": { "color": BLUE },
        "menus": { "hoverOrFocus": { "backgroundColor": BLUE }, "color": DARK },
        "header": {
            "backgroundColor": WHITE,
            "button": { "backgroundColor": BLUE, "color": WHITE },
            "primaryNavigation": { "color": DARK, "hoverOrFocus": hover },
            "secondaryNavigation": { "color": DARK, "hoverOrFocus": hover },
            "search": { "backgroundColor": "#F4F5F7", "color": DARK },
        },
        "content": {},
        "bordersAndDividers": { "color": "#DFE1E6" },
    })
}
