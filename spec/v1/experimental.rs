//! What the vendor tries out: labels of spaces, and the deletion of whole branches of the content tree.

use super::*;

/// What the vendor tries out: labels of spaces, and the deletion of whole branches of the content tree.
#[endpoints(v1, tag = "Experimental", base = "/wiki/rest/api")]
pub trait Experimental {
    /// Moves a page with everything below it to the trash.
    ///
    /// The answer is a task; [`LongTasks::get_task`] gives its progress. Only published pages can be deleted this way:
    /// anything else is refused with 400.
    #[delete("/content/{id}/pageTree")]
    #[id("deletePageTree")]
    #[scopes("write:confluence-content" | "delete:content:confluence")]
    #[connect(DELETE)]
    #[permissions(Delete(Page, of = id))]
    #[app_access(ruled)]
    #[errors(400, 401, 403, 404)]
    fn delete_page_tree(
        /// The page at the top.
        id: ContentId,
    ) -> Accepted<LongTask>;

    /// The labels of a space and of what lies in it.
    #[get("/space/{spaceKey}/label")]
    #[id("getLabelsForSpace")]
    #[scopes("read:confluence-space.summary" | "read:label:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = space_key))]
    #[app_access(exempt)]
    #[experimental]
    #[paged(offset, limit(default = 200))]
    #[errors(404)]
    fn get_labels_for_space(
        /// The space.
        space_key: SpaceKey,
        /// Only labels with this prefix: [`V1LabelPrefix::Team`] for those of the space itself,
        /// [`V1LabelPrefix::Global`] for those of its content, [`V1LabelPrefix::My`] for those that users gave it for
        /// themselves.
        #[query]
        prefix: Option<V1LabelPrefix>,
    ) -> OffsetPage<V1Label>;

    /// Adds labels to a space and leaves those that it has.
    ///
    /// Labels with blanks or other forbidden characters, and too many of them, are refused with 400; so is a caller who
    /// may not change the labels.
    #[post("/space/{spaceKey}/label")]
    #[id("addLabelsToSpace")]
    #[scopes("write:confluence-space" | "read:label:confluence" + "write:label:confluence")]
    #[connect(WRITE)]
    #[permissions(Administer(Space = space_key))]
    #[app_access(exempt)]
    #[experimental]
    #[errors(400, 403, 404)]
    #[example(labels = [LabelCreate::new(V1LabelPrefix::Team, "handbook")])]
    fn add_labels_to_space(
        /// The space.
        space_key: SpaceKey,
        /// The labels to add.
        #[required]
        #[body]
        labels: Vec<LabelCreate>,
    ) -> OffsetPage<V1Label>;

    /// Removes a label from a space.
    #[delete("/space/{spaceKey}/label")]
    #[id("deleteLabelFromSpace")]
    #[scopes("write:confluence-space" | "write:label:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Space = space_key))]
    #[app_access(exempt)]
    #[experimental]
    #[errors(400, 404)]
    #[example(name = "ours", prefix = V1LabelPrefix::Team)]
    fn delete_label_from_space(
        /// The space.
        space_key: SpaceKey,
        /// The label's name.
        #[query]
        name: String,
        /// The label's prefix.
        #[query(default = "global")]
        prefix: Option<V1LabelPrefix>,
    );
}
