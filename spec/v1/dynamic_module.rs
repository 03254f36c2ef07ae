//! Dynamic modules: what a Connect app adds to its descriptor while it runs.

use super::*;

/// Dynamic modules: what a Connect app adds to its descriptor while it runs.
#[endpoints(v1, tag = "Dynamic modules", base = "/wiki/rest/atlassian-connect")]
pub trait DynamicModules {
    /// Every module that the calling app has registered.
    ///
    /// The answer is an object that holds the modules in the form that the app's descriptor has them in.
    #[get("/1/app/module/dynamic")]
    #[id("getModules")]
    #[scopes(
        none,
        because = "dynamic modules belong to Connect apps, which call without OAuth scopes"
    )]
    #[connect(NONE)]
    #[callers(only(Connect), because = "dynamic modules belong to the Connect app that calls")]
    #[permissions(apps_only)]
    #[app_access(exempt)]
    #[experimental]
    #[errors(401)]
    fn get_modules() -> Json;

    /// Registers modules for the calling app.
    ///
    /// One module that is wrong, or that has the key of another in the descriptor or among the registered ones, is
    /// refused with 400, and the message says which.
    #[post("/1/app/module/dynamic")]
    #[id("registerModules")]
    #[scopes(
        none,
        because = "dynamic modules belong to Connect apps, which call without OAuth scopes"
    )]
    #[connect(NONE)]
    #[callers(only(Connect), because = "dynamic modules belong to the Connect app that calls")]
    #[permissions(apps_only)]
    #[app_access(exempt)]
    #[experimental]
    #[errors(400, 401)]
    #[example(modules = serde_json::json!({ "modules": [{ "key": "page-one", "name": { "value": "One" }, "url": "/one" }] }))]
    fn register_modules(
        /// An object that holds the modules in the form that the app's descriptor has them in.
        #[body]
        modules: Json,
    );

    /// Removes modules that the calling app has registered.
    ///
    /// Keys of modules that are not there are ignored.
    #[delete("/1/app/module/dynamic")]
    #[id("removeModules")]
    #[scopes(
        none,
        because = "dynamic modules belong to Connect apps, which call without OAuth scopes"
    )]
    #[connect(NONE)]
    #[callers(only(Connect), because = "dynamic modules belong to the Connect app that calls")]
    #[permissions(apps_only)]
    #[app_access(exempt)]
    #[experimental]
    #[errors(401)]
    #[example(module_keys = ["page-one"])]
    fn remove_modules(
        /// The keys of the modules.
        #[required]
        #[query("moduleKey", repeat)]
        module_keys: Vec<String>,
    );
}
