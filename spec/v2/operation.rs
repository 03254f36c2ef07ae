//! What the caller may do with a piece of content, or with a space.

use super::*;

/// Permitted operations: what the caller may do with a piece of content or with a space.
#[endpoints(v2, tag = "Operation", base = "/wiki/api/v2")]
pub trait PermittedOperations {
    /// What the caller may do with a page.
    #[get("/pages/{id}/operations")]
    #[id("getPageOperations")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_page_operations(
        /// The page.
        id: PageId,
    ) -> PermittedOperationsResponse;

    /// What the caller may do with a blog post.
    #[get("/blogposts/{id}/operations")]
    #[id("getBlogPostOperations")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_blog_post_operations(
        /// The blog post.
        id: BlogPostId,
    ) -> PermittedOperationsResponse;

    /// What the caller may do with an attachment.
    #[get("/attachments/{id}/operations")]
    #[id("getAttachmentOperations")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_attachment_operations(
        /// The attachment.
        id: AttachmentId,
    ) -> PermittedOperationsResponse;

    /// What the caller may do with a piece of custom content.
    #[get("/custom-content/{id}/operations")]
    #[id("getCustomContentOperations")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_custom_content_operations(
        /// The custom content.
        id: CustomContentId,
    ) -> PermittedOperationsResponse;

    /// What the caller may do with a whiteboard.
    #[get("/whiteboards/{id}/operations")]
    #[id("getWhiteboardOperations")]
    #[scopes("read:whiteboard:confluence")]
    #[connect(READ)]
    #[permissions(View(Whiteboard = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_whiteboard_operations(
        /// The whiteboard.
        id: WhiteboardId,
    ) -> PermittedOperationsResponse;

    /// What the caller may do with a database.
    #[get("/databases/{id}/operations")]
    #[id("getDatabaseOperations")]
    #[scopes("read:database:confluence")]
    #[connect(READ)]
    #[permissions(View(Database = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_database_operations(
        /// The database.
        id: DatabaseId,
    ) -> PermittedOperationsResponse;

    /// What the caller may do with a Smart Link.
    #[get("/embeds/{id}/operations")]
    #[id("getSmartLinkOperations")]
    #[scopes("read:embed:confluence")]
    #[connect(READ)]
    #[permissions(View(SmartLink = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_smart_link_operations(
        /// The Smart Link.
        id: SmartLinkId,
    ) -> PermittedOperationsResponse;

    /// What the caller may do with a folder.
    #[get("/folders/{id}/operations")]
    #[id("getFolderOperations")]
    #[scopes("read:folder:confluence")]
    #[connect(READ)]
    #[permissions(View(Folder = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_folder_operations(
        /// The folder.
        id: FolderId,
    ) -> PermittedOperationsResponse;

    /// What the caller may do with a space.
    #[get("/spaces/{id}/operations")]
    #[id("getSpaceOperations")]
    #[scopes("read:space:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = id))]
    #[app_access(exempt)]
    fn get_space_operations(
        /// The space.
        id: SpaceId,
    ) -> PermittedOperationsResponse;

    /// What the caller may do with a comment at the foot.
    #[get("/footer-comments/{id}/operations")]
    #[id("getFooterCommentOperations")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_footer_comment_operations(
        /// The comment.
        id: CommentId,
    ) -> PermittedOperationsResponse;

    /// What the caller may do with a comment on a passage.
    #[get("/inline-comments/{id}/operations")]
    #[id("getInlineCommentOperations")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_inline_comment_operations(
        /// The comment.
        id: CommentId,
    ) -> PermittedOperationsResponse;
}

/// What the caller may do.
#[model]
pub struct PermittedOperationsResponse {
    /// One entry for each thing that may be done.
    pub operations: Vec<PermittedOperation>,
}
