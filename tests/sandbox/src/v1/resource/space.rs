//! Spaces.

use super::{View, content, metadata, user};
use crate::state::space::Space;
use crate::state::space_permission::{Principal, SpacePermission};
use crate::state::stamp;
use crate::v1::expand::{Expand, Parts};
use crate::v1::show;
use crate::v2::operation;
use serde_json::{Value, json};

/// The address of a space, below `/wiki`.
pub(in crate::v1) fn address(space: &Space) -> String {
    format!("/rest/api/space/{}", space.key)
}

pub(in crate::v1) fn space(view: View<'_>, held: &Space, expand: &Expand) -> Value {
    let own = address(held);
    let homepage = held.homepage.and_then(|id| view.state.contents.get(&id));
    let labels = format!("{own}/label");
    let shown = json!({
        "id": held.id,
        "key": held.key,
        "alias": held.alias,
        "name": held.name,
        "type": held.kind,
        "status": held.status,
        "_links": { "webui": format!("/spaces/{}", held.key), "self": view.link(&own) },
    });
    Parts::of(shown, expand)
        .part(
            "homepage",
            &homepage.map(content::address).unwrap_or_default(),
            |below| homepage.map_or(Value::Null, |page| content::content(view, page, below)),
        )
        .part("description", "", |below| description(held, below))
        .part("history", "", |below| {
            let author = user::by_id(view, &held.author, below.below("createdBy"));
            json!({ "createdDate": stamp(held.created), "createdBy": author })
        })
        .part(
            "icon",
            "",
            |_| json!({ "path": "/images/logo/default-space-logo.svg", "width": 48, "height": 48, "isDefault": true }),
        )
        .part("metadata", "", |below| {
            Parts::of(json!({}), below)
                .part("labels", &labels, |_| metadata::labels(view, &held.labels, &labels))
                .finish()
        })
        .part("operations", "", |_| {
            operation::permitted_in_space(view.state, view.call.actor(), held.id).into()
        })
        .part("permissions", "", |_| permissions(view, held))
        .part("settings", &format!("{own}/settings"), |_| {
            let link = view.link(&format!("{own}/settings"));
            json!({ "routeOverrideEnabled": false, "spaceKey": held.key, "_links": { "self": link } })
        })
        .finish()
}

fn description(held: &Space, expand: &Expand) -> Value {
    ["plain", "view"]
        .iter()
        .fold(Parts::of(json!({}), expand), |parts, format| {
            parts.part(format, "", |_| {
                let value = match *format {
                    "view" => crate::body::escape(&held.description),
                    _ => held.description.clone(),
                };
                json!({ "value": value, "representation": format, "embeddedContent": [] })
            })
        })
        .finish()
}

/// Who has which permission in the space.
fn permissions(view: View<'_>, held: &Space) -> Value {
    let show = |permission: SpacePermission| {
        let subject = match &permission.principal {
            Principal::User(id) => ("user", Some(user::by_id(view, id, &Expand::default()))),
            Principal::Group(id) => ("group", view.state.groups.get(id).map(show::group)),
            Principal::AccessClass(_) if permission.principal == Principal::everybody() => ("", None),
            Principal::AccessClass(_) => return None,
        };
        let (operation, target) = permission.words();
        let mut shown = json!({
            "id": permission.id(held.id),
            "operation": { "operation": operation, "targetType": target },
            "anonymousAccess": subject.0.is_empty(),
            "unlicensedAccess": false,
        });
        if !subject.0.is_empty() {
            let (kind, subject) = (subject.0, subject.1?);
            shown["subjects"] = json!({ kind: { "results": [subject], "size": 1, "start": 0, "limit": 200 } });
        }
        Some(shown)
    };
    view.state
        .space_permissions(held)
        .into_iter()
        .filter_map(show)
        .collect()
}
