//! What a Forge app keeps for itself on a site.

use super::*;

/// App properties: JSON that a Forge app keeps for itself on a site.
#[endpoints(v2, tag = "App Properties", base = "/wiki/api/v2")]
pub trait AppProperties {
    /// All properties of the calling app.
    #[get("/app/properties")]
    #[id("getForgeAppProperties")]
    #[scopes("read:app-data:confluence")]
    #[connect(inaccessible)]
    #[callers(only(ForgeApp), because = "a Forge app reads and writes its own, as itself")]
    #[permissions(apps_only)]
    #[app_access(exempt)]
    #[experimental]
    #[paged(cursor, limit(default = 50, range = 1..=250))]
    #[errors(401, 403)]
    fn get_forge_app_properties() -> CursorPage<AppProperty>;

    /// One property of the calling app.
    #[get("/app/properties/{propertyKey}")]
    #[id("getForgeAppProperty")]
    #[scopes("read:app-data:confluence")]
    #[connect(inaccessible)]
    #[callers(only(ForgeApp), because = "a Forge app reads and writes its own, as itself")]
    #[permissions(apps_only)]
    #[app_access(exempt)]
    #[experimental]
    #[errors(400, 401, 403, 404)]
    #[example(property_key = "colour")]
    fn get_forge_app_property(
        /// Its name.
        property_key: String,
    ) -> AppProperty;

    /// Sets a property of the calling app. The answer says whether it is new.
    #[put("/app/properties/{propertyKey}")]
    #[id("putForgeAppProperty")]
    #[scopes("write:app-data:confluence")]
    #[connect(inaccessible)]
    #[callers(only(ForgeApp), because = "a Forge app reads and writes its own, as itself")]
    #[permissions(apps_only)]
    #[app_access(exempt)]
    #[experimental]
    #[errors(400, 401, 403)]
    #[example(property_key = "colour", value = serde_json::json!({ "name": "blue" }))]
    fn put_forge_app_property(
        /// Its name.
        property_key: String,
        /// What it holds: a JSON object.
        #[body]
        value: Json,
    ) -> Created;

    /// Takes a property away from the calling app.
    #[delete("/app/properties/{propertyKey}")]
    #[id("deleteForgeAppProperty")]
    #[scopes("write:app-data:confluence")]
    #[connect(inaccessible)]
    #[callers(only(ForgeApp), because = "a Forge app reads and writes its own, as itself")]
    #[permissions(apps_only)]
    #[app_access(exempt)]
    #[experimental]
    #[errors(400, 401, 403)]
    #[example(property_key = "colour")]
    fn delete_forge_app_property(
        /// Its name.
        property_key: String,
    );
}

/// A piece of JSON that an app keeps for itself.
#[model]
pub struct AppProperty {
    /// Its name.
    pub key: String,
    /// What it holds.
    pub value: Option<Json>,
}
