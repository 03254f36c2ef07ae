//! Admin keys: an administrator's way past the restrictions of content, for a while.

use super::*;

/// Admin keys: an administrator's way past the restrictions of content, for a while.
///
/// While a key is enabled, requests with the header `Atl-Confluence-With-Admin-Key: true` use it. Only Premium and
/// Enterprise sites have them.
#[endpoints(v2, tag = "Admin Key", base = "/wiki/api/v2")]
pub trait AdminKeys {
    /// The caller's admin key. The error is 404 while none is enabled.
    ///
    /// Only the Premium and Enterprise plans have admin keys.
    #[get("/admin-key")]
    #[id("getAdminKey")]
    #[scopes(none, because = "apps and scoped tokens cannot hold an admin key")]
    #[connect(inaccessible)]
    #[callers(only(Basic), because = "apps and scoped tokens cannot hold an admin key")]
    #[permissions(OrgOrSiteAdmin)]
    #[app_access(unstated)]
    #[errors(401, 404)]
    fn get_admin_key() -> AdminKeyResponse;

    /// Enables an admin key for the caller, or replaces the one there is with a new one.
    ///
    /// Without a body it lasts 10 minutes.
    ///
    /// Only the Premium and Enterprise plans have admin keys.
    #[post("/admin-key")]
    #[id("enableAdminKey")]
    #[scopes(none, because = "apps and scoped tokens cannot hold an admin key")]
    #[connect(inaccessible)]
    #[callers(only(Basic), because = "apps and scoped tokens cannot hold an admin key")]
    #[permissions(OrgOrSiteAdmin)]
    #[app_access(unstated)]
    #[example(body = AdminKeyRequest::new().duration_in_minutes(10))]
    fn enable_admin_key(
        /// How long it lasts.
        #[body]
        body: Option<AdminKeyRequest>,
    ) -> AdminKeyResponse;

    /// Disables the caller's admin key. It succeeds also if there is none.
    ///
    /// Only the Premium and Enterprise plans have admin keys.
    #[delete("/admin-key")]
    #[id("disableAdminKey")]
    #[scopes(none, because = "apps and scoped tokens cannot hold an admin key")]
    #[connect(inaccessible)]
    #[callers(only(Basic), because = "apps and scoped tokens cannot hold an admin key")]
    #[permissions(OrgOrSiteAdmin)]
    #[app_access(unstated)]
    #[errors(401, 404)]
    fn disable_admin_key();
}

/// How long an admin key lasts.
#[model(request)]
pub struct AdminKeyRequest {
    /// Minutes until it expires, 60 at most. 0, like nothing, means 10.
    #[range(0..=60)]
    pub duration_in_minutes: Option<u32>,
}

/// An admin key that is enabled.
#[model]
pub struct AdminKeyResponse {
    /// Whose it is.
    pub account_id: Option<AccountId>,
    /// When it expires.
    pub expiration_time: Option<Timestamp>,
}
