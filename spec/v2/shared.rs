//! Models that several groups share: bodies, versions, links, and the lists that an answer has beside a piece of
//! content.

use super::*;

/// The state of a piece of content.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "children",
    feature = "classification-levels",
    feature = "comments",
    feature = "custom-content",
    feature = "databases",
    feature = "descendants",
    feature = "folders",
    feature = "pages",
    feature = "smart-links",
    feature = "whiteboards"
))]
#[model]
#[doc(alias("BlogPostContentStatus", "OnlyArchivedAndCurrentContentStatus"))]
pub enum ContentStatus {
    /// Published.
    Current,
    /// Not published yet.
    Draft,
    /// Put aside: readable, but out of the tree and of most searches.
    Archived,
    /// An earlier version of something published.
    Historical,
    /// In the trash, from which it can be restored.
    Trashed,
    /// Deleted.
    Deleted,
    /// Whatever the state.
    Any,
}

/// What kind of content stands at a place of the content tree.
#[cfg(any(
    feature = "ancestors",
    feature = "children",
    feature = "databases",
    feature = "descendants",
    feature = "folders",
    feature = "pages",
    feature = "smart-links",
    feature = "whiteboards"
))]
#[model]
#[doc(alias("AncestorType", "ParentContentType"))]
pub enum HierarchicalContentType {
    /// A page.
    Page,
    /// A whiteboard.
    Whiteboard,
    /// A database.
    Database,
    /// A Smart Link, which the API calls an embed.
    Embed,
    /// A folder.
    Folder,
}

/// The forms of bodies where there are several results.
#[cfg(any(
    feature = "blog-posts",
    feature = "comments",
    feature = "pages",
    feature = "tasks",
    feature = "versions"
))]
#[model]
pub enum PrimaryBodyRepresentation {
    /// What the server stores: XHTML with the vendor's elements for macros and links.
    Storage,
    /// The Atlassian document format: JSON, given as text.
    #[wire("atlas_doc_format")]
    AtlasDocFormat,
}

/// The forms of the body of custom content: written, and read where there are several results.
///
/// What an app stored raw is available raw only, what it stored in the storage format in the other two.
#[cfg(any(feature = "custom-content", feature = "versions"))]
#[model]
pub enum CustomContentBodyRepresentation {
    /// As an app stored it.
    Raw,
    /// What the server stores: XHTML with the vendor's elements for macros and links.
    Storage,
    /// The Atlassian document format: JSON, given as text.
    #[wire("atlas_doc_format")]
    AtlasDocFormat,
}

/// The forms of the body of a single result.
#[cfg(any(feature = "blog-posts", feature = "comments", feature = "pages"))]
#[model]
pub enum PrimaryBodyRepresentationSingle {
    /// What the server stores: XHTML with the vendor's elements for macros and links.
    Storage,
    /// The Atlassian document format: JSON, given as text.
    #[wire("atlas_doc_format")]
    AtlasDocFormat,
    /// HTML as the site shows it.
    View,
    /// HTML that does without the site, with absolute addresses.
    #[wire("export_view")]
    ExportView,
    /// The same, as somebody sees it who is not logged in.
    #[wire("anonymous_export_view")]
    AnonymousExportView,
    /// HTML with its styles inside.
    #[wire("styled_view")]
    StyledView,
    /// What the older editor works on.
    Editor,
}

/// How a body is written in an answer.
#[cfg(any(
    feature = "blog-posts",
    feature = "comments",
    feature = "custom-content",
    feature = "data-policies",
    feature = "pages",
    feature = "spaces",
    feature = "tasks",
    feature = "versions"
))]
#[model]
pub enum BodyRepresentation {
    /// XHTML with the vendor's elements for macros and links.
    Storage,
    /// The Atlassian document format: JSON, given as text.
    #[wire("atlas_doc_format")]
    AtlasDocFormat,
    /// HTML as the site shows it.
    View,
    /// HTML that does without the site.
    #[wire("export_view")]
    ExportView,
    /// The same, as somebody sees it who is not logged in.
    #[wire("anonymous_export_view")]
    AnonymousExportView,
    /// HTML with its styles inside.
    #[wire("styled_view")]
    StyledView,
    /// What the older editor works on.
    Editor,
    /// Text without markup.
    Plain,
    /// As an app stored it.
    Raw,
    /// Wiki markup.
    Wiki,
}

/// How a body that is sent is written.
#[cfg(any(feature = "blog-posts", feature = "comments", feature = "pages"))]
#[model]
pub enum WriteRepresentation {
    /// XHTML with the vendor's elements for macros and links.
    Storage,
    /// The Atlassian document format: JSON, given as text.
    #[wire("atlas_doc_format")]
    AtlasDocFormat,
    /// Wiki markup, which the server converts. It cannot be read back.
    Wiki,
}

/// The body of one of several results: the representation that was asked for.
#[cfg(any(
    feature = "blog-posts",
    feature = "comments",
    feature = "pages",
    feature = "versions"
))]
#[model]
pub struct BodyBulk {
    /// In the storage format.
    pub storage: Option<BodyType>,
    /// In the Atlassian document format.
    #[wire("atlas_doc_format")]
    pub atlas_doc_format: Option<BodyType>,
}

/// The body of one of several pieces of custom content: the representation that was asked for.
#[cfg(any(feature = "custom-content", feature = "versions"))]
#[model]
pub struct CustomContentBodyBulk {
    /// As an app stored it.
    pub raw: Option<BodyType>,
    /// In the storage format.
    pub storage: Option<BodyType>,
    /// In the Atlassian document format.
    #[wire("atlas_doc_format")]
    pub atlas_doc_format: Option<BodyType>,
}

/// The body of a single result: the representation that was asked for.
#[cfg(any(feature = "blog-posts", feature = "comments", feature = "pages"))]
#[model]
pub struct BodySingle {
    /// In the storage format.
    pub storage: Option<BodyType>,
    /// In the Atlassian document format.
    #[wire("atlas_doc_format")]
    pub atlas_doc_format: Option<BodyType>,
    /// As the site shows it.
    pub view: Option<BodyType>,
    /// As HTML that does without the site.
    #[wire("export_view")]
    pub export_view: Option<BodyType>,
    /// The same, as somebody sees it who is not logged in.
    #[wire("anonymous_export_view")]
    pub anonymous_export_view: Option<BodyType>,
    /// As HTML with its styles inside.
    #[wire("styled_view")]
    pub styled_view: Option<BodyType>,
    /// For the older editor.
    pub editor: Option<BodyType>,
}

/// A body in one representation.
#[cfg(any(
    feature = "blog-posts",
    feature = "comments",
    feature = "custom-content",
    feature = "data-policies",
    feature = "pages",
    feature = "spaces",
    feature = "tasks",
    feature = "versions"
))]
#[model]
pub struct BodyType {
    /// How the value is written.
    pub representation: Option<BodyRepresentation>,
    /// The body itself. The Atlassian document format is JSON, given as text.
    pub value: Option<String>,
}

/// Where people find a piece of content.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "comments",
    feature = "custom-content",
    feature = "databases",
    feature = "folders",
    feature = "pages",
    feature = "smart-links",
    feature = "whiteboards"
))]
#[model]
#[doc(alias(
    "AbstractPageLinks",
    "AttachmentLinks",
    "CommentLinks",
    "CustomContentLinks",
    "DatabaseLinks",
    "FolderLinks",
    "SmartLinkLinks",
    "WhiteboardLinks"
))]
pub struct ContentLinks {
    /// Where it is shown, relative to `base`.
    pub webui: Option<String>,
    /// Where it is edited, relative to `base`.
    pub editui: Option<String>,
    /// A short form of where it is shown, relative to `base`.
    pub tinyui: Option<String>,
    /// Where an attachment's file is, relative to `base`.
    pub download: Option<String>,
    /// The root of the site, such as `https://example.atlassian.net/wiki`. Only single results have it.
    pub base: Option<String>,
}

/// One version of a piece of content.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "comments",
    feature = "content-properties",
    feature = "custom-content",
    feature = "databases",
    feature = "folders",
    feature = "pages",
    feature = "smart-links",
    feature = "whiteboards"
))]
#[model]
pub struct Version {
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// What its author noted about it.
    pub message: Option<String>,
    /// Its number, counted from 1.
    pub number: Option<u32>,
    /// Whether it is a small change, which notifies nobody.
    pub minor_edit: Option<bool>,
    /// Who made it.
    pub author_id: Option<AccountId>,
}

/// The version that an update makes. The number guards against overwriting what somebody else has written in between.
#[cfg(any(
    feature = "blog-posts",
    feature = "comments",
    feature = "content-properties",
    feature = "custom-content",
    feature = "pages",
    feature = "space-properties"
))]
#[model(request)]
pub struct NewVersion {
    /// One more than the current number.
    pub number: u32,
    /// A note about what changed.
    pub message: Option<String>,
}

/// Whether a list in the answer continues.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "comments",
    feature = "custom-content",
    feature = "databases",
    feature = "folders",
    feature = "pages",
    feature = "smart-links",
    feature = "spaces",
    feature = "whiteboards"
))]
#[model]
pub struct OptionalFieldMeta {
    /// Whether there are more than the answer has.
    pub has_more: Option<bool>,
    /// The cursor of the rest, for the operation that lists them.
    pub cursor: Option<String>,
}

/// Where a list in the answer continues.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "comments",
    feature = "custom-content",
    feature = "databases",
    feature = "folders",
    feature = "pages",
    feature = "smart-links",
    feature = "spaces",
    feature = "whiteboards"
))]
#[model]
pub struct OptionalFieldLinks {
    /// The relative address that lists more of them.
    #[wire("self")]
    pub self_link: Option<String>,
}

/// Labels in the answer, 50 at most.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "custom-content",
    feature = "pages",
    feature = "spaces"
))]
#[model]
pub struct LabelResults {
    /// The labels.
    pub results: Vec<Label>,
    /// Whether there are more.
    pub meta: Option<OptionalFieldMeta>,
    /// Where there are more.
    #[wire("_links")]
    pub links: Option<OptionalFieldLinks>,
}

/// Content properties in the answer, 50 at most.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "comments",
    feature = "custom-content",
    feature = "databases",
    feature = "folders",
    feature = "pages",
    feature = "smart-links",
    feature = "whiteboards"
))]
#[model]
pub struct ContentPropertyResults {
    /// The properties.
    pub results: Vec<ContentProperty>,
    /// Whether there are more.
    pub meta: Option<OptionalFieldMeta>,
    /// Where there are more.
    #[wire("_links")]
    pub links: Option<OptionalFieldLinks>,
}

/// Permitted operations in the answer, 50 at most.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "comments",
    feature = "custom-content",
    feature = "databases",
    feature = "folders",
    feature = "pages",
    feature = "smart-links",
    feature = "spaces",
    feature = "whiteboards"
))]
#[model]
pub struct OperationResults {
    /// What the caller may do.
    pub results: Vec<PermittedOperation>,
    /// Whether there are more.
    pub meta: Option<OptionalFieldMeta>,
    /// Where there are more.
    #[wire("_links")]
    pub links: Option<OptionalFieldLinks>,
}

/// Likes in the answer, 50 at most.
#[cfg(any(feature = "blog-posts", feature = "comments", feature = "pages"))]
#[model]
pub struct LikeResults {
    /// The likes.
    pub results: Vec<Like>,
    /// Whether there are more.
    pub meta: Option<OptionalFieldMeta>,
    /// Where there are more.
    #[wire("_links")]
    pub links: Option<OptionalFieldLinks>,
}

/// Versions in the answer, 50 at most.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "comments",
    feature = "custom-content",
    feature = "pages"
))]
#[model]
pub struct VersionResults {
    /// The versions.
    pub results: Vec<Version>,
    /// Whether there are more.
    pub meta: Option<OptionalFieldMeta>,
    /// Where there are more.
    #[wire("_links")]
    pub links: Option<OptionalFieldLinks>,
}

/// Whether a blog post that is written is published.
#[cfg(any(feature = "blog-posts", feature = "classification-levels"))]
#[model]
pub enum BlogPostStatus {
    /// Published.
    Current,
    /// A draft.
    Draft,
}

/// A piece of JSON that an app or a script keeps with a piece of content.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "comments",
    feature = "content-properties",
    feature = "custom-content",
    feature = "databases",
    feature = "folders",
    feature = "pages",
    feature = "smart-links",
    feature = "whiteboards"
))]
#[model]
pub struct ContentProperty {
    /// Identifies the property.
    pub id: PropertyId,
    /// Its name, one of a kind for the content.
    pub key: Option<String>,
    /// What it holds.
    pub value: Option<Json>,
    /// The version that this is.
    pub version: Option<Version>,
}

/// A word that content is tagged with.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "custom-content",
    feature = "labels",
    feature = "pages",
    feature = "spaces"
))]
#[model]
pub struct Label {
    /// Identifies the label on its site.
    pub id: LabelId,
    /// The word, without its prefix.
    pub name: Option<String>,
    /// Whom the label is for.
    pub prefix: Option<LabelPrefix>,
}

/// Whom a label is for.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "custom-content",
    feature = "labels",
    feature = "pages",
    feature = "spaces"
))]
#[model]
pub enum LabelPrefix {
    /// Its author alone.
    My,
    /// A team.
    Team,
    /// Everybody: the usual kind.
    Global,
    /// The product.
    System,
}

/// Somebody's liking.
#[cfg(any(feature = "blog-posts", feature = "comments", feature = "likes", feature = "pages"))]
#[model]
pub struct Like {
    /// Who likes it.
    pub account_id: AccountId,
}

/// One thing that may be done.
#[cfg(any(
    feature = "attachments",
    feature = "blog-posts",
    feature = "comments",
    feature = "custom-content",
    feature = "databases",
    feature = "folders",
    feature = "pages",
    feature = "permitted-operations",
    feature = "smart-links",
    feature = "spaces",
    feature = "whiteboards"
))]
#[model]
pub struct PermittedOperation {
    /// What may be done, such as `update`.
    pub operation: Option<String>,
    /// To what kind of thing, such as `page`.
    pub target_type: Option<String>,
}

/// Whether a page that is written is published.
#[cfg(any(feature = "classification-levels", feature = "pages"))]
#[model]
pub enum PageStatus {
    /// Published.
    Current,
    /// A draft.
    Draft,
}

/// The order of spaces.
#[cfg(any(feature = "data-policies", feature = "spaces"))]
#[model]
pub enum SpaceSortOrder {
    /// By id.
    Id,
    /// By id, largest first.
    #[wire("-id")]
    IdDescending,
    /// By key.
    Key,
    /// By key, from the end of the alphabet.
    #[wire("-key")]
    KeyDescending,
    /// By name.
    Name,
    /// By name, from the end of the alphabet.
    #[wire("-name")]
    NameDescending,
}

/// What a space is about: the representation that was asked for.
#[cfg(any(feature = "data-policies", feature = "spaces"))]
#[model]
pub struct SpaceDescription {
    /// As text without markup.
    pub plain: Option<BodyType>,
    /// As HTML.
    pub view: Option<BodyType>,
}

/// The icon of a space.
#[cfg(any(feature = "data-policies", feature = "spaces"))]
#[model]
pub struct SpaceIcon {
    /// Where a browser finds it, relative to the root of the site.
    pub path: Option<String>,
    /// Where an OAuth 2.0 app asks for a link to the image, relative to the root of the site. Personal spaces have
    /// none.
    pub api_download_link: Option<String>,
}

/// Where people find a space.
#[cfg(any(feature = "data-policies", feature = "spaces"))]
#[model]
pub struct SpaceLinks {
    /// Where it is shown, relative to `base`.
    pub webui: Option<String>,
    /// The root of the site, such as `https://example.atlassian.net/wiki`. Only single results have it.
    pub base: Option<String>,
}

/// One permission in a space: who may do what.
#[cfg(any(feature = "space-permissions", feature = "spaces"))]
#[model]
pub struct SpacePermissionAssignment {
    /// Identifies the permission.
    pub id: String,
    /// Who has it.
    pub principal: Option<SpacePermissionAssignmentPrincipal>,
    /// What it allows.
    pub operation: Option<SpacePermissionAssignmentOperation>,
}

/// Who has a permission in a space.
#[cfg(any(feature = "space-permissions", feature = "spaces"))]
#[model]
pub struct SpacePermissionAssignmentPrincipal {
    /// A user, a group or a role.
    #[wire("type")]
    pub kind: Option<SpacePermissionAssignmentPrincipalType>,
    /// The id of the user, group or role.
    pub id: Option<String>,
}

/// What kind of holder a permission in a space has.
#[cfg(any(feature = "space-permissions", feature = "spaces"))]
#[model]
pub enum SpacePermissionAssignmentPrincipalType {
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
}

/// What a permission in a space allows.
#[cfg(any(feature = "space-permissions", feature = "spaces"))]
#[model]
pub struct SpacePermissionAssignmentOperation {
    /// What may be done.
    pub key: Option<SpacePermissionAssignmentOperationKey>,
    /// To what kind of thing.
    pub target_type: Option<SpacePermissionAssignmentOperationTargetType>,
}

/// What may be done in a space.
#[cfg(any(feature = "space-permissions", feature = "spaces"))]
#[model]
pub enum SpacePermissionAssignmentOperationKey {
    /// Use it.
    Use,
    /// Create.
    Create,
    /// Read.
    Read,
    /// Change.
    Update,
    /// Delete.
    Delete,
    /// Copy.
    Copy,
    /// Move.
    Move,
    /// Export.
    Export,
    /// Delete for good.
    Purge,
    /// Delete a version for good.
    #[wire("purge_version")]
    PurgeVersion,
    /// Administer.
    Administer,
    /// Bring back from the trash.
    Restore,
    /// Create spaces.
    #[wire("create_space")]
    CreateSpace,
    /// Restrict who may see and edit.
    #[wire("restrict_content")]
    RestrictContent,
    /// Put aside.
    Archive,
}

/// To what kind of thing something may be done.
#[cfg(any(feature = "space-permissions", feature = "spaces"))]
#[model]
pub enum SpacePermissionAssignmentOperationTargetType {
    /// Pages.
    Page,
    /// Blog posts.
    #[wire("blogpost")]
    BlogPost,
    /// Comments.
    Comment,
    /// Attachments.
    Attachment,
    /// Whiteboards.
    Whiteboard,
    /// Databases.
    Database,
    /// Smart Links, which the API calls embeds.
    Embed,
    /// Folders.
    Folder,
    /// The space.
    Space,
    /// The product.
    Application,
    /// Profiles of users.
    #[wire("userProfile")]
    UserProfile,
}

/// A piece of JSON that an app or a script keeps with a space.
#[cfg(any(feature = "space-properties", feature = "spaces"))]
#[model]
pub struct SpaceProperty {
    /// Identifies the property.
    pub id: PropertyId,
    /// Its name, one of a kind in the space.
    pub key: Option<String>,
    /// What it holds.
    pub value: Option<Json>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// Who created it.
    pub created_by: Option<AccountId>,
    /// Its current version.
    pub version: Option<SpacePropertyVersion>,
}

/// The current version of a space property.
#[cfg(any(feature = "space-properties", feature = "spaces"))]
#[model]
pub struct SpacePropertyVersion {
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Who made it.
    pub created_by: Option<AccountId>,
    /// What its author noted about it.
    pub message: Option<String>,
    /// Its number.
    pub number: Option<u32>,
}

/// Who is given a role.
#[cfg(any(feature = "space-roles", feature = "spaces"))]
#[model(request)]
pub struct Principal {
    /// What `principal_id` is the id of.
    pub principal_type: Option<PrincipalType>,
    /// The id of the user, group or class of users.
    pub principal_id: Option<String>,
}

/// What kind of holder a role has.
#[cfg(any(feature = "space-roles", feature = "spaces"))]
#[model]
pub enum PrincipalType {
    /// A user.
    #[wire("USER")]
    User,
    /// A group.
    #[wire("GROUP")]
    Group,
    /// A class of users, such as all that are logged in.
    #[wire("ACCESS_CLASS")]
    AccessClass,
}

/// A person or an app with an account.
#[cfg(any(
    feature = "space-permission-transitions",
    feature = "space-permissions",
    feature = "space-roles",
    feature = "spaces",
    feature = "users"
))]
#[model]
pub struct User {
    /// The name, as far as the caller may see it.
    pub display_name: Option<String>,
    /// The time zone. None if the user hides it.
    pub time_zone: Option<String>,
    /// The user's personal space, if there is one.
    pub personal_space_id: Option<SpaceId>,
    /// Whether it is a guest from outside.
    pub is_external_collaborator: Option<bool>,
    /// Whether the account is in use.
    pub account_status: Option<AccountStatus>,
    /// Identifies the account on all sites.
    pub account_id: AccountId,
    /// The e-mail address. Empty if the user hides it.
    pub email: Option<String>,
    /// What kind of account it is.
    pub account_type: Option<AccountType>,
    /// The name that everybody may see.
    pub public_name: Option<String>,
    /// The picture. None if the user hides it.
    pub profile_picture: Option<Icon>,
}

/// Whether an account is in use.
#[cfg(any(
    feature = "space-permission-transitions",
    feature = "space-permissions",
    feature = "space-roles",
    feature = "spaces",
    feature = "users"
))]
#[model]
pub enum AccountStatus {
    /// In use.
    Active,
    /// Deactivated.
    Inactive,
    /// Deleted.
    Closed,
    /// The server does not know.
    #[wire("unknown")]
    NotKnown,
}

/// What kind of account it is.
#[cfg(any(
    feature = "space-permission-transitions",
    feature = "space-permissions",
    feature = "space-roles",
    feature = "spaces",
    feature = "users"
))]
#[model]
pub enum AccountType {
    /// A person.
    Atlassian,
    /// An app.
    App,
    /// A customer of a service desk.
    Customer,
    /// The server does not know.
    #[wire("unknown")]
    NotKnown,
}

/// A picture.
#[cfg(any(
    feature = "space-permission-transitions",
    feature = "space-permissions",
    feature = "space-roles",
    feature = "spaces",
    feature = "users"
))]
#[model]
pub struct Icon {
    /// Where it is.
    pub path: Option<String>,
    /// Whether it is the default for users who chose none.
    pub is_default: Option<bool>,
}
