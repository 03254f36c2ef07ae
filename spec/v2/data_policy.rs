//! What a site's data security policies keep from the calling app.

use super::*;

/// Data policies: what a site's administrators keep from apps.
#[endpoints(v2, tag = "Data Policies", base = "/wiki/api/v2")]
pub trait DataPolicies {
    /// Whether the site keeps any content from the calling app.
    #[get("/data-policies/metadata")]
    #[id("getDataPolicyMetadata")]
    #[scopes("read:configuration:confluence")]
    #[connect(READ)]
    #[callers(
        except(Basic, ApiToken, ServiceAccount),
        because = "the answer is about the calling app"
    )]
    #[permissions(apps_only, UseSite)]
    #[app_access(exempt)]
    #[experimental]
    fn get_data_policy_metadata() -> DataPolicyMetadata;
}

/// What data policies do on a site.
#[model]
pub struct DataPolicyMetadata {
    /// Whether there is content that the calling app cannot get at.
    pub any_content_blocked: Option<bool>,
}
