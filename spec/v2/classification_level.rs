//! Data classification: which levels there are, which one content and spaces have, and giving them one.

use super::*;

/// Classification levels: how confidential content is, in the terms of the organisation.
#[endpoints(v2, tag = "Classification Level", base = "/wiki/api/v2")]
pub trait ClassificationLevels {
    /// The levels there are. The error is 404 if there are none.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[get("/classification-levels")]
    #[id("getClassificationLevels")]
    #[scopes("read:configuration:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(unstated)]
    fn get_classification_levels() -> Vec<ClassificationLevel>;

    /// The level that content of a space has unless it was given its own. The error is 404 if the space has none.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[get("/spaces/{id}/classification-level/default")]
    #[id("getSpaceDefaultClassificationLevel")]
    #[scopes("read:space:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Space = id))]
    #[app_access(ruled)]
    fn get_space_default_classification_level(
        /// The space.
        id: SpaceId,
    ) -> ClassificationLevel;

    /// Sets the level that content of a space has unless it is given its own.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[put("/spaces/{id}/classification-level/default")]
    #[id("putSpaceDefaultClassificationLevel")]
    #[scopes("read:space:confluence" + "write:space:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, Administer(Space = id))]
    #[app_access(ruled)]
    fn put_space_default_classification_level(
        /// The space.
        id: SpaceId,
        /// The level.
        #[member("id")]
        level_id: ClassificationLevelId,
    );

    /// Takes its default level from a space.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[delete("/spaces/{id}/classification-level/default")]
    #[id("deleteSpaceDefaultClassificationLevel")]
    #[scopes("read:space:confluence" + "write:space:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, Administer(Space = id))]
    #[app_access(ruled)]
    fn delete_space_default_classification_level(
        /// The space.
        id: SpaceId,
    );

    /// The level of a page. The error is 404 if it has none.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[get("/pages/{id}/classification-level")]
    #[id("getPageClassificationLevel")]
    #[scopes("read:page:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, View(Page = id), if_is(status, "draft", Edit(Page = id)))]
    #[app_access(ruled)]
    fn get_page_classification_level(
        /// The page.
        id: PageId,
        /// Which of them to look at: `current`, `draft` or `archived`.
        #[query(default = "current")]
        status: Option<ContentStatus>,
    ) -> ClassificationLevel;

    /// Gives a page a level.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[put("/pages/{id}/classification-level")]
    #[id("putPageClassificationLevel")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, Edit(Page = id))]
    #[app_access(ruled)]
    #[example(status = PageStatus::Current)]
    fn put_page_classification_level(
        /// The page.
        id: PageId,
        /// The level.
        #[member("id")]
        level_id: ClassificationLevelId,
        /// Which of the two to classify: what is published or its draft.
        #[member]
        status: PageStatus,
    );

    /// Gives a page the default level of its space again.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[post("/pages/{id}/classification-level/reset")]
    #[id("postPageClassificationLevel")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, View(Page = id), Edit(Page = id))]
    #[app_access(ruled)]
    #[example(status = PageStatus::Current)]
    fn post_page_classification_level(
        /// The page.
        id: PageId,
        /// Which of the two to reset: what is published or its draft.
        #[member]
        status: PageStatus,
    );

    /// The level of a blog post. The error is 404 if it has none.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[get("/blogposts/{id}/classification-level")]
    #[id("getBlogPostClassificationLevel")]
    #[scopes("read:page:confluence" + "write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, View(BlogPost = id), if_is(status, "draft", Edit(BlogPost = id)))]
    #[app_access(ruled)]
    fn get_blog_post_classification_level(
        /// The blog post.
        id: BlogPostId,
        /// Which of them to look at: `current`, `draft` or `archived`.
        #[query(default = "current")]
        status: Option<ContentStatus>,
    ) -> ClassificationLevel;

    /// Gives a blog post a level.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[put("/blogposts/{id}/classification-level")]
    #[id("putBlogPostClassificationLevel")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, Edit(BlogPost = id))]
    #[app_access(ruled)]
    #[example(status = BlogPostStatus::Current)]
    fn put_blog_post_classification_level(
        /// The blog post.
        id: BlogPostId,
        /// The level.
        #[member("id")]
        level_id: ClassificationLevelId,
        /// Which of the two to classify: what is published or its draft.
        #[member]
        status: BlogPostStatus,
    );

    /// Gives a blog post the default level of its space again.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[post("/blogposts/{id}/classification-level/reset")]
    #[id("postBlogPostClassificationLevel")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, View(BlogPost = id), Edit(BlogPost = id))]
    #[app_access(ruled)]
    #[example(status = BlogPostStatus::Current)]
    fn post_blog_post_classification_level(
        /// The blog post.
        id: BlogPostId,
        /// Which of the two to reset: what is published or its draft.
        #[member]
        status: BlogPostStatus,
    );

    /// The level of a whiteboard. The error is 404 if it has none.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[get("/whiteboards/{id}/classification-level")]
    #[id("getWhiteboardClassificationLevel")]
    #[scopes("read:whiteboard:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Whiteboard = id))]
    #[app_access(ruled)]
    fn get_whiteboard_classification_level(
        /// The whiteboard.
        id: WhiteboardId,
    ) -> ClassificationLevel;

    /// Gives a whiteboard a level.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[put("/whiteboards/{id}/classification-level")]
    #[id("putWhiteboardClassificationLevel")]
    #[scopes("write:whiteboard:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, Edit(Whiteboard = id))]
    #[app_access(ruled)]
    #[example(status = LiveEditContentStatus::Current)]
    fn put_whiteboard_classification_level(
        /// The whiteboard.
        id: WhiteboardId,
        /// The level.
        #[member("id")]
        level_id: ClassificationLevelId,
        /// Its state. There is but one to name, since it has no drafts.
        #[member]
        status: LiveEditContentStatus,
    );

    /// Gives a whiteboard the default level of its space again.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[post("/whiteboards/{id}/classification-level/reset")]
    #[id("postWhiteboardClassificationLevel")]
    #[scopes("write:whiteboard:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, View(Whiteboard = id), Edit(Whiteboard = id))]
    #[app_access(ruled)]
    #[example(status = LiveEditContentStatus::Current)]
    fn post_whiteboard_classification_level(
        /// The whiteboard.
        id: WhiteboardId,
        /// Its state. There is but one to name, since it has no drafts.
        #[member]
        status: LiveEditContentStatus,
    );

    /// The level of a database. The error is 404 if it has none.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[get("/databases/{id}/classification-level")]
    #[id("getDatabaseClassificationLevel")]
    #[scopes("read:database:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Database = id))]
    #[app_access(ruled)]
    fn get_database_classification_level(
        /// The database.
        id: DatabaseId,
    ) -> ClassificationLevel;

    /// Gives a database a level.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[put("/databases/{id}/classification-level")]
    #[id("putDatabaseClassificationLevel")]
    #[scopes("write:database:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, Edit(Database = id))]
    #[app_access(ruled)]
    #[example(status = LiveEditContentStatus::Current)]
    fn put_database_classification_level(
        /// The database.
        id: DatabaseId,
        /// The level.
        #[member("id")]
        level_id: ClassificationLevelId,
        /// Its state. There is but one to name, since it has no drafts.
        #[member]
        status: LiveEditContentStatus,
    );

    /// Gives a database the default level of its space again.
    ///
    /// Only plans with data classification have levels: elsewhere the answer is 404.
    #[post("/databases/{id}/classification-level/reset")]
    #[id("postDatabaseClassificationLevel")]
    #[scopes("write:database:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, View(Database = id), Edit(Database = id))]
    #[app_access(ruled)]
    #[example(status = LiveEditContentStatus::Current)]
    fn post_database_classification_level(
        /// The database.
        id: DatabaseId,
        /// Its state. There is but one to name, since it has no drafts.
        #[member]
        status: LiveEditContentStatus,
    );
}

/// How confidential something is, in the terms of the organisation.
#[model]
pub struct ClassificationLevel {
    /// Identifies the level.
    pub id: ClassificationLevelId,
    /// Whether it is in use.
    pub status: Option<ClassificationLevelStatus>,
    /// Its place among the levels.
    pub order: Option<f64>,
    /// Its name.
    pub name: Option<String>,
    /// What it means.
    pub description: Option<String>,
    /// How to treat what has it.
    pub guideline: Option<String>,
    /// The colour that it is shown in.
    pub color: Option<ClassificationLevelColor>,
}

/// Whether a classification level is in use.
#[model]
pub enum ClassificationLevelStatus {
    /// In the making.
    #[wire("DRAFT")]
    Draft,
    /// In use.
    #[wire("PUBLISHED")]
    Published,
    /// Put aside.
    #[wire("ARCHIVED")]
    Archived,
}

/// The colour of a classification level.
#[model]
pub enum ClassificationLevelColor {
    /// Red.
    #[wire("RED")]
    Red,
    /// A strong red.
    #[wire("RED_BOLD")]
    RedBold,
    /// Orange.
    #[wire("ORANGE")]
    Orange,
    /// Yellow.
    #[wire("YELLOW")]
    Yellow,
    /// Green.
    #[wire("GREEN")]
    Green,
    /// Blue.
    #[wire("BLUE")]
    Blue,
    /// Dark blue.
    #[wire("NAVY")]
    Navy,
    /// Bluish green.
    #[wire("TEAL")]
    Teal,
    /// Purple.
    #[wire("PURPLE")]
    Purple,
    /// Grey.
    #[wire("GREY")]
    Grey,
    /// Yellowish green.
    #[wire("LIME")]
    Lime,
}

/// The state of content without drafts, which is saved while people write.
#[model]
pub enum LiveEditContentStatus {
    /// There to be seen.
    Current,
}
