//! What a site's data security policies keep from the calling app, on the whole and by space.

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
    #[errors(400, 401)]
    fn get_data_policy_metadata() -> DataPolicyMetadata;

    /// The spaces that the calling app may see, by ascending id unless `sort` says otherwise, and from which of them
    /// content is kept from it.
    #[get("/data-policies/spaces")]
    #[id("getDataPolicySpaces")]
    #[scopes("read:space:confluence")]
    #[connect(READ)]
    #[callers(
        except(Basic, ApiToken, ServiceAccount),
        because = "the answer is about the calling app"
    )]
    #[permissions(apps_only, UseSite, filters(View(Space)))]
    #[app_access(exempt)]
    #[experimental]
    #[paged(cursor)]
    #[errors(400, 401)]
    fn get_data_policy_spaces(
        /// Only these spaces.
        #[query(csv, max_items = 250)]
        ids: Vec<SpaceId>,
        /// Only the spaces with these keys.
        #[query(csv, max_items = 250)]
        keys: Vec<SpaceKey>,
        /// The order of the results.
        #[query]
        sort: Option<SpaceSortOrder>,
    ) -> CursorPage<DataPolicySpace>;
}

/// What data policies do on a site.
#[model]
pub struct DataPolicyMetadata {
    /// Whether there is content that is closed to the calling app.
    pub any_content_blocked: Option<bool>,
}

/// One space, and what data policies do in it.
#[model]
pub struct DataPolicySpace {
    /// Identifies the space on its site.
    pub id: SpaceId,
    /// Its short name in addresses.
    pub key: Option<SpaceKey>,
    /// The name that people see.
    pub name: Option<String>,
    /// What it is about.
    pub description: Option<SpaceDescription>,
    /// What data policies do in it.
    pub data_policy: Option<SpaceDataPolicy>,
    /// Its icon.
    pub icon: Option<SpaceIcon>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<SpaceLinks>,
}

/// What data policies do in a space.
#[model]
pub struct SpaceDataPolicy {
    /// Whether there is content in it that is closed to the calling app.
    pub any_content_blocked: Option<bool>,
}
