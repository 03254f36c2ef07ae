//! Attachments: what there is to know of them, their thumbnails, and deleting them. Uploads and the files themselves
//! are in [`v1`](crate::v1).

use super::*;

/// Attachments: files that hang on content. They are uploaded and downloaded with [`v1`](crate::v1::V1Attachments).
#[endpoints(v2, tag = "Attachment", base = "/wiki/api/v2")]
pub trait Attachments {
    /// Every attachment the caller may see, current and archived ones unless `status` says otherwise.
    #[get("/attachments")]
    #[id("getAttachments")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(filters(View(Container)))]
    #[app_access(ruled)]
    #[paged(cursor, limit(default = 50, range = 1..=250))]
    #[errors(400, 401)]
    #[example(media_type = "text/plain", sort = AttachmentSortOrder::ModifiedDateDescending)]
    fn get_attachments(
        /// The order of the results.
        #[query]
        sort: Option<AttachmentSortOrder>,
        /// Only attachments in one of these states: `current`, `archived`, `trashed`. Without it: `current` and
        /// `archived`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// Only attachments of this media type.
        #[query("mediaType")]
        media_type: Option<String>,
        /// Only attachments with this file name.
        #[query]
        filename: Option<String>,
    ) -> CursorPage<AttachmentBulk>;

    /// The attachments of a page, current and archived ones unless `status` says otherwise.
    #[get("/pages/{id}/attachments")]
    #[id("getPageAttachments")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor, limit(default = 50, range = 1..=250))]
    #[example(sort = AttachmentSortOrder::ModifiedDateDescending)]
    fn get_page_attachments(
        /// The page.
        id: PageId,
        /// The order of the results.
        #[query]
        sort: Option<AttachmentSortOrder>,
        /// Only attachments in one of these states: `current`, `archived`, `trashed`. Without it: `current` and
        /// `archived`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// Only attachments of this media type.
        #[query("mediaType")]
        media_type: Option<String>,
        /// Only attachments with this file name.
        #[query]
        filename: Option<String>,
    ) -> CursorPage<AttachmentBulk>;

    /// The attachments of a blog post, current and archived ones unless `status` says otherwise.
    #[get("/blogposts/{id}/attachments")]
    #[id("getBlogpostAttachments")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor, limit(default = 50, range = 1..=250))]
    #[example(sort = AttachmentSortOrder::ModifiedDateDescending)]
    fn get_blogpost_attachments(
        /// The blog post.
        id: BlogPostId,
        /// The order of the results.
        #[query]
        sort: Option<AttachmentSortOrder>,
        /// Only attachments in one of these states: `current`, `archived`, `trashed`. Without it: `current` and
        /// `archived`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// Only attachments of this media type.
        #[query("mediaType")]
        media_type: Option<String>,
        /// Only attachments with this file name.
        #[query]
        filename: Option<String>,
    ) -> CursorPage<AttachmentBulk>;

    /// The attachments of a piece of custom content, current and archived ones unless `status` says otherwise.
    #[get("/custom-content/{id}/attachments")]
    #[id("getCustomContentAttachments")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(View(CustomContent = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor, limit(default = 50, range = 1..=250))]
    #[example(sort = AttachmentSortOrder::ModifiedDateDescending)]
    fn get_custom_content_attachments(
        /// The custom content.
        id: CustomContentId,
        /// The order of the results.
        #[query]
        sort: Option<AttachmentSortOrder>,
        /// Only attachments in one of these states: `current`, `archived`, `trashed`. Without it: `current` and
        /// `archived`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// Only attachments of this media type.
        #[query("mediaType")]
        media_type: Option<String>,
        /// Only attachments with this file name.
        #[query]
        filename: Option<String>,
    ) -> CursorPage<AttachmentBulk>;

    /// The attachments that carry a label.
    #[get("/labels/{id}/attachments")]
    #[id("getLabelAttachments")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(filters(View(Attachment), View(Space)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_label_attachments(
        /// The label.
        id: LabelId,
        /// The order of the results.
        #[query]
        sort: Option<AttachmentSortOrder>,
    ) -> CursorPage<AttachmentBulk>;

    /// One attachment: all about the file, not the file itself.
    ///
    /// Each `include_…` list holds 50 entries at most, in the default order; its `meta` says whether there are more and
    /// its `links` where they are.
    #[get("/attachments/{id}")]
    #[id("getAttachmentById")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id))]
    #[app_access(ruled)]
    #[example(include_labels = true, include_version = true)]
    fn get_attachment_by_id(
        /// The attachment.
        id: AttachmentId,
        /// The number of an earlier version to return instead.
        #[query]
        version: Option<u32>,
        /// Labels are in the answer.
        #[query("include-labels", default = false)]
        include_labels: Option<bool>,
        /// Content properties are in the answer.
        #[query("include-properties", default = false)]
        include_properties: Option<bool>,
        /// What the caller may do with the attachment is in the answer.
        #[query("include-operations", default = false)]
        include_operations: Option<bool>,
        /// The versions are in the answer.
        #[query("include-versions", default = false)]
        include_versions: Option<bool>,
        /// The current version is in the answer unless this is false.
        #[query("include-version", default = true)]
        include_version: Option<bool>,
        /// Who works on the attachment is in the answer, in members that [`AttachmentSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-collaborators", default = false)]
        include_collaborators: Option<bool>,
    ) -> AttachmentSingle;

    /// Moves an attachment to the trash, from which it can be restored.
    ///
    /// Called for an attachment that is in the trash, with `purge`, it deletes for good.
    #[delete("/attachments/{id}")]
    #[id("deleteAttachment")]
    #[scopes("delete:attachment:confluence")]
    #[connect(DELETE)]
    #[permissions(View(Container = id), Delete(Attachment, of = id), if_set(purge, Administer(Space, of = id)))]
    #[app_access(ruled)]
    fn delete_attachment(
        /// The attachment.
        id: AttachmentId,
        /// Deletes for good an attachment that is in the trash.
        #[query(default = false)]
        purge: Option<bool>,
    );

    /// Where a small picture of an attachment is, to be fetched from there.
    #[get("/attachments/{id}/thumbnail/download")]
    #[id("getAttachmentThumbnailById")]
    #[scopes("read:attachment:confluence")]
    #[connect(inaccessible)]
    #[permissions(View(Container = id))]
    #[app_access(ruled)]
    #[example(width = 200, height = 200)]
    fn get_attachment_thumbnail_by_id(
        /// The attachment.
        id: AttachmentId,
        /// The number of an earlier version to show instead.
        #[query]
        version: Option<u32>,
        /// The height of the picture.
        #[query]
        height: Option<u32>,
        /// The width of the picture.
        #[query]
        width: Option<u32>,
    ) -> Redirect;
}

/// One attachment among several.
#[model]
pub struct AttachmentBulk {
    /// Identifies the attachment on its site.
    pub id: AttachmentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// The name of the file.
    pub title: Option<String>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// The page, if it is on one.
    pub page_id: Option<PageId>,
    /// The blog post, if it is on one.
    pub blog_post_id: Option<BlogPostId>,
    /// The custom content, if it is on custom content.
    pub custom_content_id: Option<CustomContentId>,
    /// The media type of the file.
    pub media_type: Option<String>,
    /// The media type in words.
    pub media_type_description: Option<String>,
    /// What was noted about it.
    pub comment: Option<String>,
    /// The file behind it, as bodies in the Atlassian document format name it.
    pub file_id: Option<FileId>,
    /// The size of the file in bytes.
    pub file_size: Option<u64>,
    /// Where people see it, relative to the root of the site.
    pub webui_link: Option<String>,
    /// Where a browser downloads it, relative to the root of the site.
    pub download_link: Option<String>,
    /// The version that this is.
    pub version: Option<Version>,
    /// Where people see and download it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// One attachment, with all that was asked for.
#[model]
pub struct AttachmentSingle {
    /// Identifies the attachment on its site.
    pub id: AttachmentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// The name of the file.
    pub title: Option<String>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// The page, if it is on one.
    pub page_id: Option<PageId>,
    /// The blog post, if it is on one.
    pub blog_post_id: Option<BlogPostId>,
    /// The custom content, if it is on custom content.
    pub custom_content_id: Option<CustomContentId>,
    /// The media type of the file.
    pub media_type: Option<String>,
    /// The media type in words.
    pub media_type_description: Option<String>,
    /// What was noted about it.
    pub comment: Option<String>,
    /// The file behind it, as bodies in the Atlassian document format name it.
    pub file_id: Option<FileId>,
    /// The size of the file in bytes.
    pub file_size: Option<u64>,
    /// Where people see it, relative to the root of the site.
    pub webui_link: Option<String>,
    /// Where a browser downloads it, relative to the root of the site.
    pub download_link: Option<String>,
    /// The version that this is.
    pub version: Option<Version>,
    /// Its labels, if asked for.
    pub labels: Option<LabelResults>,
    /// Its content properties, if asked for.
    pub properties: Option<ContentPropertyResults>,
    /// What the caller may do with it, if asked for.
    pub operations: Option<OperationResults>,
    /// Its versions, if asked for.
    pub versions: Option<VersionResults>,
    /// Where people see and download it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// The order of attachments.
#[model]
pub enum AttachmentSortOrder {
    /// Oldest first.
    #[wire("created-date")]
    CreatedDate,
    /// Newest first.
    #[wire("-created-date")]
    CreatedDateDescending,
    /// Longest unchanged first.
    #[wire("modified-date")]
    ModifiedDate,
    /// Latest changed first.
    #[wire("-modified-date")]
    ModifiedDateDescending,
}
