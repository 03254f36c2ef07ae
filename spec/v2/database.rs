//! Databases: creating, reading and deleting them. Their columns and entries stay out of the API.

use super::*;

/// Databases: tables with views in the content tree.
#[endpoints(v2, tag = "Database", base = "/wiki/api/v2")]
pub trait Databases {
    /// Creates an empty database.
    #[post("/databases")]
    #[id("createDatabase")]
    #[scopes("write:database:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Space = space_id), Create(Database, in = space_id))]
    #[app_access(ruled)]
    #[max_body(5_000_000)]
    #[errors(400, 401, 404, 413)]
    #[example(title = "Releases")]
    fn create_database(
        /// The space of the new database.
        #[member]
        space_id: SpaceId,
        /// Nobody but the creator may see and edit the database.
        #[query(default = false)]
        private: Option<bool>,
        /// The title.
        #[member]
        title: Option<String>,
        /// The parent of the new database.
        #[member]
        parent_id: Option<ContentId>,
    ) -> DatabaseSingle;

    /// One database.
    ///
    /// Of content properties and operations come 50 at most, in the default order; `meta` says whether there are more
    /// and `links` where they are.
    #[get("/databases/{id}")]
    #[id("getDatabaseById")]
    #[scopes("read:database:confluence")]
    #[connect(READ)]
    #[permissions(View(Database = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[example(include_properties = true)]
    fn get_database_by_id(
        /// The database.
        id: DatabaseId,
        /// Who works on the database is in the answer, in members that [`DatabaseSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-collaborators", default = false)]
        include_collaborators: Option<bool>,
        /// The direct children are in the answer, in members that [`DatabaseSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-direct-children", default = false)]
        include_direct_children: Option<bool>,
        /// What the caller may do with the database is in the answer.
        #[query("include-operations", default = false)]
        include_operations: Option<bool>,
        /// Content properties are in the answer.
        #[query("include-properties", default = false)]
        include_properties: Option<bool>,
    ) -> DatabaseSingle;

    /// Moves a database to the trash, from which it can be restored.
    #[delete("/databases/{id}")]
    #[id("deleteDatabase")]
    #[scopes("delete:database:confluence")]
    #[connect(DELETE)]
    #[permissions(View(Database = id), View(Space, of = id), Delete(Database, of = id))]
    #[app_access(ruled)]
    fn delete_database(
        /// The database.
        id: DatabaseId,
    );
}

/// One database, with all that was asked for.
#[model]
pub struct DatabaseSingle {
    /// Identifies the database on its site.
    pub id: DatabaseId,
    /// What it is: a database.
    #[wire("type")]
    pub kind: Option<HierarchicalContentType>,
    /// Whether it is there to be seen, archived, in the trash.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// What it lies under. None at the top of the space.
    pub parent_id: Option<ContentId>,
    /// What kind of content the parent is.
    pub parent_type: Option<HierarchicalContentType>,
    /// Its place among its siblings.
    pub position: Option<i32>,
    /// Who created it.
    pub author_id: Option<AccountId>,
    /// Who owns it.
    pub owner_id: Option<AccountId>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// The space that it lies in.
    pub space_id: Option<SpaceId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// Its content properties, if asked for.
    pub properties: Option<ContentPropertyResults>,
    /// What the caller may do with it, if asked for.
    pub operations: Option<OperationResults>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}
