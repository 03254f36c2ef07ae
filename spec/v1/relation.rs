//! Relations: named arrows from one user, space or piece of content to another.

use super::*;
use crate::model::{Blank, Done, Event, Node, Object, Slot, ToNode, by_keys, fed};

/// Relations: named arrows from one user, space or piece of content to another.
///
/// One of them, `favourite`, is known to Confluence: what a user has saved for later. All others mean what apps
/// make of them.
#[endpoints(v1, tag = "Relation", base = "/wiki/rest/api")]
pub trait Relations {
    /// Where the arrows of one name lead that start from a user, a space or a piece of content.
    ///
    /// Not for `favourite` and `like`.
    #[get("/relation/{relationName}/from/{sourceType}/{sourceKey}/to/{targetType}")]
    #[id("findTargetFromSource")]
    #[scopes("read:confluence-content.summary" | "read:relation:confluence" + "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(
        if_is(source_type, "content", View(Content = source_key)),
        if_is(source_type, "space", View(Space = source_key)),
        if_is(target_type, "content", filters(View(Content))),
        if_is(target_type, "space", filters(View(Space)))
    )]
    #[app_access(ruled)]
    #[paged(offset, limit(default = 25))]
    #[errors(400, 403, 404)]
    #[example(
        relation_name = "follows",
        source_type = RelationEntityType::User,
        target_type = RelationEntityType::Content,
    )]
    fn find_target_from_source(
        /// The name of the arrows.
        relation_name: String,
        /// What kind of thing they start from.
        source_type: RelationEntityType,
        /// The thing: the account id of a user, or `current` for the caller; the id of content; the key of a space.
        source_key: String,
        /// What kind of thing they lead to.
        target_type: RelationEntityType,
        /// The state of the source, if it is content.
        #[query("sourceStatus")]
        source_status: Option<V1ContentStatus>,
        /// The state of the targets, if they are content.
        #[query("targetStatus")]
        target_status: Option<V1ContentStatus>,
        /// The version of the source, if its state is `historical`.
        #[query("sourceVersion")]
        source_version: Option<u32>,
        /// The version of the targets, if their state is `historical`.
        #[query("targetVersion")]
        target_version: Option<u32>,
        /// What to fill in.
        #[query(csv)]
        expand: Vec<RelationExpand>,
    ) -> OffsetPage<Relation>;

    /// The arrow of one name from one thing to another. If there is none, the answer is 404.
    ///
    /// With `favourite`, `user` and `content`: whether a user has saved a page for later.
    #[get("/relation/{relationName}/from/{sourceType}/{sourceKey}/to/{targetType}/{targetKey}")]
    #[id("getRelationship")]
    #[scopes("read:confluence-content.summary" | "read:relation:confluence" + "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(
        if_is(source_type, "content", View(Content = source_key)),
        if_is(source_type, "space", View(Space = source_key)),
        if_is(target_type, "content", View(Content = target_key)),
        if_is(target_type, "space", View(Space = target_key))
    )]
    #[app_access(ruled)]
    #[errors(400, 401, 403, 404)]
    #[example(
        relation_name = "favourite",
        source_type = RelationEntityType::User,
        target_type = RelationEntityType::Content,
    )]
    fn get_relationship(
        /// The name of the arrow.
        relation_name: String,
        /// What kind of thing it starts from: a user if it is called `favourite`.
        source_type: RelationEntityType,
        /// The thing: the account id of a user, or `current` for the caller; the id of content; the key of a space.
        source_key: String,
        /// What kind of thing it leads to: a space or content if it is called `favourite`.
        target_type: RelationEntityType,
        /// The thing, named in the same way.
        target_key: String,
        /// The state of the source, if it is content.
        #[query("sourceStatus")]
        source_status: Option<V1ContentStatus>,
        /// The state of the target, if it is content.
        #[query("targetStatus")]
        target_status: Option<V1ContentStatus>,
        /// The version of the source, if its state is `historical`.
        #[query("sourceVersion")]
        source_version: Option<u32>,
        /// The version of the target, if its state is `historical`.
        #[query("targetVersion")]
        target_version: Option<u32>,
        /// What to fill in.
        #[query(csv)]
        expand: Vec<RelationExpand>,
    ) -> Relation;

    /// Draws an arrow of any name from one thing to another.
    #[put("/relation/{relationName}/from/{sourceType}/{sourceKey}/to/{targetType}/{targetKey}")]
    #[id("createRelationship")]
    #[scopes(
        "write:confluence-content"
            | "read:relation:confluence"
                + "read:space:confluence"
                + "read:user:confluence"
                + "read:content:confluence"
                + "write:relation:confluence"
    )]
    #[connect(WRITE)]
    #[permissions(UseSite)]
    #[app_access(ruled)]
    #[errors(400, 401, 403, 404)]
    #[example(
        relation_name = "favourite",
        source_type = RelationEntityType::User,
        target_type = RelationEntityType::Content,
    )]
    fn create_relationship(
        /// The name of the arrow: `favourite`, or a name of the app's own.
        relation_name: String,
        /// What kind of thing it starts from: a user if it is called `favourite`.
        source_type: RelationEntityType,
        /// The thing: the account id of a user, or `current` for the caller; the id of content; the key of a space.
        source_key: String,
        /// What kind of thing it leads to: a space or content if it is called `favourite`.
        target_type: RelationEntityType,
        /// The thing, named in the same way.
        target_key: String,
        /// The state of the source, if it is content.
        #[query("sourceStatus")]
        source_status: Option<V1ContentStatus>,
        /// The state of the target, if it is content.
        #[query("targetStatus")]
        target_status: Option<V1ContentStatus>,
        /// The version of the source, if its state is `historical`.
        #[query("sourceVersion")]
        source_version: Option<u32>,
        /// The version of the target, if its state is `historical`.
        #[query("targetVersion")]
        target_version: Option<u32>,
    ) -> Relation;

    /// Removes an arrow. If there is none, that is no error.
    ///
    /// Favourites are removed by the user who has them, or by somebody who administers the space.
    #[delete("/relation/{relationName}/from/{sourceType}/{sourceKey}/to/{targetType}/{targetKey}")]
    #[id("deleteRelationship")]
    #[scopes("write:confluence-content" | "write:relation:confluence")]
    #[connect(WRITE)]
    #[permissions(UseSite)]
    #[app_access(ruled)]
    #[errors(400, 401, 403, 404)]
    #[example(
        relation_name = "favourite",
        source_type = RelationEntityType::User,
        target_type = RelationEntityType::Content,
    )]
    fn delete_relationship(
        /// The name of the arrow.
        relation_name: String,
        /// What kind of thing it starts from: a user if it is called `favourite`.
        source_type: RelationEntityType,
        /// The thing: the account id of a user, or `current` for the caller; the id of content; the key of a space.
        source_key: String,
        /// What kind of thing it leads to: a space or content if it is called `favourite`.
        target_type: RelationEntityType,
        /// The thing, named in the same way.
        target_key: String,
        /// The state of the source, if it is content.
        #[query("sourceStatus")]
        source_status: Option<V1ContentStatus>,
        /// The state of the target, if it is content.
        #[query("targetStatus")]
        target_status: Option<V1ContentStatus>,
        /// The version of the source, if its state is `historical`.
        #[query("sourceVersion")]
        source_version: Option<u32>,
        /// The version of the target, if its state is `historical`.
        #[query("targetVersion")]
        target_version: Option<u32>,
    );

    /// Where the arrows of one name start from that lead to a user, a space or a piece of content.
    ///
    /// Not for `favourite` and `like`.
    #[get("/relation/{relationName}/to/{targetType}/{targetKey}/from/{sourceType}")]
    #[id("findSourcesForTarget")]
    #[scopes("read:confluence-content.summary" | "read:relation:confluence" + "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(
        if_is(target_type, "content", View(Content = target_key)),
        if_is(target_type, "space", View(Space = target_key)),
        if_is(source_type, "content", filters(View(Content))),
        if_is(source_type, "space", filters(View(Space)))
    )]
    #[app_access(ruled)]
    #[paged(offset, limit(default = 25))]
    #[errors(400, 403, 404)]
    #[example(
        relation_name = "follows",
        source_type = RelationEntityType::User,
        target_type = RelationEntityType::Content,
    )]
    fn find_sources_for_target(
        /// The name of the arrows.
        relation_name: String,
        /// What kind of thing they start from.
        source_type: RelationEntityType,
        /// What kind of thing they lead to.
        target_type: RelationEntityType,
        /// The thing: the account id of a user, or `current` for the caller; the id of content; the key of a space.
        target_key: String,
        /// The state of the sources, if they are content.
        #[query("sourceStatus")]
        source_status: Option<V1ContentStatus>,
        /// The state of the target, if it is content.
        #[query("targetStatus")]
        target_status: Option<V1ContentStatus>,
        /// The version of the sources, if their state is `historical`.
        #[query("sourceVersion")]
        source_version: Option<u32>,
        /// The version of the target, if its state is `historical`.
        #[query("targetVersion")]
        target_version: Option<u32>,
        /// What to fill in.
        #[query(csv)]
        expand: Vec<RelationExpand>,
    ) -> OffsetPage<Relation>;
}

/// What relations connect.
#[model]
pub enum RelationEntityType {
    /// A user.
    User,
    /// A piece of content.
    Content,
    /// A space.
    Space,
}

/// The members of a relation to fill in.
#[model]
pub enum RelationExpand {
    /// Who drew it and when.
    #[wire("relationData")]
    RelationData,
    /// Where it starts from.
    Source,
    /// Where it leads to.
    Target,
}

/// A named arrow from one thing to another.
#[model]
pub struct Relation {
    /// What it is called.
    pub name: String,
    /// Who drew it and when, if expanded.
    pub relation_data: Option<RelationData>,
    /// Where it starts from, if expanded.
    pub source: Option<RelationEntity>,
    /// Where it leads to, if expanded.
    pub target: Option<RelationEntity>,
    /// What could be expanded too, and where it is.
    #[wire("_expandable")]
    pub expandable: BTreeMap<String, String>,
    /// Where it can be fetched.
    #[wire("_links")]
    pub links: Option<GenericLinks>,
}

/// Who drew a relation and when.
#[model]
pub struct RelationData {
    /// Who.
    pub created_by: Option<Box<V1User>>,
    /// When.
    pub created_date: Option<Timestamp>,
    /// When, in words.
    pub friendly_created_date: Option<String>,
}

/// Either end of a relation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RelationEntity {
    /// A piece of content.
    Content(Box<V1Content>),
    /// A user.
    User(Box<V1User>),
    /// A space.
    Space(Box<Space>),
}

impl Blank for RelationEntity {
    #[inline]
    fn blank() -> Self {
        Self::Content(Box::new(V1Content::blank()))
    }
}

impl Slot for RelationEntity {
    /// Nothing in content or users is always there, so anything would pass for them: what has more of its members tells
    /// them apart.
    #[inline]
    fn accept(&mut self, e: Event<'_>) -> Done {
        by_keys(self, e, |keys| {
            let known = |model: &dyn Object| {
                keys.iter()
                    .filter(|key| model.shape().fields.contains(&key.as_str()))
                    .count()
            };
            if keys.iter().any(|key| key == "key") {
                |feed| fed(feed).map(Self::Space)
            } else if known(&V1User::blank()) > known(&V1Content::blank()) {
                |feed| fed(feed).map(Self::User)
            } else {
                |feed| fed(feed).map(Self::Content)
            }
        })
    }
}

impl ToNode for RelationEntity {
    #[inline]
    fn node(&self) -> Node<'_> {
        match self {
            Self::Content(content) => content.node(),
            Self::User(user) => user.node(),
            Self::Space(space) => space.node(),
        }
    }
}

#[cfg(feature = "__conformance")]
impl crate::model::Described for RelationEntity {
    fn described() -> crate::model::Type {
        crate::model::Type::Shapes(
            "RelationEntity",
            &[V1Content::described, V1User::described, Space::described],
        )
    }
}
