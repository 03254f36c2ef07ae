//! CQL, the query language of searches. A text is parsed into a tree, and the tree is compared with the facts about a
//! thing.
//!
//! Implemented are the fields `type`, `space`, `space.key`, `space.title`, `title`, `text`, `label`, `id`, `content`,
//! `parent`, `ancestor`, `creator`, `contributor`, `created`, `lastmodified`, `user`, `user.fullname` and
//! `user.accountid`; the keywords `AND`, `OR`, `NOT`, `IN`, `NOT IN` and `ORDER BY`, and parentheses; and the functions
//! `currentUser()` and `now()`. Everything else is refused as a mistake in the query.

mod evaluate;
mod lex;
mod parse;

pub(crate) use self::evaluate::{Facts, Question};
pub(crate) use self::parse::parse;

/// A query.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) expression: Expression,
    pub(crate) order: Vec<Order>,
}

/// A condition.
#[derive(Debug)]
pub(crate) enum Expression {
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    Not(Box<Expression>),
    Compare(Comparison),
}

/// One clause.
#[derive(Debug)]
pub(crate) struct Comparison {
    pub(crate) field: Field,
    pub(crate) operator: Operator,
    pub(crate) values: Vec<Operand>,
}

/// The right side of a clause.
#[derive(Debug)]
pub(crate) enum Operand {
    Text(String),
    CurrentUser,
    /// Now plus this many seconds, which can be negative.
    Now(i64),
}

/// How the sides of a clause are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Contains,
    ContainsNot,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    In,
    NotIn,
}

/// One field of the order.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) field: Field,
    pub(crate) descending: bool,
}

/// A fact about a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Ancestor,
    Contributor,
    Created,
    Creator,
    Id,
    Label,
    LastModified,
    Parent,
    Space,
    SpaceTitle,
    Text,
    Title,
    Type,
    User,
    UserName,
}

impl Field {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "ancestor" => Self::Ancestor,
            "contributor" => Self::Contributor,
            "created" => Self::Created,
            "creator" => Self::Creator,
            "id" | "content" => Self::Id,
            "label" => Self::Label,
            "lastmodified" => Self::LastModified,
            "parent" => Self::Parent,
            "space" | "space.key" => Self::Space,
            "space.title" => Self::SpaceTitle,
            "text" => Self::Text,
            "title" => Self::Title,
            "type" => Self::Type,
            "user" | "user.accountid" => Self::User,
            "user.fullname" => Self::UserName,
            _ => return None,
        })
    }

    fn takes(self, operator: Operator) -> bool {
        use Operator::{Contains, ContainsNot, Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, NotEqual, NotIn};
        match self {
            Self::Text => matches!(operator, Contains | ContainsNot),
            Self::Title | Self::SpaceTitle | Self::UserName => {
                matches!(operator, Equal | NotEqual | Contains | ContainsNot | In | NotIn)
            }
            Self::Created | Self::LastModified => {
                matches!(
                    operator,
                    Equal | NotEqual | Greater | GreaterOrEqual | Less | LessOrEqual
                )
            }
            _ => matches!(operator, Equal | NotEqual | In | NotIn),
        }
    }

    fn orders(self) -> bool {
        matches!(
            self,
            Self::Created | Self::Id | Self::LastModified | Self::Space | Self::Title | Self::Type
        )
    }
}
