//! Cursors: positions at which a listing continues. A cursor names the last thing that was shown and not a number of
//! things. So if something is added or removed in between, the next page neither repeats nor skips anything.

use crate::answer::Problem;
use crate::call::Call;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A position in a listing: after the item with this sort key and this id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) key: String,
    pub(crate) id: u64,
}

impl Cursor {
    /// The cursor that a call continues at, if it has one.
    pub(crate) fn of(call: &Call<'_>) -> Result<Option<Self>, Problem> {
        let read = |text| {
            Self::decode(call.operation.id, text)
                .ok_or_else(|| Problem::bad_request("The cursor is not one of this operation"))
        };
        call.query("cursor").map(read).transpose()
    }

    /// The cursor as text. It is valid only for the listing that `scope` names.
    pub(crate) fn encode(&self, scope: &str) -> String {
        let text = format!("{}\n{}", self.id, self.key);
        URL_SAFE_NO_PAD.encode(format!("{:016x}\n{text}", checksum(scope, &text)))
    }

    /// Reads a cursor that [`encode`](Self::encode) wrote, and refuses everything else.
    pub(crate) fn decode(scope: &str, cursor: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        let (sum, text) = text.split_once('\n')?;
        if u64::from_str_radix(sum, 16).ok()? != checksum(scope, text) {
            return None;
        }
        let (id, key) = text.split_once('\n')?;
        Some(Self {
            key: key.to_owned(),
            id: id.parse().ok()?,
        })
    }
}

/// FNV-1a over both texts. This is enough to recognise a text that is not a cursor.
fn checksum(scope: &str, text: &str) -> u64 {
    let bytes = scope.bytes().chain([0]).chain(text.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::Cursor;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_what_it_wrote(key: String, id: u64) {
            let cursor = Cursor { key, id };
            prop_assert_eq!(Cursor::decode("getPages", &cursor.encode("getPages")), Some(cursor.clone()));
            prop_assert_eq!(Cursor::decode("getSpaces", &cursor.encode("getPages")), None);
        }

        #[test]
        fn refuses_anything_else(text: String) {
            prop_assert_eq!(Cursor::decode("getPages", &text), None);
        }

        #[test]
        fn refuses_encoded_bytes(bytes: Vec<u8>) {
            use base64::Engine as _;
            let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
            prop_assert_eq!(Cursor::decode("getPages", &text), None);
        }
    }
}
