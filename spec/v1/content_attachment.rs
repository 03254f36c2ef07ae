//! Attachments: uploading and downloading files.

use super::*;

/// Attachments: uploading and downloading files. Their details are in v2.
#[endpoints(v1, tag = "Content - attachments", base = "/wiki/rest/api")]
pub trait Attachments {
    /// Attaches files to a piece of content.
    ///
    /// A file whose name is taken is refused with 400:
    /// [`create_or_update_attachments`](Self::create_or_update_attachments) makes a new version of it instead.
    /// A file that is too large is refused with 404, and so is content that may not be viewed.
    #[post("/content/{id}/child/attachment")]
    #[id("createAttachment")]
    #[scopes("write:confluence-file" | "read:content-details:confluence" + "write:attachment:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[header("X-Atlassian-Token" = "no-check")]
    fn create_attachment(
        /// The content to attach to.
        id: ContentId,
        /// The files.
        #[required]
        #[part("file")]
        files: Vec<FilePart>,
        /// Whether the content is published or a draft.
        #[query(default = "current")]
        status: Option<AttachmentContainerStatus>,
        /// A comment for each file, in the order of the files; or none at all.
        #[part("comment")]
        comments: Vec<String>,
        /// Whether to tell nobody, neither by mail nor in the activity stream.
        #[part]
        minor_edit: Option<bool>,
    ) -> OffsetPage<Content>;

    /// Attaches files to a piece of content; of those whose names are taken, it makes new versions.
    ///
    /// A file that is too large is refused with 404, and so is content that may not be viewed.
    #[put("/content/{id}/child/attachment")]
    #[id("createOrUpdateAttachments")]
    #[scopes("write:confluence-file" | "read:content-details:confluence" + "write:attachment:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[header("X-Atlassian-Token" = "no-check")]
    fn create_or_update_attachments(
        /// The content to attach to.
        id: ContentId,
        /// The files.
        #[required]
        #[part("file")]
        files: Vec<FilePart>,
        /// Whether the content is published or a draft. The vendor advises to leave it at its default.
        #[query(default = "current")]
        status: Option<AttachmentContainerStatus>,
        /// A comment for each file, in the order of the files; or none at all.
        #[part("comment")]
        comments: Vec<String>,
        /// Whether to tell nobody, neither by mail nor in the activity stream.
        #[part]
        minor_edit: Option<bool>,
    ) -> OffsetPage<Content>;

    /// Makes a new version of an attachment, whatever the name of the file.
    #[post("/content/{id}/child/attachment/{attachmentId}/data")]
    #[id("updateAttachmentData")]
    #[scopes("write:confluence-file" | "read:content-details:confluence" + "write:attachment:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[header("X-Atlassian-Token" = "no-check")]
    fn update_attachment_data(
        /// The content that it is attached to.
        id: ContentId,
        /// The attachment.
        attachment_id: AttachmentId,
        /// The new file.
        #[part]
        file: FilePart,
        /// A comment for the version.
        #[part]
        comment: Option<String>,
        /// Whether to tell nobody, neither by mail nor in the activity stream.
        #[part]
        minor_edit: Option<bool>,
    ) -> Content;

    /// Where the file of an attachment is.
    ///
    /// The answer is a signed address at another host, from which [`Redirect::bytes`] fetches the file.
    #[get("/content/{id}/child/attachment/{attachmentId}/download")]
    #[id("downloadAttatchment", respelt)]
    #[scopes("readonly:content.attachment:confluence" | "read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(View(Attachment = attachment_id))]
    #[app_access(ruled)]
    fn download_attachment(
        /// The content that it is attached to.
        id: ContentId,
        /// The attachment.
        attachment_id: AttachmentId,
        /// The version; the newest if it is not given. A number that is too high is refused with 400.
        #[query]
        version: Option<u32>,
        /// Only if the attachment has one of these statuses.
        #[query(repeat, default = "current")]
        status: Vec<ContentStatus>,
    ) -> Redirect;
}

/// Whether content that files are attached to is published.
#[model]
pub enum AttachmentContainerStatus {
    /// Published.
    Current,
    /// Not yet published.
    Draft,
}
