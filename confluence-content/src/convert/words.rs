//! Words of the two formats that stand for the same.

/// Panels: the macro, and the type of the node. The types `note` and `tip` have no macro.
pub(crate) const PANELS: [(&str, &str); 4] = [
    ("info", "info"),
    ("note", "warning"),
    ("tip", "success"),
    ("warning", "error"),
];

/// Custom panels: the parameter of the macro `panel`, and the attribute of the node.
pub(crate) const CUSTOM_PANEL: [(&str, &str); 4] = [
    ("bgColor", "panelColor"),
    ("panelIcon", "panelIcon"),
    ("panelIconId", "panelIconId"),
    ("panelIconText", "panelIconText"),
];

/// Colours of statuses: the parameter of the macro, and the attribute of the node.
pub(crate) const STATUS_COLORS: [(&str, &str); 6] = [
    ("Blue", "blue"),
    ("Green", "green"),
    ("Grey", "neutral"),
    ("Purple", "purple"),
    ("Red", "red"),
    ("Yellow", "yellow"),
];

/// Sections of a layout: the type of the element, and the widths of the columns.
pub(crate) const LAYOUTS: [(&str, &[f64]); 8] = [
    ("single", &[100.0]),
    ("two_equal", &[50.0, 50.0]),
    ("two_left_sidebar", &[33.33, 66.66]),
    ("two_right_sidebar", &[66.66, 33.33]),
    ("three_equal", &[33.33, 33.33, 33.33]),
    ("three_with_sidebars", &[25.0, 50.0, 25.0]),
    ("four_equal", &[25.0, 25.0, 25.0, 25.0]),
    ("five_equal", &[20.0, 20.0, 20.0, 20.0, 20.0]),
];

/// Marks without attributes: the kinds, and the elements that stand for them. The first element is the one that is
/// written.
pub(crate) const PLAIN_MARKS: [(&str, &[&str]); 5] = [
    ("strong", &["strong", "b"]),
    ("em", &["em", "i"]),
    ("underline", &["u", "ins"]),
    ("strike", &["s", "del", "strike"]),
    ("code", &["code", "tt"]),
];

/// The second word beside this first one.
pub(crate) fn second<'w>(table: &[(&str, &'w str)], first: &str) -> Option<&'w str> {
    table.iter().find(|(word, _)| *word == first).map(|(_, second)| *second)
}

/// The first word beside this second one.
pub(crate) fn first<'w>(table: &[(&'w str, &str)], second: &str) -> Option<&'w str> {
    table.iter().find(|(_, word)| *word == second).map(|(first, _)| *first)
}

/// `decisionList` as `decision-list`.
pub(crate) fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}

/// `decision-list` as `decisionList`.
pub(crate) fn camel(name: &str) -> String {
    let mut camel = String::new();
    let mut upper = false;
    for letter in name.chars() {
        match letter {
            '-' if !upper => upper = true,
            _ if upper && letter.is_ascii_lowercase() => {
                camel.push(letter.to_ascii_uppercase());
                upper = false;
            }
            _ => {
                if upper {
                    camel.push('-');
                }
                upper = letter == '-';
                if !upper {
                    camel.push(letter);
                }
            }
        }
    }
    if upper {
        camel.push('-');
    }
    camel
}
