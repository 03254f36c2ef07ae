//! Blog posts: reading, writing and deleting them, and listing them by space or label.

use super::*;

/// Blog posts: dated news in a space, outside its tree of pages.
#[endpoints(v2, tag = "Blog Post", base = "/wiki/api/v2")]
pub trait BlogPosts {
    /// Every blog post the caller may see, published ones unless `status` says otherwise.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/blogposts")]
    #[id("getBlogPosts")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, filters(View(BlogPost)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[errors(400, 401)]
    #[example(space_id: SpaceId, space_id = [space_id], body_format = PrimaryBodyRepresentation::Storage)]
    fn get_blog_posts(
        /// Only these blog posts.
        #[query(csv, max_items = 250)]
        id: Vec<BlogPostId>,
        /// Only blog posts of these spaces.
        #[query("space-id", csv, max_items = 100)]
        space_id: Vec<SpaceId>,
        /// The order of the results.
        #[query]
        sort: Option<BlogPostSortOrder>,
        /// Only blog posts in one of these states: `current`, `deleted`, `trashed`. Without it: `current`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// Only blog posts with this title.
        #[query]
        title: Option<String>,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
    ) -> CursorPage<BlogPostBulk>;

    /// Creates a blog post, published at once unless `status` says draft.
    ///
    /// A blog post that is published needs a title, one that no other in the space has.
    #[post("/blogposts")]
    #[id("createBlogPost")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Space = space_id), Create(BlogPost, in = space_id))]
    #[app_access(ruled)]
    #[max_body(5_000_000)]
    #[errors(400, 401, 404, 413)]
    #[example(title = "Release 1.2", body = BlogPostBody::storage("<p>It is out.</p>"))]
    fn create_blog_post(
        /// The space of the new blog post.
        #[member]
        space_id: SpaceId,
        /// Nobody but the creator may see and edit the blog post.
        #[query(default = false)]
        private: Option<bool>,
        /// Published or draft.
        #[member]
        status: Option<BlogPostStatus>,
        /// The title. Only a draft can go without.
        #[member]
        title: Option<String>,
        /// What the blog post says.
        #[member]
        body: Option<BlogPostBody>,
        /// The date to give it, such as that of an older blog that is moved here.
        #[member]
        created_at: Option<Timestamp>,
    ) -> BlogPostSingle;

    /// One blog post. Its body is in the answer only if `body_format` names a representation.
    ///
    /// Each `include_…` list holds 50 entries at most, in the default order; its `meta` says whether there are more and
    /// its `links` where they are.
    #[get("/blogposts/{id}")]
    #[id("getBlogPostById")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[example(body_format = PrimaryBodyRepresentationSingle::Storage, include_labels = true)]
    fn get_blog_post_by_id(
        /// The blog post.
        id: BlogPostId,
        /// Representation of the body to return. Without it there is none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentationSingle>,
        /// The draft instead of the published blog post.
        #[query("get-draft", default = false)]
        get_draft: Option<bool>,
        /// Only if the blog post is in one of these states: `current`, `trashed`, `deleted`, `historical`, `draft`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// The number of an earlier published version to return instead.
        #[query]
        version: Option<u32>,
        /// Labels are in the answer.
        #[query("include-labels", default = false)]
        include_labels: Option<bool>,
        /// Content properties are in the answer.
        #[query("include-properties", default = false)]
        include_properties: Option<bool>,
        /// What the caller may do with the blog post is in the answer.
        #[query("include-operations", default = false)]
        include_operations: Option<bool>,
        /// Who likes the blog post is in the answer.
        #[query("include-likes", default = false)]
        include_likes: Option<bool>,
        /// The versions are in the answer.
        #[query("include-versions", default = false)]
        include_versions: Option<bool>,
        /// The current version is in the answer unless this is false.
        #[query("include-version", default = true)]
        include_version: Option<bool>,
        /// Whether the caller starred the blog post is in the answer.
        #[query("include-favorited-by-current-user-status", default = false)]
        include_favorited_by_current_user_status: Option<bool>,
        /// What a browser needs to render the body is in the answer, in members that [`BlogPostSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-webresources", default = false)]
        include_webresources: Option<bool>,
        /// Who works on the blog post is in the answer, in members that [`BlogPostSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-collaborators", default = false)]
        include_collaborators: Option<bool>,
    ) -> BlogPostSingle;

    /// Changes a blog post: its content, title, date or state.
    ///
    /// Everything that is needed is replaced, so read the blog post first. One that is deleted or in the trash comes
    /// back with `status` `current`; nothing but its state changes then.
    #[put("/blogposts/{id}")]
    #[id("updateBlogPost")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(View(BlogPost = id), View(Space, of = id), Update(BlogPost, of = id))]
    #[app_access(ruled)]
    #[example(
        status = BlogPostStatus::Current,
        title = "Release 1.2",
        body = BlogPostBody::storage("<p>It is out.</p>"),
        version = NewVersion::new(2).message("Shorter"),
    )]
    fn update_blog_post(
        /// The blog post.
        #[also_member]
        id: BlogPostId,
        /// Published or draft. Going from published to draft discards a draft that exists.
        #[member]
        status: BlogPostStatus,
        /// The title. Empty only for a draft that has none.
        #[member]
        #[may_be_empty]
        title: String,
        /// What the blog post says.
        #[member]
        body: BlogPostBody,
        /// The new version: one more than the current number, or 1 for a draft.
        #[member]
        version: NewVersion,
        /// The space that the blog post lies in. Another space does not move it.
        #[member]
        space_id: Option<SpaceId>,
        /// Another date for it.
        #[member]
        created_at: Option<Timestamp>,
    ) -> BlogPostSingle;

    /// Moves a blog post to the trash, from which it can be restored.
    ///
    /// Called for a blog post that is in the trash, with `purge`, it deletes for good. A draft needs `draft` and is
    /// gone for good at once.
    #[delete("/blogposts/{id}")]
    #[id("deleteBlogPost")]
    #[scopes("delete:page:confluence")]
    #[connect(DELETE)]
    #[permissions(
        View(BlogPost = id),
        View(Space, of = id),
        Delete(BlogPost, of = id),
        if_set(purge, Administer(Space, of = id))
    )]
    #[app_access(ruled)]
    fn delete_blog_post(
        /// The blog post.
        id: BlogPostId,
        /// Deletes for good a blog post that is in the trash.
        #[query(default = false)]
        purge: Option<bool>,
        /// Deletes a draft.
        #[query(default = false)]
        draft: Option<bool>,
    );

    /// The blog posts that carry a label.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/labels/{id}/blogposts")]
    #[id("getLabelBlogPosts")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(filters(View(BlogPost), View(Space)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_label_blog_posts(
        /// The label.
        id: LabelId,
        /// Only blog posts of these spaces.
        #[query("space-id", csv, max_items = 100)]
        space_id: Vec<SpaceId>,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// The order of the results.
        #[query]
        sort: Option<BlogPostSortOrder>,
    ) -> CursorPage<BlogPostBulk>;

    /// The blog posts of a space, published ones unless `status` says otherwise.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/spaces/{id}/blogposts")]
    #[id("getBlogPostsInSpace")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Space = id), filters(View(BlogPost)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(body_format = PrimaryBodyRepresentation::Storage)]
    fn get_blog_posts_in_space(
        /// The space.
        id: SpaceId,
        /// The order of the results.
        #[query]
        sort: Option<BlogPostSortOrder>,
        /// Only blog posts in one of these states: `current`, `deleted`, `trashed`. Without it: `current`.
        #[query(repeat)]
        status: Vec<ContentStatus>,
        /// Only blog posts with this title.
        #[query]
        title: Option<String>,
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
    ) -> CursorPage<BlogPostBulk>;
}

/// One blog post among several.
#[model]
pub struct BlogPostBulk {
    /// Identifies the blog post on its site.
    pub id: BlogPostId,
    /// Whether it is published, deleted, in the trash.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// The space that it lies in.
    pub space_id: Option<SpaceId>,
    /// Who created it.
    pub author_id: Option<AccountId>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodyBulk>,
    /// Where people see and edit it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// One blog post, with all that was asked for.
#[model]
pub struct BlogPostSingle {
    /// Identifies the blog post on its site.
    pub id: BlogPostId,
    /// Whether it is published, a draft, deleted, in the trash.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// The space that it lies in.
    pub space_id: Option<SpaceId>,
    /// Who created it.
    pub author_id: Option<AccountId>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<BodySingle>,
    /// Its labels, if asked for.
    pub labels: Option<LabelResults>,
    /// Its content properties, if asked for.
    pub properties: Option<ContentPropertyResults>,
    /// What the caller may do with it, if asked for.
    pub operations: Option<OperationResults>,
    /// Who likes it, if asked for.
    pub likes: Option<LikeResults>,
    /// Its versions, if asked for.
    pub versions: Option<VersionResults>,
    /// Whether the caller starred it, if asked for.
    pub is_favorited_by_current_user: Option<bool>,
    /// Where people see and edit it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// The body of a blog post that is written: one representation, in one of two forms that mean the same.
///
/// [`BlogPostBody::storage`] and its like make the plain form of it.
#[model(untagged)]
pub enum BlogPostBody {
    /// Representation and value side by side.
    Plain(BlogPostBodyWrite),
    /// The value under the name of its representation, as answers have it.
    Nested(BlogPostNestedBodyWrite),
}

impl BlogPostBody {
    /// In the storage format: XHTML with the vendor's elements for macros and links.
    #[inline]
    pub fn storage(value: impl Into<String>) -> Self {
        BlogPostBodyWrite::new(WriteRepresentation::Storage, value).into()
    }

    /// In the Atlassian document format: JSON, as text.
    #[doc(alias = "adf")]
    #[inline]
    pub fn atlas_doc_format(value: impl Into<String>) -> Self {
        BlogPostBodyWrite::new(WriteRepresentation::AtlasDocFormat, value).into()
    }

    /// In wiki markup, which the server converts.
    #[inline]
    pub fn wiki(value: impl Into<String>) -> Self {
        BlogPostBodyWrite::new(WriteRepresentation::Wiki, value).into()
    }
}

/// The body of a blog post with the name of its representation.
#[model(request)]
pub struct BlogPostBodyWrite {
    /// How the value is written.
    pub representation: WriteRepresentation,
    /// The body itself. The Atlassian document format is JSON, given as text.
    pub value: String,
}

/// The body of a blog post under the name of its representation.
#[model(one_of)]
pub enum BlogPostNestedBodyWrite {
    /// In the storage format.
    #[wire("storage")]
    Storage(BlogPostBodyWrite),
    /// In the Atlassian document format.
    #[wire("atlas_doc_format")]
    AtlasDocFormat(BlogPostBodyWrite),
    /// In wiki markup.
    #[wire("wiki")]
    Wiki(BlogPostBodyWrite),
}

/// The order of blog posts.
#[model]
pub enum BlogPostSortOrder {
    /// By id.
    Id,
    /// By id, largest first.
    #[wire("-id")]
    IdDescending,
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
