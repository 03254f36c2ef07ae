//! Content as v1 shows it: one model for pages, blog posts, comments, attachments and all the rest, deeply nested and
//! mostly absent unless `expand` asks for it.

use super::*;

/// A piece of content of any kind.
///
/// Most members are there only if [`ContentExpand`] asked for them; [`expandable`](Self::expandable) names those that
/// were not.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct V1Content {
    /// Identifies it.
    pub id: Option<ContentId>,
    /// What kind of content it is.
    #[wire("type")]
    pub kind: Option<V1ContentType>,
    /// Whether it is published.
    pub status: Option<V1ContentStatus>,
    /// Its title; of an attachment, the file name.
    pub title: Option<String>,
    /// The space it lies in.
    pub space: Option<Box<Space>>,
    /// When and by whom it was created and changed.
    pub history: Option<Box<ContentHistory>>,
    /// Its newest version, or the one that was asked for.
    pub version: Option<Box<V1Version>>,
    /// What it lies below, from the top down.
    pub ancestors: Vec<V1Content>,
    /// What the caller may do with it.
    pub operations: Vec<OperationCheckResult>,
    /// What lies right below.
    pub children: Option<ContentChildren>,
    /// Of which kinds there is anything below.
    pub child_types: Option<ContentChildType>,
    /// What lies below at any depth.
    pub descendants: Option<ContentChildren>,
    /// What it belongs to: the space, or the content that a comment or an attachment is on.
    pub container: Option<Container>,
    /// Its body in the formats that were asked for.
    pub body: Option<Box<ContentFormats>>,
    /// Who alone may see and edit it.
    pub restrictions: Option<Box<ContentRestrictions>>,
    /// Labels, properties, and what the caller did with it.
    pub metadata: Option<Box<ContentMetadata>>,
    /// Output of macros, by macro.
    pub macro_rendered_output: BTreeMap<String, Json>,
    /// What only some kinds have. Of an attachment: media type, size in bytes, comment and file id;
    /// of an inline comment: the place in the text and whether it is resolved.
    pub extensions: BTreeMap<String, Json>,
    /// What could be expanded too, and where it is.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where it can be seen.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// A kind of content. Custom content has types that its app named, such as `ac:my-app:note`.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum V1ContentType {
    /// A page.
    Page,
    /// A blog post.
    #[wire("blogpost")]
    BlogPost,
    /// A comment.
    Comment,
    /// An attachment.
    Attachment,
    /// A whiteboard.
    Whiteboard,
    /// A database.
    Database,
    /// A Smart Link in the content tree.
    Embed,
    /// A folder.
    Folder,
    /// Content that is none of these.
    Content,
}

/// The state of a piece of content.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum V1ContentStatus {
    /// Published.
    Current,
    /// Not yet published.
    Draft,
    /// Archived.
    Archived,
    /// An old version.
    Historical,
    /// In the trash.
    Trashed,
    /// Deleted for good.
    Deleted,
}

/// What content belongs to.
#[cfg(feature = "__v1-content-models")]
#[model(untagged)]
pub enum Container {
    /// The space of a page or a blog post.
    #[wire("key")]
    Space(Box<Space>),
    /// The content that a comment or an attachment is on.
    Content(Box<V1Content>),
}

/// When and by whom content was created and changed.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentHistory {
    /// Whether this is the newest version.
    pub latest: Option<bool>,
    /// Who created it.
    pub created_by: Option<Box<V1User>>,
    /// Who owns it.
    pub owned_by: Option<Box<V1User>>,
    /// Who owned it before.
    pub last_owned_by: Option<Box<V1User>>,
    /// When it was created.
    pub created_date: Option<Timestamp>,
    /// The last change.
    pub last_updated: Option<Box<V1Version>>,
    /// The change before this version.
    pub previous_version: Option<Box<V1Version>>,
    /// Who worked on it.
    pub contributors: Option<ContentHistoryContributors>,
    /// The change after this version.
    pub next_version: Option<Box<V1Version>>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where the history can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// Who worked on content.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentHistoryContributors {
    /// Those who published a version.
    pub publishers: Option<UsersUserKeys>,
}

/// One version of content.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct V1Version {
    /// Who made it.
    pub by: Option<Box<V1User>>,
    /// When.
    pub when: Option<Timestamp>,
    /// When, in words, such as “yesterday”.
    pub friendly_when: Option<String>,
    /// What its author said of it.
    pub message: Option<String>,
    /// Its number; the first is 1.
    pub number: Option<u32>,
    /// Whether it was made without telling watchers.
    pub minor_edit: Option<bool>,
    /// The content as it was.
    pub content: Option<Box<V1Content>>,
    /// Who worked on it together.
    pub collaborators: Option<UsersUserKeys>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
    /// Whether it changed the kind of content, as from page to blog post.
    pub content_type_modified: Option<bool>,
    /// Of collaborative editing: the revision by Confluence's count.
    pub conf_rev: Option<String>,
    /// Of collaborative editing: the revision by the editing service's count.
    pub sync_rev: Option<String>,
    /// Of collaborative editing: where the revision comes from.
    pub sync_rev_source: Option<String>,
}

/// What lies below content, by kind.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentChildren {
    /// Attachments.
    pub attachment: Option<OffsetPage<V1Content>>,
    /// Comments.
    pub comment: Option<OffsetPage<V1Content>>,
    /// Pages.
    pub page: Option<OffsetPage<V1Content>>,
    /// Whiteboards.
    pub whiteboard: Option<OffsetPage<V1Content>>,
    /// Databases.
    pub database: Option<OffsetPage<V1Content>>,
    /// Smart Links in the content tree.
    pub embed: Option<OffsetPage<V1Content>>,
    /// Folders.
    pub folder: Option<OffsetPage<V1Content>>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where they can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// Of which kinds there is anything below some content.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentChildType {
    /// Whether there are attachments.
    pub attachment: Option<HasChildren>,
    /// Whether there are comments.
    pub comment: Option<HasChildren>,
    /// Whether there are pages.
    pub page: Option<HasChildren>,
    /// Whether there are whiteboards.
    pub whiteboard: Option<HasChildren>,
    /// Whether there are databases.
    pub database: Option<HasChildren>,
    /// Whether there are Smart Links.
    pub embed: Option<HasChildren>,
    /// Whether there are folders.
    pub folder: Option<HasChildren>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
}

/// Whether there are children of one kind.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct HasChildren {
    /// There are.
    pub value: Option<bool>,
    /// Where they can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// The body of content in several formats, of which those are filled that were asked for.
///
/// The body of a template (`ContentTemplateBody` in the vendor's documents) comes in some of them.
#[cfg(feature = "__v1-content-models")]
#[doc(alias = "ContentTemplateBody")]
#[model]
pub struct ContentFormats {
    /// HTML as the browser shows it.
    pub view: Option<ContentBody>,
    /// HTML for an export.
    #[wire("export_view")]
    pub export_view: Option<ContentBody>,
    /// HTML with its styles.
    #[wire("styled_view")]
    pub styled_view: Option<ContentBody>,
    /// The storage format, an XHTML with macros.
    pub storage: Option<ContentBody>,
    /// Wiki markup.
    pub wiki: Option<ContentBody>,
    /// The format of the old editor.
    pub editor: Option<ContentBody>,
    /// The format of the old editor, second edition.
    pub editor2: Option<ContentBody>,
    /// HTML for an export by somebody who is not logged in.
    #[wire("anonymous_export_view")]
    pub anonymous_export_view: Option<ContentBody>,
    /// The Atlassian Document Format: JSON, written into a text.
    #[wire("atlas_doc_format")]
    pub atlas_doc_format: Option<ContentBody>,
    /// A format that the server chooses.
    pub dynamic: Option<ContentBody>,
    /// The text as it is kept.
    pub raw: Option<ContentBody>,
    /// In which formats it could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
}

/// The body of content in one format.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentBody {
    /// The text.
    pub value: Option<String>,
    /// Its format.
    pub representation: Option<ContentBodyRepresentation>,
    /// What is embedded in it.
    pub embedded_content: Vec<EmbeddedContent>,
    /// Scripts and styles that it needs to be shown.
    pub webresource: Option<WebResourceDependencies>,
    /// A token for the files in it.
    pub media_token: Option<ContentBodyMediaToken>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// A format of a body.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum ContentBodyRepresentation {
    /// HTML as the browser shows it.
    View,
    /// HTML for an export.
    #[wire("export_view")]
    ExportView,
    /// HTML with its styles.
    #[wire("styled_view")]
    StyledView,
    /// The storage format, an XHTML with macros.
    Storage,
    /// The format of the old editor.
    Editor,
    /// The format of the old editor, second edition.
    Editor2,
    /// HTML for an export by somebody who is not logged in.
    #[wire("anonymous_export_view")]
    AnonymousExportView,
    /// Wiki markup.
    Wiki,
    /// The Atlassian Document Format: JSON, written into a text.
    #[wire("atlas_doc_format")]
    AtlasDocFormat,
    /// Text without any markup.
    Plain,
    /// The text as it is kept.
    Raw,
}

/// A thing embedded in a body, such as a page that a macro includes.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct EmbeddedContent {
    /// Its number.
    pub entity_id: Option<i64>,
    /// What kind of thing it is.
    pub entity_type: Option<String>,
    /// The thing.
    pub entity: Option<Json>,
}

/// A token with which files in a body are fetched from the media service.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentBodyMediaToken {
    /// The collections it opens.
    pub collection_ids: Vec<String>,
    /// The content that the body is of.
    pub content_id: Option<ContentId>,
    /// Until when it is good.
    pub expiry_date_time: Option<String>,
    /// The files it opens.
    pub file_ids: Vec<FileId>,
    /// The token. Whoever has it can fetch the files.
    pub token: Option<String>,
}

/// Scripts and styles that rendered content needs.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct WebResourceDependencies {
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, Json>,
    /// Names of single resources.
    pub keys: Vec<String>,
    /// Names of contexts, each of which stands for several resources.
    pub contexts: Vec<String>,
    /// Their addresses.
    pub uris: Option<WebResourceDependenciesUris>,
    /// HTML elements that load them.
    pub tags: Option<WebResourceDependenciesTags>,
    /// What all content needs.
    pub superbatch: Option<SuperBatchWebResources>,
}

/// Addresses of scripts and styles.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct WebResourceDependenciesUris {
    /// Of both.
    pub all: Option<ResourceUris>,
    /// Of styles.
    pub css: Option<ResourceUris>,
    /// Of scripts.
    pub js: Option<ResourceUris>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, Json>,
}

/// One address or several.
#[cfg(feature = "__v1-content-models")]
#[model(untagged)]
pub enum ResourceUris {
    /// Several.
    Many(Vec<String>),
    /// One.
    One(String),
}

/// HTML elements that load scripts and styles.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct WebResourceDependenciesTags {
    /// Both.
    pub all: Option<String>,
    /// For styles.
    pub css: Option<String>,
    /// For data.
    pub data: Option<String>,
    /// For scripts.
    pub js: Option<String>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, Json>,
}

/// Scripts and styles that all content needs.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct SuperBatchWebResources {
    /// Their addresses.
    pub uris: Option<SuperBatchWebResourcesUris>,
    /// HTML elements that load them.
    pub tags: Option<SuperBatchWebResourcesTags>,
    /// HTML `meta` elements to go with them.
    pub metatags: Option<String>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, Json>,
}

/// Addresses of scripts and styles that all content needs.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct SuperBatchWebResourcesUris {
    /// Of both.
    pub all: Option<ResourceUris>,
    /// Of styles.
    pub css: Option<ResourceUris>,
    /// Of scripts.
    pub js: Option<ResourceUris>,
}

/// HTML elements that load what all content needs.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct SuperBatchWebResourcesTags {
    /// Both.
    pub all: Option<String>,
    /// For styles.
    pub css: Option<String>,
    /// For data.
    pub data: Option<String>,
    /// For scripts.
    pub js: Option<String>,
}

/// Who alone may see and who alone may edit a piece of content.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentRestrictions {
    /// Who may see it. Nobody named: whoever may see the space.
    pub read: Option<Box<ContentRestriction>>,
    /// Who may edit it. Nobody named: whoever may edit in the space.
    pub update: Option<Box<ContentRestriction>>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where they can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
    /// Who alone may do something else, by its name. [`Json::parse`] reads one as a [`ContentRestriction`].
    #[rest]
    pub others: BTreeMap<String, Json>,
}

/// Who alone may do one thing with a piece of content.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentRestriction {
    /// What is restricted.
    pub operation: Option<ContentRestrictionOperation>,
    /// Who may. Nobody named: it is not restricted.
    pub restrictions: Option<RestrictionSubjects>,
    /// The content, if expanded.
    pub content: Option<Box<V1Content>>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// Users and groups that a restriction names.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct RestrictionSubjects {
    /// The users.
    pub user: Option<OffsetPage<V1User>>,
    /// The groups; deleted ones may be among them.
    pub group: Option<OffsetPage<Group>>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
}

/// What a restriction is about. The server restricts only reading and updating.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum ContentRestrictionOperation {
    /// Administer.
    Administer,
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
    /// Change.
    Update,
    /// Use at all.
    Use,
}

/// Labels and properties of content, and what the caller did with it.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentMetadata {
    /// What the caller did with it.
    pub currentuser: Option<Box<ContentMetadataCurrentuser>>,
    /// Content properties, by key.
    pub properties: BTreeMap<String, Json>,
    /// For Atlassian's own use.
    pub frontend: BTreeMap<String, Json>,
    /// The labels.
    pub labels: Option<ContentMetadataLabels>,
}

/// Labels of content.
#[cfg(feature = "__v1-content-models")]
#[model(untagged)]
pub enum ContentMetadataLabels {
    /// With the size of the list.
    Page(LabelArray),
    /// As a bare list.
    List(Vec<V1Label>),
}

/// What the caller did with a piece of content.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentMetadataCurrentuser {
    /// Whether it is a favourite.
    pub favourited: Option<ContentMetadataFavourited>,
    /// The caller's last change.
    pub lastmodified: Option<Box<ContentMetadataLastModified>>,
    /// The caller's last contribution.
    pub lastcontributed: Option<ContentMetadataLastContributed>,
    /// When the caller saw it.
    pub viewed: Option<ContentMetadataViewed>,
    /// What the caller has planned for it.
    pub scheduled: Option<Json>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
}

/// Whether content is a favourite of the caller.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentMetadataFavourited {
    /// It is.
    pub is_favourite: Option<bool>,
    /// Since when.
    pub favourited_date: Option<Timestamp>,
}

/// The caller's last change of content.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentMetadataLastModified {
    /// The version it made.
    pub version: Option<Box<V1Version>>,
    /// When, in words.
    pub friendly_last_modified: Option<String>,
}

/// The caller's last contribution to content.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentMetadataLastContributed {
    /// The state of the content that it was made to.
    pub status: Option<V1ContentStatus>,
    /// When.
    pub when: Option<Timestamp>,
}

/// When the caller saw content.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct ContentMetadataViewed {
    /// The last time.
    pub last_seen: Option<Timestamp>,
    /// The last time, in words.
    pub friendly_last_seen: Option<String>,
}

/// The members of a piece of content to fill in.
///
/// Deeper paths can be named as text: `ContentExpand::from("children.page.version")`.
#[cfg(feature = "v1-content")]
#[model]
pub enum ContentExpand {
    /// Of which kinds there is anything below.
    #[wire("childTypes.all")]
    ChildTypes,
    /// Whether there are attachments.
    #[wire("childTypes.attachment")]
    ChildTypesAttachment,
    /// Whether there are comments.
    #[wire("childTypes.comment")]
    ChildTypesComment,
    /// Whether there are child pages.
    #[wire("childTypes.page")]
    ChildTypesPage,
    /// Whether there are whiteboards below.
    #[wire("childTypes.whiteboard")]
    ChildTypesWhiteboard,
    /// Whether there are databases below.
    #[wire("childTypes.database")]
    ChildTypesDatabase,
    /// Whether there are Smart Links below.
    #[wire("childTypes.embed")]
    ChildTypesEmbed,
    /// Whether there are folders below.
    #[wire("childTypes.folder")]
    ChildTypesFolder,
    /// What it belongs to.
    Container,
    /// What the caller did with it.
    #[wire("metadata.currentuser")]
    MetadataCurrentuser,
    /// Content properties.
    #[wire("metadata.properties")]
    MetadataProperties,
    /// Labels.
    #[wire("metadata.labels")]
    MetadataLabels,
    /// For Atlassian's own use.
    #[wire("metadata.frontend")]
    MetadataFrontend,
    /// What the caller may do with it.
    Operations,
    /// Child pages.
    #[wire("children.page")]
    ChildrenPage,
    /// Whiteboards right below.
    #[wire("children.whiteboard")]
    ChildrenWhiteboard,
    /// Databases right below.
    #[wire("children.database")]
    ChildrenDatabase,
    /// Smart Links right below.
    #[wire("children.embed")]
    ChildrenEmbed,
    /// Folders right below.
    #[wire("children.folder")]
    ChildrenFolder,
    /// Attachments.
    #[wire("children.attachment")]
    ChildrenAttachment,
    /// Comments.
    #[wire("children.comment")]
    ChildrenComment,
    /// Users who alone may see it.
    #[wire("restrictions.read.restrictions.user")]
    RestrictionsReadUser,
    /// Groups that alone may see it; deleted ones may be among them.
    #[wire("restrictions.read.restrictions.group")]
    RestrictionsReadGroup,
    /// Users who alone may edit it.
    #[wire("restrictions.update.restrictions.user")]
    RestrictionsUpdateUser,
    /// Groups that alone may edit it; deleted ones may be among them.
    #[wire("restrictions.update.restrictions.group")]
    RestrictionsUpdateGroup,
    /// When and by whom it was created.
    History,
    /// The last change.
    #[wire("history.lastUpdated")]
    HistoryLastUpdated,
    /// The change before.
    #[wire("history.previousVersion")]
    HistoryPreviousVersion,
    /// Everyone who worked on it.
    #[wire("history.contributors")]
    HistoryContributors,
    /// The change after.
    #[wire("history.nextVersion")]
    HistoryNextVersion,
    /// What it lies below.
    Ancestors,
    /// The formats in which the body is available.
    Body,
    /// The body in the storage format.
    #[wire("body.storage")]
    BodyStorage,
    /// The body as HTML.
    #[wire("body.view")]
    BodyView,
    /// The body as HTML for an export. A search then answers with 25 results a page at most.
    #[wire("body.export_view")]
    BodyExportView,
    /// The body as HTML with styles. A search then answers with 25 results a page at most.
    #[wire("body.styled_view")]
    BodyStyledView,
    /// The newest version: who made it and when.
    Version,
    /// Pages below at any depth.
    #[wire("descendants.page")]
    DescendantsPage,
    /// Whiteboards below at any depth.
    #[wire("descendants.whiteboard")]
    DescendantsWhiteboard,
    /// Databases below at any depth.
    #[wire("descendants.database")]
    DescendantsDatabase,
    /// Smart Links below at any depth.
    #[wire("descendants.embed")]
    DescendantsEmbed,
    /// Folders below at any depth.
    #[wire("descendants.folder")]
    DescendantsFolder,
    /// Attachments: the same as those of the children.
    #[wire("descendants.attachment")]
    DescendantsAttachment,
    /// Comments: the same as those of the children.
    #[wire("descendants.comment")]
    DescendantsComment,
    /// The space it lies in.
    Space,
    /// Of a comment: the place in the text that it is about.
    #[wire("extensions.inlineProperties")]
    ExtensionsInlineProperties,
    /// Of a comment: whether it is resolved.
    #[wire("extensions.resolution")]
    ExtensionsResolution,
}
