//! Spaces as v1 shows them. Their colours are in `shared_look_and_feel.rs`.

use super::*;

/// A space.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct Space {
    /// Its number.
    pub id: Option<SpaceId>,
    /// Its key, by which v1 names it.
    pub key: SpaceKey,
    /// What stands for the key in the addresses of its pages.
    pub alias: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its picture.
    pub icon: Option<V1Icon>,
    /// What it is about.
    pub description: Option<SpaceDescriptions>,
    /// The page that people see first.
    pub homepage: Option<Box<V1Content>>,
    /// What kind of space it is.
    #[wire("type")]
    pub kind: Option<V1SpaceType>,
    /// Its labels.
    pub metadata: Option<SpaceMetadata>,
    /// What the caller may do in it.
    pub operations: Vec<OperationCheckResult>,
    /// Who may do what in it.
    pub permissions: Vec<V1SpacePermission>,
    /// Whether it is in use.
    pub status: Option<V1SpaceStatus>,
    /// How it behaves.
    pub settings: Option<SpaceSettings>,
    /// The theme it is shown in.
    pub theme: Option<Theme>,
    /// The colours it is shown in.
    pub look_and_feel: Option<Box<LookAndFeel>>,
    /// When and by whom it was created.
    pub history: Option<SpaceHistory>,
    /// What could be expanded too, and where it is.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where it can be seen.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// A kind of space.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum V1SpaceType {
    /// An ordinary space.
    Global,
    /// The space of one user.
    Personal,
    /// A space made for working together.
    Collaboration,
    /// A knowledge base.
    #[wire("knowledge_base")]
    KnowledgeBase,
}

/// Whether a space is in use.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum V1SpaceStatus {
    /// In use.
    Current,
    /// Archived: kept, but out of the way.
    Archived,
    /// In the trash.
    Trashed,
}

/// The description of a space in its formats.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct SpaceDescriptions {
    /// As text.
    pub plain: Option<V1SpaceDescription>,
    /// As HTML.
    pub view: Option<V1SpaceDescription>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
}

/// The description of a space in one format.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct V1SpaceDescription {
    /// The text.
    pub value: Option<String>,
    /// Its format.
    pub representation: Option<SpaceDescriptionRepresentation>,
    /// What is embedded in it.
    pub embedded_content: Vec<Json>,
}

/// A format of a space's description.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum SpaceDescriptionRepresentation {
    /// Text.
    Plain,
    /// HTML.
    View,
}

/// What belongs to a space.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct SpaceMetadata {
    /// Its labels.
    pub labels: Option<LabelArray>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
}

/// One permission in a space: what may be done, and by whom.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct V1SpacePermission {
    /// Its number.
    pub id: Option<SpacePermissionId>,
    /// Who may.
    pub subjects: Option<SpacePermissionSubjects>,
    /// What may be done.
    pub operation: Option<OperationCheckResult>,
    /// Whether people who are not logged in may too.
    pub anonymous_access: Option<bool>,
    /// Whether customers of a service desk who have no licence may too. Only for viewing the space.
    pub unlicensed_access: Option<bool>,
}

/// Users and groups that a permission is given to.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct SpacePermissionSubjects {
    /// The users.
    pub user: Option<OffsetPage<V1User>>,
    /// The groups.
    pub group: Option<OffsetPage<Group>>,
    /// What could be expanded too.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
}

/// How a space behaves.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct SpaceSettings {
    /// Whether the theme of an app puts a page of its own in the place of the home page.
    pub route_override_enabled: Option<bool>,
    /// Which editor is used.
    pub editor: Option<SpaceSettingsEditor>,
    /// How densely content is set.
    pub content_mode: Option<SpaceSettingsContentMode>,
    /// The space.
    pub space_key: Option<SpaceKey>,
    /// Where the settings can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// Which editor is used in a space.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct SpaceSettingsEditor {
    /// For pages.
    pub page: Option<String>,
    /// For blog posts.
    pub blogpost: Option<String>,
    /// For everything else.
    pub default: Option<String>,
}

/// How densely content is set.
#[cfg(feature = "__v1-content-models")]
#[model]
pub enum SpaceSettingsContentMode {
    /// As usual.
    Standard,
    /// Smaller type, less room between.
    Compact,
}

/// A theme that spaces are shown in. In lists (`ThemeNoLinks` in the vendor's documents) without its links.
#[cfg(feature = "__v1-content-models")]
#[doc(alias = "ThemeNoLinks")]
#[model]
pub struct Theme {
    /// Identifies it.
    pub theme_key: ThemeKey,
    /// Its name.
    pub name: Option<String>,
    /// What it is like.
    pub description: Option<String>,
    /// Its picture.
    pub icon: Option<V1Icon>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// When and by whom a space was created.
#[cfg(feature = "__v1-content-models")]
#[model]
pub struct SpaceHistory {
    /// When.
    pub created_date: Option<Timestamp>,
    /// By whom.
    pub created_by: Option<Box<V1User>>,
}

/// The description of a space that is created or changed. Only text can be given.
#[cfg(feature = "v1-spaces")]
#[model(request)]
pub struct SpaceDescriptionCreate {
    /// The text.
    pub plain: SpaceDescriptionCreatePlain,
}

/// The text of a space's description.
#[cfg(feature = "v1-spaces")]
#[model(request)]
pub struct SpaceDescriptionCreatePlain {
    /// The text.
    pub value: Option<String>,
    /// [`SpaceDescriptionRepresentation::Plain`]; no other format is taken.
    pub representation: Option<SpaceDescriptionRepresentation>,
}

#[cfg(feature = "v1-spaces")]
impl From<&str> for SpaceDescriptionCreate {
    #[inline]
    fn from(text: &str) -> Self {
        let plain = SpaceDescriptionCreatePlain::new();
        Self::new(plain.value(text).representation(SpaceDescriptionRepresentation::Plain))
    }
}

/// One permission in a new space: what may be done, and by whom.
///
/// The server knows these: create and delete pages, blog posts, comments and attachments; read, export and administer
/// the space.
#[cfg(feature = "v1-spaces")]
#[model(request)]
pub struct SpacePermissionCreate {
    /// Who may.
    pub subjects: Option<SpacePermissionCreateSubjects>,
    /// What may be done.
    pub operation: OperationCheckResultRequest,
    /// Whether people who are not logged in may too.
    pub anonymous_access: bool,
    /// Whether customers of a service desk who have no licence may too. Only for reading the space.
    pub unlicensed_access: bool,
}

/// Users and groups that a permission is given to.
#[cfg(feature = "v1-spaces")]
#[model(request)]
pub struct SpacePermissionCreateSubjects {
    /// The users.
    pub user: Option<SpacePermissionCreateUsers>,
    /// The groups.
    pub group: Option<SpacePermissionCreateGroups>,
}

/// Users that a permission is given to.
#[cfg(feature = "v1-spaces")]
#[model(request)]
pub struct SpacePermissionCreateUsers {
    /// The users.
    pub results: Vec<UserRequest>,
    /// How many they are.
    pub size: u32,
}

/// Groups that a permission is given to.
#[cfg(feature = "v1-spaces")]
#[model(request)]
pub struct SpacePermissionCreateGroups {
    /// The groups.
    pub results: Vec<GroupCreate>,
    /// How many they are.
    pub size: u32,
}
