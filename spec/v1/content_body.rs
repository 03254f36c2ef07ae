//! Bodies: converting them from one format into another.

use super::*;

/// Bodies: converting them from one format into another.
#[endpoints(v1, tag = "Content body", base = "/wiki/rest/api")]
pub trait ContentBodies {
    /// Begins to convert a body into another format.
    ///
    /// From `atlas_doc_format` there is a way to `editor`, `export_view`, `storage`, `styled_view` and `view`; from
    /// `storage` to the same and to `atlas_doc_format`; from `editor` to `storage`. The result waits for
    /// [`async_convert_content_body_response`](Self::async_convert_content_body_response) five minutes from the end of
    /// the conversion.
    #[post("/contentbody/convert/async/{to}")]
    #[id("asyncConvertContentBodyRequest")]
    #[scopes("read:confluence-content.all" | "read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(if_given(
        content_id_context,
        all(View(Space, of = content_id_context), View(Content = content_id_context))
    ))]
    #[app_access(exempt)]
    #[errors(400, 404)]
    #[example(
        to = ContentBodyRepresentation::View,
        body = ContentBodyCreate::new("<p>Done.</p>", ContentBodyRepresentation::Storage),
    )]
    fn async_convert_content_body_request(
        /// The format to convert into. The vendor's list of formats in the type of this parameter holds `export_view`
        /// alone, its prose all of them.
        to: ContentBodyRepresentation,
        /// The body to convert.
        #[body]
        body: ContentBodyCreate,
        /// What to fill in. To show `view` with macros in it, scripts and styles are needed too.
        #[query(csv)]
        expand: Vec<ContentBodyExpand>,
        /// The space in which links, files and included pages are looked up if the body names none.
        /// `content_id_context` goes before it.
        #[query("spaceKeyContext")]
        space_key_context: Option<SpaceKey>,
        /// The content in whose space links, files and included pages are looked up if the body names none.
        #[query("contentIdContext")]
        content_id_context: Option<ContentId>,
        /// Whether the same request by the same user may get the task and the result of before. The task runs again
        /// meanwhile.
        #[query("allowCache", default = false)]
        allow_cache: Option<bool>,
        /// Which version of embedded things, such as attachments, is shown.
        #[query("embeddedContentRender", default = "current")]
        embedded_content_render: Option<EmbeddedContentRender>,
    ) -> AsyncId;

    /// The converted body, or how far the conversion is.
    ///
    /// Only the account that began it may ask. The result is kept five minutes, or until the same conversion begins
    /// anew without the cache.
    #[get("/contentbody/convert/async/{id}")]
    #[id("asyncConvertContentBodyResponse")]
    #[scopes("read:confluence-content.all" | "read:content.metadata:confluence")]
    #[connect(inaccessible)]
    #[permissions(none_stated)]
    #[app_access(exempt)]
    #[errors(400, 401, 403, 404)]
    fn async_convert_content_body_response(
        /// The conversion, from [`AsyncId::async_id`].
        id: String,
    ) -> AsyncContentBody;

    /// Begins to convert several bodies at once, 10 at most.
    ///
    /// From `storage` there is a way to `editor`, `export_view`, `styled_view` and `view`; from `editor` to `storage`.
    /// The answer has a task for each body, in the order of the bodies; `FAILED_TO_QUEUE` stands for one that could not
    /// begin. The permissions are needed for the space and the content that a body is converted in the context of.
    #[post("/contentbody/convert/async/bulk/tasks")]
    #[id("bulkAsyncConvertContentBodyRequest")]
    #[scopes("read:confluence-content.all" | "read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(if_given(
        conversion_inputs,
        all(View(Space, of = conversion_inputs), View(Content = conversion_inputs))
    ))]
    #[app_access(exempt)]
    #[errors(400)]
    #[example(
        conversion_inputs = [ContentBodyConversionInput::new(ContentBodyRepresentation::View, ContentBodyCreate::new("<p>Done.</p>", ContentBodyRepresentation::Storage))],
    )]
    fn bulk_async_convert_content_body_request(
        /// The bodies.
        #[required]
        #[member(max_items = 10)]
        conversion_inputs: Vec<ContentBodyConversionInput>,
    ) -> Vec<AsyncId>;

    /// Several converted bodies, or how far their conversions are.
    ///
    /// A result is kept five minutes, or until the same conversion begins anew without the cache. More than 50 are
    /// refused with 400.
    #[get("/contentbody/convert/async/bulk/tasks")]
    #[id("bulkAsyncConvertContentBodyResponse")]
    #[scopes("read:confluence-content.all" | "read:content.metadata:confluence")]
    #[connect(inaccessible)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(400)]
    fn bulk_async_convert_content_body_response(
        /// The conversions from [`AsyncId::async_id`].
        #[required]
        #[query(repeat, max_items = 50)]
        ids: Vec<String>,
    ) -> Vec<AsyncContentBody>;
}

/// A body to convert together with others.
#[model(request)]
pub struct ContentBodyConversionInput {
    /// The format to convert into.
    pub to: ContentBodyRepresentation,
    /// The body.
    pub body: ContentBodyCreate,
    /// Whether the same request by the same user may get the task and the result of before. The task runs again
    /// meanwhile. Without it: no.
    pub allow_cache: Option<bool>,
    /// The space in which links, files and included pages are looked up if the body names none.
    /// [`content_id_context`](Self::content_id_context) goes before it.
    pub space_key_context: Option<SpaceKey>,
    /// The content in whose space links, files and included pages are looked up if the body names none.
    pub content_id_context: Option<ContentId>,
    /// Which version of embedded things, such as attachments, is shown. Without it: the newest.
    pub embedded_content_render: Option<EmbeddedContentRender>,
    /// What to fill in. To show `view` with macros in it, scripts and styles are needed too.
    pub expand: Option<Vec<ContentBodyExpand>>,
}

/// The members of a converted body to fill in. What the format does not have is ignored.
#[model]
pub enum ContentBodyExpand {
    /// What is embedded, such as included pages.
    #[wire("embeddedContent")]
    EmbeddedContent,
    /// A token for the files.
    #[wire("mediaToken")]
    MediaToken,
    /// The output of macros as HTML.
    #[wire("macroRenderedOutput")]
    MacroRenderedOutput,
    /// Addresses of the scripts that all content needs.
    #[wire("webresource.superbatch.uris.js")]
    SuperbatchUrisJs,
    /// Addresses of the styles that all content needs.
    #[wire("webresource.superbatch.uris.css")]
    SuperbatchUrisCss,
    /// Addresses of both.
    #[wire("webresource.superbatch.uris.all")]
    SuperbatchUrisAll,
    /// HTML elements for scripts and styles that all content needs.
    #[wire("webresource.superbatch.tags.all")]
    SuperbatchTagsAll,
    /// HTML elements for the styles that all content needs.
    #[wire("webresource.superbatch.tags.css")]
    SuperbatchTagsCss,
    /// HTML elements for the scripts that all content needs.
    #[wire("webresource.superbatch.tags.js")]
    SuperbatchTagsJs,
    /// Addresses of the scripts that this body needs.
    #[wire("webresource.uris.js")]
    UrisJs,
    /// Addresses of the styles that this body needs.
    #[wire("webresource.uris.css")]
    UrisCss,
    /// Addresses of both.
    #[wire("webresource.uris.all")]
    UrisAll,
    /// HTML elements for scripts and styles that this body needs.
    #[wire("webresource.tags.all")]
    TagsAll,
    /// HTML elements for the styles that this body needs.
    #[wire("webresource.tags.css")]
    TagsCss,
    /// HTML elements for the scripts that this body needs.
    #[wire("webresource.tags.js")]
    TagsJs,
}

/// Which version of embedded things is shown.
#[model]
pub enum EmbeddedContentRender {
    /// The newest.
    Current,
    /// The one at the time when the content was saved.
    #[wire("version-at-save")]
    VersionAtSave,
}

/// A conversion that has begun.
#[model]
pub struct AsyncId {
    /// What [`ContentBodies::async_convert_content_body_response`] wants.
    pub async_id: String,
}

/// A converted body, or how far its conversion is.
#[model]
pub struct AsyncContentBody {
    /// The text, once it is there.
    pub value: Option<String>,
    /// Its format.
    pub representation: Option<ContentBodyRepresentation>,
    /// The task that renders it.
    pub render_task_id: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// How far it is.
    pub status: Option<AsyncContentBodyStatus>,
    /// What is embedded in it.
    pub embedded_content: Vec<EmbeddedContent>,
    /// Scripts and styles that it needs to be shown.
    pub webresource: Option<WebResourceDependencies>,
    /// A token for the files in it.
    pub media_token: Option<ContentBodyMediaToken>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// How far a conversion is.
#[model]
pub enum AsyncContentBodyStatus {
    /// It is under way.
    #[wire("WORKING")]
    Working,
    /// It waits for its turn.
    #[wire("QUEUED")]
    Queued,
    /// It has failed.
    #[wire("FAILED")]
    Failed,
    /// It is done.
    #[wire("COMPLETED")]
    Completed,
    /// It is under way again. The value is that of before: use it, or wait for the new one.
    #[wire("RERUNNING")]
    Rerunning,
}
