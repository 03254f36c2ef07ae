//! A query, and how two of them are joined.

use super::{Clause, Direction, Sorts};
use crate::error::Error;
use crate::model::{Node, ToNode};
use std::borrow::Cow;
use std::{error, fmt};

/// Why a query cannot be sent.
///
/// The query says it in [`Cql::check`], and the search that it is given to fails with it before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InvalidCql {
    problem: Box<str>,
}

impl fmt::Display for InvalidCql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the query {}", self.problem)
    }
}

impl error::Error for InvalidCql {}

impl From<InvalidCql> for Error {
    fn from(error: InvalidCql) -> Self {
        Self::input("cql", error.problem)
    }
}

/// How the clauses of a condition are joined at its outermost level.
#[allow(unreachable_pub, reason = "named by expansions of `cql!`")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Joined {
    /// There is one clause, or it is in parentheses.
    One,
    /// There are several, joined by `AND`.
    And,
    /// There are several, joined by `OR`.
    Or,
    /// It is not known.
    Anyhow,
}

impl Joined {
    /// Whether it stands in parentheses among clauses that are joined so.
    fn is_enclosed(self, among: Self) -> bool {
        self != Self::One && self != among
    }
}

/// A query of either sort.
#[allow(unreachable_pub, reason = "in a bound of what expansions of `cql!` call")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// The condition, and behind it the order.
    whole: String,
    /// Where the condition ends.
    condition: usize,
    joined: Joined,
    problem: Option<Box<str>>,
}

impl Text {
    /// A query that somebody wrote.
    pub(super) fn raw(whole: String) -> Self {
        Self {
            condition: order_of(&whole).unwrap_or(whole.len()),
            whole,
            joined: Joined::Anyhow,
            problem: None,
        }
    }

    /// A query that was written here.
    pub(super) fn written(whole: String, condition: usize, joined: Joined, problem: Option<Box<str>>) -> Self {
        Self {
            whole,
            condition,
            joined,
            problem,
        }
    }

    /// Writes the condition as a part of another one.
    pub(super) fn put(&self, into: &mut String) {
        let enclosed = self.joined != Joined::One;
        into.push_str(if enclosed { "(" } else { "" });
        into.push_str(self.condition());
        into.push_str(if enclosed { ")" } else { "" });
    }

    /// Why it cannot be a part of another one.
    pub(super) fn problem(&self) -> Option<&str> {
        let empty = self.condition().is_empty().then_some("has an empty part");
        self.problem.as_deref().or(empty)
    }

    fn condition(&self) -> &str {
        self.whole[..self.condition].trim()
    }

    /// The fields behind `ORDER BY`.
    pub(super) fn order(&self) -> &str {
        let order = self.whole[self.condition..].trim_start();
        let by = order.get("ORDER".len()..).unwrap_or_default().trim_start();
        by.get("BY".len()..).unwrap_or_default().trim()
    }

    /// Both conditions between `AND` or `OR`. Of two orders, the second one counts where the first has no difference.
    fn join(self, word: &str, joined: Joined, other: &Self) -> Self {
        let (first, second) = (self.condition(), other.condition());
        let mut whole = String::with_capacity(self.whole.len() + other.whole.len() + 16);
        let mut put = |condition: &str, enclosed: bool| {
            whole.push_str(if enclosed { "(" } else { "" });
            whole.push_str(condition);
            whole.push_str(if enclosed { ")" } else { "" });
        };
        let negated = word.ends_with("NOT");
        let joined = match (first, second) {
            (_, "") => {
                put(first, false);
                self.joined
            }
            ("", _) if !negated => {
                put(second, false);
                other.joined
            }
            _ => {
                put(first, self.joined.is_enclosed(joined));
                put(" ", false);
                put(word, false);
                put(" ", false);
                put(second, negated || other.joined.is_enclosed(joined));
                joined
            }
        };
        let starts_with_not = negated && first.is_empty() && !second.is_empty();
        let starts_with_not = starts_with_not.then(|| FIRST_NEGATED.into());
        let problem = self.problem.clone().or_else(|| other.problem.clone());
        let mut query = Self {
            condition: whole.len(),
            whole,
            joined,
            problem: problem.or(starts_with_not),
        };
        [self.order(), other.order()]
            .into_iter()
            .for_each(|order| query.order_by(order));
        query
    }

    /// Orders by more fields.
    pub(super) fn order_by(&mut self, fields: &str) {
        if fields.is_empty() {
            return;
        }
        let start = if self.order().is_empty() { " ORDER BY " } else { ", " };
        self.whole.push_str(start);
        self.whole.push_str(fields);
    }

    fn check(&self) -> Result<(), InvalidCql> {
        match self.problem.clone() {
            None => Ok(()),
            Some(problem) => Err(InvalidCql { problem }),
        }
    }

    fn debug(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple(name);
        shown.field(&self.whole);
        if let Some(problem) = &self.problem {
            shown.field(problem);
        }
        shown.finish()
    }

    fn node(&self) -> Node<'_> {
        match &self.problem {
            Some(problem) => Node::Invalid(problem),
            None => Node::Text(Cow::Borrowed(&self.whole)),
        }
    }
}

const FIRST_NEGATED: &str = "begins with a negation, which CQL does not allow";

/// The byte at which `ORDER BY` stands, with the white space before it. It is looked for outside of quotation marks.
fn order_of(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut letters = text.char_indices();
    let mut starts_word = true;
    while let Some((at, letter)) = letters.next() {
        match quote {
            Some(_) if letter == '\\' => drop(letters.next()),
            Some(mark) if letter == mark => quote = None,
            Some(_) => {}
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None if starts_word && is_order(&text[at..]) => return Some(text[..at].trim_end().len()),
            None => {}
        }
        starts_word = letter.is_whitespace() || matches!(letter, '"' | '\'' | ')');
    }
    None
}

/// Whether the text begins with `ORDER BY`.
fn is_order(text: &str) -> bool {
    let begins = |text: &str, word: &str| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let behind = |text: &str, word: &str| {
        text.get(word.len()..)
            .is_some_and(|rest| rest.starts_with(char::is_whitespace))
    };
    begins(text, "ORDER") && behind(text, "ORDER") && {
        let by = text["ORDER".len()..].trim_start();
        begins(by, "BY") && (by.len() == "BY".len() || behind(by, "BY"))
    }
}

/// What a search takes: a query of the sort `Q`, or a reference to one.
///
/// # Troubleshooting
///
/// A text is no query, so that nobody puts a value into one without quotation marks. Write the query with
/// [`cql!`](crate::cql!), build it (see [`cql`](mod@crate::cql)), or say that it is to be sent as it is: [`Cql::raw`].
#[diagnostic::on_unimplemented(
    message = "a search takes a checked query of the type `{Q}`, not `{Self}`",
    label = "not a `{Q}`",
    note = "`{Q}::raw(…)` makes a query of any text, without a check and without quotation marks around values"
)]
pub trait IntoQuery<Q>: seal::Query {
    /// The query.
    fn into_query(self) -> Q;
}

mod seal {
    #[allow(unreachable_pub, reason = "the seal of a public trait")]
    pub trait Query {}
}

macro_rules! queries { ($($(#[$attribute:meta])* $query:ident;)*) => {$(
    $(#[$attribute])*
    #[derive(Clone, PartialEq, Eq, Hash)]
    pub struct $query(pub(super) Text);

    impl $query {
        /// The query that this text is. Nothing is checked, and nothing is quoted.
        ///
        /// Do not put values of other people into the text: what they write may be more than a value.
        pub fn raw(query: impl Into<String>) -> Self {
            Self(Text::raw(query.into()))
        }

        /// What this query finds and the other one finds too.
        ///
        /// If both have an order, results are in the order of the first one, and in that of the second one where the
        /// first has no difference.
        #[must_use]
        pub fn and(self, other: impl IntoQuery<Self>) -> Self {
            Self(self.0.join("AND", Joined::And, &other.into_query().0))
        }

        /// What this query finds and the other one does not.
        #[must_use]
        pub fn and_not(self, other: impl IntoQuery<Self>) -> Self {
            Self(self.0.join("AND NOT", Joined::And, &other.into_query().0))
        }

        /// What either of the queries finds.
        #[must_use]
        pub fn or(self, other: impl IntoQuery<Self>) -> Self {
            Self(self.0.join("OR", Joined::Or, &other.into_query().0))
        }

        /// What this query finds, and everything that the other one does not find.
        #[must_use]
        pub fn or_not(self, other: impl IntoQuery<Self>) -> Self {
            Self(self.0.join("OR NOT", Joined::Or, &other.into_query().0))
        }

        /// The text of the query.
        pub fn as_str(&self) -> &str {
            &self.0.whole
        }

        /// Whether it can be sent. A search asks this itself.
        ///
        /// # Errors
        ///
        /// If a value cannot be written in CQL, such as an empty list.
        pub fn check(&self) -> Result<(), InvalidCql> {
            self.0.check()
        }
    }

    impl fmt::Display for $query {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.as_str())
        }
    }

    impl fmt::Debug for $query {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.debug(stringify!($query), f)
        }
    }

    impl seal::Query for $query {}
    impl seal::Query for &$query {}
    impl seal::Query for &&$query {}

    #[diagnostic::do_not_recommend]
    impl IntoQuery<Self> for $query {
        fn into_query(self) -> Self {
            self
        }
    }

    #[diagnostic::do_not_recommend]
    impl IntoQuery<$query> for &$query {
        fn into_query(self) -> $query {
            self.clone()
        }
    }

    #[diagnostic::do_not_recommend]
    impl IntoQuery<$query> for &&$query {
        fn into_query(self) -> $query {
            (*self).clone()
        }
    }

    impl AsRef<Text> for $query {
        fn as_ref(&self) -> &Text {
            &self.0
        }
    }

    impl ToNode for $query {
        fn node(&self) -> Node<'_> {
            self.0.node()
        }
    }

    #[cfg(feature = "__conformance")]
    impl crate::model::Blank for $query {
        fn blank() -> Self {
            Self::raw("")
        }
    }

    #[cfg(feature = "__conformance")]
    impl crate::model::Slot for $query {
        fn accept(&mut self, e: crate::model::Event<'_>) -> crate::model::Done {
            let mut text = String::new();
            text.accept(e)?;
            *self = Self::raw(text);
            Ok(())
        }
    }

    #[cfg(feature = "__conformance")]
    impl crate::model::Described for $query {
        fn described() -> crate::model::Type {
            crate::model::Type::Text
        }
    }
)*} }

queries! {
    /// A query for content and spaces: written by [`cql!`](crate::cql!), or built by these functions.
    ///
    /// There is a function for each field, which gives a [`Clause`](super::Clause), whose methods are the operators.
    /// What can be written is told in [`cql`](mod@crate::cql).
    ///
    /// ```
    /// use confluence_sdk::Cql;
    ///
    /// let query = Cql::space().equal("DOCS").and(Cql::title().contains("release notes"));
    /// assert_eq!(query.as_str(), r#"space = "DOCS" AND title ~ "release notes""#);
    /// ```
    #[doc(alias("injection", "escape", "quote"))]
    Cql;
    /// A query for users: written by [`user_cql!`](crate::user_cql!), or built by these functions.
    ///
    /// ```
    /// use confluence_sdk::UserCql;
    ///
    /// let query = UserCql::user_full_name().contains("Jo").or(UserCql::user_full_name().contains("Al"));
    /// assert_eq!(query.as_str(), r#"user.fullname ~ "Jo" OR user.fullname ~ "Al""#);
    /// ```
    UserCql;
}

impl Cql {
    /// Orders the results. Where a field before makes no difference, the next one counts.
    ///
    /// ```
    /// use confluence_sdk::{Cql, cql::Direction};
    ///
    /// let pages = Cql::label().equal("todo").order_by(Cql::created(), Direction::Desc);
    /// let pages = pages.order_by(Cql::title(), Direction::Asc);
    /// assert_eq!(pages.as_str(), r#"label = "todo" ORDER BY created DESC, title"#);
    /// ```
    #[must_use]
    pub fn order_by<F: Sorts>(mut self, _: Clause<F>, direction: Direction) -> Self {
        let name = F::FIELD.name();
        match direction {
            Direction::Asc => self.0.order_by(name),
            Direction::Desc => self.0.order_by(&format!("{name} DESC")),
        }
        self
    }
}

#[cfg(test)]
mod tests;
