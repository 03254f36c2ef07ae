//! The bytes of a body as UTF-8. The vendor's answers are UTF-8; gateways and proxies in other languages write in other
//! character sets, and their refusals must be told too.

use http::HeaderMap;
use std::borrow::Cow;

/// What the bytes from 0x80 to 0x9f mean in Windows-1252. ISO 8859-1 has no printable characters there, so that a body
/// with such bytes is Windows-1252 even if it says ISO 8859-1, as in the WHATWG's Encoding Standard.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The body as UTF-8 and without a byte order mark. What is no text stays as it is.
pub(super) fn as_utf8<'a>(headers: &HeaderMap, body: &'a [u8]) -> Cow<'a, [u8]> {
    let content_type = headers.get(http::header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let content_type = content_type.to_ascii_lowercase();
    let charset = content_type.split_once("charset=").map_or("", |(_, charset)| charset);
    let charset = charset.split(';').next().unwrap_or_default().trim().trim_matches('"');
    match body {
        [0xef, 0xbb, 0xbf, text @ ..] => text.into(),
        [0xff, 0xfe, text @ ..] if text.len() > 1 => utf16(text, u16::from_le_bytes),
        [0xfe, 0xff, text @ ..] if text.len() > 1 => utf16(text, u16::from_be_bytes),
        [b'{' | b'[' | b'"' | b'<', 0, ..] => utf16(body, u16::from_le_bytes),
        [0, b'{' | b'[' | b'"' | b'<', ..] => utf16(body, u16::from_be_bytes),
        _ if charset == "utf-16le" => utf16(body, u16::from_le_bytes),
        _ if charset.starts_with("utf-16") => utf16(body, u16::from_be_bytes),
        _ if std::str::from_utf8(body).is_ok() => body.into(),
        _ => match charset {
            "iso-8859-1" | "latin1" | "windows-1252" | "us-ascii" => western(body),
            _ if is_text(&content_type) => String::from_utf8_lossy(body).into_owned().into_bytes().into(),
            _ => body.into(),
        },
    }
}

/// Whether a media type is one of texts.
pub(super) fn is_text(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim_end();
    kind.starts_with("text/") || kind.ends_with("json") || kind.ends_with("xml")
}

fn utf16<'a>(bytes: &[u8], of: fn([u8; 2]) -> u16) -> Cow<'a, [u8]> {
    let (units, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|unit| of(*unit)).collect();
    String::from_utf16_lossy(&units).into_bytes().into()
}

fn western<'a>(bytes: &[u8]) -> Cow<'a, [u8]> {
    let windows = |at: u8| WINDOWS.chars().nth(usize::from(at - 0x80));
    let text: String = bytes
        .iter()
        .map(|byte| match byte {
            0x80..=0x9f => windows(*byte).unwrap_or('\u{fffd}'),
            byte => char::from(*byte),
        })
        .collect();
    text.into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    fn read(content_type: &str, body: &[u8]) -> String {
        let value = HeaderValue::from_str(content_type).unwrap();
        let headers = HeaderMap::from_iter([(http::header::CONTENT_TYPE, value)]);
        String::from_utf8_lossy(&as_utf8(&headers, body)).into_owned()
    }

    proptest! {
        #[test]
        fn any_body_is_read_without_panic(content_type in "[ -~]{0,30}", body: Vec<u8>) {
            let _ = read(&content_type, &body);
        }

        #[test]
        fn text_comes_out_as_it_went_in(text in "[<{][ -~€ä’発]{0,20}", mark: bool) {
            prop_assert_eq!(&read("text/plain", text.as_bytes()), &text);
            for (of, named) in [(u16::to_le_bytes as fn(u16) -> [u8; 2], "utf-16le"), (u16::to_be_bytes, "utf-16")] {
                let units = text.encode_utf16().flat_map(of);
                let mark = mark.then_some(0xfeff_u16).into_iter().flat_map(of);
                let body: Vec<u8> = mark.chain(units).collect();
                prop_assert_eq!(&read(&format!("text/plain; charset={named}"), &body), &text);
            }
        }
    }

    #[test]
    fn western_bytes() {
        assert_eq!(
            read("text/plain; charset=ISO-8859-1", b"verf\xfcgbar \x80\x99"),
            "verfügbar €™"
        );
        assert_eq!(read("text/plain;charset=\"windows-1252\"; x=y", b"\xfc"), "ü");
        assert_eq!(read("application/problem+json", b"\xfc"), "\u{fffd}");
        assert_eq!(&*as_utf8(&HeaderMap::new(), &[0xfc, 0xff]), [0xfc, 0xff]);
    }
}
