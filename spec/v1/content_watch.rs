//! Watching: who is told when content, a space, or anything with a label changes.

use super::*;

/// Watching: who is told when content, a space, or anything with a label changes.
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
    #[errors(403, 404)]
    fn add_content_watcher(
        /// The content.
        content_id: ContentId,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
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
    #[errors(403, 404)]
    fn get_content_watch_status(
        /// The content.
        content_id: ContentId,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
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
    #[errors(403, 404)]
    fn remove_content_watcher(
        /// The content.
        content_id: ContentId,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user; the caller if it is not given.
        #[query("accountId")]
        account_id: Option<AccountId>,
    );

    /// Makes a user watch a label; without a user, the caller.
    ///
    /// A label that does not exist is refused with 403.
    #[post("/user/watch/label/{labelName}")]
    #[id("addLabelWatcher")]
    #[scopes("write:confluence-content" | "write:watcher:confluence")]
    #[connect(WRITE)]
    #[permissions(if_given(account_id, ConfluenceAdmin, else = UseSite))]
    #[app_access(exempt)]
    #[header("X-Atlassian-Token" = "no-check")]
    #[errors(403, 404)]
    #[example(label_name = "urgent")]
    fn add_label_watcher(
        /// The label's name.
        label_name: String,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user; the caller if it is not given.
        #[query("accountId")]
        account_id: Option<AccountId>,
    );

    /// Whether a user watches a label; without a user, whether the caller does.
    ///
    /// A label that does not exist is refused with 403.
    #[get("/user/watch/label/{labelName}")]
    #[id("isWatchingLabel")]
    #[scopes("read:confluence-content.summary" | "read:watcher:confluence")]
    #[connect(READ)]
    #[permissions(if_given(account_id, ConfluenceAdmin, else = UseSite))]
    #[app_access(exempt)]
    #[errors(403, 404)]
    #[example(label_name = "urgent")]
    fn is_watching_label(
        /// The label's name.
        label_name: String,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user; the caller if it is not given.
        #[query("accountId")]
        account_id: Option<AccountId>,
    ) -> UserWatch;

    /// Makes a user stop watching a label; without a user, the caller.
    ///
    /// A label that does not exist is refused with 403.
    #[delete("/user/watch/label/{labelName}")]
    #[id("removeLabelWatcher")]
    #[scopes("write:confluence-content" | "write:watcher:confluence")]
    #[connect(WRITE)]
    #[permissions(if_given(account_id, ConfluenceAdmin, else = UseSite))]
    #[app_access(exempt)]
    #[header("X-Atlassian-Token" = "no-check")]
    #[errors(403, 404)]
    #[example(label_name = "urgent")]
    fn remove_label_watcher(
        /// The label's name.
        label_name: String,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user; the caller if it is not given.
        #[query("accountId")]
        account_id: Option<AccountId>,
    );

    /// Makes a user watch a space; without a user, the caller.
    ///
    /// A space that does not exist or may not be viewed is refused with 403.
    #[post("/user/watch/space/{spaceKey}")]
    #[id("addSpaceWatcher")]
    #[scopes("write:confluence-content" | "write:watcher:confluence")]
    #[connect(WRITE)]
    #[permissions(if_given(account_id, ConfluenceAdmin | Administer(Space = space_key), else = UseSite))]
    #[app_access(exempt)]
    #[header("X-Atlassian-Token" = "no-check")]
    #[errors(403, 404)]
    fn add_space_watcher(
        /// The space.
        space_key: SpaceKey,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user; the caller if it is not given.
        #[query("accountId")]
        account_id: Option<AccountId>,
    );

    /// Whether a user watches a space; without a user, whether the caller does.
    ///
    /// A space that does not exist or may not be viewed is refused with 403.
    #[get("/user/watch/space/{spaceKey}")]
    #[id("isWatchingSpace")]
    #[scopes("read:confluence-content.summary" | "read:watcher:confluence")]
    #[connect(READ)]
    #[permissions(if_given(account_id, ConfluenceAdmin | Administer(Space = space_key), else = UseSite))]
    #[app_access(exempt)]
    #[errors(403, 404)]
    fn is_watching_space(
        /// The space.
        space_key: SpaceKey,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user; the caller if it is not given.
        #[query("accountId")]
        account_id: Option<AccountId>,
    ) -> UserWatch;

    /// Makes a user stop watching a space; without a user, the caller.
    ///
    /// A space that does not exist or may not be viewed is refused with 403.
    #[delete("/user/watch/space/{spaceKey}")]
    #[id("removeSpaceWatch")]
    #[scopes("write:confluence-content" | "write:watcher:confluence")]
    #[connect(WRITE)]
    #[permissions(if_given(account_id, ConfluenceAdmin | Administer(Space = space_key), else = UseSite))]
    #[app_access(exempt)]
    #[header("X-Atlassian-Token" = "no-check")]
    #[errors(403, 404)]
    fn remove_space_watch(
        /// The space.
        space_key: SpaceKey,
        /// The user's former key, `userKey`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        key: Option<String>,
        /// The user's former name, `username`.
        #[deprecated = "the server no longer takes it; use `account_id`"]
        #[query]
        username: Option<String>,
        /// The user; the caller if it is not given.
        #[query("accountId")]
        account_id: Option<AccountId>,
    );

    /// Who watches a page: is told when it changes.
    #[get("/content/{id}/notification/child-created")]
    #[id("getWatchesForPage")]
    #[scopes("read:confluence-content.summary" | "read:watcher:confluence" + "read:user:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(ruled)]
    #[paged(offset, limit(default = 200))]
    #[errors(401)]
    fn get_watches_for_page(
        /// The page.
        id: ContentId,
    ) -> OffsetPage<Watch>;

    /// Who watches the space that a piece of content lies in: is told when anything in it changes.
    #[get("/content/{id}/notification/created")]
    #[id("getWatchesForSpace")]
    #[scopes("read:confluence-content.summary" | "read:watcher:confluence" + "read:user:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 200))]
    #[errors(401)]
    fn get_watches_for_space(
        /// The content.
        id: ContentId,
    ) -> OffsetPage<SpaceWatch>;

    /// Who watches a space.
    #[get("/space/{spaceKey}/watch")]
    #[id("getWatchersForSpace")]
    #[scopes("read:watcher:confluence" + "read:user:confluence")]
    #[connect(READ)]
    #[permissions(none_stated)]
    #[app_access(exempt)]
    #[paged(offset)]
    #[errors(404)]
    fn get_watchers_for_space(
        /// The space.
        space_key: SpaceKey,
    ) -> OffsetPage<SpaceWatch>;
}

/// Somebody who watches a page.
#[model]
pub struct Watch {
    /// What kind of thing is watched.
    #[wire("type")]
    pub kind: Option<String>,
    /// Who watches.
    pub watcher: Option<V1User>,
    /// The page.
    pub content_id: Option<ContentId>,
}

/// Somebody who watches a space.
#[model]
pub struct SpaceWatch {
    /// What kind of thing is watched.
    #[wire("type")]
    pub kind: Option<String>,
    /// Who watches.
    pub watcher: Option<V1User>,
    /// The space.
    pub space_key: Option<SpaceKey>,
    /// The label, if that is what is watched.
    pub label_name: Option<String>,
    /// The prefix of the label.
    pub prefix: Option<V1LabelPrefix>,
}

/// Whether a user watches something.
#[model]
pub struct UserWatch {
    /// The user does.
    pub watching: bool,
}
