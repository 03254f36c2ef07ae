//! Redactions: blacking out what should not have been written. Only sites with Atlassian Guard Premium have them.

use super::*;

/// Redactions: blacking out what should not have been written.
#[endpoints(v2, tag = "Redactions", base = "/wiki/api/v2")]
pub trait Redactions {
    /// Blacks out passages in the title and the body of a page.
    ///
    /// The answer lists the redactions in the order in which they were asked for; one that lies wholly within another
    /// becomes one with it. What was in a code block cannot be restored. Only sites with Atlassian Guard Premium have
    /// redactions.
    #[post("/pages/{id}/redact")]
    #[id("postRedactPage")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(none_stated)]
    #[app_access(ruled)]
    #[errors(400)]
    #[example(
        body = RedactionSection::new([RedactionPointer::new("/content/0/content/0/text").from(0).to(2).reason("A name")]),
    )]
    fn post_redact_page(
        /// The page.
        id: PageId,
        /// When the page was last changed. Once it has been changed since, the server refuses (400).
        #[member]
        created_at: Timestamp,
        /// Removes earlier versions that hold the same text from the history.
        #[member]
        clean_history: Option<bool>,
        /// The number of the version to redact. Without it, the current one.
        #[member(range = 1..=2_147_483_647)]
        version_number: Option<u32>,
        /// Passages of the body.
        #[member]
        body: Option<RedactionSection>,
        /// Passages of the title.
        #[member]
        title: Option<RedactionSection>,
    ) -> Accepted<RedactionResponse>;

    /// Blacks out passages in the title and the body of a blog post.
    ///
    /// The answer lists the redactions in the order in which they were asked for; one that lies wholly within another
    /// becomes one with it. What was in a code block cannot be restored. Only sites with Atlassian Guard Premium have
    /// redactions.
    #[post("/blogposts/{id}/redact")]
    #[id("postRedactBlog")]
    #[scopes("write:page:confluence")]
    #[connect(WRITE)]
    #[permissions(none_stated)]
    #[app_access(ruled)]
    #[errors(400)]
    #[example(title = RedactionSection::new([RedactionPointer::new("").from(0).to(2).reason("A name")]))]
    fn post_redact_blog(
        /// The blog post.
        id: BlogPostId,
        /// When the blog post was last changed. Once it has been changed since, the server refuses (400).
        #[member]
        created_at: Timestamp,
        /// Removes earlier versions that hold the same text from the history.
        #[member]
        clean_history: Option<bool>,
        /// The number of the version to redact. Without it, the current one.
        #[member(range = 1..=2_147_483_647)]
        version_number: Option<u32>,
        /// Passages of the body.
        #[member]
        body: Option<RedactionSection>,
        /// Passages of the title.
        #[member]
        title: Option<RedactionSection>,
    ) -> Accepted<RedactionResponse>;
}

/// Passages of a title or of a body to black out.
#[model(request)]
pub struct RedactionSection {
    /// The passages.
    pub redactions: Vec<RedactionPointer>,
}

/// One passage to black out.
#[model(request)]
pub struct RedactionPointer {
    /// The text node that it lies in, as a JSON pointer into the content.
    pub pointer: String,
    /// Its first character in that text, counted from 0.
    pub from: Option<u32>,
    /// The character after its last one, counted from 0: no less than `from`.
    pub to: Option<u32>,
    /// Why it is blacked out, for the records.
    pub reason: Option<String>,
}

/// What was blacked out.
#[model]
pub struct RedactionResponse {
    /// In the body.
    pub body: Option<RedactionSectionResponse>,
    /// In the title.
    pub title: Option<RedactionSectionResponse>,
}

/// What was blacked out in a title or in a body.
#[model]
pub struct RedactionSectionResponse {
    /// The passages.
    pub redactions: Vec<RedactionPointerResponse>,
}

/// One passage that was blacked out.
#[model]
pub struct RedactionPointerResponse {
    /// The text node that it lies in, as a JSON pointer into the content.
    pub pointer: Option<String>,
    /// Its first character in that text, counted from 0.
    pub from: Option<u32>,
    /// The character after its last one, counted from 0.
    pub to: Option<u32>,
    /// Why it was blacked out.
    pub reason: Option<String>,
    /// Identifies the redaction (a UUID), to restore the text. None in a code block, which cannot be restored.
    pub redaction_id: Option<String>,
}
