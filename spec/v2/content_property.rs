//! Content properties: JSON that apps and scripts keep with pages, blog posts, attachments, custom content,
//! whiteboards, databases, Smart Links, folders and comments. Space properties are a group of their own.

use super::*;

/// Content properties: JSON that apps and scripts keep with a piece of content.
#[endpoints(v2, tag = "Content Properties", base = "/wiki/api/v2")]
pub trait ContentProperties {
    /// The properties of a page, or the one with a certain key.
    #[get("/pages/{page-id}/properties")]
    #[id("getPageContentProperties")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = page_id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_page_content_properties(
        /// The page.
        page_id: PageId,
        /// Only the property with this key. Case matters.
        #[query]
        key: Option<String>,
        /// The order of the results.
        #[query]
        sort: Option<ContentPropertySortOrder>,
    ) -> CursorPage<ContentProperty>;

    /// Gives a page a new property.
    #[post("/pages/{page-id}/properties")]
    #[id("createPageProperty")]
    #[scopes("read:page:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Page = page_id))]
    #[app_access(ruled)]
    #[example(key = "reviewed", value = true)]
    fn create_page_property(
        /// The page.
        page_id: PageId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds.
        #[member]
        value: Json,
    ) -> ContentProperty;

    /// One property of a page.
    #[get("/pages/{page-id}/properties/{property-id}")]
    #[id("getPageContentPropertiesById")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = page_id))]
    #[app_access(ruled)]
    fn get_page_content_properties_by_id(
        /// The page.
        page_id: PageId,
        /// The property.
        property_id: PropertyId,
    ) -> ContentProperty;

    /// Changes what a property of a page holds.
    #[put("/pages/{page-id}/properties/{property-id}")]
    #[id("updatePagePropertyById")]
    #[scopes("read:page:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Page = page_id))]
    #[app_access(ruled)]
    #[example(key = "stage", value = "reviewed", version = NewVersion::new(2))]
    fn update_page_property_by_id(
        /// The page.
        page_id: PageId,
        /// The property.
        property_id: PropertyId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds from now on.
        #[member]
        value: Json,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
    ) -> ContentProperty;

    /// Takes a property away from a page.
    #[delete("/pages/{page-id}/properties/{property-id}")]
    #[id("deletePagePropertyById")]
    #[scopes("read:page:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Page = page_id))]
    #[app_access(ruled)]
    fn delete_page_property_by_id(
        /// The page.
        page_id: PageId,
        /// The property.
        property_id: PropertyId,
    );

    /// The properties of a blog post, or the one with a certain key.
    #[get("/blogposts/{blogpost-id}/properties")]
    #[id("getBlogpostContentProperties")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = blogpost_id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_blogpost_content_properties(
        /// The blog post.
        blogpost_id: BlogPostId,
        /// Only the property with this key. Case matters.
        #[query]
        key: Option<String>,
        /// The order of the results.
        #[query]
        sort: Option<ContentPropertySortOrder>,
    ) -> CursorPage<ContentProperty>;

    /// Gives a blog post a new property.
    #[post("/blogposts/{blogpost-id}/properties")]
    #[id("createBlogpostProperty")]
    #[scopes("read:page:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(BlogPost = blogpost_id))]
    #[app_access(ruled)]
    #[example(key = "reviewed", value = true)]
    fn create_blogpost_property(
        /// The blog post.
        blogpost_id: BlogPostId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds.
        #[member]
        value: Json,
    ) -> ContentProperty;

    /// One property of a blog post.
    #[get("/blogposts/{blogpost-id}/properties/{property-id}")]
    #[id("getBlogpostContentPropertiesById")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = blogpost_id))]
    #[app_access(ruled)]
    fn get_blogpost_content_properties_by_id(
        /// The blog post.
        blogpost_id: BlogPostId,
        /// The property.
        property_id: PropertyId,
    ) -> ContentProperty;

    /// Changes what a property of a blog post holds.
    #[put("/blogposts/{blogpost-id}/properties/{property-id}")]
    #[id("updateBlogpostPropertyById")]
    #[scopes("read:page:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(BlogPost = blogpost_id))]
    #[app_access(ruled)]
    #[example(key = "stage", value = "reviewed", version = NewVersion::new(2))]
    fn update_blogpost_property_by_id(
        /// The blog post.
        blogpost_id: BlogPostId,
        /// The property.
        property_id: PropertyId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds from now on.
        #[member]
        value: Json,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
    ) -> ContentProperty;

    /// Takes a property away from a blog post.
    #[delete("/blogposts/{blogpost-id}/properties/{property-id}")]
    #[id("deleteBlogpostPropertyById")]
    #[scopes("read:page:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(BlogPost = blogpost_id))]
    #[app_access(ruled)]
    fn delete_blogpost_property_by_id(
        /// The blog post.
        blogpost_id: BlogPostId,
        /// The property.
        property_id: PropertyId,
    );

    /// The properties of an attachment, or the one with a certain key.
    #[get("/attachments/{attachment-id}/properties")]
    #[id("getAttachmentContentProperties")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(View(Attachment = attachment_id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_attachment_content_properties(
        /// The attachment.
        attachment_id: AttachmentId,
        /// Only the property with this key. Case matters.
        #[query]
        key: Option<String>,
        /// The order of the results.
        #[query]
        sort: Option<ContentPropertySortOrder>,
    ) -> CursorPage<ContentProperty>;

    /// Gives an attachment a new property.
    #[post("/attachments/{attachment-id}/properties")]
    #[id("createAttachmentProperty")]
    #[scopes("read:attachment:confluence" + "write:attachment:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Attachment = attachment_id))]
    #[app_access(ruled)]
    #[example(key = "reviewed", value = true)]
    fn create_attachment_property(
        /// The attachment.
        attachment_id: AttachmentId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds.
        #[member]
        value: Json,
    ) -> ContentProperty;

    /// One property of an attachment.
    #[get("/attachments/{attachment-id}/properties/{property-id}")]
    #[id("getAttachmentContentPropertiesById")]
    #[scopes("read:attachment:confluence")]
    #[connect(READ)]
    #[permissions(View(Attachment = attachment_id))]
    #[app_access(ruled)]
    fn get_attachment_content_properties_by_id(
        /// The attachment.
        attachment_id: AttachmentId,
        /// The property.
        property_id: PropertyId,
    ) -> ContentProperty;

    /// Changes what a property of an attachment holds.
    #[put("/attachments/{attachment-id}/properties/{property-id}")]
    #[id("updateAttachmentPropertyById")]
    #[scopes("read:attachment:confluence" + "write:attachment:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Attachment = attachment_id))]
    #[app_access(ruled)]
    #[example(key = "stage", value = "reviewed", version = NewVersion::new(2))]
    fn update_attachment_property_by_id(
        /// The attachment.
        attachment_id: AttachmentId,
        /// The property.
        property_id: PropertyId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds from now on.
        #[member]
        value: Json,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
    ) -> ContentProperty;

    /// Takes a property away from an attachment.
    #[delete("/attachments/{attachment-id}/properties/{property-id}")]
    #[id("deleteAttachmentPropertyById")]
    #[scopes("read:attachment:confluence" + "write:attachment:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Attachment = attachment_id))]
    #[app_access(ruled)]
    fn delete_attachment_property_by_id(
        /// The attachment.
        attachment_id: AttachmentId,
        /// The property.
        property_id: PropertyId,
    );

    /// The properties of a piece of custom content, or the one with a certain key.
    #[get("/custom-content/{custom-content-id}/properties")]
    #[id("getCustomContentContentProperties")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(View(CustomContent = custom_content_id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_custom_content_content_properties(
        /// The custom content.
        custom_content_id: CustomContentId,
        /// Only the property with this key. Case matters.
        #[query]
        key: Option<String>,
        /// The order of the results.
        #[query]
        sort: Option<ContentPropertySortOrder>,
    ) -> CursorPage<ContentProperty>;

    /// Gives a piece of custom content a new property.
    #[post("/custom-content/{custom-content-id}/properties")]
    #[id("createCustomContentProperty")]
    #[scopes("read:custom-content:confluence" + "write:custom-content:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(CustomContent = custom_content_id))]
    #[app_access(ruled)]
    #[example(key = "reviewed", value = true)]
    fn create_custom_content_property(
        /// The custom content.
        custom_content_id: CustomContentId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds.
        #[member]
        value: Json,
    ) -> ContentProperty;

    /// One property of a piece of custom content.
    #[get("/custom-content/{custom-content-id}/properties/{property-id}")]
    #[id("getCustomContentContentPropertiesById")]
    #[scopes("read:custom-content:confluence")]
    #[connect(READ)]
    #[permissions(View(CustomContent = custom_content_id))]
    #[app_access(ruled)]
    fn get_custom_content_content_properties_by_id(
        /// The custom content.
        custom_content_id: CustomContentId,
        /// The property.
        property_id: PropertyId,
    ) -> ContentProperty;

    /// Changes what a property of a piece of custom content holds.
    #[put("/custom-content/{custom-content-id}/properties/{property-id}")]
    #[id("updateCustomContentPropertyById")]
    #[scopes("read:custom-content:confluence" + "write:custom-content:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(CustomContent = custom_content_id))]
    #[app_access(ruled)]
    #[example(key = "stage", value = "reviewed", version = NewVersion::new(2))]
    fn update_custom_content_property_by_id(
        /// The custom content.
        custom_content_id: CustomContentId,
        /// The property.
        property_id: PropertyId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds from now on.
        #[member]
        value: Json,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
    ) -> ContentProperty;

    /// Takes a property away from a piece of custom content.
    #[delete("/custom-content/{custom-content-id}/properties/{property-id}")]
    #[id("deleteCustomContentPropertyById")]
    #[scopes("read:custom-content:confluence" + "write:custom-content:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(CustomContent = custom_content_id))]
    #[app_access(ruled)]
    fn delete_custom_content_property_by_id(
        /// The custom content.
        custom_content_id: CustomContentId,
        /// The property.
        property_id: PropertyId,
    );

    /// The properties of a whiteboard, or the one with a certain key.
    #[get("/whiteboards/{id}/properties")]
    #[id("getWhiteboardContentProperties")]
    #[scopes("read:whiteboard:confluence")]
    #[connect(READ)]
    #[permissions(View(Whiteboard = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_whiteboard_content_properties(
        /// The whiteboard.
        id: WhiteboardId,
        /// Only the property with this key. Case matters.
        #[query]
        key: Option<String>,
        /// The order of the results.
        #[query]
        sort: Option<ContentPropertySortOrder>,
    ) -> CursorPage<ContentProperty>;

    /// Gives a whiteboard a new property.
    #[post("/whiteboards/{id}/properties")]
    #[id("createWhiteboardProperty")]
    #[scopes("read:whiteboard:confluence" + "write:whiteboard:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Whiteboard = id))]
    #[app_access(ruled)]
    #[example(key = "reviewed", value = true)]
    fn create_whiteboard_property(
        /// The whiteboard.
        id: WhiteboardId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds.
        #[member]
        value: Json,
    ) -> ContentProperty;

    /// One property of a whiteboard.
    #[get("/whiteboards/{whiteboard-id}/properties/{property-id}")]
    #[id("getWhiteboardContentPropertiesById")]
    #[scopes("read:whiteboard:confluence")]
    #[connect(READ)]
    #[permissions(View(Whiteboard = whiteboard_id))]
    #[app_access(ruled)]
    fn get_whiteboard_content_properties_by_id(
        /// The whiteboard.
        whiteboard_id: WhiteboardId,
        /// The property.
        property_id: PropertyId,
    ) -> ContentProperty;

    /// Changes what a property of a whiteboard holds.
    #[put("/whiteboards/{whiteboard-id}/properties/{property-id}")]
    #[id("updateWhiteboardPropertyById")]
    #[scopes("read:whiteboard:confluence" + "write:whiteboard:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Whiteboard = whiteboard_id))]
    #[app_access(ruled)]
    #[example(key = "stage", value = "reviewed", version = NewVersion::new(2))]
    fn update_whiteboard_property_by_id(
        /// The whiteboard.
        whiteboard_id: WhiteboardId,
        /// The property.
        property_id: PropertyId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds from now on.
        #[member]
        value: Json,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
    ) -> ContentProperty;

    /// Takes a property away from a whiteboard.
    #[delete("/whiteboards/{whiteboard-id}/properties/{property-id}")]
    #[id("deleteWhiteboardPropertyById")]
    #[scopes("read:whiteboard:confluence" + "write:whiteboard:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Whiteboard = whiteboard_id))]
    #[app_access(ruled)]
    fn delete_whiteboard_property_by_id(
        /// The whiteboard.
        whiteboard_id: WhiteboardId,
        /// The property.
        property_id: PropertyId,
    );

    /// The properties of a database, or the one with a certain key.
    #[get("/databases/{id}/properties")]
    #[id("getDatabaseContentProperties")]
    #[scopes("read:database:confluence")]
    #[connect(READ)]
    #[permissions(View(Database = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_database_content_properties(
        /// The database.
        id: DatabaseId,
        /// Only the property with this key. Case matters.
        #[query]
        key: Option<String>,
        /// The order of the results.
        #[query]
        sort: Option<ContentPropertySortOrder>,
    ) -> CursorPage<ContentProperty>;

    /// Gives a database a new property.
    #[post("/databases/{id}/properties")]
    #[id("createDatabaseProperty")]
    #[scopes("read:database:confluence" + "write:database:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Database = id))]
    #[app_access(ruled)]
    #[example(key = "reviewed", value = true)]
    fn create_database_property(
        /// The database.
        id: DatabaseId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds.
        #[member]
        value: Json,
    ) -> ContentProperty;

    /// One property of a database.
    #[get("/databases/{database-id}/properties/{property-id}")]
    #[id("getDatabaseContentPropertiesById")]
    #[scopes("read:database:confluence")]
    #[connect(READ)]
    #[permissions(View(Database = database_id))]
    #[app_access(ruled)]
    fn get_database_content_properties_by_id(
        /// The database.
        database_id: DatabaseId,
        /// The property.
        property_id: PropertyId,
    ) -> ContentProperty;

    /// Changes what a property of a database holds.
    #[put("/databases/{database-id}/properties/{property-id}")]
    #[id("updateDatabasePropertyById")]
    #[scopes("read:database:confluence" + "write:database:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Database = database_id))]
    #[app_access(ruled)]
    #[example(key = "stage", value = "reviewed", version = NewVersion::new(2))]
    fn update_database_property_by_id(
        /// The database.
        database_id: DatabaseId,
        /// The property.
        property_id: PropertyId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds from now on.
        #[member]
        value: Json,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
    ) -> ContentProperty;

    /// Takes a property away from a database.
    #[delete("/databases/{database-id}/properties/{property-id}")]
    #[id("deleteDatabasePropertyById")]
    #[scopes("read:database:confluence" + "write:database:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Database = database_id))]
    #[app_access(ruled)]
    fn delete_database_property_by_id(
        /// The database.
        database_id: DatabaseId,
        /// The property.
        property_id: PropertyId,
    );

    /// The properties of a Smart Link, or the one with a certain key.
    #[get("/embeds/{id}/properties")]
    #[id("getSmartLinkContentProperties")]
    #[scopes("read:embed:confluence")]
    #[connect(READ)]
    #[permissions(View(SmartLink = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_smart_link_content_properties(
        /// The Smart Link.
        id: SmartLinkId,
        /// Only the property with this key. Case matters.
        #[query]
        key: Option<String>,
        /// The order of the results.
        #[query]
        sort: Option<ContentPropertySortOrder>,
    ) -> CursorPage<ContentProperty>;

    /// Gives a Smart Link a new property.
    #[post("/embeds/{id}/properties")]
    #[id("createSmartLinkProperty")]
    #[scopes("read:embed:confluence" + "write:embed:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(SmartLink = id))]
    #[app_access(ruled)]
    #[example(key = "reviewed", value = true)]
    fn create_smart_link_property(
        /// The Smart Link.
        id: SmartLinkId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds.
        #[member]
        value: Json,
    ) -> ContentProperty;

    /// One property of a Smart Link.
    #[get("/embeds/{embed-id}/properties/{property-id}")]
    #[id("getSmartLinkContentPropertiesById")]
    #[scopes("read:embed:confluence")]
    #[connect(READ)]
    #[permissions(View(SmartLink = embed_id))]
    #[app_access(ruled)]
    fn get_smart_link_content_properties_by_id(
        /// The Smart Link.
        embed_id: SmartLinkId,
        /// The property.
        property_id: PropertyId,
    ) -> ContentProperty;

    /// Changes what a property of a Smart Link holds.
    #[put("/embeds/{embed-id}/properties/{property-id}")]
    #[id("updateSmartLinkPropertyById")]
    #[scopes("read:embed:confluence" + "write:embed:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(SmartLink = embed_id))]
    #[app_access(ruled)]
    #[example(key = "stage", value = "reviewed", version = NewVersion::new(2))]
    fn update_smart_link_property_by_id(
        /// The Smart Link.
        embed_id: SmartLinkId,
        /// The property.
        property_id: PropertyId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds from now on.
        #[member]
        value: Json,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
    ) -> ContentProperty;

    /// Takes a property away from a Smart Link.
    #[delete("/embeds/{embed-id}/properties/{property-id}")]
    #[id("deleteSmartLinkPropertyById")]
    #[scopes("read:embed:confluence" + "write:embed:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(SmartLink = embed_id))]
    #[app_access(ruled)]
    fn delete_smart_link_property_by_id(
        /// The Smart Link.
        embed_id: SmartLinkId,
        /// The property.
        property_id: PropertyId,
    );

    /// The properties of a folder, or the one with a certain key.
    #[get("/folders/{id}/properties")]
    #[id("getFolderContentProperties")]
    #[scopes("read:folder:confluence")]
    #[connect(READ)]
    #[permissions(View(Folder = id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_folder_content_properties(
        /// The folder.
        id: FolderId,
        /// Only the property with this key. Case matters.
        #[query]
        key: Option<String>,
        /// The order of the results.
        #[query]
        sort: Option<ContentPropertySortOrder>,
    ) -> CursorPage<ContentProperty>;

    /// Gives a folder a new property.
    #[post("/folders/{id}/properties")]
    #[id("createFolderProperty")]
    #[scopes("read:folder:confluence" + "write:folder:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Folder = id))]
    #[app_access(ruled)]
    #[example(key = "reviewed", value = true)]
    fn create_folder_property(
        /// The folder.
        id: FolderId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds.
        #[member]
        value: Json,
    ) -> ContentProperty;

    /// One property of a folder.
    #[get("/folders/{folder-id}/properties/{property-id}")]
    #[id("getFolderContentPropertiesById")]
    #[scopes("read:folder:confluence")]
    #[connect(READ)]
    #[permissions(View(Folder = folder_id))]
    #[app_access(ruled)]
    fn get_folder_content_properties_by_id(
        /// The folder.
        folder_id: FolderId,
        /// The property.
        property_id: PropertyId,
    ) -> ContentProperty;

    /// Changes what a property of a folder holds.
    #[put("/folders/{folder-id}/properties/{property-id}")]
    #[id("updateFolderPropertyById")]
    #[scopes("read:folder:confluence" + "write:folder:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Folder = folder_id))]
    #[app_access(ruled)]
    #[example(key = "stage", value = "reviewed", version = NewVersion::new(2))]
    fn update_folder_property_by_id(
        /// The folder.
        folder_id: FolderId,
        /// The property.
        property_id: PropertyId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds from now on.
        #[member]
        value: Json,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
    ) -> ContentProperty;

    /// Takes a property away from a folder.
    #[delete("/folders/{folder-id}/properties/{property-id}")]
    #[id("deleteFolderPropertyById")]
    #[scopes("read:folder:confluence" + "write:folder:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Folder = folder_id))]
    #[app_access(ruled)]
    fn delete_folder_property_by_id(
        /// The folder.
        folder_id: FolderId,
        /// The property.
        property_id: PropertyId,
    );

    /// The properties of a comment at the foot or on a passage, or the one with a certain key.
    #[get("/comments/{comment-id}/properties")]
    #[id("getCommentContentProperties")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Comment = comment_id))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_comment_content_properties(
        /// The comment.
        comment_id: CommentId,
        /// Only the property with this key. Case matters.
        #[query]
        key: Option<String>,
        /// The order of the results.
        #[query]
        sort: Option<ContentPropertySortOrder>,
    ) -> CursorPage<ContentProperty>;

    /// Gives a comment a new property.
    #[post("/comments/{comment-id}/properties")]
    #[id("createCommentProperty")]
    #[scopes("read:comment:confluence" + "write:comment:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Comment = comment_id))]
    #[app_access(ruled)]
    #[example(key = "reviewed", value = true)]
    fn create_comment_property(
        /// The comment.
        comment_id: CommentId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds.
        #[member]
        value: Json,
    ) -> ContentProperty;

    /// One property of a comment.
    #[get("/comments/{comment-id}/properties/{property-id}")]
    #[id("getCommentContentPropertiesById")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Comment = comment_id))]
    #[app_access(ruled)]
    fn get_comment_content_properties_by_id(
        /// The comment.
        comment_id: CommentId,
        /// The property.
        property_id: PropertyId,
    ) -> ContentProperty;

    /// Changes what a property of a comment holds.
    #[put("/comments/{comment-id}/properties/{property-id}")]
    #[id("updateCommentPropertyById")]
    #[scopes("read:comment:confluence" + "write:comment:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Comment = comment_id))]
    #[app_access(ruled)]
    #[example(key = "stage", value = "reviewed", version = NewVersion::new(2))]
    fn update_comment_property_by_id(
        /// The comment.
        comment_id: CommentId,
        /// The property.
        property_id: PropertyId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds from now on.
        #[member]
        value: Json,
        /// The new version: one more than the current number.
        #[member]
        version: NewVersion,
    ) -> ContentProperty;

    /// Takes a property away from a comment.
    #[delete("/comments/{comment-id}/properties/{property-id}")]
    #[id("deleteCommentPropertyById")]
    #[scopes("read:comment:confluence" + "write:comment:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Comment = comment_id))]
    #[app_access(ruled)]
    fn delete_comment_property_by_id(
        /// The comment.
        comment_id: CommentId,
        /// The property.
        property_id: PropertyId,
    );
}

/// The order of content properties.
#[model]
pub enum ContentPropertySortOrder {
    /// By key.
    Key,
    /// By key, from the end of the alphabet.
    #[wire("-key")]
    KeyDescending,
}
