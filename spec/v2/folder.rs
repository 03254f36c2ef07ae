//! Folders: creating, reading and deleting them.

use super::*;

/// Folders: places in the content tree that hold other content and say nothing themselves.
#[endpoints(v2, tag = "Folder", base = "/wiki/api/v2")]
pub trait Folders {
    /// Creates a folder.
    #[post("/folders")]
    #[id("createFolder")]
    #[scopes("write:folder:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Space = space_id), Create(Folder, in = space_id))]
    #[app_access(ruled)]
    #[max_body(5_000_000)]
    #[errors(400, 401, 404, 413)]
    #[example(title = "Meetings")]
    fn create_folder(
        /// The space of the new folder.
        #[member]
        space_id: SpaceId,
        /// The title.
        #[member]
        title: Option<String>,
        /// The parent of the new folder.
        #[member]
        parent_id: Option<ContentId>,
    ) -> FolderSingle;

    /// One folder.
    ///
    /// Of content properties and operations come 50 at most, in the default order; `meta` says whether there are more
    /// and `links` where they are.
    #[get("/folders/{id}")]
    #[id("getFolderById")]
    #[scopes("read:folder:confluence")]
    #[connect(READ)]
    #[permissions(View(Folder = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[example(include_properties = true)]
    fn get_folder_by_id(
        /// The folder.
        id: FolderId,
        /// Who works on the folder is in the answer, in members that [`FolderSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-collaborators", default = false)]
        include_collaborators: Option<bool>,
        /// The direct children are in the answer, in members that [`FolderSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-direct-children", default = false)]
        include_direct_children: Option<bool>,
        /// What the caller may do with the folder is in the answer.
        #[query("include-operations", default = false)]
        include_operations: Option<bool>,
        /// Content properties are in the answer.
        #[query("include-properties", default = false)]
        include_properties: Option<bool>,
    ) -> FolderSingle;

    /// Moves a folder to the trash, from which it can be restored.
    #[delete("/folders/{id}")]
    #[id("deleteFolder")]
    #[scopes("delete:folder:confluence")]
    #[connect(DELETE)]
    #[permissions(View(Folder = id), View(Space, of = id), Delete(Folder, of = id))]
    #[app_access(ruled)]
    fn delete_folder(
        /// The folder.
        id: FolderId,
    );
}

/// One folder, with all that was asked for.
#[model]
pub struct FolderSingle {
    /// Identifies the folder on its site.
    pub id: FolderId,
    /// What it is: a folder.
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
