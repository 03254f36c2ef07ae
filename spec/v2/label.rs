//! Labels: all of a site, and those of a piece of content, of a space and of what lies in it.
//!
//! Adding and removing them is in [`v1`](crate::v1).

use super::*;

/// Labels: words that people tag content with. They are added and removed with [`v1`](crate::v1::V1Labels).
#[endpoints(v2, tag = "Label", base = "/wiki/api/v2")]
pub trait Labels {
    /// The labels of an attachment that the caller may see.
    #[get("/attachments/{id}/labels")]
    #[id("getAttachmentLabels")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id), filters(View(Label)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(prefix = LabelPrefix::Global)]
    fn get_attachment_labels(
        /// The attachment.
        id: AttachmentId,
        /// Only labels with this prefix.
        #[query]
        prefix: Option<LabelPrefix>,
        /// The order of the results.
        #[query]
        sort: Option<LabelSortOrder>,
    ) -> CursorPage<Label>;

    /// The labels of a blog post that the caller may see.
    #[get("/blogposts/{id}/labels")]
    #[id("getBlogPostLabels")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = id), View(Space, of = id), filters(View(Label)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(prefix = LabelPrefix::Global)]
    fn get_blog_post_labels(
        /// The blog post.
        id: BlogPostId,
        /// Only labels with this prefix.
        #[query]
        prefix: Option<LabelPrefix>,
        /// The order of the results.
        #[query]
        sort: Option<LabelSortOrder>,
    ) -> CursorPage<Label>;

    /// The labels of a piece of custom content that the caller may see.
    #[get("/custom-content/{id}/labels")]
    #[id("getCustomContentLabels")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(View(CustomContent = id), View(Space, of = id), filters(View(Label)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(prefix = LabelPrefix::Global)]
    fn get_custom_content_labels(
        /// The custom content.
        id: CustomContentId,
        /// Only labels with this prefix.
        #[query]
        prefix: Option<LabelPrefix>,
        /// The order of the results.
        #[query]
        sort: Option<LabelSortOrder>,
    ) -> CursorPage<Label>;

    /// Every label the caller may see.
    #[get("/labels")]
    #[id("getLabels")]
    #[scopes("read:label:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, filters(View(Label)))]
    #[app_access(exempt)]
    #[paged(cursor)]
    #[errors(400, 401)]
    #[example(prefix = [LabelPrefix::Global])]
    fn get_labels(
        /// Only these labels.
        #[query("label-id", csv)]
        label_id: Vec<LabelId>,
        /// Only labels with one of these prefixes.
        #[query(csv)]
        prefix: Vec<LabelPrefix>,
        /// The order of the results.
        #[query]
        sort: Option<LabelSortOrder>,
    ) -> CursorPage<Label>;

    /// The labels of a page that the caller may see.
    #[get("/pages/{id}/labels")]
    #[id("getPageLabels")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id), filters(View(Label)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(prefix = LabelPrefix::Global)]
    fn get_page_labels(
        /// The page.
        id: PageId,
        /// Only labels with this prefix.
        #[query]
        prefix: Option<LabelPrefix>,
        /// The order of the results.
        #[query]
        sort: Option<LabelSortOrder>,
    ) -> CursorPage<Label>;

    /// The labels of a space itself. Those of what lies in it are in `get_space_content_labels`.
    #[get("/spaces/{id}/labels")]
    #[id("getSpaceLabels")]
    #[scopes("read:space:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = id), filters(View(Label)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_space_labels(
        /// The space.
        id: SpaceId,
        /// Only labels with this prefix, `my` or `team`. Without it: both.
        #[query]
        prefix: Option<LabelPrefix>,
        /// The order of the results.
        #[query]
        sort: Option<LabelSortOrder>,
    ) -> CursorPage<Label>;

    /// The labels of what lies in a space: of its pages, blog posts and so on.
    #[get("/spaces/{id}/content/labels")]
    #[id("getSpaceContentLabels")]
    #[scopes("read:space:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = id), filters(View(Label)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_space_content_labels(
        /// The space.
        id: SpaceId,
        /// Only labels with this prefix, `my` or `team`. Without it: both.
        #[query]
        prefix: Option<LabelPrefix>,
        /// The order of the results.
        #[query]
        sort: Option<LabelSortOrder>,
    ) -> CursorPage<Label>;
}

/// The order of labels.
#[model]
pub enum LabelSortOrder {
    /// Oldest first.
    #[wire("created-date")]
    CreatedDate,
    /// Newest first.
    #[wire("-created-date")]
    CreatedDateDescending,
    /// By id.
    Id,
    /// By id, largest first.
    #[wire("-id")]
    IdDescending,
    /// By name.
    Name,
    /// By name, from the end of the alphabet.
    #[wire("-name")]
    NameDescending,
}
