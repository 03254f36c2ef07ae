//! Links to pages: the parameters in a link, and the links in `Link` headers.

use http::HeaderMap;
use percent_encoding::percent_decode_str;

/// All values of a query parameter in a link, in order. The link can be relative or absolute. Only percent encoding is
/// undone: a plus is a plus, because cursors are Base64 and some servers do not encode it. `None` if a value is not
/// UTF-8.
pub(super) fn parameters(link: &str, name: &str) -> Option<Vec<String>> {
    let link = link.split('#').next().unwrap_or_default();
    let query = link.split_once('?').map_or("", |(_, query)| query);
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(key, _)| percent_decode_str(key).eq(name.bytes()))
        .map(|(_, value)| Some(percent_decode_str(value).decode_utf8().ok()?.into_owned()))
        .collect()
}

/// The targets of the links in the `Link` headers whose relation is `next` (RFC 8288, section 3).
pub(super) fn next_in_headers(headers: &HeaderMap) -> Vec<String> {
    let mut targets = Vec::new();
    for value in headers.get_all(http::header::LINK) {
        let value = String::from_utf8_lossy(value.as_bytes());
        for link in split_outside(&value, ',') {
            targets.extend(next_target(link));
        }
    }
    targets
}

/// The target of one link value, if its relation is `next`. If there are several `rel`, the first one counts.
fn next_target(link: &str) -> Option<String> {
    // If there are no brackets, or one is never closed, the parameters still end the target.
    let link = link.split_once('<').map_or(link, |(_, link)| link);
    let (target, parameters) = link.split_once('>').or_else(|| link.split_once(';'))?;
    let relation = split_outside(parameters, ';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("rel").then(|| unquoted(value.trim()))
    })?;
    let is_next = relation
        .split_ascii_whitespace()
        .any(|word| word.eq_ignore_ascii_case("next"));
    is_next.then(|| target.trim().to_owned())
}

/// The parts between the separators that are neither in quotes nor in angle brackets.
fn split_outside(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped, mut bracketed) = (false, false, false);
    text.split(move |c| {
        if escaped {
            escaped = false;
            return false;
        }
        match c {
            '\\' if quoted => escaped = true,
            '"' if !bracketed => quoted = !quoted,
            '<' if !quoted => bracketed = true,
            '>' if !quoted => bracketed = false,
            _ => return c == separator && !quoted && !bracketed,
        }
        false
    })
}

/// The content of a quoted string, without its escapes. Some servers write single quotes, which no relation has.
fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else {
        return value.trim_matches('\'').to_owned();
    };
    let mut content = String::new();
    let mut characters = inner.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => break,
            '\\' => content.extend(characters.next()),
            c => content.push(c),
        }
    }
    content
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderValue, header::LINK};
    use proptest::prelude::*;

    fn one(link: &str, name: &str) -> Option<String> {
        parameters(link, name)?.into_iter().next()
    }

    fn headers(values: &[&str]) -> Vec<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        next_in_headers(&headers)
    }

    #[test]
    fn a_parameter_is_found_in_any_form_of_link() {
        for link in [
            "/wiki/api/v2/pages?limit=5&cursor=a%2Fb%3D%3D",
            "https://elsewhere.example/x?cursor=a%2Fb%3D%3D#top",
            "?cursor=a%2Fb%3D%3D",
            "?cursor=a/b==&x",
            "?%63ursor=a/b==",
        ] {
            assert_eq!(one(link, "cursor").as_deref(), Some("a/b=="), "{link}");
        }
        assert_eq!(
            one("?cursor=eyJrIjoifn5+In0=", "cursor").as_deref(),
            Some("eyJrIjoifn5+In0=")
        );
        assert_eq!(one("?cursor=a%2Bb%20c+d", "cursor").as_deref(), Some("a+b c+d"));
        assert_eq!(one("/wiki/api/v2/pages#?cursor=1", "cursor"), None);
        assert_eq!(parameters("?cursor=%ff", "cursor"), None);
        assert_eq!(parameters("?a=1&b=2&a=3", "a").unwrap(), ["1", "3"]);
    }

    #[test]
    fn next_is_found_among_the_links_of_headers() {
        for (values, expected) in [
            (&[r#"</a?cursor=1>; rel="next""#][..], &["/a?cursor=1"][..]),
            (&["</a?x=1,2;3>;rel=next"], &["/a?x=1,2;3"]),
            (&[r#"</p>; rel="prev", </n>; rel="next""#], &["/n"]),
            (&[r#"</p>; rel="prev""#, r#"</n>; REL = NEXT"#], &["/n"]),
            (&[r#"</n>; title="a, \"b\"; rel=x"; rel="start next""#], &["/n"]),
            (&[r#"</n>; rel=prev; rel=next"#], &[]),
            (&[r#"</n>; rel="nextish""#], &[]),
            (&[r#"</n>; rev="next""#], &[]),
            (&[r#"</n; rel="next""#], &["/n"]),
            (&[r#"/n?cursor=a; rel="next""#], &["/n?cursor=a"]),
            (&["</n>; rel='next'"], &["/n"]),
            (&["", ",,;", "nonsense", "</n>"], &[]),
        ] {
            assert_eq!(headers(values), expected, "{values:?}");
        }
    }

    proptest! {
        #[test]
        fn any_link_is_read_without_panic(link in ".*", name in ".*") {
            let _ = parameters(&link, &name);
        }

        #[test]
        fn a_cursor_comes_out_as_it_went_in(cursor in ".*") {
            let link = format!("/wiki/api/v2/pages?limit=5&cursor={}", crate::request::encode(&cursor));
            prop_assert_eq!(one(&link, "cursor"), Some(cursor));
        }

        #[test]
        fn any_header_is_read_without_panic(
            values in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..60), 0..4),
        ) {
            let mut headers = HeaderMap::new();
            for value in values.iter().filter_map(|value| HeaderValue::from_bytes(value).ok()) {
                headers.append(LINK, value);
            }
            let _ = next_in_headers(&headers);
        }

        #[test]
        fn next_is_found_wherever_it_is(
            cursor in "[ -~]{0,20}", title in "[ -~&&[^\"\\\\]]{0,20}",
            before in 0_usize..3, after in 0_usize..3, apart: bool,
        ) {
            let other = format!(r#"</other>; rel="prev"; title="{title}""#);
            let target = format!("/wiki/api/v2/pages?cursor={}", crate::request::encode(&cursor));
            let next = format!(r#"<{target}>; title="{title}"; rel="next""#);
            let mut links = vec![other.as_str(); before];
            links.push(&next);
            links.extend(vec![other.as_str(); after]);
            let joined = links.join(", ");
            let found = if apart { headers(&links) } else { headers(&[joined.as_str()]) };
            prop_assert_eq!(found, [target]);
        }
    }
}
