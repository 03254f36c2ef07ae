//! Tasks: boxes to tick inside pages and blog posts.

use super::*;

/// Tasks: boxes to tick inside pages and blog posts.
#[endpoints(v2, tag = "Task", base = "/wiki/api/v2")]
pub trait Tasks {
    /// Every task the caller may see.
    ///
    /// Times are milliseconds since the start of 1970 in UTC, [`Timestamp::as_millis`]; both ends of a range belong to
    /// it. `page_id` and `blogpost_id` can be given together.
    #[get("/tasks")]
    #[id("getTasks")]
    #[scopes("read:task:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, filters(View(Task)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    #[errors(400, 401)]
    #[example(
        page_id: PageId,
        page_id = [page_id],
        status = TaskStatus::Incomplete,
        body_format = PrimaryBodyRepresentation::Storage,
    )]
    fn get_tasks(
        /// Representation of the bodies to return. Without it there are none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// Tasks without any text are in the answer unless this is false.
        #[query("include-blank-tasks", default = true)]
        include_blank_tasks: Option<bool>,
        /// Only tasks that are done, or that are not.
        #[query]
        status: Option<TaskStatus>,
        /// Only these tasks.
        #[query("task-id", repeat, max_items = 250)]
        task_id: Vec<TaskId>,
        /// Only tasks in these spaces.
        #[query("space-id", repeat, max_items = 250)]
        space_id: Vec<SpaceId>,
        /// Only tasks on these pages.
        #[query("page-id", repeat, max_items = 250)]
        page_id: Vec<PageId>,
        /// Only tasks in these blog posts.
        #[query("blogpost-id", repeat, max_items = 250)]
        blogpost_id: Vec<BlogPostId>,
        /// Only tasks that these users created.
        #[query("created-by", repeat, max_items = 250)]
        created_by: Vec<AccountId>,
        /// Only tasks that are assigned to these users.
        #[query("assigned-to", repeat, max_items = 250)]
        assigned_to: Vec<AccountId>,
        /// Only tasks that these users ticked off.
        #[query("completed-by", repeat, max_items = 250)]
        completed_by: Vec<AccountId>,
        /// Only tasks created at this time or later, in milliseconds.
        #[query("created-at-from")]
        created_at_from: Option<i64>,
        /// Only tasks created at this time or earlier, in milliseconds.
        #[query("created-at-to")]
        created_at_to: Option<i64>,
        /// Only tasks due at this time or later, in milliseconds.
        #[query("due-at-from")]
        due_at_from: Option<i64>,
        /// Only tasks due at this time or earlier, in milliseconds.
        #[query("due-at-to")]
        due_at_to: Option<i64>,
        /// Only tasks ticked off at this time or later, in milliseconds.
        #[query("completed-at-from")]
        completed_at_from: Option<i64>,
        /// Only tasks ticked off at this time or earlier, in milliseconds.
        #[query("completed-at-to")]
        completed_at_to: Option<i64>,
    ) -> CursorPage<Task>;

    /// One task. Its body is in the answer only if `body_format` names a representation.
    #[get("/tasks/{id}")]
    #[id("getTaskById")]
    #[scopes("read:task:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_task_by_id(
        /// The task.
        id: TaskId,
        /// Representation of the body to return. Without it there is none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
    ) -> Task;

    /// Ticks a task off, or takes the tick away.
    ///
    /// Nothing but `status` changes: the server takes the other members of a task too and leaves them as they were.
    #[put("/tasks/{id}")]
    #[id("updateTask")]
    #[scopes("write:task:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[example(status = TaskStatus::Complete)]
    fn update_task(
        /// The task.
        id: TaskId,
        /// Representation of the body to return. Without it there is none.
        #[query("body-format")]
        body_format: Option<PrimaryBodyRepresentation>,
        /// Done or not.
        #[member]
        status: TaskStatus,
        /// What identifies it within its page or blog post.
        #[member]
        local_id: Option<String>,
        /// The space that it lies in.
        #[member]
        space_id: Option<SpaceId>,
        /// The page, if it is on one.
        #[member]
        page_id: Option<PageId>,
        /// The blog post, if it is in one.
        #[member]
        blog_post_id: Option<BlogPostId>,
        /// Who created it.
        #[member]
        created_by: Option<AccountId>,
        /// Whose it is.
        #[member]
        assigned_to: Option<AccountId>,
        /// Who ticked it off.
        #[member]
        completed_by: Option<AccountId>,
        /// When it was created.
        #[member]
        created_at: Option<Timestamp>,
        /// When it was changed last.
        #[member]
        updated_at: Option<Timestamp>,
        /// When it is due.
        #[member]
        due_at: Option<Timestamp>,
        /// When it was ticked off.
        #[member]
        completed_at: Option<Timestamp>,
    ) -> Task;
}

/// A box to tick.
#[model]
pub struct Task {
    /// Identifies the task on its site.
    pub id: TaskId,
    /// Identifies it within its page or blog post.
    pub local_id: Option<String>,
    /// The space that it lies in.
    pub space_id: Option<SpaceId>,
    /// The page, if it is on one.
    pub page_id: Option<PageId>,
    /// The blog post, if it is in one.
    pub blog_post_id: Option<BlogPostId>,
    /// Whether it is done.
    pub status: Option<TaskStatus>,
    /// What is to be done, in the representation that was asked for.
    pub body: Option<TaskBodySingle>,
    /// Who created it.
    pub created_by: Option<AccountId>,
    /// Whose it is.
    pub assigned_to: Option<AccountId>,
    /// Who ticked it off.
    pub completed_by: Option<AccountId>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was changed last.
    pub updated_at: Option<Timestamp>,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// When it was ticked off.
    pub completed_at: Option<Timestamp>,
}

/// What is to be done: the representation that was asked for.
#[model]
pub struct TaskBodySingle {
    /// In the storage format.
    pub storage: Option<BodyType>,
    /// In the Atlassian document format.
    #[wire("atlas_doc_format")]
    pub atlas_doc_format: Option<BodyType>,
}

/// Whether a task is done.
#[model]
pub enum TaskStatus {
    /// Done.
    Complete,
    /// Not done.
    Incomplete,
}
