//! Enforces the permissions that the spec declares: who may do what to the thing that an argument names.

use crate::answer::{Problem, Shape};
use crate::call::{Call, parse_id};
use crate::members::truth;
use crate::state::State;
use crate::state::content::Content;
use crate::state::template::Template;
use confluence_sdk::spec::{Condition, Kind, Object, Permission, PermissionGrant, Verb};

/// Refuses a call whose caller does not have a permission that the operation declares. Every caller must also be
/// allowed to use the site.
pub(crate) fn check(state: &State, call: &Call<'_>) -> Result<(), Problem> {
    if !state.site_right(call.actor(), Verb::UseSite) {
        return Err(Problem::no_site_access(call.shape()));
    }
    Check { state, call }.permission(call.operation.permission)
}

/// The answer to a call for a space or content that does not exist. Some operations of v1 do not say that it is
/// missing.
pub(crate) fn unknown(call: &Call<'_>, thing: &str) -> Problem {
    match call.operation.id {
        "restoreContentVersion" | "deleteContentVersion" => {
            Problem::bad_request(format!("There is no content {thing}"))
        }
        "addContentWatcher"
        | "getContentWatchStatus"
        | "removeContentWatcher"
        | "addSpaceWatcher"
        | "isWatchingSpace"
        | "removeSpaceWatch"
        | "createContentTemplate"
        | "updateContentTemplate"
        | "getContentTemplates"
        | "getBlueprintTemplates"
        | "removeTemplate" => Problem::forbidden(format!(
            "There is nothing with the id or key {thing} that the caller may use"
        )),
        _ => Problem::not_found(),
    }
}

/// An item of a listing.
#[derive(Clone, Copy)]
pub(crate) enum Item<'s> {
    Space(u64),
    Content(&'s Content),
}

/// Whether a listing may show this item: the caller can view it and has the other permissions that the operation
/// filters by.
pub(crate) fn shows(state: &State, call: &Call<'_>, item: Item<'_>) -> bool {
    let visible = match item {
        Item::Space(space) => state.may_view_space(call.actor(), space),
        Item::Content(content) => state.may_view(call.actor(), content),
    };
    visible && filtered_in(&Check { state, call }, call.operation.permission, item)
}

/// Whether every `Filters` that applies to the call allows the item.
fn filtered_in(check: &Check<'_>, permission: &Permission, item: Item<'_>) -> bool {
    match permission {
        Permission::Filters(list) => list.iter().all(|permission| has(check, permission, item)),
        Permission::All(list) => list.iter().all(|permission| filtered_in(check, permission, item)),
        Permission::If(condition, then, otherwise) => {
            filtered_in(check, if check.holds(*condition) { then } else { otherwise }, item)
        }
        _ => true,
    }
}

/// The permission to view was checked before. Here the rights on the item or in its space are checked.
fn has(check: &Check<'_>, permission: &Permission, item: Item<'_>) -> bool {
    let actor = check.call.actor();
    match (permission, item) {
        (Permission::All(list), _) => list.iter().all(|permission| has(check, permission, item)),
        (Permission::Any(list), _) => list.iter().any(|permission| has(check, permission, item)),
        (Permission::May(grant, Object::EachResult), _) if grant.verb == Verb::View => true,
        (Permission::May(grant, Object::EachResult), Item::Content(content)) => match grant.verb {
            Verb::Edit => check.state.may_edit(actor, content),
            _ => check.state.space_right(actor, *grant, content.space),
        },
        (Permission::May(grant, Object::EachResult), Item::Space(space)) => {
            check.state.space_right(actor, *grant, space)
        }
        _ => true,
    }
}

struct Check<'c> {
    state: &'c State,
    call: &'c Call<'c>,
}

impl Check<'_> {
    fn permission(&self, permission: &Permission) -> Result<(), Problem> {
        match permission {
            Permission::May(grant, object) => self.may(*grant, *object),
            Permission::All(list) => list.iter().try_for_each(|permission| self.permission(permission)),
            Permission::Any(list) => {
                let mut verdicts = list.iter().map(|permission| self.permission(permission));
                let first = verdicts.next().unwrap_or(Ok(()));
                if first.is_ok() || verdicts.any(|verdict| verdict.is_ok()) {
                    Ok(())
                } else {
                    first
                }
            }
            Permission::If(condition, then, otherwise) => {
                self.permission(if self.holds(*condition) { then } else { otherwise })
            }
            Permission::AppsOnly if !self.call.caller.is_app() => Err(self.denied()),
            _ => Ok(()),
        }
    }

    fn holds(&self, condition: Condition) -> bool {
        match condition {
            Condition::Given(name) => !self.call.argument(name).is_empty(),
            Condition::Set(name) => self.call.argument(name).iter().any(|value| truth(value) == Some(true)),
            Condition::Is(name, wanted) => self.call.argument(name).iter().any(|value| value == wanted),
            // A condition of a later version of the spec: rather a permission too many than one too few.
            _ => true,
        }
    }

    /// An argument that is not given names nothing, so no permission is needed for it.
    fn may(&self, grant: PermissionGrant, object: Object) -> Result<(), Problem> {
        match object {
            Object::Site => self.verdict(self.state.site_right(self.call.actor(), grant.verb)),
            Object::Argument(name) => self.each(name, |text| self.on_argument(grant, text)),
            Object::InSpace(name) => self.each(name, |text| self.in_space(grant, self.space(text)?)),
            Object::SpaceOf(name) if self.call.operation.tag == "Template" => self.each(name, |text| {
                let space = self.template(text)?.space;
                space.map_or_else(|| Err(self.denied()), |space| self.in_space(grant, space))
            }),
            Object::SpaceOf(name) => self.each(name, |text| {
                let content = self.content(text)?;
                let kind = if grant.kind == Kind::Content {
                    content.kind.permission_kind()
                } else {
                    grant.kind
                };
                self.in_space(PermissionGrant { kind, ..grant }, content.space)?;
                // A restriction on changes also forbids deleting the content.
                let changes = matches!(grant.verb, Verb::Update | Verb::Delete | Verb::Archive);
                self.verdict(!changes || self.state.may_change(self.call.actor(), content))
            }),
            Object::EachResult => Ok(()),
            // An object of a later version of the spec.
            _ => Err(self.denied()),
        }
    }

    fn each(&self, name: &str, check: impl Fn(&str) -> Result<(), Problem>) -> Result<(), Problem> {
        self.call.argument(name).iter().try_for_each(|text| check(text))
    }

    fn on_argument(&self, grant: PermissionGrant, text: &str) -> Result<(), Problem> {
        match grant.kind {
            Kind::Space => self.in_space(grant, self.space(text)?),
            Kind::Label => Ok(()),
            // Whoever may use the site may view the templates that no space owns.
            Kind::Template => {
                let space = self.template(text)?.space;
                space.map_or(Ok(()), |space| {
                    self.in_space(
                        PermissionGrant {
                            kind: Kind::Space,
                            ..grant
                        },
                        space,
                    )
                })
            }
            Kind::Task => {
                let page = self.page_of_task(text);
                self.on_content(grant, self.existing(page.ok_or_else(Problem::not_found)?)?)
            }
            Kind::Container => {
                let content = self.content(text)?;
                match content.container {
                    _ if self.page_of_task(text).is_some() => self.on_content(grant, content),
                    Some(container) => self.on_content(grant, self.existing(container)?),
                    None => self.in_space(
                        PermissionGrant {
                            kind: Kind::Space,
                            ..grant
                        },
                        content.space,
                    ),
                }
            }
            _ => self.on_content(grant, self.content(text)?),
        }
    }

    fn on_content(&self, grant: PermissionGrant, content: &Content) -> Result<(), Problem> {
        let actor = self.call.actor();
        self.verdict(match grant.verb {
            Verb::View => self.state.may_view(actor, content),
            Verb::Edit => self.state.may_edit(actor, content),
            _ => self.state.space_right(actor, grant, content.space),
        })
    }

    fn in_space(&self, grant: PermissionGrant, space: u64) -> Result<(), Problem> {
        let actor = self.call.actor();
        let custom = |custom_type| self.state.custom_right(actor, grant.verb, custom_type, space);
        let granted = self.state.space_right(actor, grant, space);
        self.verdict(granted || grant.kind == Kind::CustomContent && self.custom_type().is_some_and(custom))
    }

    /// The type of the custom content that the call is about.
    fn custom_type(&self) -> Option<&str> {
        let content = parse_id(self.call.path("id")).and_then(|id| self.state.contents.get(&id));
        content.map_or_else(|| self.call.text("type"), |content| content.custom_type.as_deref())
    }

    /// A space by its key or id.
    fn space(&self, text: &str) -> Result<u64, Problem> {
        let by_id = text.parse().ok().filter(|id| self.state.spaces.contains_key(id));
        let by_key = || self.state.space_by_key(text).map(|space| space.id);
        match by_id.or_else(by_key) {
            Some(space) => Ok(space),
            None if self.call.shape() == Shape::V2 && text.parse::<u64>().is_err() => {
                Err(Problem::wrong_type(text, self.call.wire_of(text), "long"))
            }
            None => Err(unknown(self.call, text)),
        }
    }

    /// A piece of content by its id. For a task, the page that contains it.
    fn content(&self, text: &str) -> Result<&Content, Problem> {
        match self.page_of_task(text).or_else(|| parse_id(text)) {
            Some(id) => self.existing(id),
            None if self.call.shape() == Shape::V2 => {
                Err(Problem::wrong_type(text, self.call.wire_of(text), "ContentId"))
            }
            None => Err(unknown(self.call, text)),
        }
    }

    fn template(&self, text: &str) -> Result<&Template, Problem> {
        let template = parse_id(text).and_then(|id| self.state.templates.get(&id));
        template.ok_or_else(|| Problem::forbidden(format!("There is no template {text}")))
    }

    fn page_of_task(&self, text: &str) -> Option<u64> {
        let task = self.state.inline_tasks.get(&parse_id(text)?)?;
        Some(task.page)
    }

    fn existing(&self, id: u64) -> Result<&Content, Problem> {
        let content = self.state.contents.get(&id);
        content.ok_or_else(|| unknown(self.call, &id.to_string()))
    }

    fn verdict(&self, granted: bool) -> Result<(), Problem> {
        if granted { Ok(()) } else { Err(self.denied()) }
    }

    fn denied(&self) -> Problem {
        let needed = self.call.operation.permission_words;
        Problem::not_permitted(self.call.shape()).because(format!("The account lacks a permission: {needed}"))
    }
}
