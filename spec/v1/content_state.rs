//! Content states: coloured marks such as “Rough draft”, which tell people how far a page is.

use super::*;

/// Content states: coloured marks such as “Rough draft”, which tell people how far a page is.
///
/// A space suggests some, and users make their own. Neither has anything to do with the [`V1ContentStatus`].
#[endpoints(v1, tag = "Content states", base = "/wiki/rest/api")]
pub trait ContentStates {
    /// The state of a piece of content, if it has one.
    #[get("/content/{id}/state")]
    #[id("getContentState")]
    #[scopes("read:confluence-content.summary" | "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(View(Content = id))]
    #[app_access(ruled)]
    #[errors(401, 403, 404)]
    fn get_content_state(
        /// The content.
        id: ContentId,
        /// Whether the state of the draft is asked for. `current` and `archived` mean the same: the published one.
        #[query(default = "current")]
        status: Option<ContentStateStatus>,
    ) -> ContentStateResponse;

    /// Gives a piece of content a state.
    ///
    /// Published content gets a new version by it, with the body of the last one; a draft is changed in its place.
    /// Refused with 400: a state that does not exist, and a state of the user's own where the space allows none. To
    /// take a state away there is [`remove_content_state`](Self::remove_content_state).
    #[put("/content/{id}/state")]
    #[id("setContentState")]
    #[scopes("write:confluence-content" | "write:content:confluence" + "read:content-details:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(400, 401, 403, 404)]
    #[example(
        status = ContentStateWriteStatus::Current,
        state = NewContentState::Own("Ready".into(), "#36b37e".into()),
    )]
    fn set_content_state(
        /// The content.
        id: ContentId,
        /// Whether the published content or its draft gets the state.
        #[query]
        status: ContentStateWriteStatus,
        /// The state: one that exists, or a name and a colour.
        #[one_of(state_id("id"), name(max_len = 20), color)]
        state: NewContentState,
    ) -> ContentStateResponse;

    /// Takes the state of a piece of content away.
    ///
    /// Published content gets a new version by it, with the body of the last one.
    #[delete("/content/{id}/state")]
    #[id("removeContentState")]
    #[scopes("write:confluence-content" | "write:content:confluence" + "read:content-details:confluence")]
    #[connect(DELETE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(401, 403, 404)]
    fn remove_content_state(
        /// The content.
        id: ContentId,
        /// Whether the published content or its draft loses the state.
        #[query]
        status: Option<ContentStateWriteStatus>,
    ) -> ContentStateResponse;

    /// The states that the caller can give a piece of content.
    ///
    /// Of the caller's own states, these are the three that were used last;
    /// [`get_custom_content_states`](Self::get_custom_content_states) returns them all.
    #[get("/content/{id}/state/available")]
    #[id("getAvailableContentStates")]
    #[scopes("write:confluence-content" | "write:content:confluence")]
    #[connect(READ)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(400, 401, 403, 404)]
    fn get_available_content_states(
        /// The content.
        id: ContentId,
    ) -> AvailableContentStates;

    /// The states that the caller has made.
    #[get("/content-states")]
    #[id("getCustomContentStates")]
    #[scopes("read:user.property:confluence")]
    #[connect(inaccessible)]
    #[permissions(UseSite)]
    #[app_access(ruled)]
    #[errors(401)]
    fn get_custom_content_states() -> Vec<ContentState>;

    /// The states that a space suggests.
    #[get("/space/{spaceKey}/state")]
    #[id("getSpaceContentStates")]
    #[scopes("read:confluence-space.summary" | "read:space.setting:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = space_key))]
    #[app_access(ruled)]
    #[errors(401, 403, 404)]
    fn get_space_content_states(
        /// The space.
        space_key: SpaceKey,
    ) -> Vec<ContentState>;

    /// Which states a space allows, and which it suggests.
    #[get("/space/{spaceKey}/state/settings")]
    #[id("getContentStateSettings")]
    #[scopes("read:confluence-space.summary" | "read:space.setting:confluence")]
    #[connect(READ)]
    #[permissions(Administer(Space = space_key))]
    #[app_access(exempt)]
    #[errors(401, 403, 404)]
    fn get_content_state_settings(
        /// The space.
        space_key: SpaceKey,
    ) -> ContentStateSettings;

    /// The content of a space that has a certain state.
    ///
    /// With `body.export_view` or `body.styled_view` expanded, a page has 25 results at most.
    #[get("/space/{spaceKey}/state/content")]
    #[id("getContentsWithState")]
    #[scopes("read:confluence-content.all" | "read:content:confluence")]
    #[connect(READ)]
    #[permissions(View(Space = space_key))]
    #[app_access(ruled)]
    #[paged(offset, limit(default = 25, range = 0..=100))]
    #[errors(400, 401, 403, 404)]
    fn get_contents_with_state(
        /// The space.
        space_key: SpaceKey,
        /// The state: [`ContentState::id`].
        #[query("state-id")]
        state_id: i64,
        /// What to fill in.
        #[query(csv)]
        expand: Vec<ContentExpand>,
    ) -> OffsetPage<V1Content>;
}

/// Which version of content a state is asked of.
#[model]
pub enum ContentStateStatus {
    /// The published one.
    Current,
    /// The draft.
    Draft,
    /// The published one, of archived content.
    Archived,
}

/// Which version of content a state is given to or taken from.
#[model]
pub enum ContentStateWriteStatus {
    /// The published one.
    Current,
    /// The draft.
    Draft,
}

/// The state to give to content.
#[model(one_of)]
pub enum NewContentState {
    /// One that exists: [`ContentState::id`].
    #[wire("id")]
    Existing(i64),
    /// One of the caller's own, by its name and its colour: six hexadecimal digits after a `#`. It is made if there is
    /// none of that name and colour. The editor offers red `#ff7452`, blue `#2684ff`, yellow `#ffc400`, green `#57d9a3`
    /// and purple `#8777d9`.
    #[wire("name", "color")]
    Own(String, String),
}

impl From<&ContentState> for NewContentState {
    #[inline]
    fn from(state: &ContentState) -> Self {
        Self::Existing(state.id)
    }
}

/// The state of a piece of content.
#[model(may_be_empty)]
pub struct ContentStateResponse {
    /// The state, if it has one.
    pub content_state: Option<ContentState>,
    /// When a published change last gave it this state.
    pub last_updated: Option<Timestamp>,
}

/// A state.
#[model]
pub struct ContentState {
    /// Identifies it. 0, 1 and 2 are states that every space begins with.
    pub id: i64,
    /// Its name.
    pub name: Option<String>,
    /// Its colour, such as `#ffc400`.
    pub color: Option<String>,
}

/// The states that can be given to a piece of content.
#[model]
pub struct AvailableContentStates {
    /// Those that the space suggests. Empty if it has none or allows none.
    pub space_content_states: Vec<ContentState>,
    /// The three of the caller's own that were used last. Everybody sees them on content, but only the caller can give
    /// them. Empty if the caller has none or the space allows none.
    pub custom_content_states: Vec<ContentState>,
}

/// Which states a space allows.
#[model]
pub struct ContentStateSettings {
    /// Whether content may have states at all.
    pub content_states_allowed: Option<bool>,
    /// Whether users may give states that they made.
    pub custom_content_states_allowed: Option<bool>,
    /// Whether users may give states that the space suggests.
    pub space_content_states_allowed: Option<bool>,
    /// The states that the space suggests.
    pub space_content_states: Vec<ContentState>,
}
