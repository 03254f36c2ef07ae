//! Text as XHTML.

use std::borrow::Cow;

/// Appends text as the content of an element. A space that does not break is written by its name, as Confluence does.
pub(crate) fn push_text(out: &mut String, text: &str) {
    push(out, text, |letter| match letter {
        '\n' => Some("&#10;"),
        _ => markup(letter),
    });
}

/// Appends text as content in which line breaks stay what they are.
pub(crate) fn push_lines(out: &mut String, text: &str) {
    push(out, text, markup);
}

/// Appends an attribute with its value.
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push(out, value, |letter| match letter {
        '"' => Some("&quot;"),
        '\n' => Some("&#10;"),
        '\t' => Some("&#9;"),
        _ => markup(letter),
    });
    out.push('"');
}

/// Appends text as a CDATA section. Its end mark within the text is split over two sections.
pub(crate) fn push_cdata(out: &mut String, text: &str) {
    out.push_str("<![CDATA[");
    out.push_str(&legal(text).replace("]]>", "]]]]><![CDATA[>"));
    out.push_str("]]>");
}

fn markup(letter: char) -> Option<&'static str> {
    match letter {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("&#13;"),
        '\u{a0}' => Some("&nbsp;"),
        _ => None,
    }
}

fn push(out: &mut String, text: &str, written: impl Fn(char) -> Option<&'static str>) {
    for letter in text.chars() {
        match written(letter) {
            Some(written) => out.push_str(written),
            None if is_legal(letter) => out.push(letter),
            None => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
}

/// Text with a replacement character for each that XML cannot hold.
pub(crate) fn legal(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_legal) {
        return Cow::Borrowed(text);
    }
    let replaced = |letter| {
        if is_legal(letter) {
            letter
        } else {
            char::REPLACEMENT_CHARACTER
        }
    };
    Cow::Owned(text.chars().map(replaced).collect())
}

/// Whether XML can hold this character.
pub(crate) fn is_legal(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
