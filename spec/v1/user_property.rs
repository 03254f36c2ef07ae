//! User properties: what an app keeps with a user, site-wide.

use super::*;

/// User properties: what an app keeps with a user, site-wide and not for a space or a piece of content.
#[endpoints(v1, tag = "User properties", base = "/wiki/rest/api")]
pub trait UserProperties {
    /// Makes a property of a user.
    ///
    /// A key that is there already is refused with 409, an empty value and one that is too long with 400. The server
    /// limits how many properties an app may have with each user.
    #[post("/user/{userId}/property/{key}")]
    #[id("createUserProperty")]
    #[scopes("write:user.property:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(400, 401, 403, 404, 409)]
    #[example(key = "theme", value = serde_json::json!({ "dark": true }))]
    fn create_user_property(
        /// The user.
        user_id: AccountId,
        /// The key: letters, digits, `-` and `_`.
        key: String,
        /// The value: a JSON object.
        #[member]
        value: Json,
    );

    /// One property of a user.
    #[get("/user/{userId}/property/{key}")]
    #[id("getUserProperty")]
    #[scopes("read:user.property:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(400, 401, 403, 404)]
    #[example(key = "theme")]
    fn get_user_property(
        /// The user.
        user_id: AccountId,
        /// The key: letters, digits, `-` and `_`.
        key: String,
    ) -> UserProperty;

    /// The keys of a user's properties, without their values.
    #[get("/user/{userId}/property")]
    #[id("getUserProperties")]
    #[scopes("read:user.property:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 5, range = 0..=25))]
    #[errors(400, 401, 403, 404)]
    fn get_user_properties(
        /// The user.
        user_id: AccountId,
    ) -> OffsetPage<UserPropertyKey>;

    /// Replaces the value of a property. The key stays.
    ///
    /// An empty value and one that is too long are refused with 400.
    #[put("/user/{userId}/property/{key}")]
    #[id("updateUserProperty")]
    #[scopes("write:user.property:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(400, 401, 403, 404)]
    #[example(key = "theme", value = serde_json::json!({ "dark": false }))]
    fn update_user_property(
        /// The user.
        user_id: AccountId,
        /// The key: letters, digits, `-` and `_`.
        key: String,
        /// The new value: a JSON object.
        #[member]
        value: Json,
    );

    /// Deletes a property of a user.
    #[delete("/user/{userId}/property/{key}")]
    #[id("deleteUserProperty")]
    #[scopes("write:user.property:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(400, 401, 403, 404)]
    #[example(key = "theme")]
    fn delete_user_property(
        /// The user.
        user_id: AccountId,
        /// The key: letters, digits, `-` and `_`.
        key: String,
    );
}

/// The key of a user's property.
#[model]
pub struct UserPropertyKey {
    /// The key.
    pub key: String,
}

/// A property of a user.
#[model]
pub struct UserProperty {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: Option<Json>,
    /// Identifies it.
    pub id: Option<String>,
    /// When it was last changed.
    pub last_modified_date: Option<Timestamp>,
    /// When it was made.
    pub created_date: Option<Timestamp>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}
