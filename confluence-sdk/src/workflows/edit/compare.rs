//! Whether two bodies are the same one, but for what a site changes when it stores one.

use super::entity::decode;
use serde_json::{Map, Value};

/// Whether what the server has is what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    Same,
    Different,
    /// The server may have written it in another way: sites add attributes and change entities.
    Unknown,
}

/// Compares the text that was sent with the one that the server has.
pub(crate) fn same_text(sent: &str, found: &str) -> Sameness {
    if is_like(found, sent) {
        Sameness::Same
    } else if letters(sent) == letters(found) {
        Sameness::Unknown
    } else {
        Sameness::Different
    }
}

/// The letters and digits that people see: a site changes none of them.
fn letters(text: &str) -> String {
    let mut seen = String::new();
    match serde_json::from_str::<Value>(text) {
        Ok(node @ Value::Object(_)) => collect_texts(&node, &mut seen),
        _ => collect_words(&pieces(text), &mut seen),
    }
    seen.retain(char::is_alphanumeric);
    seen
}

fn collect_texts(node: &Value, seen: &mut String) {
    if let Some(text) = node.get("text").and_then(Value::as_str) {
        seen.push_str(text);
    }
    for child in node.get("content").and_then(Value::as_array).into_iter().flatten() {
        collect_texts(child, seen);
    }
}

fn collect_words(pieces: &[Piece], seen: &mut String) {
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        match piece {
            // Sites add parameters, and a picture of the macro for programs that do not know it.
            Piece::Start(name, _) if matches!(name.as_str(), "ac:parameter" | "ac:adf-fallback") => {
                at = end_of_element(pieces, at);
                continue;
            }
            Piece::Text(text) | Piece::Raw(text) => seen.push_str(text),
            Piece::Start(..) | Piece::End(_) => {}
        }
        at += 1;
    }
}

/// Whether two bodies say the same, but for what a site adds by itself when it stores one.
pub(crate) fn is_like(stored: &str, sent: &str) -> bool {
    if stored == sent {
        return true;
    }
    let json = |text: &str| serde_json::from_str::<Value>(text).ok();
    match (json(stored), json(sent)) {
        (Some(stored), Some(sent)) => is_like_node(&stored, &sent),
        (None, None) => is_like_markup(&pieces(stored), &pieces(sent)),
        _ => false,
    }
}

fn is_like_node(stored: &Value, sent: &Value) -> bool {
    match (stored, sent) {
        (Value::Array(stored), Value::Array(sent)) => {
            stored.len() == sent.len() && stored.iter().zip(sent).all(|(stored, sent)| is_like_node(stored, sent))
        }
        (Value::Object(stored), Value::Object(sent)) => {
            let same = |name: &String, value| match sent.get(name) {
                Some(_) if name == "localId" => true,
                Some(sent) => is_like_node(value, sent),
                None => is_added_member(name, value),
            };
            let is_kept = |(name, value): (&String, &Value)| stored.contains_key(name) || is_id(name, value);
            stored.iter().all(|(name, value)| same(name, value)) && sent.iter().all(is_kept)
        }
        _ => stored == sent,
    }
}

fn is_id(name: &str, value: &Value) -> bool {
    let only_ids = |attrs: &Map<String, Value>| attrs.iter().all(|(name, value)| is_id(name, value));
    name == "localId" || (name == "attrs" && value.as_object().is_some_and(only_ids))
}

/// Whether a site adds this member to what was sent without it: ids, widths, and what holds without a word.
fn is_added_member(name: &str, value: &Value) -> bool {
    match (name, value) {
        ("localId" | "width" | "colwidth", _) | (_, Value::Null | Value::Bool(false)) => true,
        ("colspan" | "rowspan" | "order", value) => *value == 1,
        ("layout", Value::String(word)) => DEFAULT_LAYOUTS.contains(&word.as_str()),
        ("attrs", Value::Object(attrs)) => attrs.iter().all(|(name, value)| is_added_member(name, value)),
        _ => false,
    }
}

const DEFAULT_LAYOUTS: &[&str] = &["default", "center", "align-start"];

/// Attributes that sites set as they like.
const IDS: &[&str] = &[
    "ac:local-id",
    "ac:macro-id",
    "ac:schema-version",
    "ac:task-list-id",
    "local-id",
    "ri:version-at-save",
];

/// Attributes that sites add where there is none.
const SIZES: &[&str] = &["ac:original-height", "ac:original-width", "data-table-width"];

/// Elements that sites set as they like.
const ID_ELEMENTS: &[&str] = &["ac:task-id", "ac:task-uuid"];

/// A tag or a text. `<p/>` is both tags.
#[derive(Debug, PartialEq)]
enum Piece {
    /// With its attributes in one order, without ids.
    Start(String, Vec<(String, String)>),
    End(String),
    /// Entities are what they stand for.
    Text(String),
    /// What is taken as it is: CDATA, comments.
    Raw(String),
}

fn is_like_markup(stored: &[Piece], sent: &[Piece]) -> bool {
    let (mut at, mut other) = (0, 0);
    loop {
        let (ours, theirs) = (sent.get(other), stored.get(at));
        match (theirs, ours) {
            (None, None) => return true,
            (Some(theirs), ours) if is_columns(theirs) && !ours.is_some_and(is_columns) => {
                at = end_of_element(stored, at);
                continue;
            }
            (Some(theirs), Some(ours)) if is_like_piece(theirs, ours) => {}
            _ => return false,
        }
        at += 1;
        other += 1;
    }
}

fn is_columns(piece: &Piece) -> bool {
    matches!(piece, Piece::Start(name, _) if name == "colgroup")
}

fn is_like_piece(stored: &Piece, sent: &Piece) -> bool {
    let (Piece::Start(name, has), Piece::Start(other, asked)) = (stored, sent) else {
        return stored == sent;
    };
    let is_added = |(name, value): &(String, String)| {
        !asked.iter().any(|(asked, _)| asked == name)
            && (SIZES.contains(&name.as_str()) || (name == "data-layout" && DEFAULT_LAYOUTS.contains(&value.as_str())))
    };
    name == other && has.iter().filter(|attribute| !is_added(attribute)).eq(asked)
}

/// Behind the element that begins at this place.
fn end_of_element(pieces: &[Piece], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate().skip(start) {
        match piece {
            Piece::Start(..) => depth += 1,
            Piece::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    pieces.len()
}

/// The tags and texts of XHTML, as they compare.
fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let raw = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
        let length = match rest {
            data if data.starts_with("<![CDATA[") => raw("]]>"),
            comment if comment.starts_with("<!--") => raw("-->"),
            tag if tag.starts_with('<') => end_of_tag(tag),
            text => text.find('<').unwrap_or(text.len()),
        };
        let (piece, more) = rest.split_at(length);
        rest = more;
        match piece.strip_prefix('<') {
            None => found.push(Piece::Text(decode(piece).into_owned())),
            Some(tag) if tag.starts_with(['!', '?']) => found.push(Piece::Raw(piece.to_owned())),
            Some(tag) => push_tag(tag.strip_suffix('>').unwrap_or(tag), &mut found),
        }
    }
    without_ids(found)
}

fn without_ids(found: Vec<Piece>) -> Vec<Piece> {
    let mut skipped_to = 0;
    let ends: Vec<usize> = (0..found.len())
        .map(|at| match &found[at] {
            Piece::Start(name, _) if ID_ELEMENTS.contains(&name.as_str()) => end_of_element(&found, at),
            _ => at,
        })
        .collect();
    let mut kept = Vec::with_capacity(found.len());
    for (at, piece) in found.into_iter().enumerate() {
        skipped_to = skipped_to.max(ends[at]);
        if at >= skipped_to {
            kept.push(piece);
        }
    }
    kept
}

/// Behind the first `>` that is not in an attribute.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn push_tag(tag: &str, found: &mut Vec<Piece>) {
    if let Some(name) = tag.strip_prefix('/') {
        return found.push(Piece::End(name.trim().to_owned()));
    }
    let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((name, more)) = rest.split_once('=') {
        let more = more.trim_start();
        let quote = more.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let value = quote.and_then(|quote| more[1..].split_once(quote));
        let (value, more) = value.unwrap_or((more, ""));
        if !IDS.contains(&name.trim()) {
            attributes.push((name.trim().to_owned(), decode(value).into_owned()));
        }
        rest = more;
    }
    attributes.sort_unstable();
    found.push(Piece::Start(name.to_owned(), attributes));
    if is_empty {
        found.push(Piece::End(name.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_site_adds_makes_no_difference_and_all_else_does() {
        let sent = r#"<p>It&rsquo;s <ac:structured-macro ac:name="toc" /><a title="x > y" href="u">x</a></p>"#;
        let stored = "<p local-id=\"1\">It\u{2019}s <ac:structured-macro ac:macro-id=\"a\" ac:name=\"toc\"/>\
            <a href='u' title='x > y'>x</a></p>";
        assert!(is_like(stored, sent));
        for other in ["toc2", "href=\"v\"", "<b>x</b>", "x  > y", "It"] {
            let changed = match other {
                "toc2" => sent.replace("toc", "toc2"),
                "href=\"v\"" => sent.replace("\"u\"", "\"v\""),
                "<b>x</b>" => sent.replace(">x<", "><b>x</b><"),
                "x  > y" => sent.replace("x > y", "x  > y"),
                _ => sent.replace("It", "It "),
            };
            assert_ne!(changed, sent);
            assert!(!is_like(stored, &changed), "{changed}");
        }
        assert!(!is_like("<![CDATA[a]]>", "<![CDATA[b]]>") && !is_like("<p/>", "") && is_like("", ""));
        let adf = |id, text| {
            format!(r#"{{"type":"doc","content":[{{"type":"p","attrs":{{"localId":"{id}"}},"text":"{text}"}}]}}"#)
        };
        assert!(is_like(
            &adf(1, "a"),
            r#"{"content":[{"text":"a","type":"p"}],"type":"doc"}"#
        ));
        assert!(!is_like(&adf(1, "a"), &adf(1, "b")));
    }

    #[test]
    fn odd_markup_is_compared_without_an_end_or_a_panic() {
        for odd in [
            "<",
            "<>",
            "<a b=",
            "<a b='",
            "<![CDATA[",
            "é<é é=é>é",
            "&",
            "<a =\"\">",
            "{",
            "<a\u{3000}b=\u{3000}>",
        ] {
            assert!(is_like(odd, odd));
            assert!(!is_like(odd, "<p>x</p>"), "{odd}");
            let _ = is_like(&format!("{odd} "), odd);
        }
    }

    #[test]
    fn other_attributes_are_not_known_to_be_another_text_and_other_words_are() {
        let sent = "<p>Fish &amp; <b>chips</b></p>";
        assert_eq!(same_text(sent, sent), Sameness::Same);
        let rewritten = "<p local-id=\"x1\">Fish &#38; <strong>chips</strong></p>";
        assert_eq!(same_text(sent, rewritten), Sameness::Unknown);
        assert_eq!(same_text(sent, "<p>Fish &amp; <b>crisps</b></p>"), Sameness::Different);
        assert_eq!(same_text("5", "6"), Sameness::Different);
        assert_eq!(same_text(r#"{"a":1}"#, r#"{"a": 1}"#), Sameness::Same);
        let adf = |attrs, text| {
            let text = format!(r#"{{"type":"text","text":"{text}"}}"#);
            format!(r#"{{"type":"doc","content":[{{"type":"panel","attrs":{{{attrs}}},"content":[{text}]}}]}}"#)
        };
        let sent = adf("", "a");
        assert_eq!(same_text(&sent, &adf(r#""panelType":"note""#, "a")), Sameness::Unknown);
        assert_eq!(same_text(&sent, &adf("", "b")), Sameness::Different);
    }

    #[test]
    fn letters_can_be_entities() {
        for (sent, stored) in [
            ("für", "f&uuml;r"),
            ("é", "&#233;"),
            ("&eacute;", "&#xE9;"),
            ("a > b", "a &gt; b"),
        ] {
            assert_eq!(same_text(sent, stored), Sameness::Same, "{stored}");
            let marked = format!("<b>{stored}</b>");
            assert_eq!(same_text(sent, &marked), Sameness::Unknown, "{stored}");
        }
        assert_eq!(same_text("f&uuml;r", "f&ouml;r"), Sameness::Different);
    }

    #[test]
    fn a_code_sample_and_an_attribute_are_taken_as_they_are() {
        assert!(!is_like("<![CDATA[&quot;]]>", "<![CDATA[\"]]>"));
        assert!(!is_like("<![CDATA[<p>]]>", "<p>") && !is_like("&lt;p&gt;", "<p>"));
        assert!(!is_like("<x a=\"x b=y\">", "<x a=\"x\" b=\"y\">"));
    }

    #[test]
    fn what_sites_add_to_links_tasks_tables_and_images_is_no_change() {
        for (stored, sent) in [
            (
                r#"<ri:page ri:content-title="A" ri:version-at-save="3" />"#,
                r#"<ri:page ri:content-title="A"/>"#,
            ),
            (
                r#"<ac:task-list ac:task-list-id="x"><ac:task><ac:task-id>4</ac:task-id><ac:task-uuid>u</ac:task-uuid>
                </ac:task></ac:task-list>"#,
                "<ac:task-list><ac:task>\n                </ac:task></ac:task-list>",
            ),
            (
                r#"<table data-layout="default" data-table-width="760"><colgroup><col style="w" /></colgroup><tbody/></table>"#,
                "<table><tbody></tbody></table>",
            ),
            (
                r#"<ac:image ac:original-width="3" ac:original-height="4" ac:width="2"/>"#,
                r#"<ac:image ac:width="2"/>"#,
            ),
            (
                r#"{"type":"table","attrs":{"layout":"default","width":760,"isNumberColumnEnabled":false,"localId":"x"}}"#,
                r#"{"type":"table"}"#,
            ),
        ] {
            assert!(is_like(stored, sent), "{stored}");
            assert!(
                stored.starts_with('{') || !is_like(sent, stored) || !stored.contains("width"),
                "{stored}"
            );
            assert!(
                !is_like(&stored.replace("default", "wide"), sent) || !stored.contains("default"),
                "{stored}"
            );
        }
    }
}
