//! Who may do what in a space: one permission at a time.

use super::*;

/// Who may do what in a space: one permission at a time. They are listed in v2.
#[endpoints(v1, tag = "Space permissions", base = "/wiki/rest/api")]
pub trait V1SpacePermissions {
    /// Gives a user or a group a permission in a space. Not for apps, not even on behalf of a user.
    ///
    /// Refused with 400: a permission that is there already, a group that does not exist, and every permission for
    /// somebody who may not view the space yet.
    #[post("/space/{spaceKey}/permission")]
    #[id("addPermissionToSpace")]
    #[scopes("read:space.permission:confluence" + "write:space.permission:confluence")]
    #[connect(inaccessible)]
    #[callers(
        only(Basic, ApiToken, ServiceAccount),
        because = "apps may not change permissions of spaces, not even on behalf of a user"
    )]
    #[permissions(Administer(Space = space_key))]
    #[app_access(exempt)]
    #[errors(400, 401, 403, 404)]
    #[example(
        operation = SpacePermissionRequestOperation::new(SpacePermissionOperationKey::Read, SpacePermissionOperationTarget::Space),
    )]
    fn add_permission_to_space(
        /// The space.
        space_key: SpaceKey,
        /// Who may from now on.
        #[member]
        subject: PermissionSubjectWithGroupId,
        /// What they may.
        #[member]
        operation: SpacePermissionRequestOperation,
    ) -> SpacePermissionV2;

    /// Lets a user or a group read, create or delete custom content of the calling app in a space, or forbids it.
    ///
    /// Refused with 400: a permission that is there already, a group that does not exist, and every permission for
    /// somebody who may not view the space yet.
    #[post("/space/{spaceKey}/permission/custom-content")]
    #[id("addCustomContentPermissions")]
    #[scopes("read:space.permission:confluence" + "write:space.permission:confluence")]
    #[connect(WRITE)]
    #[callers(
        except(Basic, ApiToken, ServiceAccount),
        because = "apps alone may, for the custom content that is their own"
    )]
    #[permissions(apps_only, Administer(Space = space_key))]
    #[app_access(exempt)]
    #[errors(400, 401, 403, 404)]
    #[example(
        operations = [SpacePermissionCustomContentOperation::new(CustomContentPermissionKey::Read, "ac:my-app:note", true)],
    )]
    fn add_custom_content_permissions(
        /// The space.
        space_key: SpaceKey,
        /// Who may or may not from now on.
        #[member]
        subject: PermissionSubjectWithGroupId,
        /// What they may or may not.
        #[required]
        #[member]
        operations: Vec<SpacePermissionCustomContentOperation>,
    );

    /// Takes a permission in a space away. Not for apps, not even on behalf of a user.
    ///
    /// With the permission to view the space goes everything else that the same user or group may do there. The last
    /// permission to administer the space cannot be taken away: 400.
    #[delete("/space/{spaceKey}/permission/{id}")]
    #[id("removePermission")]
    #[scopes("write:space.permission:confluence")]
    #[connect(inaccessible)]
    #[callers(
        only(Basic, ApiToken, ServiceAccount),
        because = "apps may not change permissions of spaces, not even on behalf of a user"
    )]
    #[permissions(Administer(Space = space_key))]
    #[app_access(exempt)]
    #[errors(400, 401, 403, 404)]
    fn remove_permission(
        /// The space.
        space_key: SpaceKey,
        /// The permission.
        id: SpacePermissionId,
    );
}

/// What somebody is allowed to do, and to what.
///
/// The server knows these pairs:
///
/// | what | to what |
/// |---|---|
/// | create | pages, blog posts, comments, attachments |
/// | delete | the same, and the space, which means: whatever one has made oneself |
/// | archive | pages |
/// | read, export, administer | the space |
/// | restrict | the space, which means: restrictions of its content |
#[model(request)]
pub struct SpacePermissionRequestOperation {
    /// What is done.
    pub key: SpacePermissionOperationKey,
    /// To what.
    pub target: SpacePermissionOperationTarget,
}

/// One permission in a space, for one user or one group.
#[model]
pub struct SpacePermissionV2 {
    /// Its number.
    pub id: SpacePermissionId,
    /// Who may.
    pub subject: Option<PermissionSubject>,
    /// What they may.
    pub operation: Option<SpacePermissionV2Operation>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// A user or a group that has a permission.
#[model]
pub struct PermissionSubject {
    /// A user or a group.
    #[wire("type")]
    pub kind: Option<PermissionSubjectType>,
    /// Of a user, the account id, or `anonymous` for people who are not logged in; of a group, its id.
    pub identifier: Option<String>,
}

/// What somebody may do, and to what.
#[model]
pub struct SpacePermissionV2Operation {
    /// What is done.
    pub key: Option<SpacePermissionOperationKey>,
    /// To what.
    pub target: Option<SpacePermissionOperationTarget>,
}

/// What a permission in a space allows. Which of them go with which [`SpacePermissionOperationTarget`] is said at
/// [`SpacePermissionRequestOperation`].
#[model]
pub enum SpacePermissionOperationKey {
    /// Administer.
    Administer,
    /// Archive.
    Archive,
    /// Copy.
    Copy,
    /// Create.
    Create,
    /// Delete.
    Delete,
    /// Export.
    Export,
    /// Move.
    Move,
    /// Delete from the trash, for good.
    Purge,
    /// Delete one version, for good.
    #[wire("purge_version")]
    PurgeVersion,
    /// View.
    Read,
    /// Bring back from the trash.
    Restore,
    /// Restrict who may see and edit.
    #[wire("restrict_content")]
    RestrictContent,
    /// Change.
    Update,
    /// Use at all.
    Use,
}

/// What a permission in a space is about.
#[model]
pub enum SpacePermissionOperationTarget {
    /// Pages.
    Page,
    /// Blog posts.
    #[wire("blogpost")]
    BlogPost,
    /// Comments.
    Comment,
    /// Attachments.
    Attachment,
    /// The space.
    Space,
}

/// Something that somebody may or may not do to custom content.
#[model(request)]
pub struct SpacePermissionCustomContentOperation {
    /// What is done.
    pub key: CustomContentPermissionKey,
    /// To which type of custom content, such as `ac:my-app:note`.
    #[not_empty]
    pub target: String,
    /// Whether they may.
    pub access: bool,
}

/// What can be allowed with custom content.
#[model]
pub enum CustomContentPermissionKey {
    /// View.
    Read,
    /// Create.
    Create,
    /// Delete.
    Delete,
}
