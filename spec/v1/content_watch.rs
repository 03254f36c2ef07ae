//! Watching: who is told when a piece of content changes.

use super::*;

/// Watching: who is told when a piece of content changes.
#[endpoints(v1, tag = "Content watches", base = "/wiki/rest/api")]
pub trait Watches {
    /// Makes a user watch a piece of content; without a user, the caller.
    #[post("/user/watch/content/{contentId}")]
    #[id("addContentWatcher")]
    #[scopes("write:confluence-content" | "write:watcher:confluence")]
    #[connect(WRITE)]
    #[permissions(if_given(account_id, ConfluenceAdmin | Administer(Space, of = content_id), else = UseSite))]
    #[app_access(ruled)]
    #[header("X-Atlassian-Token" = "no-check")]
    fn add_content_watcher(
        /// The content.
        content_id: ContentId,
        /// The user's key of older days.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's name of older days.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user; the caller if it is not given.
        #[query("accountId")]
        account_id: Option<AccountId>,
    );

    /// Whether a user watches a piece of content; without a user, whether the caller does.
    #[get("/user/watch/content/{contentId}")]
    #[id("getContentWatchStatus")]
    #[scopes("read:confluence-content.summary" | "read:watcher:confluence")]
    #[connect(READ)]
    #[permissions(if_given(account_id, ConfluenceAdmin | Administer(Space, of = content_id), else = UseSite))]
    #[app_access(ruled)]
    fn get_content_watch_status(
        /// The content.
        content_id: ContentId,
        /// The user's key of older days.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's name of older days.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user; the caller if it is not given.
        #[query("accountId")]
        account_id: Option<AccountId>,
    ) -> UserWatch;

    /// Makes a user stop watching a piece of content; without a user, the caller.
    #[delete("/user/watch/content/{contentId}")]
    #[id("removeContentWatcher")]
    #[scopes("write:confluence-content" | "write:watcher:confluence")]
    #[connect(WRITE)]
    #[permissions(if_given(account_id, ConfluenceAdmin | Administer(Space, of = content_id), else = UseSite))]
    #[app_access(ruled)]
    #[header("X-Atlassian-Token" = "no-check")]
    fn remove_content_watcher(
        /// The content.
        content_id: ContentId,
        /// The user's key of older days.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's name of older days.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user; the caller if it is not given.
        #[query("accountId")]
        account_id: Option<AccountId>,
    );
}

/// Whether a user watches something.
#[model]
pub struct UserWatch {
    /// The user does.
    pub watching: bool,
}
