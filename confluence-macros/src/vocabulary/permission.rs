// The vocabulary of permissions: what an account may do, on what.
//
// `#[permissions(…)]` on an operation and `permissions!` in a program are checked against this list. Site-wide and
// space permissions are what an administrator grants, so each has a marker type. `View` and `Edit` of a piece of
// content follow from them and from its restrictions.

permission_table! {
    /// Things that permissions are about: name, one, several.
    kinds {
        Space = "space", "spaces";
        Page = "page", "pages";
        BlogPost = "blog post", "blog posts";
        Comment = "comment", "comments";
        Attachment = "attachment", "attachments";
        CustomContent = "custom content", "custom content";
        Whiteboard = "whiteboard", "whiteboards";
        Database = "database", "databases";
        SmartLink = "Smart Link", "Smart Links";
        Folder = "folder", "folders";
        Template = "template", "templates";
        Content = "content", "content";
        Container = "container", "containers";
        Task = "task", "tasks";
        Label = "label", "labels";
    }
    /// Of the account, site-wide.
    site {
        /// Use the site at all. Every permission set has it.
        UseSite = "use the site";
        /// Administer Confluence (the global permission).
        ConfluenceAdmin = "administer Confluence";
        /// Administer the site.
        SiteAdmin = "administer the site";
        /// Administer the organisation or the site.
        OrgOrSiteAdmin = "administer the organisation or the site";
        /// Create spaces.
        CreateSpaces = "create spaces";
        /// View the profiles of users.
        ViewProfiles = "view user profiles";
    }
    /// Granted per space: a verb and the kind of thing.
    space {
        /// View the space and what lies in it.
        ViewSpace = View(Space);
        /// Administer the space.
        AdministerSpace = Administer(Space);
        /// Manage who has which role in the space.
        ManageSpaceRoles = ManageRoles(Space);
        /// Archive pages.
        ArchivePages = Archive(Page);
        /// Create pages.
        CreatePages = Create(Page);
        /// Update pages.
        UpdatePages = Update(Page);
        /// Delete pages.
        DeletePages = Delete(Page);
        /// Create blog posts.
        CreateBlogPosts = Create(BlogPost);
        /// Update blog posts.
        UpdateBlogPosts = Update(BlogPost);
        /// Delete blog posts.
        DeleteBlogPosts = Delete(BlogPost);
        /// Create comments.
        CreateComments = Create(Comment);
        /// Update comments.
        UpdateComments = Update(Comment);
        /// Delete comments.
        DeleteComments = Delete(Comment);
        /// Create attachments.
        CreateAttachments = Create(Attachment);
        /// Update attachments.
        UpdateAttachments = Update(Attachment);
        /// Delete attachments.
        DeleteAttachments = Delete(Attachment);
        /// Create custom content.
        CreateCustomContent = Create(CustomContent);
        /// Update custom content.
        UpdateCustomContent = Update(CustomContent);
        /// Delete custom content.
        DeleteCustomContent = Delete(CustomContent);
        /// Create whiteboards.
        CreateWhiteboards = Create(Whiteboard);
        /// Update whiteboards.
        UpdateWhiteboards = Update(Whiteboard);
        /// Delete whiteboards.
        DeleteWhiteboards = Delete(Whiteboard);
        /// Create databases.
        CreateDatabases = Create(Database);
        /// Update databases.
        UpdateDatabases = Update(Database);
        /// Delete databases.
        DeleteDatabases = Delete(Database);
        /// Create Smart Links in the content tree.
        CreateSmartLinks = Create(SmartLink);
        /// Update Smart Links in the content tree.
        UpdateSmartLinks = Update(SmartLink);
        /// Delete Smart Links in the content tree.
        DeleteSmartLinks = Delete(SmartLink);
        /// Create folders.
        CreateFolders = Create(Folder);
        /// Update folders.
        UpdateFolders = Update(Folder);
        /// Delete folders.
        DeleteFolders = Delete(Folder);
    }
}
