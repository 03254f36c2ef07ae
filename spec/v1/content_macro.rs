//! Macros: what is in them.

use super::*;

/// Macros: what is in them. Mostly for the apps that the macros are of.
///
/// The id of a macro is handed to its app. In the storage format, it is the macro's `ac:macro-id`; of a Forge macro, it
/// is the `local-id` among the parameters of its node, which has other attributes called so. Macros that are not of
/// Forge are found by the hash of their body as well.
#[endpoints(v1, tag = "Content - macro body", base = "/wiki/rest/api")]
pub trait MacroBodies {
    /// A macro: its name, its parameters, and its body in the storage format.
    #[get("/content/{id}/history/{version}/macro/id/{macroId}")]
    #[id("getMacroBodyByMacroId")]
    #[scopes("read:confluence-content.all" | "read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(View(Content = id))]
    #[app_access(ruled)]
    #[errors(401, 404)]
    fn get_macro_body_by_macro_id(
        /// The content that the macro is in.
        id: ContentId,
        /// The version of the content; 0 is the newest.
        version: u32,
        /// The macro.
        macro_id: String,
    ) -> MacroInstance;

    /// The body of a macro in another format.
    #[get("/content/{id}/history/{version}/macro/id/{macroId}/convert/{to}")]
    #[id("getAndConvertMacroBodyByMacroId")]
    #[scopes("read:confluence-content.all" | "read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(View(Content = id))]
    #[app_access(ruled)]
    #[example(to = ContentBodyRepresentation::View)]
    fn get_and_convert_macro_body_by_macro_id(
        /// The content that the macro is in.
        id: ContentId,
        /// The version of the content; 0 is the newest.
        version: u32,
        /// The macro.
        macro_id: String,
        /// The format to convert into. One that the server cannot make is refused with 400.
        to: ContentBodyRepresentation,
        /// What to fill in. To show `view` with macros in it, scripts and styles are needed too.
        #[query(csv)]
        expand: Vec<ContentBodyExpand>,
        /// The space in which links, files and included pages are looked up if the body names none.
        #[query("spaceKeyContext")]
        space_key_context: Option<SpaceKey>,
        /// Which version of embedded things, such as attachments, is shown.
        #[query("embeddedContentRender", default = "current")]
        embedded_content_render: Option<EmbeddedContentRender>,
    ) -> ContentBody;

    /// Begins to convert the body of a macro into another format.
    ///
    /// The result is kept for [`ContentBodies::async_convert_content_body_response`] five minutes from the end of the
    /// conversion.
    #[get("/content/{id}/history/{version}/macro/id/{macroId}/convert/async/{to}")]
    #[id("getAndAsyncConvertMacroBodyByMacroId")]
    #[scopes("read:confluence-content.all" | "read:content.metadata:confluence")]
    #[connect(READ)]
    #[permissions(View(Content = id))]
    #[app_access(ruled)]
    #[errors(401, 404)]
    #[example(to = MacroBodyRepresentation::View)]
    fn get_and_async_convert_macro_body_by_macro_id(
        /// The content that the macro is in.
        id: ContentId,
        /// The version of the content; 0 is the newest.
        version: u32,
        /// The macro.
        macro_id: String,
        /// The format to convert into.
        to: MacroBodyRepresentation,
        /// What to fill in. To show `view` with macros in it, scripts and styles are needed too.
        #[query(csv)]
        expand: Vec<ContentBodyExpand>,
        /// Whether the same request by the same user may get the task and the result of before. The task runs again
        /// meanwhile. Worth it for large macros that are slow.
        #[query("allowCache", default = false)]
        allow_cache: Option<bool>,
        /// The space in which links, files and included pages are looked up if the body names none.
        #[query("spaceKeyContext")]
        space_key_context: Option<SpaceKey>,
        /// Which version of embedded things, such as attachments, is shown.
        #[query("embeddedContentRender", default = "current")]
        embedded_content_render: Option<EmbeddedContentRender>,
    ) -> AsyncId;
}

/// A format that the body of a macro can be converted into as a task.
#[model]
pub enum MacroBodyRepresentation {
    /// HTML for an export.
    #[wire("export_view")]
    ExportView,
    /// HTML as the browser shows it.
    View,
    /// HTML with its styles.
    #[wire("styled_view")]
    StyledView,
}

/// A macro in a piece of content.
#[model]
pub struct MacroInstance {
    /// Its name, as the storage format has it.
    pub name: Option<String>,
    /// What is in it, in the storage format.
    pub body: Option<String>,
    /// Its parameters.
    pub parameters: BTreeMap<String, Json>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}
