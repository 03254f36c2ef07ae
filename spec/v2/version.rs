//! Versions of pages, blog posts, attachments, custom content and comments. Restoring and deleting them is in
//! [`v1`](crate::v1).

use super::*;

/// Versions: what content was like before.
#[endpoints(v2, tag = "Version", base = "/wiki/api/v2")]
pub trait Versions {
    /// The versions of a page.
    ///
    /// What the page said in each is in the answer only if `body_format` names a representation.
    #[get("/pages/{id}/versions")]
    #[id("getPageVersions")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_page_versions(
        /// The page.
        id: PageId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<VersionSortOrder>,
    ) -> CursorPage<PageVersion>;

    /// One version of a page: who made it when, and which versions come before and after. Not what the page said in it.
    #[get("/pages/{page-id}/versions/{version-number}")]
    #[id("getPageVersionDetails")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = page_id))]
    #[app_access(ruled)]
    #[example(version_number = 1)]
    fn get_page_version_details(
        /// The page.
        page_id: PageId,
        /// The number of the version.
        version_number: u32,
    ) -> DetailedVersion;

    /// The versions of a blog post.
    ///
    /// What the blog post said in each is in the answer only if `body_format` names a representation.
    #[get("/blogposts/{id}/versions")]
    #[id("getBlogPostVersions")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_blog_post_versions(
        /// The blog post.
        id: BlogPostId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<VersionSortOrder>,
    ) -> CursorPage<BlogPostVersion>;

    /// One version of a blog post: who made it when, and which versions come before and after.
    /// Not what the blog post said in it.
    #[get("/blogposts/{blogpost-id}/versions/{version-number}")]
    #[id("getBlogPostVersionDetails")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = blogpost_id))]
    #[app_access(ruled)]
    #[example(version_number = 1)]
    fn get_blog_post_version_details(
        /// The blog post.
        blogpost_id: BlogPostId,
        /// The number of the version.
        version_number: u32,
    ) -> DetailedVersion;

    /// The versions of an attachment.
    ///
    /// The files themselves are in [`v1`](crate::v1).
    #[get("/attachments/{id}/versions")]
    #[id("getAttachmentVersions")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(View(Attachment = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_attachment_versions(
        /// The attachment.
        id: AttachmentId,
        /// The order of the results.
        #[query]
        sort: Option<VersionSortOrder>,
    ) -> CursorPage<AttachmentVersion>;

    /// One version of an attachment: who made it when, and which versions come before and after.
    /// Not the file as it was in it.
    #[get("/attachments/{attachment-id}/versions/{version-number}")]
    #[id("getAttachmentVersionDetails")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(View(Attachment = attachment_id))]
    #[app_access(ruled)]
    #[example(version_number = 1)]
    fn get_attachment_version_details(
        /// The attachment.
        attachment_id: AttachmentId,
        /// The number of the version.
        version_number: u32,
    ) -> DetailedVersion;

    /// The versions of a piece of custom content.
    ///
    /// What the content was in each is in the answer only if `body_format` names a representation.
    #[get("/custom-content/{custom-content-id}/versions")]
    #[id("getCustomContentVersions")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(
        View(CustomContent = custom_content_id),
        View(Container = custom_content_id),
        View(Space, of = custom_content_id)
    )]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_custom_content_versions(
        /// The custom content.
        custom_content_id: CustomContentId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<CustomContentBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<VersionSortOrder>,
    ) -> CursorPage<CustomContentVersion>;

    /// One version of a piece of custom content: who made it when, and which versions come before and after.
    /// Not what the content was in it.
    #[get("/custom-content/{custom-content-id}/versions/{version-number}")]
    #[id("getCustomContentVersionDetails")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(View(CustomContent = custom_content_id))]
    #[app_access(ruled)]
    #[example(version_number = 1)]
    fn get_custom_content_version_details(
        /// The custom content.
        custom_content_id: CustomContentId,
        /// The number of the version.
        version_number: u32,
    ) -> DetailedVersion;

    /// The versions of a comment at the foot.
    ///
    /// What the comment said in each is in the answer only if `body_format` names a representation.
    #[get("/footer-comments/{id}/versions")]
    #[id("getFooterCommentVersions")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_footer_comment_versions(
        /// The comment.
        id: CommentId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<VersionSortOrder>,
    ) -> CursorPage<CommentVersion>;

    /// One version of a comment at the foot: who made it when, and which versions come before and after.
    /// Not what the comment said in it.
    #[get("/footer-comments/{id}/versions/{version-number}")]
    #[id("getFooterCommentVersionDetails")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[example(version_number = 1)]
    fn get_footer_comment_version_details(
        /// The comment.
        id: CommentId,
        /// The number of the version.
        version_number: u32,
    ) -> DetailedVersion;

    /// The versions of a comment on a passage.
    ///
    /// What the comment said in each is in the answer only if `body_format` names a representation.
    #[get("/inline-comments/{id}/versions")]
    #[id("getInlineCommentVersions")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_inline_comment_versions(
        /// The comment.
        id: CommentId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<VersionSortOrder>,
    ) -> CursorPage<CommentVersion>;

    /// One version of a comment on a passage: who made it when, and which versions come before and after.
    /// Not what the comment said in it.
    #[get("/inline-comments/{id}/versions/{version-number}")]
    #[id("getInlineCommentVersionDetails")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[example(version_number = 1)]
    fn get_inline_comment_version_details(
        /// The comment.
        id: CommentId,
        /// The number of the version.
        version_number: u32,
    ) -> DetailedVersion;
}

/// One version of a page.
#[model]
pub struct PageVersion {
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
    /// What the page was like in it.
    pub page: Option<VersionedEntity>,
}

/// One version of a blog post.
#[model]
pub struct BlogPostVersion {
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
    /// What the blog post was like in it.
    #[wire("blogpost")]
    pub blog_post: Option<VersionedEntity>,
}

/// One version of an attachment.
#[model]
pub struct AttachmentVersion {
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
    /// What the attachment was called in it.
    pub attachment: Option<VersionedEntity>,
}

/// One version of a piece of custom content.
#[model]
pub struct CustomContentVersion {
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
    /// What the custom content was like in it.
    #[wire("custom")]
    pub custom_content: Option<VersionedCustomContent>,
}

/// One version of a comment.
#[model]
pub struct CommentVersion {
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
    /// What the comment was like in it.
    pub comment: Option<VersionedEntity>,
}

/// What a piece of content was like in a version.
#[model]
pub struct VersionedEntity {
    /// The title.
    pub title: Option<String>,
    /// Identifies the content.
    pub id: Option<ContentId>,
    /// The body, in the representation that was asked for. An attachment has none.
    pub body: Option<BodyBulk>,
}

/// What a piece of custom content was like in a version.
#[model]
#[doc(alias = "VersionedEntity")]
pub struct VersionedCustomContent {
    /// The title.
    pub title: Option<String>,
    /// Identifies the content.
    pub id: Option<CustomContentId>,
    /// The body, in the representation that was asked for.
    pub body: Option<CustomContentBodyBulk>,
}

/// One version with its neighbours.
#[model]
pub struct DetailedVersion {
    /// Its number, counted from 1.
    pub number: Option<u32>,
    /// Who made it.
    pub author_id: Option<AccountId>,
    /// What its author noted about it.
    pub message: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Whether it is a small change, which notifies nobody.
    pub minor_edit: Option<bool>,
    /// Whether it changed the kind of the content, such as from a page to a blog post.
    pub content_type_modified: Option<bool>,
    /// Who worked on it.
    pub collaborators: Vec<AccountId>,
    /// The number of the version before.
    pub prev_version: Option<u32>,
    /// The number of the version after.
    pub next_version: Option<u32>,
}

/// The order of versions.
#[model]
pub enum VersionSortOrder {
    /// Oldest first.
    #[wire("modified-date")]
    ModifiedDate,
    /// Newest first.
    #[wire("-modified-date")]
    ModifiedDateDescending,
}
