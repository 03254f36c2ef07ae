//! Who may do what. The role of the account, the permissions of the space and the restrictions of the content decide,
//! in this order.

use super::State;
use super::account::{ANONYMOUS, Role};
use super::content::{Content, Status, Subjects};
use super::space::Access;
use confluence_sdk::spec::{Kind, PermissionGrant, Verb};

/// The account that acts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Actor<'a> {
    pub(crate) account: &'a str,
    /// Whether an administrator's key removes restrictions.
    pub(crate) admin_key: bool,
}

impl<'a> Actor<'a> {
    pub(crate) fn new(account: &'a str) -> Self {
        Self {
            account,
            admin_key: false,
        }
    }
}

impl State {
    /// Whether the actor is nobody who has an account, on a site that lets them in.
    pub(super) fn is_let_in(&self, actor: Actor<'_>) -> bool {
        actor.account == ANONYMOUS && self.identity.settings.allows_anonymous
    }

    fn role(&self, actor: Actor<'_>) -> Role {
        self.account(actor.account)
            .map_or(Role::Outsider, |account| account.role)
    }

    /// Permissions for the whole site. Only the role decides about them.
    pub(crate) fn site_right(&self, actor: Actor<'_>, verb: Verb) -> bool {
        if self.is_let_in(actor) {
            return verb == Verb::UseSite;
        }
        match self.role(actor) {
            Role::SiteAdmin => true,
            Role::Writer => matches!(verb, Verb::UseSite | Verb::ViewProfiles | Verb::CreateSpaces),
            Role::Reader => matches!(verb, Verb::UseSite | Verb::ViewProfiles),
            Role::Guest => verb == Verb::UseSite,
            Role::Outsider => false,
        }
    }

    /// A permission in a space.
    pub(crate) fn space_right(&self, actor: Actor<'_>, grant: PermissionGrant, space: u64) -> bool {
        let Some(space) = self.spaces.get(&space) else {
            return false;
        };
        if self.is_let_in(actor) {
            let rights = self.role_allows(actor, grant, space) || self.grant_allows(actor, grant, space);
            return grant.verb == Verb::View && rights;
        }
        let role = self.role(actor);
        if role == Role::Outsider {
            return false;
        }
        let by_itself = match space.access.get(actor.account) {
            Some(access) => access.allows(grant),
            None if space.private => false,
            None => Access::of_role(role).allows(grant),
        };
        by_itself || self.role_allows(actor, grant, space) || self.grant_allows(actor, grant, space)
    }

    pub(crate) fn may_view_space(&self, actor: Actor<'_>, space: u64) -> bool {
        actor.admin_key
            || self.space_right(
                actor,
                PermissionGrant {
                    verb: Verb::View,
                    kind: Kind::Space,
                },
                space,
            )
    }

    /// Whether the actor can see the content. Restrictions on reading also apply to everything below the content. A
    /// draft can be seen only by its author.
    pub(crate) fn may_view(&self, actor: Actor<'_>, content: &Content) -> bool {
        if actor.admin_key {
            return true;
        }
        if !self.may_view_space(actor, content.space) {
            return false;
        }
        if content.status == Status::Draft && content.author != actor.account {
            return false;
        }
        let mut next = Some(content);
        while let Some(content) = next {
            if !self.unrestricted(actor, &content.restrictions.read) {
                return false;
            }
            next = content.container.and_then(|container| self.contents.get(&container));
        }
        true
    }

    /// Whether the actor may change the content: they have the permission for its kind, and no restriction forbids it.
    pub(crate) fn may_edit(&self, actor: Actor<'_>, content: &Content) -> bool {
        let grant = PermissionGrant {
            verb: Verb::Update,
            kind: content.kind.permission_kind(),
        };
        let custom = |custom_type: &String| self.custom_right(actor, grant.verb, custom_type, content.space);
        self.may_view(actor, content)
            && self.may_change(actor, content)
            && (self.space_right(actor, grant, content.space) || content.custom_type.as_ref().is_some_and(custom))
    }

    /// Whether no restriction forbids the actor to change the content.
    pub(crate) fn may_change(&self, actor: Actor<'_>, content: &Content) -> bool {
        actor.admin_key || self.unrestricted(actor, &content.restrictions.update)
    }

    /// Whether no restriction of this content itself forbids the actor to read it.
    pub(crate) fn is_unrestricted(&self, actor: Actor<'_>, content: &Content) -> bool {
        self.unrestricted(actor, &content.restrictions.read)
    }

    fn unrestricted(&self, actor: Actor<'_>, subjects: &Subjects) -> bool {
        let in_group = |id: &String| {
            self.groups
                .get(id)
                .is_some_and(|group| group.members.contains(actor.account))
        };
        subjects.is_empty() || subjects.users.contains(actor.account) || subjects.groups.iter().any(in_group)
    }
}
