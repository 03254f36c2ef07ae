//! Relation: named arrows from a user, a space or content to another.

use super::expand::{Expand, Parts};
use super::resource::{View, content, space, user};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::{Call, parse_id};
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::permission::{Item, shows};
use crate::state::content::Content;
use crate::state::relation::{Arrow, Entity, FAVOURITE, LIKE, Made};
use crate::state::{State, stamp};
use confluence_sdk::spec::{Kind, PermissionGrant, Verb};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("findTargetFromSource", read(find_target_from_source)),
    ("findSourcesForTarget", read(find_sources_for_target)),
    ("getRelationship", read(get_relationship)),
    ("createRelationship", write(create_relationship)),
    ("deleteRelationship", write(delete_relationship)),
];

/// An end of a relation, and the names of its parameters.
struct End {
    kind: &'static str,
    key: &'static str,
    status: &'static str,
    version: &'static str,
}

const SOURCE: End = End {
    kind: "sourceType",
    key: "sourceKey",
    status: "sourceStatus",
    version: "sourceVersion",
};

const TARGET: End = End {
    kind: "targetType",
    key: "targetKey",
    status: "targetStatus",
    version: "targetVersion",
};

impl End {
    /// The thing that the path names here.
    fn entity(&self, state: &State, call: &Call<'_>) -> Result<Entity, Problem> {
        let (kind, key) = (call.path(self.kind), call.path(self.key));
        let unknown = || Problem::missing(format!("There is no {kind} {key}"));
        match kind {
            "user" => {
                let id = if key == "current" { &call.caller.account } else { key };
                let account = state.account(id).ok_or_else(unknown)?;
                Ok(Entity::User(account.id.clone()))
            }
            "space" => {
                let space = state.space_by_key(key).map(|space| space.id);
                let space = space.filter(|space| state.may_view_space(call.actor(), *space));
                Ok(Entity::Space(space.ok_or_else(unknown)?))
            }
            "content" => {
                let content = parse_id(key).and_then(|id| state.contents.get(&id));
                let content = content.filter(|content| state.may_view(call.actor(), content));
                let version = self.historical(call)?;
                let content = content.filter(|content| self.is_asked_for(call, content, version));
                let id = content.ok_or_else(unknown)?.id;
                Ok(Entity::Content { id, version })
            }
            other => Err(Problem::bad_request(format!("`{}` cannot be {other}", self.kind))),
        }
    }

    /// The historical version of content that the query asks for.
    fn historical(&self, call: &Call<'_>) -> Result<Option<u64>, Problem> {
        match call.query(self.status) {
            Some("historical") => {
                let number = call.number(self.version)?;
                let missing = || Problem::bad_request(format!("`{}` must be given", self.version));
                number.map(Some).ok_or_else(missing)
            }
            None | Some("any" | "current" | "draft" | "archived" | "trashed") => Ok(None),
            Some(other) => Err(Problem::bad_request(format!("`{}` cannot be {other}", self.status))),
        }
    }

    /// Whether the content has the status that the query asks for, or this version.
    fn is_asked_for(&self, call: &Call<'_>, content: &Content, version: Option<u64>) -> bool {
        match (version, call.query(self.status)) {
            (Some(number), _) => content.version(number).is_some(),
            (None, None | Some("any")) => true,
            (None, Some(status)) => content.status.name() == status,
        }
    }

    /// Whether a relation that is listed leads to a thing of the type that the path asks for, and the caller may see
    /// this thing.
    fn fits(&self, state: &State, call: &Call<'_>, entity: &Entity) -> Result<bool, Problem> {
        Ok(match (call.path(self.kind), entity) {
            ("user", Entity::User(_)) => true,
            ("space", Entity::Space(id)) => state.spaces.contains_key(id) && shows(state, call, Item::Space(*id)),
            ("content", Entity::Content { id, version }) => match state.contents.get(id) {
                Some(content) => {
                    let whole = call.query(self.status).is_none();
                    (whole || self.historical(call)? == *version)
                        && self.is_asked_for(call, content, *version)
                        && shows(state, call, Item::Content(content))
                }
                None => false,
            },
            _ => false,
        })
    }
}

/// The arrow that the path names.
fn arrow(state: &State, call: &Call<'_>) -> Result<Arrow, Problem> {
    let arrow = Arrow {
        name: call.path("relationName").to_owned(),
        source: SOURCE.entity(state, call)?,
        target: TARGET.entity(state, call)?,
    };
    let possible = match arrow.name.as_str() {
        FAVOURITE => matches!(
            (&arrow.source, &arrow.target),
            (Entity::User(_), Entity::Space(_) | Entity::Content { .. })
        ),
        LIKE => matches!(
            (&arrow.source, &arrow.target),
            (Entity::User(_), Entity::Content { .. })
        ),
        _ => true,
    };
    if possible {
        Ok(arrow)
    } else {
        Err(Problem::bad_request(format!(
            "There is no relation {} from {} to {}",
            arrow.name,
            call.path(SOURCE.kind),
            call.path(TARGET.kind)
        )))
    }
}

/// An end as addresses write it: its type and its key.
fn address(state: &State, entity: &Entity) -> String {
    match entity {
        Entity::User(id) => format!("user/{id}"),
        Entity::Space(id) => match state.spaces.get(id) {
            Some(space) => format!("space/{}", space.key),
            None => format!("space/{id}"),
        },
        Entity::Content { id, .. } => format!("content/{id}"),
    }
}

fn shown_end(view: View<'_>, entity: &Entity, expand: &Expand) -> Value {
    let shown = match entity {
        Entity::User(id) => Some(user::by_id(view, id, expand)),
        Entity::Space(id) => view.state.spaces.get(id).map(|held| space::space(view, held, expand)),
        Entity::Content { id, .. } => {
            let content = view.state.contents.get(id);
            content.map(|held| content::content(view, held, expand))
        }
    };
    shown.unwrap_or_default()
}

fn shown(state: &State, call: &Call<'_>, arrow: &Arrow, made: &Made) -> Value {
    let view = View { state, call };
    let (from, to) = (address(state, &arrow.source), address(state, &arrow.target));
    let shown = json!({
        "name": arrow.name,
        "_links": { "self": format!("/rest/api/relation/{}/from/{from}/to/{to}", arrow.name) },
    });
    let expand = Expand::asked(call, &[]);
    Parts::of(shown, &expand)
        .part("relationData", "", |below| {
            json!({
                "createdBy": user::by_id(view, &made.by, below.below("createdBy")),
                "createdDate": stamp(made.at),
                "friendlyCreatedDate": made.at.strftime("%b %d, %Y").to_string(),
            })
        })
        .part("source", "", |below| shown_end(view, &arrow.source, below))
        .part("target", "", |below| shown_end(view, &arrow.target, below))
        .finish()
}

fn get_relationship(state: &State, call: &Call<'_>) -> Outcome {
    let arrow = arrow(state, call)?;
    let made = state.relations.get(&arrow);
    let missing = || Problem::missing(format!("There is no such relation {}", arrow.name));
    Ok(Reply::ok(shown(state, call, &arrow, made.ok_or_else(missing)?)))
}

fn create_relationship(state: &mut State, call: &Call<'_>) -> Outcome {
    let arrow = arrow(state, call)?;
    state.relate(arrow, &call.caller.account);
    get_relationship(state, call)
}

/// Others may end what a user has saved for later only if they administer the space.
fn delete_relationship(state: &mut State, call: &Call<'_>) -> Outcome {
    let arrow = arrow(state, call)?;
    let own = matches!(&arrow.source, Entity::User(id) if *id == call.caller.account);
    let space = match arrow.target {
        Entity::Space(id) => Some(id),
        Entity::Content { id, .. } => state.contents.get(&id).map(|content| content.space),
        Entity::User(_) => None,
    };
    let administer = PermissionGrant {
        verb: Verb::Administer,
        kind: Kind::Space,
    };
    let administers = space.is_some_and(|space| state.space_right(call.actor(), administer, space));
    if arrow.name == FAVOURITE && !own && !administers {
        return Err(Problem::not_permitted(call.shape()));
    }
    state.end_relation(&arrow);
    Ok(Reply::empty(204))
}

/// Lists the relations of one thing. What users like and have saved for later is not listed.
fn list(state: &State, call: &Call<'_>, from: &End, other: &End, ends: fn(&Arrow) -> (&Entity, &Entity)) -> Outcome {
    let name = call.path("relationName");
    if matches!(name, FAVOURITE | LIKE) {
        return Err(Problem::bad_request(format!(
            "Relations with the name {name} cannot be listed"
        )));
    }
    if !matches!(call.path(other.kind), "user" | "content" | "space") {
        return Err(Problem::bad_request(format!(
            "`{}` cannot be {}",
            other.kind,
            call.path(other.kind)
        )));
    }
    let known = from.entity(state, call)?;
    let mut found = Vec::new();
    for (arrow, made) in state.relations.iter().filter(|(arrow, _)| arrow.name == name) {
        let (here, there) = ends(arrow);
        if *here == known && other.fits(state, call, there)? {
            found.push(shown(state, call, arrow, made));
        }
    }
    Ok(Reply::ok(by_offset(call, 25, found)?))
}

fn find_target_from_source(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, &SOURCE, &TARGET, |arrow| (&arrow.source, &arrow.target))
}

fn find_sources_for_target(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, &TARGET, &SOURCE, |arrow| (&arrow.target, &arrow.source))
}
