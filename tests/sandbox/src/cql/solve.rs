//! Solves conditions: which things of the index fulfil them.

use super::facts::{Column, Link};
use super::index::Index;
use super::text::TextQuery;
use super::{Comparison, Expression, Operand};
use crate::answer::Problem;
use crate::state::State;
use crate::state::account::ANONYMOUS;
use crate::state::space::Space;
use confluence_sdk::cql::{Field, Operator};
use jiff::{Timestamp, ZonedDateTime};
use roaring::RoaringBitmap;

/// Who asks, when, and from where.
#[derive(Clone, Debug)]
pub(crate) struct Context<'c> {
    pub(crate) account: &'c str,
    /// In the time zone of the account.
    pub(crate) now: ZonedDateTime,
    /// The key of the space that the search is made from.
    pub(crate) space: Option<String>,
    /// The content that the search is made from.
    pub(crate) content: Option<u64>,
}

/// The things that fulfil a condition. `all` is everything, and `clause` gives the things for which a clause holds. It
/// does not look at whether the clause is negated.
pub(super) fn solve(
    expression: &Expression,
    all: &RoaringBitmap,
    clause: &dyn Fn(&Comparison) -> Result<RoaringBitmap, Problem>,
) -> Result<RoaringBitmap, Problem> {
    let each = |list: &[Expression], join: fn(&mut RoaringBitmap, RoaringBitmap)| {
        let mut solved = list.iter().map(|inner| solve(inner, all, clause));
        let mut first = solved.next().unwrap_or_else(|| Ok(RoaringBitmap::new()))?;
        for one in solved {
            join(&mut first, one?);
        }
        Ok(first)
    };
    match expression {
        Expression::All(list) => each(list, |all, one| *all &= one),
        Expression::Any(list) => each(list, |any, one| *any |= one),
        Expression::Not(inner) => Ok(all - solve(inner, all, clause)?),
        Expression::Compare(comparison) => {
            let holds = clause(comparison)?;
            Ok(match comparison.operator {
                Operator::NotEqual | Operator::NotIn | Operator::ContainsNot => all - holds,
                _ => holds,
            })
        }
    }
}

/// What stands between the quotation marks that a text begins and ends with.
fn unquoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"')
}

/// Finds the content and spaces for which a clause holds.
pub(super) struct Clauses<'c> {
    pub(super) state: &'c State,
    pub(super) index: &'c Index,
    pub(super) context: &'c Context<'c>,
}

impl Clauses<'_> {
    pub(super) fn holds(&self, comparison: &Comparison) -> Result<RoaringBitmap, Problem> {
        let mut found = RoaringBitmap::new();
        for value in &comparison.values {
            found |= self.with(comparison, value)?;
        }
        Ok(found)
    }

    fn with(&self, comparison: &Comparison, value: &Operand) -> Result<RoaringBitmap, Problem> {
        match value {
            Operand::Words(query) => Ok(self.words(comparison.field, query)),
            Operand::Moment(moment) => {
                let out_of_range = || Problem::bad_request("The query has a date that is out of range");
                let (start, end) = moment.span(&self.context.now).ok_or_else(out_of_range)?;
                Ok(self.times(comparison.field, comparison.operator, start, end))
            }
            Operand::Text(text) if comparison.field == Field::Favourite && text != self.context.account => Err(
                Problem::bad_request("Only the favourites of the account that searches can be searched for"),
            ),
            Operand::Text(text) => Ok(self.text(comparison.field, text)),
            Operand::Id(id) => Ok(self.id(comparison.field, *id)),
            Operand::CurrentUser | Operand::FavouriteSpaces | Operand::RecentSpaces(_) | Operand::RecentContent(_)
                if self.context.account == ANONYMOUS =>
            {
                Err(Problem::bad_request(
                    "Only somebody who is logged in can search by who they are",
                ))
            }
            Operand::CurrentUser => Ok(self.text(comparison.field, self.context.account)),
            Operand::CurrentSpace => match &self.context.space {
                Some(key) => Ok(self.text(comparison.field, key)),
                None => Err(Problem::bad_request(
                    "currentSpace() needs a `spaceKey` in `cqlcontext`",
                )),
            },
            Operand::CurrentContent => match self.context.content {
                Some(id) => Ok(self.id(comparison.field, id)),
                None => Err(Problem::bad_request(
                    "currentContent() needs a `contentId` in `cqlcontext`",
                )),
            },
            Operand::FavouriteSpaces => {
                let spaces = self.state.favourites(self.context.account);
                Ok(self.in_spaces(spaces.filter(|id| self.state.spaces.contains_key(id))))
            }
            Operand::RecentSpaces(recent) => {
                let viewed = self.state.recently_viewed(self.context.account);
                let mut spaces = Vec::new();
                for space in viewed
                    .iter()
                    .filter_map(|id| self.state.contents.get(id))
                    .map(|content| content.space)
                {
                    if !spaces.contains(&space) {
                        spaces.push(space);
                    }
                }
                Ok(self.in_spaces(spaces.into_iter().skip(recent.skip).take(recent.limit)))
            }
            Operand::RecentContent(recent) => {
                let viewed = self.state.recently_viewed(self.context.account);
                let viewed = viewed.into_iter().skip(recent.skip).take(recent.limit);
                Ok(viewed
                    .map(|id| self.id(comparison.field, id))
                    .fold(RoaringBitmap::new(), |all, one| all | one))
            }
        }
    }

    /// The things that have all terms of a text query.
    fn words(&self, field: Field, query: &TextQuery) -> RoaringBitmap {
        let column = match field {
            Field::SpaceTitle => return self.spaces(|space| query.matches(&space.name)),
            Field::ContributorFullName => return self.people(Column::Contributor, query),
            Field::CreatorFullName => return self.people(Column::Creator, query),
            Field::Title => Column::TitleWord,
            _ => Column::Text,
        };
        let mut each = query.terms.iter().map(|term| self.index.having(column, term));
        let first = each.next().unwrap_or_default();
        each.fold(first, |all, one| all & one)
    }

    /// The things that have somebody with such a name in a column.
    fn people(&self, column: Column, query: &TextQuery) -> RoaringBitmap {
        let named = self
            .state
            .accounts
            .values()
            .filter(|account| query.matches(&account.name));
        named
            .map(|account| self.index.with(column, &account.id.to_lowercase()))
            .fold(RoaringBitmap::new(), |all, one| all | one)
    }

    fn times(&self, field: Field, operator: Operator, start: Timestamp, end: Timestamp) -> RoaringBitmap {
        let fits = |time: Timestamp| match operator {
            Operator::Greater => end < time,
            Operator::GreaterOrEqual => start <= time,
            Operator::Less => time < start,
            Operator::LessOrEqual => time <= end,
            _ => start <= time && time <= end,
        };
        match field {
            Field::Created => self.index.created(fits),
            _ => self.index.modified(fits),
        }
    }

    fn id(&self, field: Field, id: u64) -> RoaringBitmap {
        match field {
            Field::Ancestor => self.index.below(id),
            Field::Container => self.index.linked(Link::Container, id),
            Field::Parent => self.index.linked(Link::Parent, id),
            _ => self.index.numbers([id]),
        }
    }

    /// A title and a status may also stand in quotation marks of their own, as the vendor writes them:
    /// `title = "\"Plans\""`.
    fn text(&self, field: Field, text: &str) -> RoaringBitmap {
        let exact = self.exactly(field, text);
        match unquoted(text) {
            Some(inner) if matches!(field, Field::PageStatus | Field::SpaceTitle | Field::Title) => {
                exact | self.exactly(field, inner)
            }
            _ => exact,
        }
    }

    fn exactly(&self, field: Field, text: &str) -> RoaringBitmap {
        let same = |value: &str| value.to_lowercase() == text.to_lowercase();
        let column = match field {
            Field::Space => return self.spaces(|space| same(&space.key)),
            Field::SpaceTitle => return self.spaces(|space| same(&space.name)),
            Field::SpaceType => return self.spaces(|space| same(&space.kind)),
            Field::SpaceCategory => return self.spaces(|space| self.is_in_category(space, text)),
            Field::PageStatus => return self.index.numbers(self.state.with_state_named(text)),
            Field::Favourite => return self.index.numbers(self.state.favourites(text)),
            Field::Contributor => Column::Contributor,
            Field::Creator => Column::Creator,
            Field::Label => Column::Label,
            Field::Macro => Column::Macro,
            Field::Mention => Column::Mention,
            Field::Title => Column::Title,
            Field::Watcher => Column::Watcher,
            _ => Column::Type,
        };
        self.index.with(column, &text.to_lowercase())
    }

    /// Everything in the spaces that are so, with the spaces themselves.
    fn spaces(&self, is: impl Fn(&Space) -> bool) -> RoaringBitmap {
        let spaces = self.state.spaces.values().filter(|space| is(space));
        self.in_spaces(spaces.map(|space| space.id))
    }

    fn in_spaces(&self, spaces: impl Iterator<Item = u64>) -> RoaringBitmap {
        spaces
            .map(|space| self.index.linked(Link::Space, space))
            .fold(RoaringBitmap::new(), |all, one| all | one)
    }

    /// The categories of a space are its labels with the prefix `team`.
    fn is_in_category(&self, space: &Space, name: &str) -> bool {
        let mut labels = space.labels.iter().filter_map(|id| self.state.labels.get(id));
        labels.any(|label| label.prefix == "team" && label.name.eq_ignore_ascii_case(name))
    }
}
