//! CQL, the query language of searches. A text is parsed into a tree ([`parse`]), and the tree is solved with an index
//! of everything that can be found ([`Search`]).
//!
//! Fields, operators and functions are those of [`confluence_sdk::cql`]. Everything else is refused as a mistake in the
//! query.

mod date;
mod facts;
mod index;
mod lex;
mod mistake;
#[cfg(test)]
mod model;
mod order;
mod parse;
mod search;
mod solve;
mod text;
mod users;

pub(crate) use self::facts::Entity;
pub(crate) use self::order::Position;
pub(crate) use self::parse::{Searched, parse};
pub(crate) use self::search::{Asked, Found, Hit, Search};
pub(crate) use self::solve::Context;
pub(crate) use self::text::{Term, words};
pub(crate) use self::users::users;

use self::date::Moment;
use self::text::TextQuery;
use confluence_sdk::cql::{Field, Operator};

/// A query.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) expression: Expression,
    pub(crate) order: Vec<Order>,
}

/// A condition.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    All(Vec<Expression>),
    Any(Vec<Expression>),
    Not(Box<Expression>),
    Compare(Comparison),
}

/// One clause.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    pub(crate) field: Field,
    pub(crate) operator: Operator,
    pub(crate) values: Vec<Operand>,
}

/// The right side of a clause.
#[derive(Clone, Debug)]
pub(crate) enum Operand {
    Text(String),
    Words(TextQuery),
    Id(u64),
    Moment(Moment),
    CurrentContent,
    CurrentSpace,
    CurrentUser,
    FavouriteSpaces,
    RecentContent(Recent),
    RecentSpaces(Recent),
}

/// Which of the things that were viewed last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recent {
    pub(crate) limit: usize,
    pub(crate) skip: usize,
}

/// One field of the order.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) field: Field,
    pub(crate) descending: bool,
}

impl Query {
    /// What the query wants in the text of a result. What it does not want is left out.
    pub(crate) fn terms(&self) -> Vec<&Term> {
        let mut terms = Vec::new();
        self.expression.collect(&mut terms);
        terms
    }
}

impl Expression {
    fn collect<'q>(&'q self, terms: &mut Vec<&'q Term>) {
        match self {
            Self::All(list) | Self::Any(list) => list.iter().for_each(|inner| inner.collect(terms)),
            Self::Not(_) => {}
            Self::Compare(comparison) => {
                let wanted = comparison.operator == Operator::Contains && comparison.field != Field::SpaceTitle;
                for value in comparison.values.iter().filter(|_| wanted) {
                    if let Operand::Words(query) = value {
                        terms.extend(&query.terms);
                    }
                }
            }
        }
    }
}
