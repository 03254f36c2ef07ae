//! Properties of content and spaces.

use super::View;
use crate::state::property::Property;
use crate::state::stamp;
use crate::v1::expand::{Expand, Parts};
use serde_json::{Value, json};

/// A property of the thing at the address `owner`.
pub(in crate::v1) fn property(view: View<'_>, owner: &str, held: &Property, expand: &Expand) -> Value {
    let shown = json!({
        "id": held.id.to_string(),
        "key": held.key,
        "value": held.value,
        "_links": { "self": view.link(&format!("{owner}/property/{}", held.key)) },
    });
    let kind = if owner.starts_with("/rest/api/space") {
        "space"
    } else {
        "content"
    };
    let mut shown = Parts::of(shown, expand)
        .part("version", "", |_| {
            json!({
                "when": stamp(held.changed),
                "message": held.message,
                "number": held.version,
                "minorEdit": false,
            })
        })
        .finish();
    shown["_expandable"][kind] = owner.into();
    shown
}
