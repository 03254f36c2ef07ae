//! The credential of a request, kept so that it can be removed from texts if the server repeats it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;

/// The credential of one request. Its memory is overwritten when the last clone is dropped.
#[derive(Clone)]
pub(crate) struct Secret {
    texts: Arc<[SecretString]>,
    /// Whether the text is the value of an `Authorization` header. What is in it is only looked at if it may have to be
    /// hidden, because most answers have nothing to hide.
    header: bool,
}

/// A server may cut a text in the middle of a credential. So this many characters from its beginning are enough to
/// recognise and hide it.
const HEAD: usize = 8;

impl Secret {
    pub(crate) fn of(headers: &http::HeaderMap) -> Option<Self> {
        let value = headers.get(http::header::AUTHORIZATION)?.to_str().ok()?;
        Some(Self {
            texts: Arc::new([SecretString::from(value)]),
            header: true,
        })
    }

    /// Several secrets that a request carried outside its headers.
    #[cfg(feature = "oauth")]
    pub(crate) fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        Self {
            texts: texts.map(SecretString::from).collect(),
            header: false,
        }
    }

    /// Replaces the credential, and each part of a credential that was cut off, with `[credential]`.
    pub(crate) fn hide(&self, text: &str) -> String {
        let mut hidden = text.to_owned();
        for text in self.texts.iter().map(ExposeSecret::expose_secret) {
            match self.header {
                true => header_forms(text)
                    .iter()
                    .for_each(|form| hidden = without(&hidden, form.expose_secret())),
                false => hidden = without(&hidden, text),
            }
        }
        hidden
    }
}

/// The forms in which a server could repeat the credential of a header.
fn header_forms(value: &str) -> Vec<SecretString> {
    let (scheme, credential) = value.split_once(' ').unwrap_or(("", value));
    let mut forms = vec![SecretString::from(credential)];
    if scheme.eq_ignore_ascii_case("Basic")
        && let Ok(pair) = STANDARD.decode(credential)
        && let Ok(pair) = String::from_utf8(pair)
        && let Some((_, token)) = pair.split_once(':')
    {
        forms.push(token.into());
    }
    forms
}

fn without(text: &str, form: &str) -> String {
    if form.is_empty() {
        return text.to_owned();
    }
    let head = form.char_indices().nth(HEAD).map_or(form, |(end, _)| &form[..end]);
    let (mut shown, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(head) {
        shown.push_str(&rest[..at]);
        shown.push_str("[credential]");
        let same = rest[at..].chars().zip(form.chars()).take_while(|(a, b)| a == b);
        rest = &rest[at + same.map(|(c, _)| c.len_utf8()).sum::<usize>()..];
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(value: &str) -> Secret {
        let mut headers = http::HeaderMap::new();
        headers.insert(http::header::AUTHORIZATION, value.parse().unwrap());
        Secret::of(&headers).unwrap()
    }

    #[test]
    fn whole_and_cut_off() {
        let bearer = secret("Bearer abcdefghijklmnop");
        assert_eq!(
            bearer.hide("a abcdefghijklmnop, abcdefghijklmnop."),
            "a [credential], [credential]."
        );
        assert_eq!(bearer.hide("abcdefghijk"), "[credential]");
        assert_eq!(bearer.hide("abcdefghijk…"), "[credential]…");
        assert_eq!(bearer.hide("abcdefg"), "abcdefg");
    }

    #[test]
    fn both_halves_of_the_way_that_basic_auth_writes_it() {
        let basic = secret(&format!("Basic {}", STANDARD.encode("me@example.net:tökén:x")));
        assert_eq!(basic.hide("me@example.net:tökén:x"), "me@example.net:[credential]");
        assert_eq!(basic.hide(&STANDARD.encode("me@example.net:tökén:x")), "[credential]");
        assert_eq!(secret("Bearer x").hide("x"), "[credential]");
    }
}
