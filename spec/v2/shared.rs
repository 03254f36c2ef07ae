//! Models that several groups share: bodies, versions, links, and the lists that come along with a piece of content.

use super::*;

/// The state of a piece of content.
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

/// How bodies can be had where there are several results.
#[model]
pub enum PrimaryBodyRepresentation {
    /// What the server stores: XHTML with the vendor's elements for macros and links.
    Storage,
    /// The Atlassian document format: JSON, given as text.
    #[wire("atlas_doc_format")]
    AtlasDocFormat,
}

/// How the body of custom content is written, and how it can be had where there are several results.
///
/// What an app stored raw can be had raw alone, what it stored in the storage format in the other two.
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

/// How the body of a single result can be had.
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
#[model]
pub struct BodyBulk {
    /// In the storage format.
    pub storage: Option<BodyType>,
    /// In the Atlassian document format.
    #[wire("atlas_doc_format")]
    pub atlas_doc_format: Option<BodyType>,
}

/// The body of one of several pieces of custom content: the representation that was asked for.
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
#[model]
pub struct BodyType {
    /// How the value is written.
    pub representation: Option<BodyRepresentation>,
    /// The body itself. The Atlassian document format is JSON, given as text.
    pub value: Option<String>,
}

/// Where people find a piece of content.
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
#[model(request)]
pub struct NewVersion {
    /// One more than the current number.
    pub number: u32,
    /// A note about what changed.
    pub message: Option<String>,
}

/// Whether a list that came along goes on.
#[model]
pub struct OptionalFieldMeta {
    /// Whether there are more than came along.
    pub has_more: Option<bool>,
    /// Where to go on, as `cursor` of the operation that lists them.
    pub cursor: Option<String>,
}

/// Where a list that came along goes on.
#[model]
pub struct OptionalFieldLinks {
    /// The relative address that lists more of them.
    #[wire("self")]
    pub self_link: Option<String>,
}

/// Labels that came along, 50 at most.
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

/// Content properties that came along, 50 at most.
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

/// Permitted operations that came along, 50 at most.
#[model]
pub struct OperationResults {
    /// What the caller may do.
    pub results: Vec<Operation>,
    /// Whether there are more.
    pub meta: Option<OptionalFieldMeta>,
    /// Where there are more.
    #[wire("_links")]
    pub links: Option<OptionalFieldLinks>,
}

/// Likes that came along, 50 at most.
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

/// Versions that came along, 50 at most.
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
