//! Spaces: listing, creating and reading them.

use super::*;

/// Spaces: what pages, blog posts and everything else lie in.
#[endpoints(v2, tag = "Space", base = "/wiki/api/v2")]
pub trait Spaces {
    /// Every space the caller may see, by ascending id unless `sort` says otherwise.
    #[get("/spaces")]
    #[id("getSpaces")]
    #[scopes("read:space:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, filters(View(Space)))]
    #[app_access(exempt)]
    #[paged(cursor)]
    #[errors(400, 401)]
    #[example(kind = SpaceType::Global, sort = SpaceSortOrder::Name)]
    fn get_spaces(
        /// Only these spaces.
        #[query(csv, max_items = 250)]
        ids: Vec<SpaceId>,
        /// Only the spaces with these keys.
        #[query(csv, max_items = 250)]
        keys: Vec<SpaceKey>,
        /// Only spaces of this type.
        #[query("type")]
        kind: Option<SpaceType>,
        /// Only spaces in this state.
        #[query]
        status: Option<SpaceStatus>,
        /// Only spaces with these labels.
        #[query(csv)]
        labels: Vec<String>,
        /// Only spaces that this user has starred.
        #[query("favorited-by")]
        favorited_by: Option<AccountId>,
        /// Only spaces that this user has not starred.
        #[query("not-favorited-by")]
        not_favorited_by: Option<AccountId>,
        /// The order of the results.
        #[query]
        sort: Option<SpaceSortOrder>,
        /// Representation of the descriptions to return. Without it there are none.
        #[query("description-format")]
        description_format: Option<SpaceDescriptionBodyRepresentation>,
        /// The icons are in the answer.
        #[query("include-icon", default = false)]
        include_icon: Option<bool>,
    ) -> CursorPage<SpaceBulk>;

    /// Creates a space, on sites that have roles for spaces (role-based access control).
    ///
    /// On sites without roles for spaces, use the operation of the same name in [`v1`](crate::v1).
    #[post("/spaces")]
    #[id("createSpace")]
    #[scopes("write:space:confluence")]
    #[connect(WRITE)]
    #[permissions(CreateSpaces)]
    #[app_access(exempt)]
    #[max_body(5_000_000)]
    #[errors(400, 401, 404, 413)]
    #[example(
        name = "Handbook",
        address = SpaceKey::new("HANDBOOK")?,
        description = CreateSpaceDescription::new().value("How we work").representation(SpaceDescriptionBodyRepresentation::Plain),
    )]
    fn create_space(
        /// The name that people see.
        #[member]
        name: String,
        /// Its key, or what stands for it in addresses.
        #[one_of(key, alias(max_len = 255))]
        address: SpaceAddress,
        /// What the space is about.
        #[member]
        description: Option<CreateSpaceDescription>,
        /// Who gets which role, exactly; somebody must get the Admin role. Without it the default roles are given. The
        /// space is private if the creator, as Admin, is the only one.
        #[member]
        role_assignments: Vec<CreateSpaceRoleAssignment>,
        /// The space whose access settings to copy: the number in its id, [`SpaceId::get`].
        #[member]
        copy_space_access_configuration: Option<u64>,
        /// Makes the space private.
        #[member]
        create_private_space: Option<bool>,
        /// The template to start from.
        #[member]
        template_key: Option<String>,
    ) -> SpaceBulk;

    /// One space.
    ///
    /// Each `include_…` list holds 50 entries at most, in the default order; its `meta` says whether there are more and
    /// its `links` where they are.
    #[get("/spaces/{id}")]
    #[id("getSpaceById")]
    #[scopes("read:space:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = id))]
    #[app_access(exempt)]
    #[example(include_icon = true, include_permissions = true)]
    fn get_space_by_id(
        /// The space.
        id: SpaceId,
        /// Representation of the description to return. Without it there is none.
        #[query("description-format")]
        description_format: Option<SpaceDescriptionBodyRepresentation>,
        /// The icon is in the answer.
        #[query("include-icon", default = false)]
        include_icon: Option<bool>,
        /// What the caller may do with the space is in the answer.
        #[query("include-operations", default = false)]
        include_operations: Option<bool>,
        /// Space properties are in the answer.
        #[query("include-properties", default = false)]
        include_properties: Option<bool>,
        /// Who may do what in the space is in the answer.
        #[query("include-permissions", default = false)]
        include_permissions: Option<bool>,
        /// Who has which role is in the answer, in members that [`SpaceSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them. Only sites in the vendor's early access programme take it.
        #[query("include-role-assignments", default = false)]
        include_role_assignments: Option<bool>,
        /// Labels are in the answer.
        #[query("include-labels", default = false)]
        include_labels: Option<bool>,
    ) -> SpaceSingle;
}

/// One space among several.
#[model]
pub struct SpaceBulk {
    /// Identifies the space on its site.
    pub id: SpaceId,
    /// Its short name in addresses.
    pub key: Option<SpaceKey>,
    /// The name that people see.
    pub name: Option<String>,
    /// What it is for.
    #[wire("type")]
    pub kind: Option<SpaceType>,
    /// Whether it is in use.
    pub status: Option<SpaceStatus>,
    /// Who created it.
    pub author_id: Option<AccountId>,
    /// Who owns it.
    pub space_owner_id: Option<AccountId>,
    /// The alias that stands for it in addresses now.
    pub current_active_alias: Option<String>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// Its homepage.
    pub homepage_id: Option<PageId>,
    /// What it is about, in the representation that was asked for.
    pub description: Option<SpaceDescription>,
    /// Its icon, if asked for.
    pub icon: Option<SpaceIcon>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<SpaceLinks>,
}

/// One space, with all that was asked for.
#[model]
pub struct SpaceSingle {
    /// Identifies the space on its site.
    pub id: SpaceId,
    /// Its short name in addresses.
    pub key: Option<SpaceKey>,
    /// The name that people see.
    pub name: Option<String>,
    /// What it is for.
    #[wire("type")]
    pub kind: Option<SpaceType>,
    /// Whether it is in use.
    pub status: Option<SpaceStatus>,
    /// Who created it.
    pub author_id: Option<AccountId>,
    /// Who owns it.
    pub space_owner_id: Option<AccountId>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// Its homepage.
    pub homepage_id: Option<PageId>,
    /// What it is about, in the representation that was asked for.
    pub description: Option<SpaceDescription>,
    /// Its icon, if asked for.
    pub icon: Option<SpaceIcon>,
    /// Its labels, if asked for.
    pub labels: Option<LabelResults>,
    /// Its properties, if asked for.
    pub properties: Option<SpacePropertyResults>,
    /// What the caller may do with it, if asked for.
    pub operations: Option<OperationResults>,
    /// Who may do what in it, if asked for.
    pub permissions: Option<SpacePermissionAssignmentResults>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<SpaceLinks>,
}

/// What a space is for.
#[model]
pub enum SpaceType {
    /// Anything: the usual kind.
    Global,
    /// Working together.
    Collaboration,
    /// A knowledge base, such as one for a service desk.
    #[wire("knowledge_base")]
    KnowledgeBase,
    /// One person's own.
    Personal,
    /// The product's own.
    System,
    /// Getting started.
    Onboarding,
    /// A sample that came with another product.
    #[wire("xflow_sample_space")]
    XflowSampleSpace,
}

/// The state of a space.
#[model]
pub enum SpaceStatus {
    /// In use.
    Current,
    /// Put aside.
    Archived,
    /// In the trash.
    Trashed,
}

/// The forms of the description of a space.
#[model]
pub enum SpaceDescriptionBodyRepresentation {
    /// As text without markup.
    Plain,
    /// As HTML.
    View,
}

/// What a new space is about.
#[model(request)]
pub struct CreateSpaceDescription {
    /// The description.
    pub value: Option<String>,
    /// How it is written. The server takes nothing but `plain`.
    pub representation: Option<SpaceDescriptionBodyRepresentation>,
}

/// What a new space is known by.
#[model(one_of)]
pub enum SpaceAddress {
    /// A key.
    #[wire("key")]
    Key(SpaceKey),
    /// What stands for the space in addresses: letters and digits.
    #[wire("alias")]
    Alias(String),
    /// Both.
    #[wire("key", "alias")]
    KeyAndAlias(SpaceKey, String),
}

/// Somebody's role in a new space.
#[model(request)]
pub struct CreateSpaceRoleAssignment {
    /// Who gets the role.
    pub principal: Option<Principal>,
    /// The role.
    pub role_id: Option<SpaceRoleId>,
}

/// Space properties in the answer, 50 at most.
#[model]
pub struct SpacePropertyResults {
    /// The properties.
    pub results: Vec<SpaceProperty>,
    /// Whether there are more.
    pub meta: Option<OptionalFieldMeta>,
    /// Where there are more.
    #[wire("_links")]
    pub links: Option<OptionalFieldLinks>,
}

/// Permissions in a space in the answer, 50 at most.
#[model]
pub struct SpacePermissionAssignmentResults {
    /// The permissions.
    pub results: Vec<SpacePermissionAssignment>,
    /// Whether there are more.
    pub meta: Option<OptionalFieldMeta>,
    /// Where there are more.
    #[wire("_links")]
    pub links: Option<OptionalFieldLinks>,
}
