//! Comments: at the foot of a piece of content, and on a passage of its text.

use super::*;

/// Comments: what people remark on content, at its foot or on a passage of its text.
#[endpoints(v2, tag = "Comment", base = "/wiki/api/v2")]
pub trait Comments {
    /// The comments on an attachment, those on its latest version unless `version` says otherwise.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/attachments/{id}/footer-comments")]
    #[id("getAttachmentComments")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Attachment = id), View(Container = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_attachment_comments(
        /// The attachment.
        id: AttachmentId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<CommentSortOrder>,
        /// The number of the version whose comments to return.
        #[query]
        version: Option<u32>,
    ) -> CursorPage<AttachmentCommentModel>;

    /// The comments on a piece of custom content.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/custom-content/{id}/footer-comments")]
    #[id("getCustomContentComments")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(CustomContent = id), View(Container = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_custom_content_comments(
        /// The custom content.
        id: CustomContentId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<CommentSortOrder>,
    ) -> CursorPage<CustomContentCommentModel>;

    /// The comments at the foot of a page, without the replies to them.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/pages/{id}/footer-comments")]
    #[id("getPageFooterComments")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_page_footer_comments(
        /// The page.
        id: PageId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// Only comments in one of these states: `current`, `archived`, `trashed`, `deleted`, `historical`, `draft`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// The order of the results.
        #[query]
        sort: Option<CommentSortOrder>,
    ) -> CursorPage<PageCommentModel>;

    /// The comments at the foot of a blog post, without the replies to them.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/blogposts/{id}/footer-comments")]
    #[id("getBlogPostFooterComments")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_blog_post_footer_comments(
        /// The blog post.
        id: BlogPostId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// Only comments in one of these states: `current`, `deleted`, `trashed`, `historical`, `draft`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// The order of the results.
        #[query]
        sort: Option<CommentSortOrder>,
    ) -> CursorPage<BlogPostCommentModel>;

    /// The comments on passages of a blog post, without the replies to them.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/blogposts/{id}/inline-comments")]
    #[id("getBlogPostInlineComments")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(
        body_format = PrimaryBodyRepresentation::Storage,
        resolution_status = [InlineCommentResolutionStatus::Open],
    )]
    fn get_blog_post_inline_comments(
        /// The blog post.
        id: BlogPostId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// Only comments in one of these states: `current`, `deleted`, `trashed`, `historical`, `draft`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// Only comments that are open, resolved, reopened or without their passage.
        #[query("resolution-status", repeat)]
        resolution_status: Vec<InlineCommentResolutionStatus>,
        /// The order of the results.
        #[query]
        sort: Option<CommentSortOrder>,
    ) -> CursorPage<BlogPostInlineCommentModel>;

    /// Every comment at the foot of something that the caller may see.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/footer-comments")]
    #[id("getFooterComments")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(filters(View(Container), View(Space)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[errors(400, 401)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_footer_comments(
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<CommentSortOrder>,
    ) -> CursorPage<FooterCommentModel>;

    /// Writes a comment at the foot of something, or a reply to such a comment.
    ///
    /// A comment on an attachment is not one of those that the attachment's own page shows: they belong to its
    /// versions.
    #[post("/footer-comments")]
    #[id("createFooterComment")]
    #[scopes("write:comment:confluence")]
    #[connect(WRITE)]
    #[permissions(
        if_given(page_id, all(View(Page = page_id), View(Space, of = page_id), Create(Comment, of = page_id)),
        else = if_given(
            blog_post_id,
            all(View(BlogPost = blog_post_id), View(Space, of = blog_post_id), Create(Comment, of = blog_post_id)),
        else = if_given(
            parent_comment_id,
            all(View(Comment = parent_comment_id), View(Space, of = parent_comment_id), Create(Comment, of = parent_comment_id)),
        else = if_given(
            attachment_id,
            all(View(Attachment = attachment_id), View(Space, of = attachment_id), Create(Comment, of = attachment_id)),
        else = all(
            View(CustomContent = custom_content_id),
            View(Space, of = custom_content_id),
            Create(Comment, of = custom_content_id)
        )))))
    )]
    #[app_access(ruled)]
    #[example(page_id: PageId, target = page_id, body = CommentBody::storage("<p>Well done.</p>"))]
    fn create_footer_comment(
        /// What to comment on: the id of a page, a blog post, an attachment or custom content, or of a comment to reply
        /// to.
        #[one_of(page_id, blog_post_id, parent_comment_id, attachment_id, custom_content_id)]
        target: FooterCommentTarget,
        /// What the comment says.
        #[member]
        body: CommentBody,
    ) -> FooterCommentModel;

    /// One comment from the foot of a piece of content. Its body is in the answer only if `body_format` names a
    /// representation.
    ///
    /// Each `include_…` list holds 50 entries at most, in the default order; its `meta` says whether there are more and
    /// its `links` where they are.
    #[get("/footer-comments/{comment-id}")]
    #[id("getFooterCommentById")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = comment_id), View(Space, of = comment_id))]
    #[app_access(ruled)]
    #[example(body_format = PrimaryBodyRepresentationSingle::Storage, include_likes = true)]
    fn get_footer_comment_by_id(
        /// The comment.
        comment_id: CommentId,
        /// Representation of the body to return. Without it there is none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentationSingle>,
        /// The number of an earlier version to return instead.
        #[query]
        version: Option<u32>,
        /// Content properties are in the answer.
        #[query("include-properties", default = false)]
        include_properties: Option<bool>,
        /// What the caller may do with the comment is in the answer.
        #[query("include-operations", default = false)]
        include_operations: Option<bool>,
        /// Who likes the comment is in the answer.
        #[query("include-likes", default = false)]
        include_likes: Option<bool>,
        /// The versions are in the answer.
        #[query("include-versions", default = false)]
        include_versions: Option<bool>,
        /// The current version is in the answer unless this is false.
        #[query("include-version", default = true)]
        include_version: Option<bool>,
    ) -> FooterCommentModel;

    /// Changes what a comment at the foot says.
    #[put("/footer-comments/{comment-id}")]
    #[id("updateFooterComment")]
    #[scopes("write:comment:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Container = comment_id), View(Space, of = comment_id), Create(Comment, of = comment_id))]
    #[app_access(ruled)]
    #[example(version = NewVersion::new(2), body = CommentBody::storage("<p>Well done, all of you.</p>"))]
    fn update_footer_comment(
        /// The comment.
        comment_id: CommentId,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
        /// What the comment says from now on.
        #[member]
        body: CommentBody,
    ) -> FooterCommentModel;

    /// Deletes a comment at the foot for good: it does not go to the trash.
    #[delete("/footer-comments/{comment-id}")]
    #[id("deleteFooterComment")]
    #[scopes("delete:comment:confluence")]
    #[connect(DELETE)]
    #[permissions(View(Container = comment_id), View(Space, of = comment_id), Delete(Comment, of = comment_id))]
    #[app_access(ruled)]
    fn delete_footer_comment(
        /// The comment.
        comment_id: CommentId,
    );

    /// The replies to a comment at the foot.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/footer-comments/{id}/children")]
    #[id("getFooterCommentChildren")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_footer_comment_children(
        /// The comment that they reply to.
        id: CommentId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<CommentSortOrder>,
    ) -> CursorPage<ChildrenCommentModel>;

    /// The comments on passages of a page's text, without the replies to them.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/pages/{id}/inline-comments")]
    #[id("getPageInlineComments")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(
        body_format = PrimaryBodyRepresentation::Storage,
        resolution_status = [InlineCommentResolutionStatus::Open],
    )]
    fn get_page_inline_comments(
        /// The page.
        id: PageId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// Only comments in one of these states: `current`, `archived`, `trashed`, `deleted`, `historical`, `draft`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// Only comments that are open, resolved, reopened or without their passage.
        #[query("resolution-status", repeat)]
        resolution_status: Vec<InlineCommentResolutionStatus>,
        /// The order of the results.
        #[query]
        sort: Option<CommentSortOrder>,
    ) -> CursorPage<PageInlineCommentModel>;

    /// Every comment on a passage that the caller may see.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/inline-comments")]
    #[id("getInlineComments")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(filters(View(Container), View(Space)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[errors(400, 401)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_inline_comments(
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<CommentSortOrder>,
    ) -> CursorPage<InlineCommentModel>;

    /// Writes a comment on a passage of the text, or a reply to such a comment.
    ///
    /// The passage is highlighted from then on.
    #[post("/inline-comments")]
    #[id("createInlineComment")]
    #[scopes("write:comment:confluence")]
    #[connect(WRITE)]
    #[permissions(
        if_given(page_id, all(View(Page = page_id), View(Space, of = page_id), Create(Comment, of = page_id)),
        else = if_given(
            blog_post_id,
            all(View(BlogPost = blog_post_id), View(Space, of = blog_post_id), Create(Comment, of = blog_post_id)),
        else = all(
            View(Comment = parent_comment_id),
            View(Space, of = parent_comment_id),
            Create(Comment, of = parent_comment_id)
        )))
    )]
    #[app_access(ruled)]
    #[example(
        page_id: PageId,
        target = InlineCommentTarget::Page(page_id, CreateInlineCommentProperties::new("plans").text_selection_match_count(1).text_selection_match_index(0)),
        body = CommentBody::storage("<p>Which ones?</p>"),
    )]
    fn create_inline_comment(
        /// What to comment on: a passage of a page or a blog post, or the comment to reply to.
        #[one_of(page_id, blog_post_id, parent_comment_id, inline_comment_properties)]
        target: InlineCommentTarget,
        /// What the comment says.
        #[member]
        body: CommentBody,
    ) -> InlineCommentModel;

    /// One comment on a passage of the text. Its body is in the answer only if `body_format` names a representation.
    ///
    /// Each `include_…` list holds 50 entries at most, in the default order; its `meta` says whether there are more and
    /// its `links` where they are.
    #[get("/inline-comments/{comment-id}")]
    #[id("getInlineCommentById")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = comment_id), View(Space, of = comment_id))]
    #[app_access(ruled)]
    #[example(body_format = PrimaryBodyRepresentationSingle::Storage, include_likes = true)]
    fn get_inline_comment_by_id(
        /// The comment.
        comment_id: CommentId,
        /// Representation of the body to return. Without it there is none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentationSingle>,
        /// The number of an earlier version to return instead.
        #[query]
        version: Option<u32>,
        /// Content properties are in the answer.
        #[query("include-properties", default = false)]
        include_properties: Option<bool>,
        /// What the caller may do with the comment is in the answer.
        #[query("include-operations", default = false)]
        include_operations: Option<bool>,
        /// Who likes the comment is in the answer.
        #[query("include-likes", default = false)]
        include_likes: Option<bool>,
        /// The versions are in the answer.
        #[query("include-versions", default = false)]
        include_versions: Option<bool>,
        /// The current version is in the answer unless this is false.
        #[query("include-version", default = true)]
        include_version: Option<bool>,
    ) -> InlineCommentModel;

    /// Changes what a comment on a passage says, resolves it or reopens it.
    ///
    /// A comment that lost its passage cannot be changed.
    #[put("/inline-comments/{comment-id}")]
    #[id("updateInlineComment")]
    #[scopes("write:comment:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Container = comment_id), View(Space, of = comment_id), Create(Comment, of = comment_id))]
    #[app_access(ruled)]
    #[example(version = NewVersion::new(2), body = CommentBody::storage("<p>Answered.</p>"), resolved = true)]
    fn update_inline_comment(
        /// The comment.
        comment_id: CommentId,
        /// The new version: one more than the current number.
        #[member]
        version: Option<NewVersion>,
        /// What the comment says from now on.
        #[member]
        body: Option<CommentBody>,
        /// True resolves the comment, false reopens it. Nothing happens if it is so already.
        #[member]
        resolved: Option<bool>,
    ) -> InlineCommentModel;

    /// Deletes a comment on a passage for good: it does not go to the trash.
    #[delete("/inline-comments/{comment-id}")]
    #[id("deleteInlineComment")]
    #[scopes("delete:comment:confluence")]
    #[connect(DELETE)]
    #[permissions(View(Container = comment_id), View(Space, of = comment_id), Delete(Comment, of = comment_id))]
    #[app_access(ruled)]
    fn delete_inline_comment(
        /// The comment.
        comment_id: CommentId,
    );

    /// The replies to a comment on a passage.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/inline-comments/{id}/children")]
    #[id("getInlineCommentChildren")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_inline_comment_children(
        /// The comment that they reply to.
        id: CommentId,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<CommentSortOrder>,
    ) -> CursorPage<InlineCommentChildrenModel>;
}

/// A comment on an attachment, among several.
#[model]
pub struct AttachmentCommentModel {
    /// Identifies the comment on its site.
    pub id: CommentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// Its title, made from that of the attachment.
    pub title: Option<String>,
    /// The attachment.
    pub attachment_id: Option<AttachmentId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodySingle>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// A comment on a piece of custom content, among several.
#[model]
pub struct CustomContentCommentModel {
    /// Identifies the comment on its site.
    pub id: CommentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// Its title, made from that of the content.
    pub title: Option<String>,
    /// The custom content.
    pub custom_content_id: Option<CustomContentId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodySingle>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// A comment at the foot of a page, among several.
#[model]
pub struct PageCommentModel {
    /// Identifies the comment on its site.
    pub id: CommentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// Its title, made from that of the page.
    pub title: Option<String>,
    /// The page.
    pub page_id: Option<PageId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodyBulk>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// A comment on a passage of a page's text, among several.
#[model]
pub struct PageInlineCommentModel {
    /// Identifies the comment on its site.
    pub id: CommentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// Its title, made from that of the page.
    pub title: Option<String>,
    /// The page.
    pub page_id: Option<PageId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodyBulk>,
    /// Whether it is settled.
    pub resolution_status: Option<InlineCommentResolutionStatus>,
    /// The passage that it is about.
    pub properties: Option<InlineCommentProperties>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// A comment at the foot of a blog post, among several.
#[model]
pub struct BlogPostCommentModel {
    /// Identifies the comment on its site.
    pub id: CommentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// Its title, made from that of the blog post.
    pub title: Option<String>,
    /// The blog post.
    pub blog_post_id: Option<BlogPostId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodyBulk>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// A comment on a passage of a blog post, among several.
#[model]
pub struct BlogPostInlineCommentModel {
    /// Identifies the comment on its site.
    pub id: CommentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// Its title, made from that of the blog post.
    pub title: Option<String>,
    /// The blog post.
    pub blog_post_id: Option<BlogPostId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodyBulk>,
    /// Whether it is settled.
    pub resolution_status: Option<InlineCommentResolutionStatus>,
    /// The passage that it is about.
    pub properties: Option<InlineCommentProperties>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// A reply to a comment at the foot, among several.
#[model]
pub struct ChildrenCommentModel {
    /// Identifies the comment on its site.
    pub id: CommentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// Its title, made from that of the content.
    pub title: Option<String>,
    /// The comment that it replies to.
    pub parent_comment_id: Option<CommentId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodyBulk>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// A reply to a comment on a passage, among several.
#[model]
pub struct InlineCommentChildrenModel {
    /// Identifies the comment on its site.
    pub id: CommentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// Its title, made from that of the content.
    pub title: Option<String>,
    /// The comment that it replies to.
    pub parent_comment_id: Option<CommentId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodyBulk>,
    /// Whether it is settled.
    pub resolution_status: Option<InlineCommentResolutionStatus>,
    /// The passage that it is about.
    pub properties: Option<InlineCommentProperties>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// One comment at the foot of something, with all that was asked for.
#[model]
pub struct FooterCommentModel {
    /// Identifies the comment on its site.
    pub id: CommentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// Its title, made from that of the content.
    pub title: Option<String>,
    /// The blog post, if it is on one.
    pub blog_post_id: Option<BlogPostId>,
    /// The page, if it is on one.
    pub page_id: Option<PageId>,
    /// The attachment, if it is on one.
    pub attachment_id: Option<AttachmentId>,
    /// The custom content, if it is on custom content.
    pub custom_content_id: Option<CustomContentId>,
    /// The comment that it replies to, if it is a reply.
    pub parent_comment_id: Option<CommentId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// Its content properties, if asked for.
    pub properties: Option<ContentPropertyResults>,
    /// What the caller may do with it, if asked for.
    pub operations: Option<OperationResults>,
    /// Who likes it, if asked for.
    pub likes: Option<LikeResults>,
    /// Its versions, if asked for.
    pub versions: Option<VersionResults>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodySingle>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// One comment on a passage of the text, with all that was asked for.
#[model]
pub struct InlineCommentModel {
    /// Identifies the comment on its site.
    pub id: CommentId,
    /// Whether it is there to be seen.
    pub status: Option<ContentStatus>,
    /// Its title, made from that of the content.
    pub title: Option<String>,
    /// The blog post, if it is on one.
    pub blog_post_id: Option<BlogPostId>,
    /// The page, if it is on one.
    pub page_id: Option<PageId>,
    /// The comment that it replies to, if it is a reply.
    pub parent_comment_id: Option<CommentId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodySingle>,
    /// Who resolved or reopened it last. None while neither has happened.
    pub resolution_last_modifier_id: Option<AccountId>,
    /// When it was resolved or reopened last. None while neither has happened.
    pub resolution_last_modified_at: Option<Timestamp>,
    /// Whether it is settled.
    pub resolution_status: Option<InlineCommentResolutionStatus>,
    /// The passage that it is about, and its content properties, if asked for.
    pub properties: Option<InlineCommentPropertyResults>,
    /// What the caller may do with it, if asked for.
    pub operations: Option<OperationResults>,
    /// Who likes it, if asked for.
    pub likes: Option<LikeResults>,
    /// Its versions, if asked for.
    pub versions: Option<VersionResults>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// The passage that a comment is about.
#[model]
pub struct InlineCommentProperties {
    /// Marks the passage in the body of the content.
    pub inline_marker_ref: Option<String>,
    /// The text of the passage, as it was when the comment was written.
    pub inline_original_selection: Option<String>,
}

/// The passage that a comment is about, and the content properties in the answer, 50 at most.
#[model]
pub struct InlineCommentPropertyResults {
    /// The content properties.
    pub results: Vec<ContentProperty>,
    /// Whether there are more of them.
    pub meta: Option<OptionalFieldMeta>,
    /// Where there are more of them.
    #[wire("_links")]
    pub links: Option<OptionalFieldLinks>,
    /// Marks the passage in the body of the content.
    pub inline_marker_ref: Option<String>,
    /// The text of the passage, as it was when the comment was written.
    pub inline_original_selection: Option<String>,
}

/// What a new comment at the foot is on.
#[model(one_of)]
pub enum FooterCommentTarget {
    /// A page.
    #[wire("pageId")]
    Page(PageId),
    /// A blog post.
    #[wire("blogPostId")]
    BlogPost(BlogPostId),
    /// Another comment: the new one is a reply.
    #[wire("parentCommentId")]
    Comment(CommentId),
    /// An attachment.
    #[wire("attachmentId")]
    Attachment(AttachmentId),
    /// Custom content.
    #[wire("customContentId")]
    CustomContent(CustomContentId),
}

/// What a new comment on a passage is on.
#[model(one_of)]
pub enum InlineCommentTarget {
    /// A passage of a page.
    #[wire("pageId", "inlineCommentProperties")]
    Page(PageId, CreateInlineCommentProperties),
    /// A passage of a blog post.
    #[wire("blogPostId", "inlineCommentProperties")]
    BlogPost(BlogPostId, CreateInlineCommentProperties),
    /// Another comment on a passage: the new one is a reply.
    #[wire("parentCommentId")]
    Comment(CommentId),
}

/// The passage that a new comment is about: a text, and which of its occurrences.
#[model(request)]
pub struct CreateInlineCommentProperties {
    /// The text.
    #[not_empty]
    pub text_selection: String,
    /// How often the text occurs in the content.
    pub text_selection_match_count: Option<u32>,
    /// Which occurrence is meant, counted from 0: less than the count.
    pub text_selection_match_index: Option<u32>,
}

/// The body of a comment that is written: one representation, in one of two forms that mean the same.
///
/// [`CommentBody::storage`] and its like make the plain form of it.
#[model(untagged)]
pub enum CommentBody {
    /// Representation and value side by side.
    Plain(CommentBodyWrite),
    /// The value under the name of its representation, as answers have it.
    Nested(CommentNestedBodyWrite),
}

impl CommentBody {
    /// In the storage format: XHTML with the vendor's elements for macros and links.
    #[inline]
    pub fn storage(value: impl Into<String>) -> Self {
        CommentBodyWrite::new(WriteRepresentation::Storage, value).into()
    }

    /// In the Atlassian document format: JSON, as text.
    #[doc(alias = "adf")]
    #[inline]
    pub fn atlas_doc_format(value: impl Into<String>) -> Self {
        CommentBodyWrite::new(WriteRepresentation::AtlasDocFormat, value).into()
    }

    /// In wiki markup, which the server converts.
    #[inline]
    pub fn wiki(value: impl Into<String>) -> Self {
        CommentBodyWrite::new(WriteRepresentation::Wiki, value).into()
    }
}

/// The body of a comment with the name of its representation.
#[model(request)]
pub struct CommentBodyWrite {
    /// How the value is written.
    pub representation: WriteRepresentation,
    /// The body itself. The Atlassian document format is JSON, given as text.
    pub value: String,
}

/// The body of a comment under the name of its representation.
#[model(one_of)]
pub enum CommentNestedBodyWrite {
    /// In the storage format.
    #[wire("storage")]
    Storage(CommentBodyWrite),
    /// In the Atlassian document format.
    #[wire("atlas_doc_format")]
    AtlasDocFormat(CommentBodyWrite),
    /// In wiki markup.
    #[wire("wiki")]
    Wiki(CommentBodyWrite),
}

/// Whether a comment on a passage is settled.
#[model]
pub enum InlineCommentResolutionStatus {
    /// Not settled.
    Open,
    /// Not settled again.
    Reopened,
    /// Settled.
    Resolved,
    /// Left without its passage, which was deleted or changed.
    Dangling,
}

/// The order of comments.
#[model]
pub enum CommentSortOrder {
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
