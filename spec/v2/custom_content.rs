//! Custom content: content of types that apps define.

use super::*;

/// Custom content: content of types that apps define.
///
/// A type is named `ac:app-key:module-key` if a Connect app defines it, `forge:app-id:environment-id:module-key` if a
/// Forge app does. To ask for a type that nobody defines gives 404; one of which there is nothing gives an empty list.
#[endpoints(v2, tag = "Custom Content", base = "/wiki/api/v2")]
pub trait CustomContent {
    /// The custom content of one type in a blog post.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/blogposts/{id}/custom-content")]
    #[id("getCustomContentByTypeInBlogPost")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = id), View(Space, of = id), filters(View(CustomContent)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(kind = "ac:my-app:note")]
    fn get_custom_content_by_type_in_blog_post(
        /// The blog post.
        id: BlogPostId,
        /// The type.
        #[query("type")]
        kind: String,
        /// The order of the results.
        #[query]
        sort: Option<CustomContentSortOrder>,
        /// Representation of the bodies to return. Without it there are none. What there is depends on the type: only
        /// `raw`, or all but `raw`.
        #[query("body-format")]
        body_format: Option<CustomContentBodyRepresentation>,
    ) -> CursorPage<CustomContentBulk>;

    /// All custom content of one type that the caller may see.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/custom-content")]
    #[id("getCustomContentByType")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(filters(View(CustomContent), View(Container), View(Space)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(kind = "ac:my-app:note")]
    fn get_custom_content_by_type(
        /// The type.
        #[query("type")]
        kind: String,
        /// Only these.
        #[query(csv, max_items = 250)]
        id: Vec<CustomContentId>,
        /// Only what lies in these spaces.
        #[query("space-id", csv, max_items = 100)]
        space_id: Vec<SpaceId>,
        /// The order of the results.
        #[query]
        sort: Option<CustomContentSortOrder>,
        /// Representation of the bodies to return. Without it there are none. What there is depends on the type: only
        /// `raw`, or all but `raw`.
        #[query("body-format")]
        body_format: Option<CustomContentBodyRepresentation>,
    ) -> CursorPage<CustomContentBulk>;

    /// Creates custom content in a space, a page, a blog post or other custom content.
    ///
    /// It is published at once unless `status` says draft.
    #[post("/custom-content")]
    #[id("createCustomContent")]
    #[scopes("write:custom-content:confluence")]
    #[connect(WRITE)]
    #[permissions(
        if_given(page_id, all(View(Page = page_id), View(Space, of = page_id), Create(CustomContent, of = page_id)),
        else = if_given(
            blog_post_id,
            all(View(BlogPost = blog_post_id), View(Space, of = blog_post_id), Create(CustomContent, of = blog_post_id)),
        else = if_given(
            custom_content_id,
            all(
                View(CustomContent = custom_content_id),
                View(Space, of = custom_content_id),
                Create(CustomContent, of = custom_content_id)
            ),
        else = all(View(Space = space_id), Create(CustomContent, in = space_id)))))
    )]
    #[app_access(ruled)]
    #[example(
        space_id: SpaceId,
        container = space_id,
        kind = "ac:my-app:note",
        title = "Remember",
        body = CustomContentBody::storage("<p>Milk</p>"),
    )]
    fn create_custom_content(
        /// What to create it in: the id of a space, a page, a blog post or other custom content.
        #[one_of(space_id, page_id, blog_post_id, custom_content_id)]
        container: CustomContentContainer,
        /// The type.
        #[member("type")]
        kind: String,
        /// The title.
        #[member]
        title: String,
        /// What it says.
        #[member]
        body: CustomContentBody,
        /// Published or draft.
        #[member(default = "current")]
        status: Option<CustomContentStatus>,
    ) -> CustomContentSingle;

    /// One piece of custom content. Its body is in the answer only if `body_format` names a representation.
    ///
    /// Each `include_…` list holds 50 entries at most, in the default order; its `meta` says whether there are more and
    /// its `links` where they are.
    #[get("/custom-content/{id}")]
    #[id("getCustomContentById")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(View(CustomContent = id), View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[example(body_format = CustomContentBodyRepresentationSingle::Storage, include_labels = true)]
    fn get_custom_content_by_id(
        /// The custom content.
        id: CustomContentId,
        /// Representation of the body to return. Without it there is none. What there is depends on the type: only
        /// `raw`, or all but `raw`.
        #[query("body-format")]
        body_format: Option<CustomContentBodyRepresentationSingle>,
        /// The number of an earlier published version to return instead.
        #[query]
        version: Option<u32>,
        /// Labels are in the answer.
        #[query("include-labels", default = false)]
        include_labels: Option<bool>,
        /// Content properties are in the answer.
        #[query("include-properties", default = false)]
        include_properties: Option<bool>,
        /// What the caller may do with the custom content is in the answer.
        #[query("include-operations", default = false)]
        include_operations: Option<bool>,
        /// The versions are in the answer.
        #[query("include-versions", default = false)]
        include_versions: Option<bool>,
        /// The current version is in the answer unless this is false.
        #[query("include-version", default = true)]
        include_version: Option<bool>,
        /// Who works on the custom content is in the answer, in members that [`CustomContentSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-collaborators", default = false)]
        include_collaborators: Option<bool>,
    ) -> CustomContentSingle;

    /// Changes custom content: its body, its title, what it lies in.
    ///
    /// Everything that is needed is replaced, so read it first.
    #[put("/custom-content/{id}")]
    #[id("updateCustomContent")]
    #[scopes("write:custom-content:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Container = id), View(Space, of = id), Update(CustomContent, of = id))]
    #[app_access(ruled)]
    #[example(
        kind = "ac:my-app:note",
        status = CustomContentStatus::Current,
        title = "Remember",
        body = CustomContentBody::storage("<p>Milk and bread</p>"),
        version = NewVersion::new(2),
    )]
    fn update_custom_content(
        /// The custom content.
        #[also_member]
        id: CustomContentId,
        /// The type.
        #[member("type")]
        kind: String,
        /// The state. The server takes nothing but `current`.
        #[member]
        status: CustomContentStatus,
        /// The title.
        #[member]
        title: String,
        /// What it says from now on.
        #[member]
        body: CustomContentBody,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
        /// What contains it. It cannot move to another space.
        #[one_of(space_id, page_id, blog_post_id, custom_content_id)]
        container: Option<CustomContentContainer>,
    ) -> CustomContentSingle;

    /// Deletes custom content: moves it to the trash, or deletes it for good if its type does not support the trash.
    ///
    /// Called for custom content that is in the trash, with `purge`, it deletes for good.
    #[delete("/custom-content/{id}")]
    #[id("deleteCustomContent")]
    #[scopes("delete:custom-content:confluence")]
    #[connect(DELETE)]
    #[permissions(
        View(Container = id),
        View(Space, of = id),
        Delete(CustomContent, of = id),
        if_set(purge, Administer(Space, of = id))
    )]
    #[app_access(ruled)]
    fn delete_custom_content(
        /// The custom content.
        id: CustomContentId,
        /// Deletes for good what is in the trash.
        #[query(default = false)]
        purge: Option<bool>,
    );

    /// The custom content of one type in a page.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/pages/{id}/custom-content")]
    #[id("getCustomContentByTypeInPage")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id), filters(View(CustomContent)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(kind = "ac:my-app:note")]
    fn get_custom_content_by_type_in_page(
        /// The page.
        id: PageId,
        /// The type.
        #[query("type")]
        kind: String,
        /// The order of the results.
        #[query]
        sort: Option<CustomContentSortOrder>,
        /// Representation of the bodies to return. Without it there are none. What there is depends on the type: only
        /// `raw`, or all but `raw`.
        #[query("body-format")]
        body_format: Option<CustomContentBodyRepresentation>,
    ) -> CursorPage<CustomContentBulk>;

    /// The custom content of one type in a space.
    ///
    /// Bodies are in the answer only if `body_format` names a representation.
    #[get("/spaces/{id}/custom-content")]
    #[id("getCustomContentByTypeInSpace")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = id), filters(View(CustomContent)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[example(kind = "ac:my-app:note")]
    fn get_custom_content_by_type_in_space(
        /// The space.
        id: SpaceId,
        /// The type.
        #[query("type")]
        kind: String,
        /// Representation of the bodies to return. Without it there are none. What there is depends on the type: only
        /// `raw`, or all but `raw`.
        #[query("body-format")]
        body_format: Option<CustomContentBodyRepresentation>,
    ) -> CursorPage<CustomContentBulk>;
}

/// One piece of custom content among several.
#[model]
pub struct CustomContentBulk {
    /// Identifies the custom content on its site.
    pub id: CustomContentId,
    /// Its type.
    #[wire("type")]
    pub kind: Option<String>,
    /// Whether it is published, archived, in the trash.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// The space that it lies in, whatever else it lies in.
    pub space_id: Option<SpaceId>,
    /// The page, if it lies in one.
    pub page_id: Option<PageId>,
    /// The blog post, if it lies in one.
    pub blog_post_id: Option<BlogPostId>,
    /// The custom content, if it lies in custom content.
    pub custom_content_id: Option<CustomContentId>,
    /// Who created it.
    pub author_id: Option<AccountId>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// The version that this is.
    pub version: Option<Version>,
    /// The body, in the representation that was asked for.
    pub body: Option<CustomContentBodyBulk>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// One piece of custom content, with all that was asked for.
#[model]
pub struct CustomContentSingle {
    /// Identifies the custom content on its site.
    pub id: CustomContentId,
    /// Its type.
    #[wire("type")]
    pub kind: Option<String>,
    /// Whether it is published, a draft, archived, in the trash.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// The space that it lies in, whatever else it lies in.
    pub space_id: Option<SpaceId>,
    /// The page, if it lies in one.
    pub page_id: Option<PageId>,
    /// The blog post, if it lies in one.
    pub blog_post_id: Option<BlogPostId>,
    /// The custom content, if it lies in custom content.
    pub custom_content_id: Option<CustomContentId>,
    /// Who created it.
    pub author_id: Option<AccountId>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
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
    /// The body, in the representation that was asked for.
    pub body: Option<CustomContentBodySingle>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// The body of a single piece of custom content: the representation that was asked for.
#[model]
pub struct CustomContentBodySingle {
    /// As the app stored it.
    pub raw: Option<BodyType>,
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
}

/// The forms of the body of a single piece of custom content.
#[model]
pub enum CustomContentBodyRepresentationSingle {
    /// As the app stored it, for types whose bodies are the app's own business.
    Raw,
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
}

/// What custom content lies in.
#[model(one_of)]
pub enum CustomContentContainer {
    /// A space.
    #[wire("spaceId")]
    Space(SpaceId),
    /// A page.
    #[wire("pageId")]
    Page(PageId),
    /// A blog post.
    #[wire("blogPostId")]
    BlogPost(BlogPostId),
    /// Other custom content.
    #[wire("customContentId")]
    CustomContent(CustomContentId),
}

/// The body of custom content that is written: one representation, in one of two forms that mean the same.
///
/// [`CustomContentBody::storage`] and its like make the plain form of it.
#[model(untagged)]
pub enum CustomContentBody {
    /// Representation and value side by side.
    Plain(CustomContentBodyWrite),
    /// The value under the name of its representation, as answers have it.
    Nested(CustomContentNestedBodyWrite),
}

impl CustomContentBody {
    /// In the storage format: XHTML with the vendor's elements for macros and links.
    #[inline]
    pub fn storage(value: impl Into<String>) -> Self {
        CustomContentBodyWrite::new(CustomContentBodyRepresentation::Storage, value).into()
    }

    /// In the Atlassian document format: JSON, as text.
    #[doc(alias = "adf")]
    #[inline]
    pub fn atlas_doc_format(value: impl Into<String>) -> Self {
        CustomContentBodyWrite::new(CustomContentBodyRepresentation::AtlasDocFormat, value).into()
    }

    /// As the app wants it, for types whose bodies are the app's own business.
    #[inline]
    pub fn raw(value: impl Into<String>) -> Self {
        CustomContentBodyWrite::new(CustomContentBodyRepresentation::Raw, value).into()
    }
}

/// The body of custom content with the name of its representation.
#[model(request)]
pub struct CustomContentBodyWrite {
    /// How the value is written.
    pub representation: CustomContentBodyRepresentation,
    /// The body itself. The Atlassian document format is JSON, given as text.
    pub value: String,
}

/// The body of custom content under the name of its representation.
#[model(one_of)]
pub enum CustomContentNestedBodyWrite {
    /// In the storage format.
    #[wire("storage")]
    Storage(CustomContentBodyWrite),
    /// In the Atlassian document format.
    #[wire("atlas_doc_format")]
    AtlasDocFormat(CustomContentBodyWrite),
    /// As the app wants it.
    #[wire("raw")]
    Raw(CustomContentBodyWrite),
}

/// Whether custom content that is written is published.
#[model]
pub enum CustomContentStatus {
    /// Published.
    Current,
    /// A draft.
    Draft,
}

/// The order of custom content.
#[model]
pub enum CustomContentSortOrder {
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
    /// By title.
    Title,
    /// By title, from the end of the alphabet.
    #[wire("-title")]
    TitleDescending,
}
