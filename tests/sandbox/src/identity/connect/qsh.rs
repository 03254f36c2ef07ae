//! The hash of a request. It binds a Connect token to the request.

use crate::call::parse_query;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest as _, Sha256};

/// All characters except the unreserved ones of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The hash of a request. `base` is the part of the path that is not hashed, such as `/wiki`. `path` and `query` are as
/// they were sent.
pub(crate) fn qsh(method: &str, base: &str, path: &str, query: &str) -> String {
    let digest = Sha256::digest(canonical(method, base, path, query));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn canonical(method: &str, base: &str, path: &str, query: &str) -> String {
    let path = path.strip_prefix(base).unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path).replace('&', "%26");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("{}&{slash}{path}&{}", method.to_uppercase(), canonical_query(query))
}

/// The parameters in the order of their names. Values with the same name are joined.
fn canonical_query(query: &str) -> String {
    let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
    let mut pairs = parse_query(query);
    pairs.retain(|(name, _)| name != "jwt");
    pairs.sort_by_cached_key(|(name, value)| (units(name), units(value)));
    let encode = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    let same_name = pairs.chunk_by(|(one, _), (other, _)| one == other);
    let parameter = |pairs: &[(String, String)]| {
        let values: Vec<_> = pairs.iter().map(|(_, value)| encode(value)).collect();
        let name = pairs.first().map(|(name, _)| encode(name)).unwrap_or_default();
        format!("{name}={}", values.join(","))
    };
    same_name.map(parameter).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::{canonical, qsh};
    use crate::call::encode_query;
    use proptest::prelude::*;

    #[test]
    fn known_requests_have_their_known_form() {
        for (method, base, path, query, expected) in [
            ("get", "", "/rest/api/content/", "", "GET&/rest/api/content&"),
            ("GET", "/wiki", "/wiki", "", "GET&/&"),
            ("POST", "", "/a%20b/c&d", "x=1", "POST&/a%20b/c%26d&x=1"),
            (
                "GET",
                "",
                "/s",
                "q=a*b~c!d'e(f)g&jwt=abc&B=2&a=1&A=3&b=4",
                "GET&/s&A=3&B=2&a=1&b=4&q=a%2Ab~c%21d%27e%28f%29g",
            ),
            ("GET", "", "/s", "k=b&k=a&k=A&k=a,b", "GET&/s&k=A,a,a%2Cb,b"),
            ("GET", "", "/s", "empty=&noval", "GET&/s&empty=&noval="),
            ("GET", "", "/s", "q=%E4%BD%A0+%2B", "GET&/s&q=%E4%BD%A0%20%2B"),
            (
                "GET",
                "/wiki",
                "/wiki/api/v2/pages",
                "limit=5&cursor=eyJ+a/b==",
                "GET&/api/v2/pages&cursor=eyJ%20a%2Fb%3D%3D&limit=5",
            ),
        ] {
            assert_eq!(canonical(method, base, path, query), expected);
        }
    }

    proptest! {
        #[test]
        fn order_and_spelling_do_not_count(pairs in prop::collection::vec((".{0,6}", "[a-c,+ é*]{0,4}"), 0..6)) {
            let encode = |pairs: &[(String, String)]| {
                let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                (encode_query(pairs.clone()), url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
            };
            let (strict, form) = encode(&pairs);
            let reversed: Vec<_> = pairs.into_iter().rev().collect();
            let expected = canonical("GET", "", "/", &strict);
            prop_assert_eq!(&canonical("GET", "", "/", &form), &expected);
            prop_assert_eq!(&canonical("GET", "", "/", &encode(&reversed).0), &expected);
        }
    }

    #[test]
    fn the_hash_is_the_vendors() {
        let query = "expand=body.storage,version&limit=25";
        assert_eq!(
            qsh("GET", "/wiki", "/wiki/rest/api/content", query),
            "2d123a588e752101f706f4042c0e0cfdbf0932be634d3fc8e59bf43d08d456f2"
        );
    }
}
