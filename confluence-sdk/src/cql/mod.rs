//! CQL, the Confluence Query Language: queries that the compiler checks, and whose values cannot be more than values.
//!
//! [`cql!`](crate::cql!) writes a query, and a search takes it:
//!
//! ```no_run
//! # use confluence_sdk::{Basic, Client, Result, SpaceKey, cql};
//! # async fn example(client: &Client<Basic>, key: SpaceKey, words: &str) -> Result<()> {
//! let query = cql!(
//!     space = {key} and type = page and title ~ {words} and created >= startOfMonth("-1M")
//!     order by lastmodified desc
//! );
//! let mut found = client.v1().search().search_by_cql(query).items();
//! while let Some(hit) = found.next().await {
//!     println!("{}", hit?.title.unwrap_or_default());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What is misspelt, does not fit or does not exist is an error at its place, with what to write instead:
//!
//! ```compile_fail
//! # use confluence_sdk::cql;
//! let query = cql!(created in ("2026-11-27", "2026-11-28"));
//! // `created` does not take `in`; help: it takes `=`, `!=`, `>`, `>=`, `<`, `<=`
//! ```
//!
//! A search does not take a text, so a query that is put together by `format!` does not compile. [`Cql::raw`] is the
//! only way around: it takes any text, and quotes nothing.
//!
//! # The language
//!
//! ```text
//! query   = condition [ "order by" field [ "asc" | "desc" ], … ]
//! condition = clause | condition "and" condition | condition "or" condition
//!         | condition "and not" condition | "(" condition ")" | "{" query "}"
//! clause  = field operator value | field "in" list | field "not in" list
//! list    = "(" value, … ")" | "{" values "}" | function
//! value   = "text" | 98305 | page | 2026-11-27 | function | "{" value "}"
//! ```
//!
//! Words may be written with small or capital letters. `and` binds closer than `or`. The first clause of a query cannot
//! be a negation. Texts stand in double quotes. Only types stand without: `type in (page, blogpost)`.
//!
//! | fields | take | values | in Rust |
//! |---|---|---|---|
//! | `ancestor`, `container`, `id` (also `content`), `parent` | `=` `!=` `in` `not in` | content, by id: `98305`, `"att98305"`, `currentContent()`, `recentlyViewedContent(20, 0)` | [`ContentValue`]: [`PageId`](crate::PageId) and the like, `u64` |
//! | `created`, `lastmodified` | `=` `!=` `>` `>=` `<` `<=` | dates: `2026-11-27`, `"2026/11/27"`, `"2026-11-27 09:30"`, `now("-4w")`, `startOfDay()`, … `endOfYear("+1y")` | [`DateValue`]: dates of jiff, a text, [`now`] and the like |
//! | `space` (also `space.key`) | `=` `!=` `in` `not in` | a key: `"DOCS"`, `currentSpace()`, `favouriteSpaces()`, `recentlyViewedSpaces(10)` | [`SpaceValue`]: [`SpaceKey`](crate::SpaceKey), a text |
//! | `label`, `macro`, `pageStatus`, `space.category`, `space.type` | `=` `!=` `in` `not in` | a text | [`TextValue`]: a text |
//! | `title`, `space.title` | these, `~` `!~` | a text | for `~` [`WordsValue`]: a text, [`phrase`], [`pattern`], [`similar`] |
//! | `text`, `siteSearch`, `creator.fullname`, `contributor.fullname` | `~` `!~` | a text | [`WordsValue`] |
//! | `type` | `=` `!=` `in` `not in` | `page`, `blogpost`, `comment`, `attachment`, `space`, `folder`, `whiteboard`, `database`, `embed`, `"ac:my-app:note"` | [`TypeValue`]: [`Type`], a text |
//! | `contributor`, `creator`, `favourite`, `mention`, `watcher` | `=` `!=` `in` `not in` | an account, by id: `"5b10…"`, `currentUser()` | [`UserValue`]: [`AccountId`](crate::AccountId) |
//!
//! Results are ordered by `created`, `creator`, `id`, `lastmodified`, `space`, `title` and `type`.
//!
//! Users are found by a search of their own, with [`user_cql!`](crate::user_cql!) and [`UserCql`]: its fields are
//! `user`, `user.accountid` and `user.fullname`, and `type = user` finds all.
//!
//! # Values
//!
//! What stands in braces is an expression. Its type must fit the field, or the compiler says what would. The macro
//! borrows a value; behind `in` it takes what gives several, as `for` does.
//!
//! * **A value stays a value.** The whole text stands in quotation marks, and what would end them is escaped. A title
//!   such as `x" OR type = page` finds the page with that title.
//! * **Words stay words.** What stands behind `~` is searched word by word: no letter in it is a wildcard or an
//!   operator. For more, there are [`phrase`], [`pattern`] and [`similar`].
//! * **A date is one of the account.** CQL reads dates in the time zone of the account that searches, and knows no
//!   seconds, so these are left out. A [`Timestamp`](crate::Timestamp) does not say which date it is there, and is
//!   refused; `moment.to_jiff().to_zoned_datetime(zone)` says it.
//! * **An empty list is not sent.** CQL cannot write it, and what was meant depends on the program: nothing, or
//!   everything. The search fails before anything is sent, and so does one with a text that is no date. [`Cql::check`]
//!   tells it beforehand.
//!
//! # Queries made at run time
//!
//! Each field is a function of [`Cql`], each operator a method, and queries are joined by [`and`](Cql::and),
//! [`or`](Cql::or), [`and_not`](Cql::and_not) and [`or_not`](Cql::or_not), which put parentheses where they are needed:
//!
//! ```
//! use confluence_sdk::Cql;
//! use confluence_sdk::cql::{self, Direction, Increment, Type};
//!
//! let (labels, mine) = (["todo", "urgent"], true);
//! let mut query = labels.into_iter().map(|label| Cql::label().equal(label)).reduce(Cql::or).unwrap();
//! query = query.and(Cql::kind().is_in([Type::Page, Type::BlogPost]));
//! if mine {
//!     query = query.and(Cql::creator().equal(cql::current_user()));
//! }
//! query = query.and(Cql::created().greater(cql::now().plus(Increment::weeks(-4)))).order_by(Cql::created(), Direction::Desc);
//! assert_eq!(
//!     query.as_str(),
//!     r#"(label = "todo" OR label = "urgent") AND type IN (page, blogpost) AND creator = currentUser() AND created > now("-4w") ORDER BY created DESC"#
//! );
//! ```
//!
//! A query is also a part of another one: `cql!({query} and label = "x")`. Where even the field is chosen at run time,
//! there is [`Cql::compare`].
//!
//! # As data
//!
//! ```
//! use confluence_sdk::cql::{Field, Function, Operator};
//!
//! let created = Field::named("created").unwrap();
//! assert!(created.takes(Operator::GreaterOrEqual) && !created.takes(Operator::In));
//! assert!(Function::StartOfMonth.fits(created));
//! ```
//!
//! # What is not checked
//!
//! Fields of content properties, which each app chooses for itself, are written by [`Cql::raw`], also as a part of a
//! query: `cql!(type = page and {Cql::raw("content.property[facts].year > 2025")})`. Whether a space, an account or a
//! label exists is known to the site alone.

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
    pub use super::draft::Draft;
    pub use super::query::Joined;

    /// Begins a query.
    pub fn begin(text: &'static str) -> Draft {
        Draft::new(text)
    }
}
