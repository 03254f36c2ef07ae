//! What many v1 answers hold: links, icons, users, groups, labels, long-running tasks.
//!
//! Content is in `shared_content.rs`, spaces in `shared_space.rs`.

use super::*;

/// Where a thing can be seen and fetched.
///
/// Addresses are absolute, or begin after [`base`](Self::base) and its `context`. Which links are there depends on the
/// thing.
#[cfg(any(feature = "__v1-content-models", feature = "v1-tasks"))]
#[model(lenient)]
pub struct GenericLinks {
    /// The thing itself in the API.
    #[wire("self")]
    pub self_link: Option<String>,
    /// The root of the site, such as `https://example.atlassian.net/wiki`.
    pub base: Option<String>,
    /// What relative addresses begin with: `/wiki`.
    pub context: Option<String>,
    /// The list in the API that the thing belongs to.
    pub collection: Option<String>,
    /// Its page in the browser.
    pub webui: Option<String>,
    /// Where it is edited in the API.
    pub edit: Option<String>,
    /// The editor in the browser.
    pub editui: Option<String>,
    /// The newer editor in the browser.
    pub edituiv2: Option<String>,
    /// The short address.
    pub tinyui: Option<String>,
    /// The file of an attachment, for a browser that is logged in. Tokens are refused there:
    /// use [`V1Attachments::download_attachment`].
    pub download: Option<String>,
    /// A small picture of an attachment.
    pub thumbnail: Option<String>,
    /// The progress of a task.
    pub status: Option<String>,
    /// Links under other names: the documents leave them open.
    #[rest]
    pub others: BTreeMap<String, Json>,
}

/// A picture, such as the one of a user or a space.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct V1Icon {
    /// Its address, relative to the root of the site.
    pub path: Option<String>,
    /// In pixels.
    pub width: Option<u32>,
    /// In pixels.
    pub height: Option<u32>,
    /// Whether it is the default picture of all that have none of their own.
    pub is_default: Option<bool>,
}

/// Something that can be done to a kind of thing, such as: create a page.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct OperationCheckResult {
    /// What is done.
    pub operation: Option<OperationCheckResultOperation>,
    /// To what kind of thing.
    pub target_type: Option<OperationTargetType>,
}

/// Something that can be done to a kind of thing, such as: create a page.
#[cfg(any(feature = "v1-audit", feature = "v1-spaces"))]
#[model(request)]
pub struct OperationCheckResultRequest {
    /// What is done.
    pub operation: OperationCheckResultOperation,
    /// To what kind of thing.
    pub target_type: OperationTargetType,
}

/// What can be done.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum OperationCheckResultOperation {
    /// Administer.
    Administer,
    /// Archive.
    Archive,
    /// Take all permissions away.
    #[wire("clear_permissions")]
    ClearPermissions,
    /// Copy.
    Copy,
    /// Create.
    Create,
    /// Create a space.
    #[wire("create_space")]
    CreateSpace,
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

/// What an operation is done to.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum OperationTargetType {
    /// Confluence as a whole.
    Application,
    /// A space.
    Space,
    /// A page.
    Page,
    /// A blog post.
    #[wire("blogpost")]
    BlogPost,
    /// A comment.
    Comment,
    /// An attachment.
    Attachment,
}

/// A user, an app or a guest.
///
/// How much is told depends on the user's privacy settings: names and the e-mail address may be empty or absent.
/// Lists of users by id (`BulkUserLookup` in the vendor's documents) and of watchers (`WatchUser`) have the same
/// members.
/// Whoever is not logged in (`UserAnonymous`) has some of them.
#[cfg(feature = "__v1-content-models")]
#[doc(alias = "WatchUser")]
#[doc(alias = "UserAnonymous")]
#[model]
pub struct V1User {
    /// Whether the account is known.
    #[wire("type")]
    pub kind: Option<UserType>,
    /// No longer filled by the server. Use the account id.
    pub username: Option<String>,
    /// No longer filled by the server. Use the account id.
    pub user_key: Option<String>,
    /// The account, the same on all Atlassian sites.
    pub account_id: Option<AccountId>,
    /// Whether a person or an app is behind the account.
    pub account_type: Option<UserAccountType>,
    /// The e-mail address; empty if the user hides it.
    pub email: Option<String>,
    /// The name that everybody may see.
    pub public_name: Option<String>,
    /// The picture.
    pub profile_picture: Option<V1Icon>,
    /// The full name, or the public one if the user hides it.
    pub display_name: Option<String>,
    /// The time zone; absent if the user hides it.
    pub time_zone: Option<String>,
    /// Old name of [`is_guest`](Self::is_guest).
    pub external_collaborator: Option<bool>,
    /// Old name of [`is_guest`](Self::is_guest).
    pub is_external_collaborator: Option<bool>,
    /// Whether the user is a guest on the site.
    pub is_guest: Option<bool>,
    /// What may be done with the user, if expanded.
    pub operations: Vec<OperationCheckResult>,
    /// Former details of the profile. They are mostly empty.
    pub details: Option<UserDetails>,
    /// The user's own space, if there is one and it was expanded.
    pub personal_space: Option<Box<Space>>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where the user can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// A user that a request names: by the account id.
#[cfg(any(feature = "v1-content", feature = "v1-spaces"))]
#[model(request)]
pub struct UserRequest {
    /// [`UserType::Known`].
    #[wire("type")]
    pub kind: UserType,
    /// The account.
    pub account_id: AccountId,
}

#[cfg(any(feature = "v1-content", feature = "v1-spaces"))]
impl From<AccountId> for UserRequest {
    #[inline]
    fn from(account: AccountId) -> Self {
        Self::new(UserType::Known, account)
    }
}

/// Whether an account is known.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum UserType {
    /// An account of the site.
    Known,
    /// An account that is gone or may not be seen.
    #[wire("unknown")]
    NotKnown,
    /// Nobody in particular: someone who is not logged in.
    Anonymous,
    /// A user.
    User,
}

/// What is behind an account.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum UserAccountType {
    /// A person.
    Atlassian,
    /// An app.
    App,
    /// The server does not say: the text is empty.
    #[wire("")]
    Unavailable,
}

/// Details of a user. All are deprecated for the sake of privacy and have no successor.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct UserDetails {
    /// About work.
    pub business: Option<UserDetailsBusiness>,
    /// How to reach the user.
    pub personal: Option<UserDetailsPersonal>,
}

/// What a user does at work. Deprecated.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct UserDetailsBusiness {
    /// The position. Deprecated.
    pub position: Option<String>,
    /// The department. Deprecated.
    pub department: Option<String>,
    /// The place. Deprecated.
    pub location: Option<String>,
}

/// How a user can be reached. Deprecated.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct UserDetailsPersonal {
    /// The telephone number. Deprecated.
    pub phone: Option<String>,
    /// The name in a messenger. Deprecated.
    pub im: Option<String>,
    /// The website. Deprecated.
    pub website: Option<String>,
    /// The e-mail address. Deprecated: see [`V1User::email`].
    pub email: Option<String>,
}

/// Some users, with their former keys (`userKey`).
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct UsersUserKeys {
    /// The users.
    pub users: Vec<V1User>,
    /// Their former keys.
    pub user_keys: Vec<String>,
    /// Where they can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// A group of users.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct Group {
    /// Always a group.
    #[wire("type")]
    pub kind: Option<GroupType>,
    /// Its name.
    pub name: Option<String>,
    /// Its id.
    pub id: GroupId,
    /// What it is used for.
    pub usage_type: Option<GroupUsageType>,
    /// Who manages it.
    pub managed_by: Option<GroupManagedBy>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// A group that a request names: by its id.
#[cfg(any(feature = "v1-content", feature = "v1-spaces"))]
#[model(request)]
pub struct GroupCreate {
    /// [`GroupType::Group`].
    #[wire("type")]
    pub kind: GroupType,
    /// The group.
    pub id: GroupId,
}

#[cfg(any(feature = "v1-content", feature = "v1-spaces"))]
impl From<GroupId> for GroupCreate {
    #[inline]
    fn from(group: GroupId) -> Self {
        Self::new(GroupType::Group, group)
    }
}

/// Says that something is a group.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum GroupType {
    /// A group.
    Group,
}

/// What a group is used for.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum GroupUsageType {
    /// As a group, to give permissions to.
    #[wire("USERBASE_GROUP")]
    UserbaseGroup,
    /// As a team, to work in.
    #[wire("TEAM_COLLABORATION")]
    TeamCollaboration,
}

/// Who manages a group.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum GroupManagedBy {
    /// Administrators of the organisation, the site or the product.
    #[wire("ADMINS")]
    Admins,
    /// A system outside, such as a directory that is synchronised.
    #[wire("EXTERNAL")]
    External,
    /// Its members.
    #[wire("TEAM_MEMBERS")]
    TeamMembers,
    /// Nobody.
    #[wire("OPEN")]
    Open,
}

/// A user or a group, as requests about permissions name them (`PermissionSubject` in some places of the vendor's
/// documents).
#[cfg(any(feature = "v1-content", feature = "v1-spaces"))]
#[model(request)]
pub struct PermissionSubjectWithGroupId {
    /// A user or a group.
    #[wire("type")]
    pub kind: PermissionSubjectType,
    /// Of a user, the account id, or `anonymous` for people who are not logged in; of a group, its id.
    #[not_empty]
    pub identifier: String,
}

#[cfg(any(feature = "v1-content", feature = "v1-spaces"))]
impl From<AccountId> for PermissionSubjectWithGroupId {
    #[inline]
    fn from(account: AccountId) -> Self {
        Self::new(PermissionSubjectType::User, account)
    }
}

#[cfg(any(feature = "v1-content", feature = "v1-spaces"))]
impl From<GroupId> for PermissionSubjectWithGroupId {
    #[inline]
    fn from(group: GroupId) -> Self {
        Self::new(PermissionSubjectType::Group, group)
    }
}

/// Whether a permission is about a user or a group.
#[cfg(any(feature = "v1-content", feature = "v1-spaces"))]
#[model]
pub enum PermissionSubjectType {
    /// A user.
    User,
    /// A group.
    Group,
}

/// A label.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct V1Label {
    /// Who sees and shares it.
    pub prefix: Option<V1LabelPrefix>,
    /// Its name, as people see it.
    pub name: Option<String>,
    /// Its id.
    pub id: LabelId,
    /// Name and prefix in one.
    pub label: Option<String>,
}

/// Some labels.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct LabelArray {
    /// The labels.
    pub results: Vec<V1Label>,
    /// The offset of the first.
    pub start: Option<u64>,
    /// How many there are at most.
    pub limit: Option<u64>,
    /// How many there are.
    pub size: Option<u64>,
    /// Where they can be fetched.
    #[wire("_links")]
    pub links: Option<PageLinks>,
}

/// Who sees and shares a label. Apps may have prefixes of their own.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum V1LabelPrefix {
    /// Everyone.
    Global,
    /// The user alone, as for favourites.
    My,
    /// A team, which groups its spaces by it.
    Team,
}

/// A task that has begun at the server.
#[cfg(any(feature = "v1-content", feature = "v1-spaces"))]
#[model]
pub struct LongTask {
    /// Its Atlassian resource identifier.
    pub ari: Option<String>,
    /// What [`LongTasks::get_task`] wants.
    pub id: LongTaskId,
    /// The address that gives its progress.
    pub links: Option<LongTaskLinks>,
}

/// The address that gives the progress of a task.
#[cfg(any(feature = "v1-content", feature = "v1-spaces"))]
#[model(lenient)]
pub struct LongTaskLinks {
    /// The address, relative to `/wiki`.
    pub status: Option<String>,
}

/// Something the server has to say.
#[cfg(any(feature = "v1-content", feature = "v1-tasks"))]
#[model]
pub struct Message {
    /// The text for people.
    pub translation: Option<String>,
    /// What stands in the places that the text leaves open.
    pub args: Vec<Json>,
}

/// A body to convert, or that of a piece of content.
#[cfg(any(feature = "v1-content", feature = "v1-settings"))]
#[model(request)]
pub struct ContentBodyCreate {
    /// The text.
    pub value: String,
    /// Its format.
    pub representation: ContentBodyRepresentation,
}

/// What the words for "here" in a CQL query mean. It is sent as JSON in the query of the address.
#[cfg(any(feature = "v1-content", feature = "v1-search"))]
#[model(request)]
pub struct CqlContext {
    /// What `currentSpace()` means.
    pub space_key: Option<SpaceKey>,
    /// What `currentContent()` means. It must lie in the space.
    pub content_id: Option<ContentId>,
    /// Statuses to search.
    pub content_statuses: Option<Vec<V1ContentStatus>>,
}

/// The members of a user to fill in.
#[cfg(any(feature = "v1-search", feature = "v1-users"))]
#[model]
pub enum UserExpand {
    /// What may be done with the user.
    Operations,
    /// The user's own space.
    #[wire("personalSpace")]
    PersonalSpace,
    /// Deprecated: [`V1User::is_guest`] says the same without being asked for.
    #[wire("isExternalCollaborator")]
    IsExternalCollaborator,
}
