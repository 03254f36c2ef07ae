//! Labels on content: adding and removing.

use super::*;

/// Labels on content: adding and removing.
#[endpoints(v1, tag = "Content labels", base = "/wiki/rest/api")]
pub trait V1Labels {
    /// Adds labels to a piece of content and leaves those that it has.
    ///
    /// The answer holds all labels of the content, old and new. Labels with blanks or other forbidden characters,
    /// and too many of them, are refused with 400.
    #[post("/content/{id}/label")]
    #[id("addLabelsToContent")]
    #[scopes("write:confluence-content" | "read:label:confluence" + "write:label:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(400, 403, 404)]
    #[example(labels = [LabelCreate::new(V1LabelPrefix::Global, "reviewed")])]
    fn add_labels_to_content(
        /// The content.
        id: ContentId,
        /// The labels to add.
        #[required]
        #[body]
        labels: Vec<LabelCreate>,
    ) -> OffsetPage<V1Label>;

    /// Removes a label whose name may hold a slash.
    ///
    /// Archived content keeps its labels.
    #[delete("/content/{id}/label")]
    #[id("removeLabelFromContentUsingQueryParameter")]
    #[scopes("write:confluence-content" | "write:label:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(403, 404)]
    #[example(name = "later")]
    fn remove_label_from_content_using_query_parameter(
        /// The content.
        id: ContentId,
        /// The label's name.
        #[query]
        name: String,
    );

    /// Removes a label whose name holds no slash.
    ///
    /// A slash is answered with 400:
    /// [`remove_label_from_content_using_query_parameter`](Self::remove_label_from_content_using_query_parameter) takes
    /// any name. Archived content keeps its labels.
    #[delete("/content/{id}/label/{label}")]
    #[id("removeLabelFromContent")]
    #[scopes("write:confluence-content" | "write:label:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(400, 403, 404)]
    #[example(label = "urgent")]
    fn remove_label_from_content(
        /// The content.
        id: ContentId,
        /// The label's name.
        label: String,
    );
}

/// A label to add.
#[model(request)]
pub struct LabelCreate {
    /// Who will see and share it: mostly [`V1LabelPrefix::Global`].
    pub prefix: V1LabelPrefix,
    /// Its name, as people see it: small letters, no blanks and no commas. The site would divide or change another
    /// name silently.
    #[not_empty]
    #[label]
    pub name: String,
}
