//! Attachments: uploading and downloading files, and changing their details.

use super::*;

/// Attachments: uploading and downloading files, and changing their details. They are listed in v2.
#[endpoints(v1, tag = "Content - attachments", base = "/wiki/rest/api")]
pub trait V1Attachments {
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
    #[errors(400, 403, 404)]
    #[example(files = [FilePart::new("report.txt", "All is well.")], comments = ["First draft"], minor_edit = true)]
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
        #[part(always, default = false)]
        minor_edit: Option<bool>,
    ) -> OffsetPage<V1Content>;

    /// Attaches files to a piece of content; of those whose names are taken, it makes new versions.
    ///
    /// A file that is too large is refused with 404, and so is content that may not be viewed.
    #[put("/content/{id}/child/attachment")]
    #[id("createOrUpdateAttachments")]
    #[repeat(never)]
    #[scopes("write:confluence-file" | "read:content-details:confluence" + "write:attachment:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[header("X-Atlassian-Token" = "no-check")]
    #[errors(403, 404)]
    #[example(files = [FilePart::new("report.txt", "All is well.")], comments = ["First draft"], minor_edit = true)]
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
        #[part(always, default = false)]
        minor_edit: Option<bool>,
    ) -> OffsetPage<V1Content>;

    /// Changes the details of an attachment: file name, media type, comment, and what it is attached to.
    ///
    /// Another version than the newest is refused with 409, and content that cannot have attachments with 403.
    #[put("/content/{id}/child/attachment/{attachmentId}")]
    #[id("updateAttachmentProperties")]
    #[scopes(
        "write:confluence-file" + "write:confluence-props"
            | "read:content-details:confluence" + "write:attachment:confluence"
    )]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(400, 403, 404, 409)]
    #[example(
        attachment_id: AttachmentId,
        attachment_id = attachment_id.clone(),
        properties = AttachmentPropertiesUpdateBody::new(attachment_id, V1ContentType::Attachment, AttachmentPropertiesVersion::new(3)).title("renamed.txt"),
    )]
    fn update_attachment_properties(
        /// The content that it is attached to.
        id: ContentId,
        /// The attachment.
        attachment_id: AttachmentId,
        /// The changes.
        #[body]
        properties: AttachmentPropertiesUpdateBody,
    ) -> V1Content;

    /// Makes a new version of an attachment, whatever the name of the file.
    #[post("/content/{id}/child/attachment/{attachmentId}/data")]
    #[id("updateAttachmentData")]
    #[scopes("write:confluence-file" | "read:content-details:confluence" + "write:attachment:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[header("X-Atlassian-Token" = "no-check")]
    #[errors(400, 404)]
    #[example(file = FilePart::new("notes.txt", "All is better."), comment = "Second draft")]
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
        #[part(always, default = false)]
        minor_edit: Option<bool>,
    ) -> V1Content;

    /// Where the file of an attachment is.
    ///
    /// The answer is a signed address at another host, from which [`Redirect::save_to`], [`Redirect::stream`] and
    /// [`Redirect::download`] fetch the file.
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
        status: Vec<V1ContentStatus>,
    ) -> Redirect;
}

/// Changes to an attachment.
#[model(request)]
pub struct AttachmentPropertiesUpdateBody {
    /// The attachment, as in the address.
    pub id: AttachmentId,
    /// [`V1ContentType::Attachment`].
    #[wire("type")]
    pub kind: V1ContentType,
    /// The version that it has.
    pub version: AttachmentPropertiesVersion,
    /// Whether it is published.
    pub status: Option<V1ContentStatus>,
    /// Its file name.
    pub title: Option<String>,
    /// What it is attached to from now on.
    pub container: Option<AttachmentContainer>,
    /// Its media type.
    pub metadata: Option<AttachmentPropertiesMetadata>,
    /// Further details, as [`V1Content::extensions`] of an attachment shows them.
    pub extensions: Option<BTreeMap<String, Json>>,
}

/// The version of an attachment that is changed.
#[model(request)]
pub struct AttachmentPropertiesVersion {
    /// One more than the current number.
    pub number: u32,
    /// What to say of the change.
    pub message: Option<String>,
    /// Whether to tell nobody, neither by mail nor in the activity stream. The vendor's document requires it.
    #[always]
    pub minor_edit: bool,
    /// When the version was made. The vendor's document requires it and allows `null`, which leaves it to the server.
    #[always]
    pub when: Nullable<Timestamp>,
}

/// What an attachment is moved to.
#[model(request)]
pub struct AttachmentContainer {
    /// The content.
    pub id: ContentId,
    /// What kind of content it is.
    #[wire("type")]
    pub kind: Option<V1ContentType>,
}

/// Details of an attachment.
#[model(request)]
pub struct AttachmentPropertiesMetadata {
    /// Its media type, such as `image/png`.
    pub media_type: Option<String>,
}

/// Whether content that files are attached to is published.
#[model]
pub enum AttachmentContainerStatus {
    /// Published.
    Current,
    /// Not yet published.
    Draft,
}
