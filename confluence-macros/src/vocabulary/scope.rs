// Every scope: what an app asks for, and what a call needs.
//
// One list for the SDK, which makes a marker type of each, and for its macros, which check spellings against it.
// A scope is `Marker = "vendor spelling"`, in its kind; `implies` names what comes with it.

scope_table! {
    /// Classic scopes: broad, recommended by the vendor where they suffice.
    classic {
        /// Read content with bodies and everything that can be expanded.
        ReadConfluenceContentAll = "read:confluence-content.all";
        /// Read who may see and edit a piece of content.
        ReadConfluenceContentPermission = "read:confluence-content.permission";
        /// Read content without bodies and expansions.
        ReadConfluenceContentSummary = "read:confluence-content.summary";
        /// Read user groups.
        ReadConfluenceGroups = "read:confluence-groups";
        /// Read content properties.
        ReadConfluenceProps = "read:confluence-props";
        /// Read the essentials of spaces.
        ReadConfluenceSpaceSummary = "read:confluence-space.summary";
        /// Read users.
        ReadConfluenceUser = "read:confluence-user";
        /// Download attachments.
        ReadonlyContentAttachment = "readonly:content.attachment:confluence";
        /// Search content and spaces.
        SearchConfluence = "search:confluence";
        /// Write pages, blog posts and comments.
        WriteConfluenceContent = "write:confluence-content";
        /// Upload attachments.
        WriteConfluenceFile = "write:confluence-file";
        /// Create and remove groups, and change their members.
        WriteConfluenceGroups = "write:confluence-groups";
        /// Write content properties.
        WriteConfluenceProps = "write:confluence-props";
        /// Create, change and delete spaces.
        WriteConfluenceSpace = "write:confluence-space";
        /// Change site-wide settings.
        ManageConfluenceConfiguration = "manage:confluence-configuration";
    }
    /// Granular scopes: one thing each.
    granular {
        /// View statistics of content.
        ReadAnalyticsContent = "read:analytics.content:confluence";
        /// Read the properties that an app keeps for itself.
        ReadAppData = "read:app-data:confluence";
        /// Write the properties that an app keeps for itself.
        WriteAppData = "write:app-data:confluence";
        /// View and download attachments.
        ReadAttachment = "read:attachment:confluence";
        /// Create and update attachments.
        WriteAttachment = "write:attachment:confluence";
        /// Delete attachments.
        DeleteAttachment = "delete:attachment:confluence";
        /// View the audit log.
        ReadAuditLog = "read:audit-log:confluence";
        /// Add records to the audit log.
        WriteAuditLog = "write:audit-log:confluence";
        /// View blog posts.
        ReadBlogpost = "read:blogpost:confluence";
        /// Create and update blog posts.
        WriteBlogpost = "write:blogpost:confluence";
        /// Delete blog posts.
        DeleteBlogpost = "delete:blogpost:confluence";
        /// View comments.
        ReadComment = "read:comment:confluence";
        /// Create and update comments.
        WriteComment = "write:comment:confluence";
        /// Delete comments.
        DeleteComment = "delete:comment:confluence";
        /// View settings.
        ReadConfiguration = "read:configuration:confluence";
        /// Update settings.
        WriteConfiguration = "write:configuration:confluence";
        /// View any content.
        ReadContent = "read:content:confluence";
        /// Create and update any content.
        WriteContent = "write:content:confluence";
        /// Delete any content.
        DeleteContent = "delete:content:confluence";
        /// View content with the details linked to it.
        ReadContentDetails = "read:content-details:confluence";
        /// View summaries of content.
        ReadContentMetadata = "read:content.metadata:confluence";
        /// Check who may do what with content.
        ReadContentPermission = "read:content.permission:confluence";
        /// View content properties.
        ReadContentProperty = "read:content.property:confluence";
        /// Create, update and delete content properties.
        WriteContentProperty = "write:content.property:confluence";
        /// View restrictions of content.
        ReadContentRestriction = "read:content.restriction:confluence";
        /// Update restrictions of content.
        WriteContentRestriction = "write:content.restriction:confluence";
        /// View custom content.
        ReadCustomContent = "read:custom-content:confluence";
        /// Create and update custom content.
        WriteCustomContent = "write:custom-content:confluence";
        /// Delete custom content.
        DeleteCustomContent = "delete:custom-content:confluence";
        /// View databases.
        ReadDatabase = "read:database:confluence";
        /// Create and update databases.
        WriteDatabase = "write:database:confluence";
        /// Delete databases.
        DeleteDatabase = "delete:database:confluence";
        /// Read every user's e-mail address.
        ReadEmailAddress = "read:email-address:confluence";
        /// View Smart Links in the content tree.
        ReadEmbed = "read:embed:confluence";
        /// Create and update Smart Links in the content tree.
        WriteEmbed = "write:embed:confluence";
        /// Delete Smart Links in the content tree.
        DeleteEmbed = "delete:embed:confluence";
        /// View folders.
        ReadFolder = "read:folder:confluence";
        /// Create and update folders.
        WriteFolder = "write:folder:confluence";
        /// Delete folders.
        DeleteFolder = "delete:folder:confluence";
        /// View groups.
        ReadGroup = "read:group:confluence";
        /// Create and delete groups.
        WriteGroup = "write:group:confluence";
        /// View children and descendants in the content tree.
        ReadHierarchicalContent = "read:hierarchical-content:confluence";
        /// View tasks inside content (v1).
        ReadInlinetask = "read:inlinetask:confluence";
        /// Update tasks inside content (v1).
        WriteInlinetask = "write:inlinetask:confluence";
        /// View labels.
        ReadLabel = "read:label:confluence";
        /// Add and remove labels.
        WriteLabel = "write:label:confluence";
        /// Moderate comments.
        ModerateComment = "moderate:comment:confluence";
        /// Moderate content.
        ModerateCoreContent = "moderate:core-content:confluence";
        /// View pages, and in v2 blog posts too.
        ReadPage = "read:page:confluence";
        /// Create and update pages, and in v2 blog posts too.
        WritePage = "write:page:confluence";
        /// Delete pages, and in v2 blog posts too.
        DeletePage = "delete:page:confluence";
        /// View restrictions and space permissions.
        ReadPermission = "read:permission:confluence";
        /// View relations.
        ReadRelation = "read:relation:confluence";
        /// Create and update relations.
        WriteRelation = "write:relation:confluence";
        /// View spaces.
        ReadSpace = "read:space:confluence";
        /// Create and update spaces.
        WriteSpace = "write:space:confluence";
        /// Delete spaces.
        DeleteSpace = "delete:space:confluence";
        /// View spaces with their details.
        ReadSpaceDetails = "read:space-details:confluence";
        /// View space permissions.
        ReadSpacePermission = "read:space.permission:confluence";
        /// Update space permissions.
        WriteSpacePermission = "write:space.permission:confluence";
        /// View space properties.
        ReadSpaceProperty = "read:space.property:confluence";
        /// Create, update and delete space properties.
        WriteSpaceProperty = "write:space.property:confluence";
        /// View space settings.
        ReadSpaceSetting = "read:space.setting:confluence";
        /// Update space settings.
        WriteSpaceSetting = "write:space.setting:confluence";
        /// View tasks (v2).
        ReadTask = "read:task:confluence";
        /// Update tasks (v2).
        WriteTask = "write:task:confluence";
        /// View templates.
        ReadTemplate = "read:template:confluence";
        /// Create, update and delete templates.
        WriteTemplate = "write:template:confluence";
        /// View users.
        ReadUser = "read:user:confluence";
        /// View user properties.
        ReadUserProperty = "read:user.property:confluence";
        /// Create, update and delete user properties.
        WriteUserProperty = "write:user.property:confluence";
        /// View watchers.
        ReadWatcher = "read:watcher:confluence";
        /// Add and remove watchers.
        WriteWatcher = "write:watcher:confluence";
        /// View whiteboards.
        ReadWhiteboard = "read:whiteboard:confluence";
        /// Create and update whiteboards.
        WriteWhiteboard = "write:whiteboard:confluence";
        /// Delete whiteboards.
        DeleteWhiteboard = "delete:whiteboard:confluence";
    }
    /// Scopes of the platform that open no operation here.
    platform {
        /// Be given refresh tokens, to go on without the user (OAuth 2.0).
        OfflineAccess = "offline_access";
        /// Read the profile of the consenting user.
        ReadMe = "read:me";
        /// Read the account of the consenting user.
        ReadAccount = "read:account";
        /// Be handed a token to call as the app (Forge Remote).
        ReadAppSystemToken = "read:app-system-token";
        /// Be handed a token to call as the user (Forge Remote).
        ReadAppUserToken = "read:app-user-token";
    }
    /// Connect scopes, in the descriptor of a Connect app.
    connect {
        /// Read content.
        ConnectRead = "READ";
        /// Create and edit, not delete.
        ConnectWrite = "WRITE" implies ConnectRead;
        /// Delete.
        ConnectDelete = "DELETE" implies ConnectWrite, ConnectRead;
        /// Administer spaces.
        ConnectSpaceAdmin = "SPACE_ADMIN" implies ConnectDelete, ConnectWrite, ConnectRead;
        /// Administer the site.
        ConnectAdmin = "ADMIN" implies ConnectSpaceAdmin, ConnectDelete, ConnectWrite, ConnectRead;
        /// Act as a user.
        ConnectActAsUser = "ACT_AS_USER";
        /// Read e-mail addresses.
        ConnectAccessEmailAddresses = "ACCESS_EMAIL_ADDRESSES";
    }
}
