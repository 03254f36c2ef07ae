//! The part of an answer that an error keeps.

use super::{Stranger, charset, markup};
use crate::response::media_type;
use crate::secret::Secret;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// An answer, kept in an error so that users can look at it.
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The start of the body as text, without the credential. Of an HTML page, what it says.
    pub(crate) start: String,
    /// The host that answered, if it is not the client's: the one that a redirect led to.
    pub(crate) elsewhere: Option<String>,
}

pub(crate) struct Refused {
    pub(crate) answer: Answered,
    pub(crate) message: Option<String>,
    pub(crate) code: Option<String>,
    /// Set if the server took the caller for a stranger.
    pub(crate) stranger: Option<Stranger>,
}

impl Answered {
    /// Whether the body is an HTML page.
    pub(super) fn is_html(&self) -> bool {
        markup::is_html(media_type(&self.headers), &self.body)
    }

    /// The start of a body as one printable line; of an HTML page, the start of its words. The text of `secret` is
    /// removed.
    pub(crate) fn start_of(headers: &HeaderMap, body: &[u8], secret: Option<&Secret>) -> String {
        const SHOWN: usize = 160;
        let body = &*charset::as_utf8(headers, body);
        let text = if markup::is_html(media_type(headers), body) {
            markup::words(body).into()
        } else {
            String::from_utf8_lossy(&body[..body.len().min(4 * SHOWN)])
        };
        match secret {
            Some(secret) => one_line(&secret.hide(&text), SHOWN),
            None => one_line(&text, SHOWN),
        }
    }
}

/// A text of the server as one printable line of at most `most` characters.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut line: String = words.chars().filter(|c| !c.is_control()).collect();
    if let Some((end, _)) = line.char_indices().nth(most) {
        line.truncate(end);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_body_is_read_without_panic(body in proptest::collection::vec(any::<u8>(), 0..400)) {
            let line = Answered::start_of(&HeaderMap::new(), &body, None);
            prop_assert!(!line.contains('\n'));
        }

        #[test]
        fn a_credential_in_a_body_is_not_shown(before in "[a-z ]{0,40}", after in "[a-z ]{0,40}") {
            let body = format!("{before}T0KEN-4711{after}");
            let secret = Secret::of_value("Bearer T0KEN-4711");
            prop_assert!(!Answered::start_of(&HeaderMap::new(), body.as_bytes(), Some(&secret)).contains("T0KEN"));
        }
    }
}
