//! Templates: what new content starts from. Those of blueprints can be read and reset, not written.

use super::*;

/// Templates: what new content starts from. Those of blueprints can be read and reset, not written.
#[endpoints(v1, tag = "Template", base = "/wiki/rest/api")]
pub trait Templates {
    /// Changes a template: whatever is needed is replaced, so read it first.
    ///
    /// Templates of blueprints cannot be changed.
    #[put("/template")]
    #[id("updateContentTemplate")]
    #[scopes(
        "write:confluence-content"
            | "read:template:confluence" + "read:content-details:confluence" + "write:template:confluence"
    )]
    #[connect(WRITE)]
    #[permissions(if_given(space, Administer(Space = space), else = ConfluenceAdmin))]
    #[app_access(exempt)]
    #[errors(400, 403, 404)]
    #[example(
        name = "Minutes of a meeting",
        template_type = ContentTemplateType::Page,
        body = ContentTemplateBodyCreate::Storage(ContentBodyCreate::new("<p>Present:</p>", ContentBodyRepresentation::Storage)),
        space = space,
    )]
    fn update_content_template(
        /// The template.
        #[member]
        template_id: TemplateId,
        /// Its name, new or old.
        #[member]
        name: String,
        /// What it is for: pages.
        #[member]
        template_type: ContentTemplateType,
        /// What it says, new or old.
        #[member]
        body: ContentTemplateBodyCreate,
        /// What it is for.
        #[member(max_len = 100)]
        description: Option<String>,
        /// Its labels.
        #[member]
        labels: Vec<LabelRequest>,
        /// The space that it is for. Needed unless it is for all spaces; another space does not move it.
        #[member]
        space: Option<ContentTemplateSpace>,
    ) -> ContentTemplate;

    /// Makes a template, for one space or for all.
    #[post("/template")]
    #[id("createContentTemplate")]
    #[scopes(
        "write:confluence-content"
            | "read:template:confluence" + "read:content-details:confluence" + "write:template:confluence"
    )]
    #[connect(WRITE)]
    #[permissions(if_given(space, Administer(Space = space), else = ConfluenceAdmin))]
    #[app_access(exempt)]
    #[errors(400, 403)]
    #[example(
        name = "Minutes of a meeting",
        template_type = ContentTemplateType::Page,
        body = ContentTemplateBodyCreate::Storage(ContentBodyCreate::new("<p>Present:</p>", ContentBodyRepresentation::Storage)),
        space = space,
    )]
    fn create_content_template(
        /// Its name.
        #[member]
        name: String,
        /// What it is for: pages.
        #[member]
        template_type: ContentTemplateType,
        /// What it says, in the storage format.
        #[member]
        body: ContentTemplateBodyCreate,
        /// What it is for.
        #[member(max_len = 255)]
        description: Option<String>,
        /// Its labels.
        #[member]
        labels: Vec<LabelRequest>,
        /// The space that it is for. Without it: all spaces.
        #[member]
        space: Option<ContentTemplateSpace>,
    ) -> ContentTemplate;

    /// The templates of blueprints, for all spaces or for one.
    ///
    /// A space has those of all spaces too, and may have changed them for itself.
    #[get("/template/blueprint")]
    #[id("getBlueprintTemplates")]
    #[scopes(
        "read:confluence-content.summary" | "read:template:confluence" + "read:content-details:confluence"
    )]
    #[connect(READ)]
    #[permissions(if_given(space_key, View(Space = space_key), else = UseSite))]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 25))]
    #[errors(403)]
    fn get_blueprint_templates(
        /// The space. Without it: templates for all spaces.
        #[query("spaceKey")]
        space_key: Option<SpaceKey>,
        /// What to fill in.
        #[query(csv)]
        expand: Vec<TemplateExpand>,
    ) -> OffsetPage<ContentTemplate>;

    /// The templates that people have made, for all spaces or for one.
    #[get("/template/page")]
    #[id("getContentTemplates")]
    #[scopes(
        "read:confluence-content.summary" | "read:template:confluence" + "read:content-details:confluence"
    )]
    #[connect(READ)]
    #[permissions(if_given(space_key, View(Space = space_key), else = UseSite))]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 25))]
    #[errors(403)]
    #[example(space_key = space_key)]
    fn get_content_templates(
        /// The space. Without it: templates for all spaces.
        #[query("spaceKey")]
        space_key: Option<SpaceKey>,
        /// What to fill in.
        #[query(csv)]
        expand: Vec<TemplateExpand>,
    ) -> OffsetPage<ContentTemplate>;

    /// One template. One that does not exist is answered with 403.
    ///
    /// Whoever may view the space may view its templates, and everybody those for all spaces.
    #[get("/template/{contentTemplateId}")]
    #[id("getContentTemplate")]
    #[scopes(
        "read:confluence-content.summary" | "read:template:confluence" + "read:content-details:confluence"
    )]
    #[connect(READ)]
    #[permissions(UseSite, View(Template = content_template_id))]
    #[app_access(exempt)]
    #[errors(403)]
    fn get_content_template(
        /// The template.
        content_template_id: TemplateId,
        /// What to fill in.
        #[query(csv)]
        expand: Vec<TemplateExpand>,
    ) -> ContentTemplate;

    /// Deletes a template that people have made, or resets one of a blueprint.
    ///
    /// A blueprint's template that a space has changed becomes again what it is for all spaces; one that was changed
    /// for all spaces gets the text of the blueprint again; one that was never changed stays. A template that
    /// does not exist is answered with 403.
    #[delete("/template/{contentTemplateId}")]
    #[id("removeTemplate")]
    #[scopes("write:confluence-content" | "write:template:confluence")]
    #[connect(DELETE)]
    #[permissions(Administer(Space, of = content_template_id) | ConfluenceAdmin)]
    #[app_access(exempt)]
    #[errors(403)]
    fn remove_template(
        /// The template.
        content_template_id: TemplateId,
    );
}

/// The members of a template to fill in.
#[model]
pub enum TemplateExpand {
    /// What it says, in the storage format.
    Body,
    /// The same.
    #[wire("body.storage")]
    BodyStorage,
}

/// A template, made by people or part of a blueprint (`BlueprintTemplate` in the vendor's documents).
#[doc(alias = "BlueprintTemplate")]
#[model]
pub struct ContentTemplate {
    /// Identifies it.
    pub template_id: TemplateId,
    /// The part of an app that it comes from.
    pub original_template: Option<ContentTemplateOriginalTemplate>,
    /// The blueprint that it belongs to.
    pub referencing_blueprint: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The space it is for, unless it is for all.
    pub space: Option<Box<Space>>,
    /// Its labels.
    pub labels: Vec<V1Label>,
    /// What it is for.
    pub template_type: Option<ContentTemplateType>,
    /// The editor it was written with.
    pub editor_version: Option<String>,
    /// What it says, if expanded.
    pub body: Option<Box<ContentFormats>>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// The part of an app that a template comes from.
#[model]
pub struct ContentTemplateOriginalTemplate {
    /// The app.
    pub plugin_key: Option<String>,
    /// The part.
    pub module_key: Option<String>,
}

/// What a template is for.
#[model]
pub enum ContentTemplateType {
    /// Pages.
    Page,
}

/// The text of a template. A new template takes the storage format alone.
#[model(one_of)]
pub enum ContentTemplateBodyCreate {
    /// HTML as the browser shows it.
    #[wire("view")]
    View(ContentBodyCreate),
    /// HTML for an export.
    #[wire("export_view")]
    ExportView(ContentBodyCreate),
    /// HTML with its styles.
    #[wire("styled_view")]
    StyledView(ContentBodyCreate),
    /// The storage format, an XHTML with macros.
    #[wire("storage")]
    Storage(ContentBodyCreate),
    /// The format of the old editor.
    #[wire("editor")]
    Editor(ContentBodyCreate),
    /// The format of the old editor, second edition. For Atlassian's own use.
    #[wire("editor2")]
    Editor2(ContentBodyCreate),
    /// Wiki markup.
    #[wire("wiki")]
    Wiki(ContentBodyCreate),
    /// The Atlassian Document Format: JSON, written into a text.
    #[wire("atlas_doc_format")]
    AtlasDocFormat(ContentBodyCreate),
    /// HTML for an export by somebody who is not logged in.
    #[wire("anonymous_export_view")]
    AnonymousExportView(ContentBodyCreate),
}

/// A label of a template.
#[model(request)]
pub struct LabelRequest {
    /// Who will see and share it: mostly [`V1LabelPrefix::Global`].
    pub prefix: V1LabelPrefix,
    /// Its name, as people see it: small letters, no blanks and no commas. The site would divide or change another
    /// name silently.
    #[not_empty]
    #[label]
    pub name: String,
    /// Its id, if there is such a label already.
    pub id: Option<LabelId>,
    /// Name and prefix in one.
    pub label: Option<String>,
}

/// The space that a template is for.
#[model(request)]
pub struct ContentTemplateSpace {
    /// Its key.
    pub key: SpaceKey,
}

impl From<SpaceKey> for ContentTemplateSpace {
    #[inline]
    fn from(key: SpaceKey) -> Self {
        Self::new(key)
    }
}
