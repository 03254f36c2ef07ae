//! CQL, the Confluence Query Language: queries that are checked, and its fields, operators and functions as data.
//!
//! ```
//! use confluence_sdk::cql::{Field, Function, Operator};
//!
//! let created = Field::named("created").unwrap();
//! assert!(created.takes(Operator::GreaterOrEqual) && !created.takes(Operator::In));
//! assert!(Function::StartOfMonth.fits(created));
//! ```

mod query;
mod words;

pub use query::{Cql, IntoQuery, InvalidCql, UserCql};
pub use words::{Arguments, Field, FieldType, Function, Operator};
