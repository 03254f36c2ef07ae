//! Makes Rust names from the vendor's names: arguments, members, types and enum variants.
//!
//! A declaration states the vendor's name only if it cannot be derived from the Rust name. So each conversion also has
//! its inverse here.

/// The words of a name in any of the vendor's styles, in lower case.
pub(crate) fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (i, &c) in chars.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            words.push(String::new());
            continue;
        }
        if starts_word(&chars, i) {
            words.push(String::new());
        }
        let last = words.len() - 1;
        words[last].push(c.to_ascii_lowercase());
    }
    words.retain(|w| !w.is_empty());
    words
}

fn starts_word(chars: &[char], i: usize) -> bool {
    let before = i.checked_sub(1).map(|b| chars[b]);
    let after = chars.get(i + 1);
    match before {
        Some(b) if chars[i].is_ascii_uppercase() => {
            !b.is_ascii_uppercase() || after.is_some_and(|a| a.is_ascii_lowercase())
        }
        _ => false,
    }
}

/// `getPageById` and `get-page-by-id` become `get_page_by_id`. The result can be a keyword.
pub(crate) fn snake(name: &str) -> String {
    words(name).join("_")
}

/// A name for an argument or a member.
pub(crate) fn field(wire: &str) -> String {
    match snake(wire).as_str() {
        "" => "underscore".to_owned(),
        "type" => "kind".to_owned(),
        name if KEYWORDS.contains(&name) => format!("{name}_"),
        name if name.starts_with(|c: char| c.is_ascii_digit()) => format!("n{name}"),
        name => name.to_owned(),
    }
}

/// A name for a type.
pub(crate) fn pascal(name: &str) -> String {
    words(name).iter().map(|w| capitalized(w)).collect()
}

/// The vendor's name that the spec derives from the name of a member.
fn camel(rust: &str) -> String {
    let mut name = pascal(rust);
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}

/// The vendor's name of a member, if the spec must state it.
pub(crate) fn explicit_wire<'a>(rust: &str, wire: &'a str) -> Option<&'a str> {
    (camel(rust) != wire).then_some(wire)
}

/// The plural of a type name.
pub(crate) fn plural(name: &str) -> String {
    match name.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if name.ends_with('s') => name.to_owned(),
        _ => format!("{name}s"),
    }
}

/// The name of the enum variant for a value. `-title` is `title` in descending order.
pub(crate) fn variant(value: &str) -> String {
    if let Some(ascending) = value.strip_prefix('-') {
        return format!("{}Descending", variant(ascending));
    }
    match pascal(value).as_str() {
        "" => "Empty".to_owned(),
        // `Unknown` is the variant that the macro adds.
        "Unknown" => "NotKnown".to_owned(),
        "Self" => "SelfValue".to_owned(),
        name => without_leading_digit(name),
    }
}

/// The value that the spec derives from the name of a variant.
pub(crate) fn value_of_variant(variant: &str) -> Option<String> {
    (words(variant).len() == 1).then(|| variant.to_ascii_lowercase())
}

fn capitalized(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

fn without_leading_digit(name: &str) -> String {
    match name.chars().next().and_then(|c| c.to_digit(10)) {
        Some(digit) => format!("{}{}", DIGITS[digit as usize], capitalized(&name[1..])),
        None => name.to_owned(),
    }
}

const DIGITS: [&str; 10] = [
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
];

const KEYWORDS: [&str; 40] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut",
    "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "try", "use", "where",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operation_ids_become_methods() {
        assert_eq!(snake("getPageById"), "get_page_by_id");
        assert_eq!(snake("searchContentByCQL"), "search_content_by_cql");
        assert_eq!(snake("addURLPath"), "add_url_path");
    }

    #[test]
    fn fields_avoid_keywords() {
        assert_eq!(field("type"), "kind");
        assert_eq!(field("move"), "move_");
        assert_eq!(field("_"), "underscore");
        assert_eq!(field("_links"), "links");
        assert_eq!(field("body-format"), "body_format");
        assert_eq!(field("editor2"), "editor2");
    }

    #[test]
    fn camel_case_leads_back_where_it_can() {
        for wire in ["spaceId", "cqlQuery", "editor2", "isGuest", "self"] {
            assert_eq!(explicit_wire(&field(wire), wire), None);
        }
        for wire in ["export_view", "_links", "type"] {
            assert_eq!(explicit_wire(&field(wire), wire), Some(wire));
        }
    }

    #[test]
    fn plurals() {
        assert_eq!(plural("Page"), "Pages");
        assert_eq!(plural("ContentBody"), "ContentBodies");
        assert_eq!(plural("AdminKey"), "AdminKeys");
        assert_eq!(plural("ContentProperties"), "ContentProperties");
    }

    #[test]
    fn variants_of_every_spelling() {
        let cases = [
            ("current", "Current"),
            ("-created-date", "CreatedDateDescending"),
            ("atlas_doc_format", "AtlasDocFormat"),
            ("PRE_ROLES", "PreRoles"),
            ("2x2-prioritization", "TwoX2Prioritization"),
            ("restrictions.user", "RestrictionsUser"),
            ("de-DE", "DeDe"),
            ("unknown", "NotKnown"),
            ("", "Empty"),
        ];
        for (value, expected) in cases {
            assert_eq!(variant(value), expected);
        }
    }

    #[test]
    fn only_single_lower_case_words_need_no_wire_name() {
        assert_eq!(value_of_variant("Current").as_deref(), Some("current"));
        assert_eq!(value_of_variant("SomeOther"), None);
    }
}
