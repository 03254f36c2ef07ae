//! Spaces: creating, changing and deleting.

use super::*;

/// Spaces: creating, changing and deleting. They are listed in v2.
#[endpoints(v1, tag = "Space", base = "/wiki/rest/api")]
pub trait V1Spaces {
    /// Makes a space. Labels cannot be given to it at once.
    ///
    /// A key that is taken is refused with 400.
    #[post("/space")]
    #[id("createSpace")]
    #[scopes(
        "write:confluence-space"
            | "read:space-details:confluence" + "write:space:confluence" + "write:space.permission:confluence"
    )]
    #[connect(WRITE)]
    #[permissions(CreateSpaces)]
    #[app_access(exempt)]
    #[errors(400, 401, 403)]
    #[example(name = "Handbook", address = SpaceKey::new("HANDBOOK")?)]
    fn create_space(
        /// The name that people see.
        #[member(max_len = 200)]
        name: String,
        /// Its key, or what stands for it in addresses.
        #[one_of(key, alias)]
        address: V1SpaceAddress,
        /// What it is about.
        #[member]
        description: Option<SpaceDescriptionCreate>,
        /// Who may do what in it. Without it, the defaults of the site apply; with it, nothing but what is listed is
        /// allowed.
        #[member]
        permissions: Option<Vec<SpacePermissionCreate>>,
    ) -> Space;

    /// Makes a space that nobody but the caller can see, until somebody is given permissions in it.
    ///
    /// Labels cannot be given to it at once. A key that is taken is refused with 400.
    #[post("/space/_private")]
    #[id("createPrivateSpace")]
    #[scopes(
        "write:confluence-space"
            | "read:space-details:confluence" + "write:space:confluence" + "write:space.permission:confluence"
    )]
    #[connect(WRITE)]
    #[permissions(CreateSpaces)]
    #[app_access(exempt)]
    #[errors(400, 401, 403)]
    #[example(name = "Notes", address = SpaceKey::new("NOTES")?)]
    fn create_private_space(
        /// The name that people see.
        #[member(max_len = 200)]
        name: String,
        /// Its key, or what stands for it in addresses.
        #[one_of(key, alias)]
        address: V1SpaceAddress,
        /// What it is about.
        #[member]
        description: Option<SpaceDescriptionCreate>,
    ) -> Space;

    /// Changes the name, the description or the home page of a space.
    ///
    /// Permissions and labels cannot be changed by it. A space that the caller may not change is answered with 404.
    #[put("/space/{spaceKey}")]
    #[id("updateSpace")]
    #[scopes(
        "write:confluence-space"
            | "read:space-details:confluence" + "write:space:confluence" + "write:space.permission:confluence"
    )]
    #[connect(WRITE)]
    #[permissions(Administer(Space = space_key))]
    #[app_access(exempt)]
    #[errors(401, 404)]
    #[example(changes = SpaceUpdate::new().name("Handbook"))]
    fn update_space(
        /// The space.
        space_key: SpaceKey,
        /// The changes.
        #[body]
        changes: SpaceUpdate,
    ) -> Space;

    /// Deletes a space for good, past the trash.
    ///
    /// The answer is a task; [`LongTasks::get_task`] gives its progress. Until it is finished, the space may still be
    /// there.
    #[delete("/space/{spaceKey}")]
    #[id("deleteSpace")]
    #[scopes("write:confluence-space" | "read:content.metadata:confluence" + "delete:space:confluence")]
    #[connect(DELETE)]
    #[permissions(Administer(Space = space_key))]
    #[app_access(ruled)]
    #[errors(401, 404)]
    fn delete_space(
        /// The space.
        space_key: SpaceKey,
    ) -> Accepted<LongTask>;
}

/// What a new space is known by.
#[model(one_of)]
pub enum V1SpaceAddress {
    /// A key: letters and digits.
    #[wire("key")]
    Key(SpaceKey),
    /// What stands for the space in the addresses of its pages. Experimental.
    #[wire("alias")]
    Alias(String),
    /// Both.
    #[wire("key", "alias")]
    KeyAndAlias(SpaceKey, String),
}

/// Changes to a space.
#[model(request)]
pub struct SpaceUpdate {
    /// Its name.
    #[max_len(200)]
    pub name: Option<String>,
    /// What it is about.
    pub description: Option<SpaceDescriptionCreate>,
    /// The page that people see first.
    pub homepage: Option<SpaceUpdateHomepage>,
    /// What kind of space it is.
    #[wire("type")]
    pub kind: Option<V1SpaceType>,
    /// Whether it is in use.
    pub status: Option<V1SpaceStatus>,
}

/// The page that people see first.
#[model(request)]
pub struct SpaceUpdateHomepage {
    /// A page of the space.
    pub id: ContentId,
}
