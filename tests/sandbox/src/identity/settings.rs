//! How long tokens and pages are valid, and which habits of the vendor are imitated.

use crate::state::random::Random;
use std::time::Duration;

/// The settings of the builder. The default values are the vendor's.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) access_token_life: Duration,
    /// How long the users' API tokens are valid. `None`: as long as the sandbox runs.
    pub(crate) api_token_life: Option<Duration>,
    /// How long a code can be exchanged, and how long a consent page can be answered.
    pub(crate) code_life: Duration,
    /// How long a refresh token can be used again after its first use.
    pub(crate) reuse_window: Duration,
    /// How long a refresh token is valid if nobody uses it.
    pub(crate) refresh_token_life: Duration,
    pub(crate) tells_token_type: bool,
    /// Whether a call with an expired token is answered with 404 (v2) or 403 (v1).
    pub(crate) hides_expiry: bool,
    /// How long long tasks take.
    pub(crate) task_time: Duration,
    /// Whether people without an account may use the site. Spaces decide what they can read.
    pub(crate) allows_anonymous: bool,
    /// Sites that exist only in the list of a grant's sites.
    pub(crate) other_sites: Vec<OtherSite>,
}

/// A site that can be consented to, but not called.
#[derive(Clone, Debug)]
pub(crate) struct OtherSite {
    pub(crate) cloud_id: String,
    pub(crate) name: String,
}

impl OtherSite {
    pub(crate) fn new(name: &str, random: &mut Random) -> Self {
        Self {
            cloud_id: random.uuid(),
            name: name.to_owned(),
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}.sandbox.test", self.name)
    }
}

impl Default for Settings {
    fn default() -> Self {
        const DAY: u64 = 24 * 60 * 60;
        Self {
            access_token_life: Duration::from_secs(60 * 60),
            api_token_life: None,
            code_life: Duration::from_secs(10 * 60),
            reuse_window: Duration::from_secs(10 * 60),
            refresh_token_life: Duration::from_secs(90 * DAY),
            tells_token_type: true,
            hides_expiry: false,
            task_time: Duration::from_millis(100),
            allows_anonymous: false,
            other_sites: Vec::new(),
        }
    }
}
