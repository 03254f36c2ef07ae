//! A request that has arrived, and readers for its parts. Nothing here uses the SDK.

/// A request that has arrived.
pub(crate) struct Captured {
    pub(crate) method: String,
    /// Still percent-encoded, like the query.
    pub(crate) path: String,
    pub(crate) query: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Captured {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The media type of the body without its parameters.
    pub(crate) fn media_type(&self) -> Option<&str> {
        self.header("content-type").map(without_parameters)
    }

    /// The parameters of the query. Names are decoded, values are not.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (String, &str)> {
        self.query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (of_query(name), value)
        })
    }
}

/// A media type without its character set and the like.
pub(crate) fn without_parameters(media_type: &str) -> &str {
    media_type.split_once(';').map_or(media_type, |(bare, _)| bare).trim()
}

/// Decodes a name or a value of a query, where a plus means a space.
pub(crate) fn of_query(text: &str) -> String {
    decoded(&text.replace('+', " "))
}

/// Decodes a segment of a path.
pub(crate) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let code = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_and_the_rest_is_left() {
        assert_eq!(decoded("%C3%84%20b%2Fc+d%2"), "Ä b/c+d%2");
        assert_eq!(of_query("a+b%2B"), "a b+");
    }

    #[test]
    fn pairs_of_a_query() {
        let captured = Captured {
            method: String::new(),
            path: String::new(),
            query: "a%5B%5D=1%2C2,3&b&c==".to_owned(),
            headers: vec![("content-type".to_owned(), "multipart/form-data; boundary=x".to_owned())],
            body: Vec::new(),
        };
        let pairs: Vec<_> = captured.pairs().collect();
        assert_eq!(
            pairs,
            [
                ("a[]".to_owned(), "1%2C2,3"),
                ("b".to_owned(), ""),
                ("c".to_owned(), "=")
            ]
        );
        assert_eq!(captured.media_type(), Some("multipart/form-data"));
    }
}
