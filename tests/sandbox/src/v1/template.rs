//! Templates. Templates of blueprints can be read, but not changed.

use super::{label, show};
use crate::answer::{Outcome, Problem, Reply};
use crate::body::{Body, Context};
use crate::call::{Call, parse_id};
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::state::State;
use crate::state::template::Template;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) const TABLE: Table = &[
    ("createContentTemplate", write(create_content_template)),
    ("updateContentTemplate", write(update_content_template)),
    ("getBlueprintTemplates", read(get_blueprint_templates)),
    ("getContentTemplates", read(get_content_templates)),
    ("getContentTemplate", read(get_content_template)),
    ("removeTemplate", write(remove_template)),
];

/// What a request says of a template.
fn given(state: &mut State, call: &Call<'_>) -> Result<Template, Problem> {
    let name = call.required_text("name")?.trim();
    if name.is_empty() {
        return Err(Problem::bad_request("`name` must not be empty"));
    }
    if call.required_text("templateType")? != "page" {
        return Err(Problem::bad_request("`templateType` must be page"));
    }
    let space = match call.member("space") {
        Some(space) => {
            let key = space["key"].as_str();
            let key = key.ok_or_else(|| Problem::bad_request("`space.key` must be given as text"))?;
            let space = state.space_by_key(key).map(|space| space.id);
            Some(space.ok_or_else(|| Problem::forbidden(format!("There is no space {key}")))?)
        }
        None => None,
    };
    let body = Body::from_request(call.member("body").unwrap_or(&Value::Null))?;
    let labels = match call.member("labels") {
        Some(labels) => label::given(state, labels)?,
        None => BTreeSet::new(),
    };
    Ok(Template {
        name: name.to_owned(),
        description: call.text("description").unwrap_or_default().to_owned(),
        space,
        labels,
        body,
        blueprint: None,
    })
}

fn shown(state: &State, call: &Call<'_>, id: u64, template: &Template, with_body: bool) -> Value {
    let mut shown = json!({
        "templateId": id.to_string(),
        "name": template.name,
        "description": template.description,
        "labels": label::shown(state, &template.labels),
        "templateType": "page",
        "editorVersion": "v2",
        "_expandable": {},
        "_links": { "self": format!("/rest/api/template/{id}") },
    });
    if let Some(space) = template.space.and_then(|space| state.spaces.get(&space)) {
        shown["space"] = show::space(state, call, space);
    }
    if let Some(blueprint) = template.blueprint {
        shown["originalTemplate"] = json!({ "pluginKey": blueprint.plugin, "moduleKey": blueprint.module });
        shown["referencingBlueprint"] = format!("{}:{}", blueprint.plugin, blueprint.module).into();
    }
    if with_body {
        shown["body"] = template
            .body
            .show(Some("storage"), &Context::in_space(state, template.space));
    } else {
        shown["_expandable"]["body"] = "".into();
    }
    shown
}

/// Whether `expand` asks for the body.
fn expands_body(call: &Call<'_>) -> bool {
    call.list("expand")
        .into_iter()
        .any(|path| matches!(path, "body" | "body.storage"))
}

fn create_content_template(state: &mut State, call: &Call<'_>) -> Outcome {
    let template = given(state, call)?;
    let id = state.new_id();
    state.templates.insert(id, template);
    answer(state, call, id, true)
}

fn update_content_template(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = parse_id(call.required_text("templateId")?);
    let unknown = || {
        Problem::missing(format!(
            "There is no template {}",
            call.text("templateId").unwrap_or_default()
        ))
    };
    let (id, held) = id
        .and_then(|id| Some((id, state.templates.get(&id)?)))
        .ok_or_else(unknown)?;
    if held.blueprint.is_some() {
        return Err(Problem::forbidden(format!(
            "The template {id} belongs to a blueprint and cannot be changed"
        )));
    }
    let space = held.space;
    let mut template = given(state, call)?;
    // Another space would be another template: the space is only said to find out who may change it.
    if template.space != space {
        return Err(unknown());
    }
    if call.member("labels").is_none()
        && let Some(held) = state.templates.get(&id)
    {
        template.labels.clone_from(&held.labels);
    }
    state.templates.insert(id, template);
    answer(state, call, id, true)
}

fn answer(state: &State, call: &Call<'_>, id: u64, with_body: bool) -> Outcome {
    let template = state.templates.get(&id).ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(shown(state, call, id, template, with_body)))
}

/// The templates that are wanted, for all spaces or for the space that `spaceKey` names.
fn list(state: &State, call: &Call<'_>, wanted: impl Fn(&Template, Option<u64>) -> bool) -> Outcome {
    let space = call.query("spaceKey").and_then(|key| state.space_by_key(key));
    let space = space.map(|space| space.id);
    let templates = state.templates.iter().filter(|(_, template)| wanted(template, space));
    let with_body = expands_body(call);
    let shown = templates
        .map(|(id, template)| shown(state, call, *id, template, with_body))
        .collect();
    Ok(Reply::ok(by_offset(call, 25, shown)?))
}

fn get_content_templates(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, |template, space| {
        template.blueprint.is_none() && template.space == space
    })
}

/// A space has the templates of blueprints that all spaces have.
fn get_blueprint_templates(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, |template, _| template.blueprint.is_some())
}

fn get_content_template(state: &State, call: &Call<'_>) -> Outcome {
    let id = parse_id(call.path("contentTemplateId")).unwrap_or_default();
    answer(state, call, id, expands_body(call))
}

fn remove_template(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = parse_id(call.path("contentTemplateId")).unwrap_or_default();
    let by_users = state
        .templates
        .get(&id)
        .is_some_and(|template| template.blueprint.is_none());
    if !by_users {
        let id = call.path("contentTemplateId");
        return Err(Problem::forbidden(format!(
            "There is no template {id} that can be deleted"
        )));
    }
    state.templates.remove(&id);
    Ok(Reply::empty(204))
}
