//! The query string hash (`qsh`), which binds a token to one request.
//!
//! Both sides write method, path and query in one canonical form and hash it.

use percent_encoding::percent_decode_str;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// The hash over a request: 64 hexadecimal digits in lower case.
///
/// `path_and_query` is percent-encoded, as in the request line. `base_path` is the path of the receiver's base URL and
/// is not hashed. It is `/wiki` for calls to Confluence. For calls to an app it is the path of its `baseUrl`, which is
/// mostly empty.
///
/// The form that is hashed has special cases. A key that occurs several times is written once, with its values sorted
/// and divided by commas. A plus sign is read as a space. The parameter `jwt` is left out.
///
/// ```
/// use confluence_sdk::connect;
///
/// let hash = connect::qsh("GET", "/wiki/rest/api/content?expand=body.storage,version&limit=25", "/wiki");
/// assert_eq!(hash, "2d123a588e752101f706f4042c0e0cfdbf0932be634d3fc8e59bf43d08d456f2");
/// ```
#[doc(alias("query string hash"))]
pub fn qsh(method: &str, path_and_query: &str, base_path: &str) -> String {
    hash(canonical(method, path_and_query, base_path))
}

/// The text that [`qsh`] hashes. If a server says that the hash is wrong, compare this text with the one that the other
/// side has hashed.
///
/// ```
/// use confluence_sdk::connect;
///
/// let text = connect::canonical("get", "/wiki/rest/api/content/?limit=25&expand=version,body.storage", "/wiki");
/// assert_eq!(text, "GET&/rest/api/content&expand=version%2Cbody.storage&limit=25");
/// ```
pub fn canonical(method: &str, path_and_query: &str, base_path: &str) -> String {
    let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
    of_parts(method, path, query, base_path)
}

pub(super) fn hash(bytes: impl AsRef<[u8]>) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn of_parts(method: &str, path: &str, query: &str, base_path: &str) -> String {
    let method = method.to_ascii_uppercase();
    format!(
        "{method}&{}&{}",
        canonical_path(path, base_path),
        canonical_query(query)
    )
}

fn canonical_path(path: &str, base_path: &str) -> String {
    let base = base_path.strip_suffix('/').unwrap_or(base_path);
    // Only whole segments are cut off: `/wiki` is not a part of `/wiki2/x`.
    let path = match path.strip_prefix(base) {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
        _ => path,
    };
    let path = path.strip_suffix('/').unwrap_or(path).replace('&', "%26");
    match path.starts_with('/') {
        true => path,
        false => format!("/{path}"),
    }
}

fn canonical_query(query: &str) -> String {
    let mut pairs: BTreeMap<Units, Vec<Units>> = BTreeMap::new();
    for (name, value) in pairs_of(query).filter(|(name, _)| name != "jwt") {
        pairs.entry(Units::of(name)).or_default().push(Units::of(value));
    }
    let written = pairs.into_iter().map(|(name, mut values)| {
        values.sort();
        let values: Vec<String> = values.iter().map(|value| crate::request::encode(&value.text)).collect();
        format!("{}={}", crate::request::encode(&name.text), values.join(","))
    });
    written.collect::<Vec<_>>().join("&")
}

/// Names and values of a query or a form, decoded.
pub(super) fn pairs_of(query: &str) -> impl Iterator<Item = (String, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    })
}

fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

/// A text in the order of the vendor's library: by UTF-16 units.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Units {
    units: Vec<u16>,
    text: String,
}

impl Units {
    fn of(text: String) -> Self {
        Self {
            units: text.encode_utf16().collect(),
            text,
        }
    }
}

#[cfg(test)]
mod tests;
