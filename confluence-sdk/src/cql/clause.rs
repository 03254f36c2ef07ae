//! Clauses that are built at run time: a field, an operator, a value.

use super::draft::Draft;
use super::query::Joined;
use super::value::{ContentValue, DateValue, SpaceValue, TextValue, TypeValue, UserValue, WordsValue, is_content};
use super::{Cql, Field, FieldType, IntoQuery, Operator, UserCql};
use crate::model::Quoted;
use std::fmt;
use std::marker::PhantomData;

/// A field that waits for its operator and its value, such as [`Cql::title()`].
///
/// Each method is an operator; a field that does not take it is refused by the compiler, and so is a value of another
/// type.
pub struct Clause<F>(PhantomData<F>);

impl<F> fmt::Debug for Clause<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clause")
    }
}

/// A field of a query, as a type: see [`field`](super::field).
pub trait Named: Sized {
    /// The field as a value.
    const FIELD: Field;
    /// What its values are, a type of [`kind`](super::kind).
    type Of;
    /// The query that it belongs to.
    type Query: Built;
}

/// The two sorts of queries.
pub trait Built: IntoQuery<Self> + Sized {
    #[doc(hidden)]
    fn of(draft: Draft) -> Self;
}

impl Built for Cql {
    fn of(draft: Draft) -> Self {
        draft.cql(Joined::One)
    }
}

impl Built for UserCql {
    fn of(draft: Draft) -> Self {
        draft.user_cql(Joined::One)
    }
}

/// A field that takes `=` and `!=`.
#[diagnostic::on_unimplemented(
    message = "`equal` and `not_equal` are not for the field `{Self}`",
    label = "does not take this operator",
    note = "a field of text is searched for words: `.contains(…)`, `.contains_not(…)`"
)]
pub trait TakesEqual: Named {}

/// A field that takes `IN` and `NOT IN`.
#[diagnostic::on_unimplemented(
    message = "`is_in` and `not_in` are not for the field `{Self}`",
    label = "does not take this operator",
    note = "join several clauses: `a.or(b)`; a range of dates is `a.greater_or_equal(…).and(a.less(…))`"
)]
pub trait TakesList: Named {}

/// A field that takes `~` and `!~`.
#[diagnostic::on_unimplemented(
    message = "`contains` and `contains_not` are not for the field `{Self}`",
    label = "does not take this operator",
    note = "fields that are searched for words: `title`, `text`, `siteSearch`, `space.title`, and names such as `creator.fullname`"
)]
pub trait TakesWords: Named {}

/// A field that takes `>`, `>=`, `<` and `<=`.
#[diagnostic::on_unimplemented(
    message = "`greater`, `greater_or_equal`, `less` and `less_or_equal` are not for the field `{Self}`",
    label = "does not take this operator",
    note = "fields of dates do: `created`, `lastmodified`"
)]
pub trait TakesRange: Named {}

/// A field by which results are ordered.
#[diagnostic::on_unimplemented(
    message = "`order_by` cannot order by the field `{Self}`",
    label = "not a field for `ORDER BY`",
    note = "results are ordered by `created`, `creator`, `id`, `lastmodified`, `space`, `title` or `type`"
)]
pub trait Sorts: Named<Query = Cql> {}

/// A value of a field whose values are of the kind `K`, a type of [`kind`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of a field of the kind `{K}`",
    label = "a value of another kind",
    note = "a field of `Space` takes a `SpaceKey` or a text; of `Content` an id; of `User` an `AccountId`; of `Text` a text; of `Date` a date of jiff, a text or `cql::now()` and its like; of `Type` a `cql::Type` or a text"
)]
pub trait ValueOf<K> {
    #[doc(hidden)]
    fn put_in(&self, draft: &mut Draft);
}

macro_rules! kinds { ($($(#[doc = $doc:literal])* $kind:ident $value:ident;)*) => {
    /// What the values of fields are, as types.
    pub mod kind {
        $(
            $(#[doc = $doc])*
            #[derive(Debug)]
            pub enum $kind {}
        )*
    }
    $(
        impl<T: $value + ?Sized> ValueOf<kind::$kind> for T {
            fn put_in(&self, draft: &mut Draft) {
                self.put(draft);
            }
        }
    )*
} }

kinds! {
    /// Content, by id: a [`ContentValue`](super::ContentValue).
    Content ContentValue;
    /// A date: a [`DateValue`](super::DateValue).
    Date DateValue;
    /// A space, by key: a [`SpaceValue`](super::SpaceValue).
    Space SpaceValue;
    /// Any text: a [`TextValue`](super::TextValue).
    Text TextValue;
    /// A type of content: a [`TypeValue`](super::TypeValue).
    Type TypeValue;
    /// An account: a [`UserValue`](super::UserValue).
    User UserValue;
}

/// One operator with one value.
macro_rules! operators { ($($(#[doc = $doc:literal])* $method:ident $operator:ident $takes:ident;)*) => {$(
    $(#[doc = $doc])*
    pub fn $method(self, value: impl ValueOf<F::Of>) -> F::Query
    where
        F: $takes,
    {
        self.with(Operator::$operator, |draft| value.put_in(draft))
    }
)*} }

impl<F: Named> Clause<F> {
    operators! {
        /// `=`
        equal Equal TakesEqual;
        /// `!=`
        not_equal NotEqual TakesEqual;
        /// `>`
        greater Greater TakesRange;
        /// `>=`
        greater_or_equal GreaterOrEqual TakesRange;
        /// `<`
        less Less TakesRange;
        /// `<=`
        less_or_equal LessOrEqual TakesRange;
    }

    /// `~`: all these words are in it, in any order. Nothing in a text is a wildcard or an operator: for these there
    /// are [`phrase`](super::phrase), [`pattern`](super::pattern) and [`similar`](super::similar).
    pub fn contains(self, words: impl WordsValue) -> F::Query
    where
        F: TakesWords,
    {
        self.with(Operator::Contains, |draft| words.put(draft))
    }

    /// `!~`
    pub fn contains_not(self, words: impl WordsValue) -> F::Query
    where
        F: TakesWords,
    {
        self.with(Operator::ContainsNot, |draft| words.put(draft))
    }

    /// `IN`: it is one of these. An empty list cannot be written: such a query is [not sent](Cql::check).
    pub fn is_in<V: ValueOf<F::Of>>(self, values: impl IntoIterator<Item = V>) -> F::Query
    where
        F: TakesList,
    {
        self.among(Operator::In, values)
    }

    /// `NOT IN`: it is none of these. An empty list cannot be written: such a query is [not sent](Cql::check).
    pub fn not_in<V: ValueOf<F::Of>>(self, values: impl IntoIterator<Item = V>) -> F::Query
    where
        F: TakesList,
    {
        self.among(Operator::NotIn, values)
    }

    fn with(self, operator: Operator, put: impl FnOnce(&mut Draft)) -> F::Query {
        let mut draft = started(F::FIELD, operator);
        put(&mut draft);
        Built::of(draft)
    }

    fn among<V: ValueOf<F::Of>>(self, operator: Operator, values: impl IntoIterator<Item = V>) -> F::Query {
        self.with(operator, |draft| draft.list(values, |value, draft| value.put_in(draft)))
    }
}

fn started(field: Field, operator: Operator) -> Draft {
    let mut draft = Draft::new(field.name());
    for text in [" ", operator.symbol(), " "] {
        draft.plain(text);
    }
    draft
}

/// In which direction results are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The first letter, the oldest, the smallest comes first.
    Asc,
    /// The last letter, the newest, the largest comes first.
    Desc,
}

/// The word of a table as a trait of the field.
macro_rules! fact {
    ($field:ident equality) => {
        impl TakesEqual for field::$field {}
        impl TakesList for field::$field {}
    };
    ($field:ident text) => {
        impl TakesWords for field::$field {}
    };
    ($field:ident range) => {
        impl TakesEqual for field::$field {}
        impl TakesRange for field::$field {}
    };
    ($field:ident sorts) => {
        impl Sorts for field::$field {}
    };
    ($field:ident users) => {};
}

/// The query that a field belongs to, told by its last word.
macro_rules! query {
    (users) => { UserCql };
    ($fact:ident) => { Cql };
    ($fact:ident $($more:ident)+) => { query!($($more)+) };
}

macro_rules! builder {
    (
        fields { $(#[doc = $doc:literal] $field:ident $method:ident = $($spelling:literal),+: $of:ident { $($fact:ident),+ };)* }
        functions { $($functions:tt)* }
        types { $($types:tt)* }
    ) => {
        /// Every field as a type. A value of it is made by the function of [`Cql`] or [`UserCql`] with its name.
        pub mod field {
            $(
                #[doc = $doc]
                #[derive(Debug)]
                pub enum $field {}
            )*
        }
        $(
            impl Named for field::$field {
                const FIELD: Field = Field::$field;
                type Of = kind::$of;
                type Query = query!($($fact)+);
            }
            $(fact! { $field $fact })+
            impl query!($($fact)+) {
                #[doc = $doc]
                #[doc = ""]
                #[doc = concat!("In CQL:" $(, " `", $spelling, "`")+, ".")]
                pub fn $method() -> Clause<field::$field> {
                    Clause(PhantomData)
                }
            }
        )*
    };
}
::confluence_macros::cql_words! { builder }

impl Cql {
    /// A clause whose field and operator are known at run time alone, such as one that a user has chosen from
    /// [`Field::ALL`] and [`Operator::ALL`]. What the compiler cannot check is checked here: the query is
    /// [not sent](Self::check) if the field does not take the operator, or if it cannot have such a value.
    ///
    /// ```
    /// use confluence_sdk::cql::{Cql, Field, Operator};
    ///
    /// let (field, value) = ("label", "to\"do");
    /// let query = Cql::compare(Field::named(field).unwrap(), Operator::Equal, [value]);
    /// assert_eq!(query.as_str(), r#"label = "to\"do""#);
    /// assert!(Cql::compare(Field::Label, Operator::Greater, ["todo"]).check().is_err());
    /// ```
    pub fn compare(field: Field, operator: Operator, values: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let values: Vec<_> = values.into_iter().collect();
        let mut draft = started(field, operator);
        if field.is_of_users() {
            draft.refuse(format!(
                "has the field `{field}`, which belongs to the search for users"
            ));
        } else if !field.takes(operator) {
            draft.refuse(format!(
                "compares `{field}` by `{operator}`, which the field does not take"
            ));
        } else if !operator.takes_list() && values.len() != 1 {
            let count = values.len();
            draft.refuse(format!(
                "compares `{field}` by `{operator}` with {count} values instead of one"
            ));
        }
        let put = |value: &str, draft: &mut Draft| match field.of() {
            FieldType::Type => TypeValue::put(value, draft),
            FieldType::Date => DateValue::put(value, draft),
            _ if operator.is_for_words() => WordsValue::put(value, draft),
            FieldType::Content if !is_content(value) => {
                draft.refuse(format!("has an id of content that is none: {}", Quoted(value)));
            }
            _ => draft.quoted(value),
        };
        if operator.takes_list() {
            draft.list(values, |value, draft| put(value.as_ref(), draft));
        } else {
            values.iter().for_each(|value| put(value.as_ref(), &mut draft));
        }
        draft.cql(Joined::One)
    }
}

impl UserCql {
    /// All users, up to 10,000 of them.
    pub fn all() -> Self {
        Draft::new("type = user").user_cql(Joined::One)
    }
}
