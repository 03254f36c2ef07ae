//! What a label is on.

use super::*;

/// What a label is on.
#[endpoints(v1, tag = "Label info", base = "/wiki/rest/api")]
pub trait LabelInfo {
    /// A label and what it is on.
    ///
    /// A label that nothing has is answered with 404.
    #[get("/label")]
    #[id("getAllLabelContent")]
    #[scopes("read:confluence-content.summary" | "read:label:confluence" + "read:content:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, filters(View(Content)))]
    #[app_access(ruled)]
    #[paged(offset, limit(default = 200))]
    #[errors(400, 403, 404)]
    #[example(name = "urgent", kind = LabeledContentType::Page)]
    fn get_all_label_content(
        /// The label's name.
        #[query]
        name: String,
        /// Only content of this type.
        #[query("type")]
        kind: Option<LabeledContentType>,
    ) -> LabelDetails;
}

/// A label and a page of what it is on.
#[model(page = associated_contents)]
pub struct LabelDetails {
    /// The label.
    pub label: Option<V1Label>,
    /// What it is on.
    pub associated_contents: Option<OffsetPage<LabeledContent>>,
}

/// Something that has a label.
#[model]
pub struct LabeledContent {
    /// What kind of thing it is.
    pub content_type: Option<LabeledContentType>,
    /// Identifies it. Attachments and templates are named by their number alone.
    pub content_id: ContentId,
    /// Its title.
    pub title: Option<String>,
}

/// What can have labels.
#[model]
pub enum LabeledContentType {
    /// A page.
    Page,
    /// A blog post.
    #[wire("blogpost")]
    BlogPost,
    /// An attachment.
    Attachment,
    /// A template.
    #[wire("page_template")]
    PageTemplate,
}
