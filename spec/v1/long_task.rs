//! Long-running tasks: what continues at the server after an answer of 202.

use super::*;

/// Long-running tasks: what continues at the server after it has accepted a request.
#[endpoints(v1, tag = "Long-running task", base = "/wiki/rest/api")]
pub trait LongTasks {
    /// Every task under way, such as the export of a space, and how far it is.
    #[get("/longtask")]
    #[id("getTasks")]
    #[scopes("read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 100))]
    #[errors(401)]
    fn get_tasks(
        /// Only tasks with this key, which says what kind of task it is.
        #[query]
        key: Option<String>,
    ) -> OffsetPage<LongTaskStatus>;

    /// One task, and how far it is.
    ///
    /// Ask until [`LongTaskStatus::finished`]; then [`LongTaskStatus::successful`] says how it went. A task that the
    /// caller may not see is answered with 404.
    #[get("/longtask/{id}")]
    #[id("getTask")]
    #[scopes("read:confluence-space.summary" | "read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(401, 404)]
    fn get_task(
        /// The task, as the answer that began it names it.
        id: LongTaskId,
    ) -> LongTaskStatus;
}

/// How far a task is. With links (`LongTaskStatusWithLinks` in the vendor's documents) if it was asked for alone.
#[model]
pub struct LongTaskStatus {
    /// Its Atlassian resource identifier.
    pub ari: Option<String>,
    /// Identifies it.
    pub id: LongTaskId,
    /// What it is called.
    pub name: Option<LongTaskName>,
    /// How long it has been running, in milliseconds.
    pub elapsed_time: Option<i64>,
    /// How much is done, from 0 to 100.
    pub percentage_complete: Option<i32>,
    /// Whether it succeeded. It counts once the task is finished.
    pub successful: Option<bool>,
    /// Whether it has ended, with or without success.
    pub finished: Option<bool>,
    /// What it has to say.
    pub messages: Vec<Message>,
    /// What it is doing.
    pub status: Option<LongTaskStatusKey>,
    /// What went wrong.
    pub errors: Vec<Message>,
    /// What came of it.
    pub additional_details: Option<LongTaskAdditionalDetails>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// What a task is called.
#[model]
pub struct LongTaskName {
    /// The key of a text.
    pub key: Option<String>,
    /// What stands in the places that the text leaves open.
    pub args: Vec<Json>,
}

/// What came of a task.
#[model]
pub struct LongTaskAdditionalDetails {
    /// What it made, such as the copy of a page.
    pub destination_id: Option<ContentId>,
    /// Where that can be seen.
    pub destination_url: Option<String>,
    /// How many pages there are to copy.
    pub total_page_need_to_copy: Option<i64>,
    /// Further details.
    pub additional_properties: Option<String>,
}

/// What a task is doing, or how it ended.
#[model]
pub enum LongTaskStatusKey {
    /// It failed for an unknown reason.
    #[wire("ERROR_UNKNOWN")]
    ErrorUnknown,
    /// The space at the destination could not be locked.
    #[wire("ERROR_LOCK_FAILED")]
    ErrorLockFailed,
    /// Links to pages or attachments could not be adjusted.
    #[wire("ERROR_RELINK")]
    ErrorRelink,
    /// A page could not be copied.
    #[wire("ERROR_COPY_PAGE")]
    ErrorCopyPage,
    /// A page got another title in being copied.
    #[wire("WARN_RENAME_PAGE")]
    WarnRenamePage,
    /// A permission could not be copied.
    #[wire("WARN_IGNORE_COPY_PERMISSION")]
    WarnIgnoreCopyPermission,
    /// An attachment could not be copied.
    #[wire("WARN_IGNORE_COPY_ATTACHMENT")]
    WarnIgnoreCopyAttachment,
    /// A page was kept, since its deletion had not been agreed on.
    #[wire("WARN_IGNORE_DELETE_PAGE")]
    WarnIgnoreDeletePage,
    /// Pages have been copied.
    #[wire("STATUS_COPIED_PAGES")]
    StatusCopiedPages,
    /// Pages are being copied.
    #[wire("STATUS_COPYING_PAGES")]
    StatusCopyingPages,
    /// Links are being adjusted.
    #[wire("STATUS_RELINK_PAGES")]
    StatusRelinkPages,
    /// Pages are being deleted.
    #[wire("STATUS_DELETING_PAGES")]
    StatusDeletingPages,
    /// Pages have been deleted.
    #[wire("STATUS_DELETED_PAGES")]
    StatusDeletedPages,
    /// Pages are being moved.
    #[wire("STATUS_MOVING_PAGES")]
    StatusMovingPages,
    /// Something may no longer be viewed.
    #[wire("WARN_IGNORE_VIEW_RESTRICTED")]
    WarnIgnoreViewRestricted,
    /// Something may no longer be edited.
    #[wire("WARN_IGNORE_EDIT_RESTRICTED")]
    WarnIgnoreEditRestricted,
    /// The task is about to begin.
    #[wire("INITIALIZING_TASK")]
    InitializingTask,
    /// The server does not know.
    #[wire("UNKNOWN_STATUS")]
    UnknownStatus,
}
