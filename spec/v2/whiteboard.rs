//! Whiteboards: creating, reading and deleting them. What is drawn on them stays out of the API.

use super::*;

/// Whiteboards: boundless canvases in the content tree.
#[endpoints(v2, tag = "Whiteboard", base = "/wiki/api/v2")]
pub trait Whiteboards {
    /// Creates a whiteboard, empty or from a template.
    #[post("/whiteboards")]
    #[id("createWhiteboard")]
    #[scopes("write:whiteboard:confluence")]
    #[connect(WRITE)]
    #[permissions(View(Space = space_id), Create(Whiteboard, in = space_id))]
    #[app_access(ruled)]
    #[max_body(5_000_000)]
    #[errors(400, 401, 404, 413)]
    #[example(title = "Ideas")]
    fn create_whiteboard(
        /// The space of the new whiteboard.
        #[member]
        space_id: SpaceId,
        /// Nobody but the creator may see and edit the whiteboard.
        #[query(default = false)]
        private: Option<bool>,
        /// The title.
        #[member]
        title: Option<String>,
        /// The parent of the new whiteboard.
        #[member]
        parent_id: Option<ContentId>,
        /// The template to start from. Without it the whiteboard is empty.
        #[member]
        template_key: Option<WhiteboardTemplateKey>,
        /// The language of the template. Without it, that of the caller.
        #[member]
        locale: Option<WhiteboardLocale>,
    ) -> WhiteboardSingle;

    /// One whiteboard.
    ///
    /// Of content properties and operations come 50 at most, in the default order; `meta` says whether there are more
    /// and `links` where they are.
    #[get("/whiteboards/{id}")]
    #[id("getWhiteboardById")]
    #[scopes("read:whiteboard:confluence")]
    #[connect(READ)]
    #[permissions(View(Whiteboard = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[example(include_properties = true)]
    fn get_whiteboard_by_id(
        /// The whiteboard.
        id: WhiteboardId,
        /// Who works on the whiteboard is in the answer, in members that [`WhiteboardSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-collaborators", default = false)]
        include_collaborators: Option<bool>,
        /// The direct children are in the answer, in members that [`WhiteboardSingle`] does not have:
        /// [`with_json`](crate::Call::with_json) gives them.
        #[query("include-direct-children", default = false)]
        include_direct_children: Option<bool>,
        /// What the caller may do with the whiteboard is in the answer.
        #[query("include-operations", default = false)]
        include_operations: Option<bool>,
        /// Content properties are in the answer.
        #[query("include-properties", default = false)]
        include_properties: Option<bool>,
    ) -> WhiteboardSingle;

    /// Moves a whiteboard to the trash, from which it can be restored.
    #[delete("/whiteboards/{id}")]
    #[id("deleteWhiteboard")]
    #[scopes("delete:whiteboard:confluence")]
    #[connect(DELETE)]
    #[permissions(View(Whiteboard = id), View(Space, of = id), Delete(Whiteboard, of = id))]
    #[app_access(ruled)]
    fn delete_whiteboard(
        /// The whiteboard.
        id: WhiteboardId,
    );
}

/// One whiteboard, with all that was asked for.
#[model]
pub struct WhiteboardSingle {
    /// Identifies the whiteboard on its site.
    pub id: WhiteboardId,
    /// What it is: a whiteboard.
    #[wire("type")]
    pub kind: Option<HierarchicalContentType>,
    /// Whether it is there to be seen, archived, in the trash.
    pub status: Option<ContentStatus>,
    /// The title.
    pub title: Option<String>,
    /// What it lies under. None at the top of the space.
    pub parent_id: Option<ContentId>,
    /// What kind of content the parent is.
    pub parent_type: Option<HierarchicalContentType>,
    /// Its place among its siblings.
    pub position: Option<i32>,
    /// Who created it.
    pub author_id: Option<AccountId>,
    /// Who owns it.
    pub owner_id: Option<AccountId>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// The space that it lies in.
    pub space_id: Option<SpaceId>,
    /// The version that this is.
    pub version: Option<Version>,
    /// Its content properties, if asked for.
    pub properties: Option<ContentPropertyResults>,
    /// What the caller may do with it, if asked for.
    pub operations: Option<OperationResults>,
    /// Where people see it.
    #[wire("_links")]
    pub links: Option<ContentLinks>,
}

/// The template that a new whiteboard starts from.
#[model]
pub enum WhiteboardTemplateKey {
    /// Priorities on a grid of two by two.
    #[wire("2x2-prioritization")]
    TwoByTwoPrioritization,
    /// A retrospective: liked, learned, lacked, longed for.
    #[wire("4ls-retro")]
    FourLsRetro,
    /// A calendar of a year.
    #[wire("annual-calendar")]
    AnnualCalendar,
    /// Ideas that everybody writes down in silence and hands on.
    Brainwriting,
    /// Concepts and how they hang together.
    #[wire("concept-map")]
    ConceptMap,
    /// Eight sketches in eight minutes.
    #[wire("crazy-8s")]
    Crazy8s,
    /// A short meeting every day.
    #[wire("daily-sync")]
    DailySync,
    /// A brainstorm that breaks with habits.
    #[wire("disruptive-brainstorm")]
    DisruptiveBrainstorm,
    /// A vote with dots.
    #[wire("dot-voting")]
    DotVoting,
    /// A pitch in a minute.
    #[wire("elevator-pitch")]
    ElevatorPitch,
    /// A flow chart.
    #[wire("flow-chart")]
    FlowChart,
    /// What is missing between now and the goal.
    #[wire("gap-analysis")]
    GapAnalysis,
    /// Ways to get a meeting started.
    #[wire("ice-breakers")]
    IceBreakers,
    /// A look back at an incident.
    #[wire("incident-postmortem")]
    IncidentPostmortem,
    /// The way of a customer, step by step.
    #[wire("journey-mapping-kit")]
    JourneyMappingKit,
    /// A Kanban board.
    #[wire("kanban-board")]
    KanbanBoard,
    /// A meeting whose agenda its participants make.
    #[wire("lean-coffee")]
    LeanCoffee,
    /// Teams and how they work together.
    #[wire("network-of-teams")]
    NetworkOfTeams,
    /// The chart of an organisation.
    #[wire("org-chart")]
    OrgChart,
    /// Planning of a program increment.
    #[wire("pi-planning")]
    PiPlanning,
    /// Priorities.
    Prioritization,
    /// Priorities, in an experimental form.
    #[wire("prioritization-experiment")]
    PrioritizationExperiment,
    /// The roadmap of a product.
    #[wire("product-roadmap")]
    ProductRoadmap,
    /// The vision of a product.
    #[wire("product-vision-board")]
    ProductVisionBoard,
    /// Priorities by reach, impact, confidence and effort.
    Rice,
    /// A retrospective with a sailing boat: wind, anchors, rocks.
    #[wire("sailboat-retro")]
    SailboatRetro,
    /// A service, seen from before and from behind the scenes.
    #[wire("service-blueprint")]
    ServiceBlueprint,
    /// A simple retrospective.
    #[wire("simple-retrospective")]
    SimpleRetrospective,
    /// Planning of a sprint.
    #[wire("sprint-planning")]
    SprintPlanning,
    /// Sticky notes.
    #[wire("sticky-note-pack")]
    StickyNotePack,
    /// A process in lanes, one for each who takes part.
    Swimlanes,
    /// Guidance for a new team.
    #[wire("team-formation-guide")]
    TeamFormationGuide,
    /// A timeline.
    Timeline,
    /// A workflow along a timeline.
    #[wire("timeline-workflow")]
    TimelineWorkflow,
    /// A map of user stories.
    #[wire("user-story-map")]
    UserStoryMap,
    /// A workflow.
    Workflow,
    /// A board of visions.
    #[wire("vision-board")]
    VisionBoard,
    /// A Venn diagram.
    #[wire("venn-diagram")]
    VennDiagram,
    /// A storyboard.
    Storyboard,
    /// A plan of action.
    #[wire("action-plan")]
    ActionPlan,
    /// The search for the root of a problem.
    #[wire("root-cause-analysis")]
    RootCauseAnalysis,
    /// A summary for executives.
    #[wire("executive-summary")]
    ExecutiveSummary,
    /// A map of stakeholders.
    #[wire("stakeholder-mapping")]
    StakeholderMapping,
    /// A calendar of 2025 and 2026.
    #[wire("annual-calendar-2025-2026")]
    AnnualCalendar2025To2026,
    /// How a team or a project is doing.
    #[wire("health-monitor")]
    HealthMonitor,
    /// Planning of objectives and key results.
    #[wire("okr-planning")]
    OkrPlanning,
    /// Strengths, weaknesses, opportunities, threats.
    #[wire("swot-analysis")]
    SwotAnalysis,
    /// Estimates with planning poker.
    #[wire("poker-planning")]
    PokerPlanning,
    /// A fishbone diagram: causes and effect.
    #[wire("fishbone-diagram")]
    FishboneDiagram,
    /// An assessment of risks.
    #[wire("risk-assessment")]
    RiskAssessment,
    /// The bounded contexts of a domain.
    #[wire("bounded-context")]
    BoundedContext,
    /// What a team hopes for and fears.
    #[wire("hopes-and-fears")]
    HopesAndFears,
    /// A process in upright lanes.
    #[wire("swimlane-vertical")]
    SwimlaneVertical,
}

/// The language of a template.
#[model]
pub enum WhiteboardLocale {
    /// German.
    #[wire("de-DE")]
    DeDe,
    /// Czech.
    #[wire("cs-CZ")]
    CsCz,
    /// Korean.
    #[wire("ko-KR")]
    KoKr,
    /// French.
    #[wire("fr-FR")]
    FrFr,
    /// Italian.
    #[wire("it-IT")]
    ItIt,
    /// Japanese.
    #[wire("ja-JP")]
    JaJp,
    /// Dutch.
    #[wire("nl-NL")]
    NlNl,
    /// Norwegian (Bokmål).
    #[wire("nb-NO")]
    NbNo,
    /// Danish.
    #[wire("da-DK")]
    DaDk,
    /// Swedish.
    #[wire("sv-SE")]
    SvSe,
    /// Finnish.
    #[wire("fi-FI")]
    FiFi,
    /// Russian.
    #[wire("ru-RU")]
    RuRu,
    /// Polish.
    #[wire("pl-PL")]
    PlPl,
    /// Turkish.
    #[wire("tr-TR")]
    TrTr,
    /// Hungarian.
    #[wire("hu-HU")]
    HuHu,
    /// British English.
    #[wire("en-GB")]
    EnGb,
    /// American English.
    #[wire("en-US")]
    EnUs,
    /// Brazilian Portuguese.
    #[wire("pt-BR")]
    PtBr,
    /// Chinese in simplified characters.
    #[wire("zh-CN")]
    ZhCn,
    /// Chinese in traditional characters.
    #[wire("zh-TW")]
    ZhTw,
    /// Spanish.
    #[wire("es-ES")]
    EsEs,
}
