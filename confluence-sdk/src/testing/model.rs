//! Answer models that a test makes: from JSON, or member by member.

use crate::model::{Blank, Slot, ToNode, decode, to_json};
use crate::response::{Accepted, Created, Download};
use bytes::Bytes;
use serde_json::Value;

/// A model of the API: what an answer is read as. All models are, also lists and pages of them.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a model of the API")]
pub trait Model: Slot + Blank + ToNode + Send + Sync + 'static {}
impl<T: Slot + Blank + ToNode + Send + Sync + 'static> Model for T {}

/// Makes a model from JSON, as the server would send it.
///
/// ```
/// use confluence_sdk::{testing, v2::PageSingle};
/// use serde_json::json;
///
/// let page: PageSingle = testing::model(json!({ "id": "7", "title": "Home", "version": { "number": 3 } }));
/// assert_eq!(page.title.as_deref(), Some("Home"));
/// ```
///
/// What the server always sends must be there, such as the `id`. The rest can be left out.
///
/// # Panics
///
/// If the JSON is not what the model declares. An answer of the server may have members that the model does not know; a
/// model of a test may not: such a name is mostly misspelt.
#[track_caller]
pub fn model<T: Model>(json: Value) -> T {
    let name = short_name::<T>();
    let value: T = match decode(json.to_string().as_bytes()) {
        Ok(value) => value,
        Err(error) => panic!("the JSON is no `{name}`: {error}"),
    };
    if let Some(path) = left_out(&json, &written(&value), "$") {
        panic!("the JSON is no `{name}`: `{path}` is no member of the model");
    }
    value
}

/// Makes a model member by member. The compiler checks names and types; what is not named is absent.
///
/// ```
/// use confluence_sdk::{answer, v2::PageSingle};
///
/// let page = answer!(PageSingle { id: 7.into(), title: Some("Home".into()) });
/// assert_eq!(page.title.as_deref(), Some("Home"));
/// ```
///
/// Models are `#[non_exhaustive]`, so that the vendor can add members. A program outside of this crate therefore cannot
/// write them as struct expressions; this macro can. [`testing::model`](crate::testing::model) makes one from JSON.
///
/// # Panics
///
/// If a member is not named that the server always sends, such as the `id`.
#[macro_export]
macro_rules! answer {
    (@value $member:ident) => { $member };
    (@value $member:ident $value:expr) => { $value };
    ($model:ty { $($member:ident $(: $value:expr)?),* $(,)? }) => {{
        let mut model: $model = $crate::testing::__blank(&[$(stringify!($member)),*]);
        $(model.$member = $crate::answer!(@value $member $($value)?);)*
        model
    }};
}

/// A blank model, if each required member is among those that will be set.
#[doc(hidden)]
#[track_caller]
pub fn __blank<T: crate::model::Object>(set: &[&str]) -> T {
    let blank = T::empty();
    let shape = blank.shape();
    let missing = (0..shape.rust.len())
        .filter(|i| shape.required >> i & 1 == 1)
        .map(|i| shape.rust[i])
        .find(|name| !set.contains(name));
    if let Some(missing) = missing {
        panic!(
            "the server always sends the `{missing}` of a `{}`: name it too",
            shape.name
        );
    }
    blank
}

/// A value that the call has created: the answer of a call that creates or updates.
pub fn created<T>(value: T) -> Created<T> {
    Created { new: true, value }
}

/// A value that the call has updated: the answer of a call that creates or updates.
pub fn updated<T>(value: T) -> Created<T> {
    Created { new: false, value }
}

/// A task that the server has accepted.
pub fn accepted<T>(task: T) -> Accepted<T> {
    Accepted { task }
}

/// A file that the server hands over under this name.
pub fn download(name: &str, media_type: &str, bytes: impl Into<Bytes>) -> Download {
    Download::new(bytes.into(), Some(media_type.to_owned()), Some(name.to_owned()))
}

/// A value as JSON.
pub(super) fn written(value: &dyn ToNode) -> Value {
    let json = to_json(value).unwrap_or_else(|error| panic!("a value of the test cannot be written as JSON: {error}"));
    serde_json::from_slice(&json).unwrap_or_default()
}

/// The path of a member that was given and is not in what was read.
fn left_out(given: &Value, read: &Value, path: &str) -> Option<String> {
    match (given, read) {
        (Value::Object(given), Value::Object(read)) => given.iter().find_map(|(name, value)| {
            let path = format!("{path}.{name}");
            match read.get(name) {
                Some(read) => left_out(value, read, &path),
                None => (!value.is_null()).then_some(path),
            }
        }),
        (Value::Array(given), Value::Array(read)) => given
            .iter()
            .zip(read)
            .enumerate()
            .find_map(|(i, (given, read))| left_out(given, read, &format!("{path}[{i}]"))),
        _ => None,
    }
}

/// The name of a type without its modules.
pub(super) fn short_name<T>() -> String {
    let name = std::any::type_name::<T>();
    let end = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':'));
    let pieces = name.split_inclusive(end);
    pieces.map(|piece| piece.rsplit("::").next().unwrap_or(piece)).collect()
}
