//! The query of a request.

use crate::request::{RESERVED, encode};
use percent_encoding::{percent_decode_str, utf8_percent_encode};

/// Query parameters in order, percent-encoded as they are sent: `?a=1&b=2`. Empty if there are none.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query(String);

/// Bytes that most parameters fit into.
const ROOM: usize = 64;

impl Query {
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        self.push_list(name, [value]);
    }

    /// Adds one parameter with several values. The commas between them are not encoded: they are syntax, not content.
    pub(crate) fn push_list<T: AsRef<str>>(&mut self, name: &str, values: impl IntoIterator<Item = T>) {
        self.0.reserve(ROOM);
        self.0.push(if self.0.is_empty() { '?' } else { '&' });
        self.0.extend(utf8_percent_encode(name, RESERVED));
        let mut between = '=';
        for value in values {
            self.0.push(between);
            self.0.extend(utf8_percent_encode(value.as_ref(), RESERVED));
            between = ',';
        }
    }

    /// Replaces all values of a parameter with one value.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.push(name, value);
    }

    /// Removes a parameter with all its values.
    pub(crate) fn remove(&mut self, name: &str) {
        let encoded = encode(name);
        let mut others = String::new();
        for (known, value) in self.pairs().filter(|(known, _)| *known != encoded) {
            others.push(if others.is_empty() { '?' } else { '&' });
            others.extend([known, "=", value]);
        }
        self.0 = others;
    }

    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let encoded = encode(name);
        let (_, value) = self.pairs().find(|(known, _)| *known == encoded)?;
        Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
    }

    /// The query with its question mark, or nothing if there are no parameters.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// Names and values, percent-encoded.
    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.strip_prefix('?').unwrap_or_default().split('&');
        pairs.filter_map(|pair| pair.split_once('='))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn in_order_and_encoded() {
        let mut query = Query::default();
        assert_eq!(query.text(), "");
        query.push("a", "1&2=3");
        query.push("b c", "ä");
        query.push_list("d", ["x,y", "z"]);
        query.push("a", "");
        assert_eq!(query.text(), "?a=1%262%3D3&b%20c=%C3%A4&d=x%2Cy,z&a=");
        assert_eq!(query.get("a").as_deref(), Some("1&2=3"));
        assert_eq!(query.get("b c").as_deref(), Some("ä"));
        assert_eq!(query.get("c"), None);
        query.set("a", "new");
        assert_eq!(query.text(), "?b%20c=%C3%A4&d=x%2Cy,z&a=new");
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(pairs in proptest::collection::vec((".{0,6}", ".{0,6}"), 0..6), name in ".{0,6}", value in ".{0,6}") {
            let mut query = Query::default();
            for (name, value) in &pairs {
                query.push(name, value);
            }
            for (name, _) in &pairs {
                let first = pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
                prop_assert_eq!(query.get(name), first);
            }
            query.set(&name, &value);
            prop_assert_eq!(query.get(&name), Some(value));
            prop_assert_eq!(query.pairs().count(), pairs.iter().filter(|(known, _)| *known != name).count() + 1);
        }
    }
}
