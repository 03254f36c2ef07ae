//! A search without an index. It looks at every piece of content and every space.

use crate::cql::date::Moment;
use crate::cql::text::{Term, TextQuery, words};
use crate::cql::{Comparison, Expression, Operand, Query};
use crate::state::State;
use crate::state::access::Actor;
use crate::state::content::{Content, ContentKind, Status};
use crate::state::space::Space;
use confluence_sdk::cql::{Field, Operator};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::cmp::{Ordering, Reverse};

/// Something that can be found.
#[derive(Clone, Copy)]
enum Thing<'s> {
    Content(&'s Content),
    Space(&'s Space),
}

struct Plain<'s> {
    state: &'s State,
    asker: &'s str,
}

/// The ids of what a query finds, in its order.
pub(super) fn search(state: &State, query: &Query, actor: Actor<'_>) -> Vec<u64> {
    let plain = Plain {
        state,
        asker: actor.account,
    };
    let contents = state.contents.values();
    let contents = contents.filter(|content| {
        content.status == Status::Current && !state.is_on_trash(content) && state.may_view(actor, content)
    });
    let spaces = state
        .spaces
        .values()
        .filter(|space| state.may_view_space(actor, space.id));
    let things = contents.map(Thing::Content).chain(spaces.map(Thing::Space));
    let mut found: Vec<Thing<'_>> = things.filter(|thing| plain.holds(&query.expression, *thing)).collect();
    found.sort_by_key(|thing| thing.id());
    if query.order.is_empty() {
        found.sort_by_key(|thing| Reverse(plain.points(&query.terms(), *thing)));
    }
    for order in query.order.iter().rev() {
        found.sort_by(|a, b| {
            let difference = plain.difference(order.field, *a, *b);
            if order.descending {
                difference.reverse()
            } else {
                difference
            }
        });
    }
    found.into_iter().map(Thing::id).collect()
}

impl Thing<'_> {
    fn id(self) -> u64 {
        match self {
            Self::Content(content) => content.id,
            Self::Space(space) => space.id,
        }
    }

    fn title(self) -> String {
        match self {
            Self::Content(content) => content.title.clone(),
            Self::Space(space) => space.name.clone(),
        }
    }

    fn kind(self) -> String {
        match self {
            Self::Content(content) => content.kind.v1_type().to_owned(),
            Self::Space(_) => "space".to_owned(),
        }
    }

    fn creator(self) -> String {
        match self {
            Self::Content(content) => content.author.clone(),
            Self::Space(space) => space.author.clone(),
        }
    }

    fn times(self) -> [Timestamp; 2] {
        match self {
            Self::Content(content) => [content.created, content.latest().at],
            Self::Space(space) => [space.created, space.created],
        }
    }
}

impl Plain<'_> {
    fn holds(&self, expression: &Expression, thing: Thing<'_>) -> bool {
        match expression {
            Expression::All(list) => list.iter().all(|inner| self.holds(inner, thing)),
            Expression::Any(list) => list.iter().any(|inner| self.holds(inner, thing)),
            Expression::Not(inner) => !self.holds(inner, thing),
            Expression::Compare(comparison) => {
                let holds = comparison.values.iter().any(|value| self.is(comparison, value, thing));
                let negated = [Operator::NotEqual, Operator::NotIn, Operator::ContainsNot];
                holds != negated.contains(&comparison.operator)
            }
        }
    }

    fn is(&self, comparison: &Comparison, value: &Operand, thing: Thing<'_>) -> bool {
        let field = comparison.field;
        match value {
            Operand::Words(query) => self.has(field, query, thing),
            Operand::Moment(moment) => self.is_at(comparison, moment, thing),
            Operand::Text(text) => self.is_text(field, text, thing),
            Operand::CurrentUser => self.is_text(field, self.asker, thing),
            Operand::Id(id) => self.is_id(field, *id, thing),
            Operand::FavouriteSpaces => {
                let space = self.space(thing).id;
                self.state.favourites(self.asker).any(|id| id == space)
            }
            Operand::RecentContent(recent) => {
                let viewed = self.state.recently_viewed(self.asker);
                let mut viewed = viewed.iter().skip(recent.skip).take(recent.limit);
                viewed.any(|id| self.is_id(field, *id, thing))
            }
            other => panic!("the test asks for no {other:?}"),
        }
    }

    fn space<'t>(&'t self, thing: Thing<'t>) -> &'t Space {
        match thing {
            Thing::Content(content) => &self.state.spaces[&content.space],
            Thing::Space(space) => space,
        }
    }

    fn texts(&self, field: Field, thing: Thing<'_>) -> Vec<String> {
        if field == Field::SpaceTitle {
            return vec![self.space(thing).name.clone()];
        }
        let mut texts = vec![thing.title()];
        if field != Field::Title {
            texts.push(match thing {
                Thing::Content(content) => content.latest().body.text(),
                Thing::Space(space) => space.description.clone(),
            });
            texts.extend(self.labels(thing));
        }
        texts
    }

    fn labels(&self, thing: Thing<'_>) -> Vec<String> {
        let ids = match thing {
            Thing::Content(content) => &content.labels,
            Thing::Space(space) => &space.labels,
        };
        let labels = ids.iter().map(|id| &self.state.labels[id]);
        let spelt = labels.map(|label| match label.prefix.as_str() {
            "global" => label.name.clone(),
            prefix => format!("{prefix}:{}", label.name),
        });
        spelt.collect()
    }

    fn has(&self, field: Field, query: &TextQuery, thing: Thing<'_>) -> bool {
        query.terms.iter().all(|term| self.has_term(field, term, thing))
    }

    fn has_term(&self, field: Field, term: &Term, thing: Thing<'_>) -> bool {
        let texts = self.texts(field, thing);
        let mut words = texts
            .iter()
            .map(|text| words(text).map(|(_, word)| word).collect::<Vec<_>>());
        words.any(|words| term.is_in(&words))
    }

    fn points(&self, terms: &[&Term], thing: Thing<'_>) -> usize {
        let points = |term: &&Term| {
            let in_title = if self.has_term(Field::Title, term, thing) { 3 } else { 0 };
            in_title + usize::from(self.has_term(Field::Text, term, thing))
        };
        terms.iter().map(points).sum()
    }

    fn is_at(&self, comparison: &Comparison, moment: &Moment, thing: Thing<'_>) -> bool {
        let now = self.state.now().to_zoned_datetime(TimeZone::UTC);
        let (start, end) = moment.span(&now).unwrap();
        let [created, modified] = thing.times();
        let time = if comparison.field == Field::Created {
            created
        } else {
            modified
        };
        match comparison.operator {
            Operator::Greater => time > end,
            Operator::GreaterOrEqual => time >= start,
            Operator::Less => time < start,
            Operator::LessOrEqual => time <= end,
            _ => (start..=end).contains(&time),
        }
    }

    fn is_id(&self, field: Field, id: u64, thing: Thing<'_>) -> bool {
        let Thing::Content(content) = thing else {
            return field == Field::Id && thing.id() == id;
        };
        let above = self.state.ancestors(content);
        match field {
            Field::Id => content.id == id,
            Field::Ancestor => above.iter().any(|above| above.id == id),
            Field::Parent => content.kind == ContentKind::Page && content.container == Some(id),
            _ => {
                let mut carriers = above.iter().filter(|above| !above.kind.is_comment());
                content.kind != ContentKind::Page && carriers.next().is_some_and(|carrier| carrier.id == id)
            }
        }
    }

    fn is_text(&self, field: Field, text: &str, thing: Thing<'_>) -> bool {
        let same = |value: &str| value.to_lowercase() == text.to_lowercase();
        let content = match thing {
            Thing::Content(content) => Some(content),
            Thing::Space(_) => None,
        };
        match field {
            Field::Type => same(&thing.kind()),
            Field::Title => same(&thing.title()),
            Field::Label => self.labels(thing).iter().any(|label| same(label)),
            Field::Creator => same(&thing.creator()),
            Field::Contributor => match content {
                Some(content) => content.versions.iter().any(|revision| same(&revision.author)),
                None => same(&thing.creator()),
            },
            Field::Watcher => content.is_some_and(|content| content.watchers.contains(text)),
            Field::Mention => false,
            Field::Favourite => self.state.favourites(text).any(|id| id == thing.id()),
            Field::Macro => content.is_some_and(|content| {
                let body = content.latest().body.value.to_lowercase();
                body.contains(&format!("ac:name=\"{}\"", text.to_lowercase()))
            }),
            Field::Space => same(&self.space(thing).key),
            Field::SpaceCategory => {
                let team = format!("team:{text}");
                self.labels(Thing::Space(self.space(thing)))
                    .iter()
                    .any(|label| label.eq_ignore_ascii_case(&team))
            }
            other => panic!("the test asks for no {other}"),
        }
    }

    fn difference(&self, field: Field, a: Thing<'_>, b: Thing<'_>) -> Ordering {
        match field {
            Field::Created => a.times()[0].as_millisecond().cmp(&b.times()[0].as_millisecond()),
            Field::LastModified => a.times()[1].as_millisecond().cmp(&b.times()[1].as_millisecond()),
            Field::Title => a.title().to_lowercase().cmp(&b.title().to_lowercase()),
            Field::Type => a.kind().cmp(&b.kind()),
            Field::Id => a.id().cmp(&b.id()),
            Field::Space => self.space(a).key.to_lowercase().cmp(&self.space(b).key.to_lowercase()),
            _ => a.creator().cmp(&b.creator()),
        }
    }
}
