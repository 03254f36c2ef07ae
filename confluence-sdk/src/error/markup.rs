//! The words of HTML and XML pages. A gateway, a proxy or a login page answers with one where JSON is expected.

/// Only so much of a page is read. What it says comes first.
const READ: usize = 64 << 10;

/// Whether a body is markup: HTML or XML.
pub(crate) fn is_markup(body: &[u8]) -> bool {
    head_of(body).starts_with(b"<")
}

/// Whether a body is an HTML page, by its media type or by its first words.
pub(crate) fn is_html(media_type: Option<&str>, body: &[u8]) -> bool {
    if !is_markup(body) {
        return false;
    }
    if media_type.is_some_and(|media_type| media_type.to_ascii_lowercase().contains("html")) {
        return true;
    }
    let head = head_of(body);
    let head = String::from_utf8_lossy(&head[..head.len().min(2048)]).to_ascii_lowercase();
    let tags = ["<!doctype html", "<html", "<head", "<body", "<title"];
    tags.iter().any(|tag| head.contains(tag))
}

/// A body without blanks and a byte order mark before it.
fn head_of(body: &[u8]) -> &[u8] {
    let body = body.trim_ascii_start();
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start()
}

/// The title and the words of a page, as `title: words`, without styles, scripts and comments.
pub(crate) fn words(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(READ)]);
    let mut page = Page::default();
    page.read(&text);
    let (title, words) = (one_spaced(&undone(&page.title)), one_spaced(&undone(&page.words)));
    // Most pages say their title again as their first heading.
    let again = words
        .strip_prefix(&title)
        .filter(|rest| !rest.starts_with(char::is_alphanumeric));
    match again {
        _ if title.is_empty() => words,
        Some("") => title,
        Some(rest) => format!("{title}: {}", rest.trim_start_matches([':', '.', ' '])),
        None if words.is_empty() => title,
        None => format!("{title}: {words}"),
    }
}

/// The text of the first element with this name in an XML document. Prefixes of names do not count.
pub(crate) fn element(body: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(READ)]);
    let mut rest = &*text;
    while let Some(tag) = next_tag(&mut rest) {
        if tag.kind == Kind::Open && tag.name.rsplit(':').next() == Some(name) {
            let mut page = Page::default();
            page.read(&rest[..end_of(rest, tag.name)]);
            let found = one_spaced(&undone(&page.words));
            return (!found.is_empty()).then_some(found);
        }
    }
    None
}

/// The place at which the element with this name ends.
fn end_of(text: &str, name: &str) -> usize {
    let mut rest = text;
    loop {
        let before = text.len() - rest.len();
        match next_tag(&mut rest) {
            Some(tag) if tag.kind == Kind::Close && tag.name.eq_ignore_ascii_case(name) => return before + tag.before,
            Some(_) => {}
            None => return text.len(),
        }
    }
}

#[derive(Default)]
struct Page {
    title: String,
    words: String,
}

impl Page {
    fn read(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let here = rest;
            let Some(tag) = next_tag(&mut rest) else {
                self.words.push_str(here);
                return;
            };
            self.words.push_str(&here[..tag.before]);
            match (tag.kind, &*tag.name.to_ascii_lowercase()) {
                (Kind::Literal, _) => self.words.push_str(tag.name),
                (Kind::Open, "title") if self.title.is_empty() => self.title = skip(&mut rest, "title").to_owned(),
                (Kind::Open, name) if UNSEEN.contains(&name) => {
                    skip(&mut rest, name);
                    self.words.push(' ');
                }
                (_, name) if WITHIN_WORDS.contains(&name) => {}
                _ => self.words.push(' '),
            }
        }
    }
}

/// Elements that nobody sees.
const UNSEEN: [&str; 6] = ["script", "style", "svg", "template", "iframe", "object"];
/// Elements that can stand inside a word.
const WITHIN_WORDS: [&str; 15] = [
    "a", "abbr", "b", "code", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr",
];

/// Goes on behind the end tag of an element. Returns what is inside. In a script, `<` opens no other element.
fn skip<'a>(rest: &mut &'a str, name: &str) -> &'a str {
    let text = *rest;
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let end = from + at;
        let close = &text[end + 2..];
        let is_it = close
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name));
        if is_it && !close[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            *rest = close.find('>').map_or("", |at| &close[at + 1..]);
            return &text[..end];
        }
        from = end + 2;
    }
    *rest = "";
    text
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    /// A comment, a declaration or an instruction.
    Other,
    /// `<![CDATA[…]]>`: its name is the text.
    Literal,
}

struct Tag<'a> {
    kind: Kind,
    name: &'a str,
    /// The number of bytes before it.
    before: usize,
}

/// The next tag. `rest` continues behind it.
fn next_tag<'a>(rest: &mut &'a str) -> Option<Tag<'a>> {
    let text = *rest;
    let mut from = 0;
    loop {
        let before = from + text[from..].find('<')?;
        let inside = &text[before + 1..];
        let other = |kind, name, after: Option<usize>, rest: &mut &'a str| {
            *rest = after.map_or("", |after| &inside[after..]);
            Some(Tag { kind, name, before })
        };
        let after = |end: &str| inside.find(end).map(|at| at + end.len());
        if let Some(literal) = inside.strip_prefix("![CDATA[") {
            let end = literal.find("]]>").unwrap_or(literal.len());
            return other(Kind::Literal, &literal[..end], after("]]>"), rest);
        }
        if inside.starts_with("!--") {
            return other(Kind::Other, "", after("-->"), rest);
        }
        if inside.starts_with(['!', '?']) {
            return other(Kind::Other, "", after(">"), rest);
        }
        let (kind, named) = match inside.strip_prefix('/') {
            Some(named) => (Kind::Close, named),
            None => (Kind::Open, inside),
        };
        if named.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = named.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
            let name = &named[..end.unwrap_or(named.len())];
            *rest = &inside[end_of_tag(inside)..];
            return Some(Tag { kind, name, before });
        }
        // `a < b` is text.
        from = before + 1;
    }
}

/// The place behind the `>` of a tag. One between quotes does not count.
fn end_of_tag(inside: &str) -> usize {
    let mut quote = None;
    for (at, c) in inside.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    inside.len()
}

/// The text with its entities undone.
fn undone(text: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest
            .char_indices()
            .take(10)
            .find(|(_, c)| *c == ';')
            .map(|(end, _)| end);
        match end.and_then(|end| Some((entity(&rest[..end])?, end))) {
            Some((c, end)) => {
                plain.push(c);
                rest = &rest[end + 1..];
            }
            None => plain.push('&'),
        }
    }
    plain.push_str(rest);
    plain
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(number.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "bull" => '•',
        "middot" => '·',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        _ => return None,
    })
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_gives_its_title_and_its_words() {
        let cases = [
            (
                "<!DOCTYPE html>\n<html><head><title>Log in &amp; go on</title><style>p { color: red }</style></head>\
                 <body><!-- <p>not this --><script>if (a < b) document.write('</p>')</script>\
                 <p title=\"a > b\">Please <b>l</b>og in&#33;</p></body></html>",
                "Log in & go on: Please log in!",
            ),
            (
                "<html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1><hr>nginx",
                "502 Bad Gateway: nginx",
            ),
            ("<title>Gone</title><h1>Gone</h1>", "Gone"),
            ("<p>down", "down"),
            ("<p>1 < 2 &unknown; &#x41;&#0; &", "1 < 2 &unknown; A\0 &"),
            ("<html><script>never ends", ""),
            ("<SCRIPT>x</scripty></SCRIPT >Words", "Words"),
            ("<p><![CDATA[a <b> c]]></p>", "a <b> c"),
            ("<!-- never ends", ""),
            ("", ""),
        ];
        for (page, said) in cases {
            assert_eq!(words(page.as_bytes()), said, "{page}");
        }
    }

    #[test]
    fn an_element_of_xml() {
        let status = b"<?xml version=\"1.0\"?><status><status-code>404</status-code>\
            <message>No content with id &lt;7&gt;</message></status>";
        assert_eq!(element(status, "message").as_deref(), Some("No content with id <7>"));
        assert_eq!(element(status, "status-code").as_deref(), Some("404"));
        assert_eq!(element(status, "title"), None);
        assert_eq!(
            element(b"<a:Error><a:message>no</a:message>", "message").as_deref(),
            Some("no")
        );
        assert_eq!(element(b"<message>cut off", "message").as_deref(), Some("cut off"));
        assert_eq!(element(b"<message/><x>", "message"), None);
    }

    #[test]
    fn what_is_html() {
        assert!(is_html(Some("text/html"), b" <p>x"));
        assert!(is_html(None, b"\xef\xbb\xbf<!DOCTYPE HTML>"));
        assert!(is_html(Some("application/json"), b"<html>"));
        assert!(!is_html(Some("text/html"), b"{}"));
        assert!(!is_html(None, b"<?xml version='1.0'?><status/>"));
    }

    proptest! {
        #[test]
        fn any_page_is_read_without_panic(page in "([<>/!&;#'\"a-zé \\-\\[\\]]|<script>|</script>|<title>|<!--|-->|<!\\[CDATA\\[|]]>){0,60}") {
            let _ = words(page.as_bytes());
            let _ = element(page.as_bytes(), "message");
            let _ = is_html(None, page.as_bytes());
        }

        #[test]
        fn any_bytes_are_read_without_panic(page in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = words(&page);
            let _ = element(&page, "message");
        }

        #[test]
        fn what_is_in_a_script_is_not_said(script in "[a-z<>&\" ]{0,40}") {
            let page = format!("<p>before<script>{script}</script>after</p>");
            prop_assert_eq!(words(page.as_bytes()), "before after");
        }
    }
}
