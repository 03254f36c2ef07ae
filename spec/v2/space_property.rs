//! Space properties: JSON that apps and scripts keep with a space.

use super::*;

/// Space properties: JSON that apps and scripts keep with a space.
#[endpoints(v2, tag = "Space Properties", base = "/wiki/api/v2")]
pub trait SpaceProperties {
    /// The properties of a space, or the one with a certain key.
    #[get("/spaces/{space-id}/properties")]
    #[id("getSpaceProperties")]
    #[scopes("read:space:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Space = space_id))]
    #[app_access(exempt)]
    #[paged(cursor)]
    fn get_space_properties(
        /// The space.
        space_id: SpaceId,
        /// Only the property with this key.
        #[query]
        key: Option<String>,
    ) -> CursorPage<SpaceProperty>;

    /// Gives a space a new property.
    #[post("/spaces/{space-id}/properties")]
    #[id("createSpaceProperty")]
    #[scopes("read:space:confluence" + "write:space:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, Administer(Space = space_id))]
    #[app_access(exempt)]
    #[example(key = "reviewed", value = true)]
    fn create_space_property(
        /// The space.
        space_id: SpaceId,
        /// Its name.
        #[member]
        key: String,
        /// What it holds.
        #[member]
        value: Json,
    ) -> SpaceProperty;

    /// One property of a space.
    #[get("/spaces/{space-id}/properties/{property-id}")]
    #[id("getSpacePropertyById")]
    #[scopes("read:space:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, View(Space = space_id))]
    #[app_access(exempt)]
    fn get_space_property_by_id(
        /// The space.
        space_id: SpaceId,
        /// The property.
        property_id: PropertyId,
    ) -> SpaceProperty;

    /// Changes what a property of a space holds.
    #[put("/spaces/{space-id}/properties/{property-id}")]
    #[id("updateSpacePropertyById")]
    #[scopes("read:space:confluence" + "write:space:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, Administer(Space = space_id))]
    #[app_access(exempt)]
    #[example(key = "colour", value = "green", version = NewVersion::new(2))]
    fn update_space_property_by_id(
        /// The space.
        space_id: SpaceId,
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
    ) -> SpaceProperty;

    /// Takes a property away from a space.
    #[delete("/spaces/{space-id}/properties/{property-id}")]
    #[id("deleteSpacePropertyById")]
    #[scopes("read:space:confluence" + "write:space:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite, Administer(Space = space_id))]
    #[app_access(exempt)]
    fn delete_space_property_by_id(
        /// The space.
        space_id: SpaceId,
        /// The property.
        property_id: PropertyId,
    );
}
