//! What is kept of a credential so that it can be removed from texts if the server repeats it.
//!
//! The credential itself is not kept, only [`prints`](Prints) of its parts, from which it cannot be told. So an answer
//! that outlives its client holds no credential. They are made once for each credential, not for each call.
//!
//! Text and credential are compared by their letters and digits alone, in one case, with escapes undone: see
//! [`plain`]. So a credential is found that was broken into lines, written with escapes, or written in another case.

mod plain;
mod prints;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::request::Parts;
use plain::plain;
use prints::Prints;
use std::sync::Arc;

/// What is known of the credential of one request.
#[derive(Clone)]
pub(crate) struct Secret(Arc<Prints>);

const SHOWN_INSTEAD: &str = "[credential]";

impl Secret {
    /// The credential of a request that is sent now. A credential that sends the same each time has put what is known
    /// of it into the request, by [`go_with`](Self::go_with).
    pub(crate) fn sent_with(request: &mut Parts) -> Option<Self> {
        let known = request.extensions.remove::<Self>();
        known.or_else(|| Self::of(&request.headers))
    }

    /// Tells [`sent_with`](Self::sent_with) that the request carries this credential and no other.
    pub(crate) fn go_with(&self, request: &mut Parts) {
        request.extensions.insert(self.clone());
    }

    /// The credentials in headers: those that always are, and what is marked as sensitive.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let secret = headers.iter().filter(|(name, value)| {
            value.is_sensitive() || [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(*name)
        });
        let values: Vec<_> = secret.filter_map(|(_, value)| value.to_str().ok()).collect();
        (!values.is_empty()).then(|| Self::made_of(|prints| values.iter().for_each(|value| add_value(prints, value))))
    }

    /// The credential in the value of an `Authorization` header: scheme, space, credential.
    pub(crate) fn of_value(value: &str) -> Self {
        Self::made_of(|prints| add_value(prints, value))
    }

    /// Several secrets that a request carried outside its headers.
    #[cfg(feature = "oauth")]
    pub(crate) fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        Self::made_of(|prints| texts.for_each(|text| add(prints, text)))
    }

    fn made_of(fill: impl FnOnce(&mut Prints)) -> Self {
        let mut prints = Prints::default();
        fill(&mut prints);
        Self(Arc::new(prints))
    }

    /// Replaces the credential, and each part of it that is long enough to be recognised, with `[credential]`.
    pub(crate) fn hide(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut rest = 0;
        for range in self.0.found(text) {
            shown.push_str(&self.without_words(&text[rest..range.start]));
            shown.push_str(SHOWN_INSTEAD);
            rest = range.end + padding(&text[range.end..]);
        }
        shown.push_str(&self.without_words(&text[rest..]));
        shown
    }

    /// Replaces short credentials, where they stand as a word of their own.
    fn without_words(&self, text: &str) -> String {
        if !self.0.has_words() {
            return text.to_owned();
        }
        let mut shown = String::with_capacity(text.len());
        for piece in text.split_inclusive(|c: char| !in_word(c)) {
            let word = piece.trim_end_matches(|c: char| !in_word(c) || c == '.');
            match self.0.is_word(word) {
                true => shown.extend([SHOWN_INSTEAD, &piece[word.len()..]]),
                false => shown.push_str(piece),
            }
        }
        shown
    }

    /// Replaces the credential in the values of headers.
    pub(crate) fn hide_in(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            let text = String::from_utf8_lossy(value.as_bytes());
            let hidden = self.hide(&text);
            if hidden != text {
                *value = hidden.parse().unwrap_or(http::HeaderValue::from_static(SHOWN_INSTEAD));
            }
        }
    }
}

/// The characters of tokens ([RFC 9110, 11.2](https://www.rfc-editor.org/rfc/rfc9110#section-11.2)).
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '+' | '/')
}

/// How much of a text is the padding of the base64 before it.
fn padding(text: &str) -> usize {
    let rest = text.trim_start_matches('=');
    match rest.starts_with(char::is_alphanumeric) {
        true => 0,
        false => text.len() - rest.len(),
    }
}

/// Adds what the value of a header can be repeated as.
fn add_value(prints: &mut Prints, value: &str) {
    let (scheme, credential) = value.split_once(' ').unwrap_or(("", value));
    add(prints, credential);
    if scheme.eq_ignore_ascii_case("Basic")
        && let Ok(pair) = STANDARD.decode(credential)
        && let Ok(pair) = String::from_utf8(pair)
        && let Some((_, token)) = pair.split_once(':')
    {
        add(prints, token);
    }
}

/// Adds a credential as it is, and as base64 of it at each place in a longer text.
fn add(prints: &mut Prints, credential: &str) {
    prints.add(&plain(credential), credential);
    for before in ["", "\0", "\0\0"] {
        let encoded = STANDARD.encode(format!("{before}{credential}"));
        prints.add(&plain(&encoded), "");
    }
}

#[cfg(test)]
mod tests;
