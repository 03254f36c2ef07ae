//! Finding out what a bare content id stands for.

use super::*;

/// Content of any kind.
#[endpoints(v2, tag = "Content", base = "/wiki/api/v2")]
pub trait Content {
    /// Which type of content each id stands for, in the words of the newer API.
    ///
    /// It helps whoever has kept ids from the older API without their types. Comments are told apart here: those at the
    /// foot and those on a passage.
    #[post("/content/convert-ids-to-types")]
    #[id("convertContentIdsToContentTypes")]
    #[repeat(safe)]
    #[scopes("read:content.metadata:confluence")]
    #[connect(NONE)]
    #[permissions(filters(View(Content)))]
    #[app_access(ruled)]
    #[errors(400, 401)]
    fn convert_content_ids_to_content_types(
        /// The ids.
        #[member(numbers, max_items = 100)]
        #[required]
        content_ids: Vec<ContentId>,
    ) -> ContentIdToContentTypeResponse;
}

/// The types of some content.
#[model]
pub struct ContentIdToContentTypeResponse {
    /// The type of each id. None where there is no such content, or none that the caller may see. An id that is not
    /// among the keys was not answered: the server says nothing about it.
    pub results: BTreeMap<String, Option<ContentType>>,
}

/// What a piece of content is. Custom content has its own type, as [`Unknown`](ContentType::Unknown).
#[model]
pub enum ContentType {
    /// A page.
    Page,
    /// A blog post.
    #[wire("blogpost")]
    BlogPost,
    /// An attachment.
    Attachment,
    /// A comment at the foot.
    #[wire("footer-comment")]
    FooterComment,
    /// A comment on a passage of the text.
    #[wire("inline-comment")]
    InlineComment,
}
