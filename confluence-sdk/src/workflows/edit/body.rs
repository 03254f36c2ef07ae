//! Bodies in drafts, and whether two texts are the same one.

/// How content is read.
#[derive(Clone, Copy, Debug)]
pub struct How {
    pub(crate) format: Format,
    /// The draft, and not what is published.
    pub(crate) draft: bool,
}

/// The representation in which a body is read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Format {
    /// XHTML.
    Storage,
    /// JSON.
    AtlasDocFormat,
}

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
    } else if letters(sent).eq(letters(found)) {
        Sameness::Unknown
    } else {
        Sameness::Different
    }
}

/// The letters and digits that people see. Neither a tag nor an entity shows one, and a site changes no word.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let is_json = text.trim_start().starts_with('{');
    let (mut in_tag, mut in_entity) = (false, false);
    text.chars().filter(move |c| {
        match c {
            '<' if !is_json => in_tag = true,
            '&' if !is_json && !in_tag => in_entity = true,
            '>' => in_tag = false,
            ';' => in_entity = false,
            c if c.is_whitespace() => in_entity = false,
            _ => {}
        }
        !in_tag && !in_entity && c.is_alphanumeric()
    })
}

/// Whether two bodies say the same, but for what a site adds by itself when it stores one.
pub(crate) fn is_like(stored: &str, sent: &str) -> bool {
    if stored == sent {
        return true;
    }
    let json = |text: &str| Some(without_ids(serde_json::from_str(text).ok()?));
    match (json(stored), json(sent)) {
        (Some(stored), Some(sent)) => stored == sent,
        (None, None) => pieces(stored).eq(pieces(sent)),
        _ => false,
    }
}

/// Attributes that sites add.
const ADDED: &[&str] = &["ac:local-id", "ac:macro-id", "ac:schema-version", "local-id", "localId"];

/// A document without the ids that a site gives to its nodes.
fn without_ids(mut node: serde_json::Value) -> serde_json::Value {
    match &mut node {
        serde_json::Value::Array(nodes) => nodes.iter_mut().for_each(|node| *node = without_ids(node.take())),
        serde_json::Value::Object(members) => {
            members.retain(|name, _| !ADDED.contains(&name.as_str()));
            members.values_mut().for_each(|node| *node = without_ids(node.take()));
            // Where nothing but an id was in it.
            members.retain(|name, value| name != "attrs" || value.as_object().is_none_or(|attrs| !attrs.is_empty()));
        }
        _ => {}
    }
    node
}

/// The tags and texts of XHTML, as they compare: attributes in one order, entities by what they stand for.
fn pieces(text: &str) -> impl Iterator<Item = String> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        let piece = match rest.strip_prefix("<![CDATA[") {
            // A text that is taken as it is.
            Some(raw) => raw.find("]]>").map_or(rest.len(), |end| end + "<![CDATA[]]>".len()),
            None if rest.starts_with('<') => end_of_tag(rest),
            None => rest.find('<').unwrap_or(rest.len()),
        };
        let (piece, more) = rest.split_at(piece);
        rest = more;
        match piece {
            "" => None,
            tag if tag.starts_with('<') && !tag.starts_with("<!") => Some(plain_tag(tag)),
            text => Some(plain_text(text)),
        }
    })
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

fn plain_tag(tag: &str) -> String {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    let closed = inner.ends_with('/');
    let inner = inner.trim_end_matches('/').trim_end();
    let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let mut found = Vec::new();
    let mut rest = attributes.trim_start();
    while let Some((name, more)) = rest.split_once('=') {
        let more = more.trim_start();
        let quote = more.chars().next().unwrap_or('"');
        let (value, more) = more
            .get(1..)
            .unwrap_or_default()
            .split_once(quote)
            .unwrap_or((more, ""));
        if !ADDED.contains(&name.trim()) {
            found.push(format!("{}={}", name.trim(), plain_text(value)));
        }
        rest = more.trim_start();
    }
    found.sort_unstable();
    format!("<{name} {}{}>", found.join(" "), if closed { "/" } else { "" })
}

/// The entities that are written in more than one way, and those that XHTML asks for.
fn plain_text(text: &str) -> String {
    const WAYS: &[(&str, &str)] = &[
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&rsquo;", "\u{2019}"),
        ("&lsquo;", "\u{2018}"),
        ("&ldquo;", "\u{201c}"),
        ("&rdquo;", "\u{201d}"),
        ("&ndash;", "\u{2013}"),
        ("&mdash;", "\u{2014}"),
        ("&hellip;", "\u{2026}"),
        ("&nbsp;", "\u{a0}"),
        ("&#160;", "\u{a0}"),
    ];
    let mut plain = text.to_owned();
    for (written, meant) in WAYS {
        if plain.contains(written) {
            plain = plain.replace(written, meant);
        }
    }
    plain
}

/// The body of a draft: how it is made of an answer, and its text.
macro_rules! draft_body {
    ($draft:ident $body:ident $plain:ident $nested:ident) => {
        impl $draft {
            /// The text of the body: XHTML in the storage format, JSON in the Atlassian document format.
            pub fn text(&self) -> &str {
                match &self.body {
                    $body::Plain(body)
                    | $body::Nested($nested::Storage(body) | $nested::AtlasDocFormat(body) | $nested::Wiki(body)) => {
                        &body.value
                    }
                }
            }

            /// The same, to be changed.
            pub fn text_mut(&mut self) -> &mut String {
                match &mut self.body {
                    $body::Plain(body)
                    | $body::Nested($nested::Storage(body) | $nested::AtlasDocFormat(body) | $nested::Wiki(body)) => {
                        &mut body.value
                    }
                }
            }

            fn body_of(body: Option<&BodySingle>, how: &How) -> Result<$body> {
                let found = body.and_then(|body| match how.format {
                    $crate::workflows::edit::Format::Storage => body.storage.as_ref(),
                    $crate::workflows::edit::Format::AtlasDocFormat => body.atlas_doc_format.as_ref(),
                });
                let text = found.and_then(|found| found.value.as_ref()).ok_or_else(|| {
                    Error::unexpected("the answer has no body in the format that was asked for, so it cannot be edited")
                })?;
                let representation = match how.format {
                    $crate::workflows::edit::Format::Storage => WriteRepresentation::Storage,
                    $crate::workflows::edit::Format::AtlasDocFormat => WriteRepresentation::AtlasDocFormat,
                };
                Ok($plain::new(representation, text).into())
            }
        }
    };
}
pub(crate) use draft_body;

#[cfg(any(feature = "blog-posts", feature = "comments", feature = "pages"))]
impl Format {
    /// The word of the API.
    pub(crate) fn word(self) -> crate::v2::PrimaryBodyRepresentationSingle {
        match self {
            Self::Storage => crate::v2::PrimaryBodyRepresentationSingle::Storage,
            Self::AtlasDocFormat => crate::v2::PrimaryBodyRepresentationSingle::AtlasDocFormat,
        }
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
        assert_eq!(same_text(r#"{"a":"x"}"#, r#"{"a":["x"]}"#), Sameness::Unknown);
        assert_eq!(same_text(r#"{"a":1}"#, r#"{"a": 2}"#), Sameness::Different);
    }
}
