//! CQL, the Confluence Query Language: queries that are checked, and its fields, operators and functions as data.
//!
//! ```
//! use confluence_sdk::cql::{Field, Function, Operator};
//!
//! let created = Field::named("created").unwrap();
//! assert!(created.takes(Operator::GreaterOrEqual) && !created.takes(Operator::In));
//! assert!(Function::StartOfMonth.fits(created));
//! ```

mod clause;
mod draft;
mod function;
mod query;
mod text;
mod value;
mod words;

pub use clause::{
    Built, Clause, Direction, Named, Sorts, TakesEqual, TakesList, TakesRange, TakesWords, ValueOf, field, kind,
};
pub use function::{
    Increment, InvalidIncrement, Moment, current_content, current_space, current_user, end_of_day, end_of_month,
    end_of_week, end_of_year, favourite_spaces, now, recently_viewed_content, recently_viewed_spaces, start_of_day,
    start_of_month, start_of_week, start_of_year,
};
pub use query::{Cql, IntoQuery, InvalidCql, UserCql};
pub use text::{Words, pattern, phrase, similar};
pub use value::{ContentValue, DateValue, SpaceValue, TextValue, TypeValue, UserValue, WordsValue};
pub use words::{Arguments, Field, FieldType, Function, Operator, Type};

/// What expansions of `cql!` name.
#[doc(hidden)]
pub mod expanded {
    use super::draft::Draft;
    pub use super::query::Joined;

    /// Begins a query.
    pub fn begin(text: &str) -> Draft {
        Draft::new(text)
    }
}
