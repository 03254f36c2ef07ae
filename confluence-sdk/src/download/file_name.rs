//! The name of a file in `Content-Disposition` (RFC 6266, with the encoding of RFC 8187), made safe to be used as one.

use http::HeaderMap;
use std::borrow::Cow;

/// The name that an answer gives its file. It has no folder in it.
pub(crate) fn file_name(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(http::header::CONTENT_DISPOSITION)?;
    safe(&stated(value.as_bytes())?)
}

/// The name as the header has it. `filename*`, which says its character set, comes before `filename`.
fn stated(header: &[u8]) -> Option<String> {
    let mut plain = None;
    for part in split(header).into_iter().skip(1) {
        let Some(equals) = part.iter().position(|byte| *byte == b'=') else {
            continue;
        };
        let (name, value) = (part[..equals].trim_ascii(), part[equals + 1..].trim_ascii());
        if name.eq_ignore_ascii_case(b"filename*") {
            if let Some(name) = extended(value) {
                return Some(name);
            }
        } else if name.eq_ignore_ascii_case(b"filename") && plain.is_none() {
            plain = Some(text(&unquoted(value)));
        }
    }
    plain
}

/// The parts between the semicolons that are not in quotes.
fn split(header: &[u8]) -> Vec<&[u8]> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut quoted, mut escaped) = (false, false);
    for (i, byte) in header.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b';' if !quoted => {
                parts.push(&header[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&header[start..]);
    parts
}

fn unquoted(value: &[u8]) -> Cow<'_, [u8]> {
    let Some(inner) = value.strip_prefix(b"\"") else {
        return value.into();
    };
    let inner = inner.strip_suffix(b"\"").unwrap_or(inner);
    let (mut bytes, mut escaped) = (Vec::new(), false);
    for byte in inner {
        match byte {
            b'\\' if !escaped => escaped = true,
            _ => {
                bytes.push(*byte);
                escaped = false;
            }
        }
    }
    bytes.into()
}

/// A value such as `UTF-8'en'%e2%82%ac`. `None` if its character set is not one of the two that RFC 8187 and its
/// predecessor ask for, or if it is broken.
fn extended(value: &[u8]) -> Option<String> {
    let mut parts = value.splitn(3, |byte| *byte == b'\'');
    let (charset, _language, encoded) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes: Vec<u8> = percent_encoding::percent_decode(encoded).collect();
    if charset.eq_ignore_ascii_case(b"UTF-8") {
        String::from_utf8(bytes).ok()
    } else if charset.eq_ignore_ascii_case(b"ISO-8859-1") {
        Some(bytes.into_iter().map(char::from).collect())
    } else {
        None
    }
}

/// Servers send UTF-8, although the header is Latin-1 by the old rules.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

/// The last segment of a name, without what a file system or a terminal would take for something else. `None` if
/// nothing is left.
fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control() && !turns_text(*c)).collect();
    // Windows takes what is before a colon for a drive or a file, and drops these at the end.
    let name = if cfg!(windows) { name.replace(':', "_") } else { name };
    let name = name.trim().trim_end_matches(['.', ' ']);
    (!name.is_empty()).then(|| shortened(name))
}

/// The characters that change the direction of a text. With them `gpj.exe` looks like `exe.jpg`.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// File systems take 255 bytes. The ending is kept.
fn shortened(name: &str) -> String {
    const MOST: usize = 255;
    if name.len() <= MOST {
        return name.to_owned();
    }
    let ending = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() < 32 => &name[stem.len()..],
        _ => "",
    };
    let mut end = MOST - ending.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{ending}", &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    fn named(header: &[u8]) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(
            http::header::CONTENT_DISPOSITION,
            HeaderValue::from_bytes(header).unwrap(),
        );
        file_name(&headers)
    }

    #[test]
    fn names_in_each_form() {
        for (header, expected) in [
            ("attachment; filename=a.png", Some("a.png")),
            ("attachment; filename=\"a b.png\"", Some("a b.png")),
            ("inline;FileName = \"a.png\" ; size=3", Some("a.png")),
            (r#"attachment; filename="a \"b\" c;d\\.png""#, Some(".png")),
            (r#"attachment; filename="a \"b\" c;d.png""#, Some("a \"b\" c;d.png")),
            ("attachment; filename=\"Größe.png\"", Some("Größe.png")),
            (
                "attachment; filename=\"x.png\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.png",
                Some("Größe.png"),
            ),
            (
                "attachment; filename*=utf-8'de'%e2%82%ac.txt; filename=x",
                Some("€.txt"),
            ),
            ("attachment; filename*=iso-8859-1''%e9.txt", Some("é.txt")),
            ("attachment; filename*=UTF-8''%ff; filename=good.txt", Some("good.txt")),
            ("attachment; filename*=koi8-r''%c1; filename=good.txt", Some("good.txt")),
            ("attachment; filename=\"not closed.txt", Some("not closed.txt")),
            ("attachment; filename=../../etc/passwd", Some("passwd")),
            ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", Some("passwd")),
            (r"attachment; filename=C:\Windows\a.dll", Some("a.dll")),
            ("attachment; filename=\"/\"", None),
            ("attachment; filename=..", None),
            ("attachment; filename=\" . . \"", None),
            ("attachment; filename=\"\"", None),
            ("attachment; filename=\"a.txt. \"", Some("a.txt")),
            ("attachment; filename*=UTF-8''a%00b%0a.txt", Some("ab.txt")),
            ("attachment; filename*=UTF-8''a%E2%80%AEgpj.exe", Some("agpj.exe")),
            ("attachment", None),
            ("filename=a.png", None),
            ("", None),
        ] {
            assert_eq!(named(header.as_bytes()).as_deref(), expected, "{header}");
        }
        assert_eq!(named(b"attachment; filename=\"\xe9.txt\"").as_deref(), Some("é.txt"));
        let long = format!("attachment; filename=\"{}.tar\"", "ä".repeat(300));
        let name = named(long.as_bytes()).unwrap();
        assert!(name.len() <= 255 && name.ends_with("ä.tar"), "{name}");
    }

    proptest! {
        #[test]
        fn no_name_leads_out_of_a_folder(name in "[\\PC/\\\\.:%'\"; \u{0}-\u{1f}]{0,40}", long in "\\PC{0,400}") {
            for name in [&name, &long] {
                let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
                let headers = [
                    format!("attachment; filename*=UTF-8''{encoded}").into_bytes(),
                    [b"attachment; filename=\"", name.as_bytes(), b"\""].concat(),
                    [b"attachment; filename=", name.as_bytes()].concat(),
                ];
                for header in headers {
                    if HeaderValue::from_bytes(&header).is_err() {
                        continue;
                    }
                    if let Some(name) = named(&header) {
                        let path = std::path::Path::new(&name);
                        prop_assert_eq!(path.file_name(), Some(name.as_ref()));
                        prop_assert_eq!(path.components().count(), 1);
                        prop_assert!(name.len() <= 255 && !name.contains(['/', '\\', '\0']));
                        prop_assert!(name.chars().all(|c| !c.is_control()));
                    }
                }
            }
        }

        #[test]
        fn any_header_is_read_without_panic(header in proptest::collection::vec(any::<u8>(), 0..80)) {
            if let Ok(value) = HeaderValue::from_bytes(&header) {
                let _ = named(value.as_bytes());
            }
        }
    }
}
