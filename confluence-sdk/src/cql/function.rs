//! Values that the site works out when it searches.

use super::draft::Draft;
use super::value::{ContentValue, DateValue, SpaceValue, UserValue};
use super::{Function, value};
use std::str::FromStr;
use std::{error, fmt};

/// The account that searches.
pub fn current_user() -> impl UserValue + Clone {
    Called(Function::CurrentUser, String::new())
}

/// The space that the search is made from: `cqlcontext` of the search says which.
pub fn current_space() -> impl SpaceValue + Clone {
    Called(Function::CurrentSpace, String::new())
}

/// The content that the search is made from: `cqlcontext` of the search says which.
pub fn current_content() -> impl ContentValue + Clone {
    Called(Function::CurrentContent, String::new())
}

/// The spaces that the account has saved for later, for [`is_in`](super::Clause::is_in).
pub fn favourite_spaces() -> impl IntoIterator<Item = impl SpaceValue> + Clone {
    [Called(Function::FavouriteSpaces, String::new())]
}

/// So many spaces that the account has viewed last, for [`is_in`](super::Clause::is_in).
pub fn recently_viewed_spaces(limit: u32) -> impl IntoIterator<Item = impl SpaceValue> + Clone {
    [Called(Function::RecentlyViewedSpaces, limit.to_string())]
}

/// So much content that the account has viewed last, after passing over some, for [`is_in`](super::Clause::is_in).
pub fn recently_viewed_content(limit: u32, offset: u32) -> impl IntoIterator<Item = impl ContentValue> + Clone {
    [Called(Function::RecentlyViewedContent, format!("{limit}, {offset}"))]
}

/// A function with its arguments.
#[derive(Clone)]
struct Called(Function, String);

macro_rules! called { ($($value:ident)*) => {$(
    #[diagnostic::do_not_recommend]
    impl value::$value for Called {
        fn put(&self, draft: &mut Draft) {
            let Self(function, arguments) = self;
            draft.push(&format!("{}({arguments})", function.name()));
        }
    }
)*} }
called! { ContentValue SpaceValue UserValue }

macro_rules! moments { ($($(#[doc = $doc:literal])* $name:ident $function:ident;)*) => {$(
    $(#[doc = $doc])*
    pub fn $name() -> Moment {
        Moment {
            function: Function::$function,
            increment: None,
        }
    }
)*} }

moments! {
    /// This moment, as the site has it when it searches.
    ///
    /// ```
    /// use confluence_sdk::Cql;
    /// use confluence_sdk::cql::{self, Increment};
    ///
    /// let lately = Cql::created().greater(cql::now().plus(Increment::weeks(-4)));
    /// assert_eq!(lately.as_str(), r#"created > now("-4w")"#);
    /// ```
    now Now;
    /// The first moment of the day.
    start_of_day StartOfDay;
    /// The first moment of the week.
    start_of_week StartOfWeek;
    /// The first moment of the month.
    start_of_month StartOfMonth;
    /// The first moment of the year.
    start_of_year StartOfYear;
    /// The last moment of the day.
    end_of_day EndOfDay;
    /// The last moment of the week.
    end_of_week EndOfWeek;
    /// The last moment of the month.
    end_of_month EndOfMonth;
    /// The last moment of the year.
    end_of_year EndOfYear;
}

/// A moment that the site works out, in the time zone of the account: [`now`], [`start_of_day`] and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    function: Function,
    increment: Option<Increment>,
}

impl Moment {
    /// The moment so much later, or earlier if the number is negative. It replaces an increment from before.
    #[must_use]
    pub fn plus(mut self, increment: Increment) -> Self {
        self.increment = Some(increment);
        self
    }
}

#[diagnostic::do_not_recommend]
impl DateValue for Moment {
    fn put(&self, draft: &mut Draft) {
        draft.push(self.function.name());
        draft.push("(");
        if let Some(increment) = self.increment {
            draft.quoted(&increment.to_string());
        }
        draft.push(")");
    }
}

/// A length of time that is added to a [`Moment`]. It is negative for what lies before.
///
/// ```
/// use confluence_sdk::cql::Increment;
///
/// assert_eq!("-4w".parse(), Ok(Increment::weeks(-4)));
/// assert_eq!(Increment::months(1).to_string(), "1M");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Increment {
    number: i32,
    unit: char,
}

macro_rules! units { ($($(#[doc = $doc:literal])* $name:ident $unit:literal;)*) => {
    impl Increment {
        $(
            $(#[doc = $doc])*
            pub const fn $name(number: i32) -> Self {
                Self { number, unit: $unit }
            }
        )*
    }
    const UNITS: &[char] = &[$($unit),*];
} }

units! {
    /// So many minutes.
    minutes 'm';
    /// So many hours.
    hours 'h';
    /// So many days.
    days 'd';
    /// So many weeks.
    weeks 'w';
    /// So many months.
    months 'M';
    /// So many years.
    years 'y';
}

impl fmt::Display for Increment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number, self.unit)
    }
}

impl FromStr for Increment {
    type Err = InvalidIncrement;

    /// Reads `-4w`: a whole number and a unit.
    fn from_str(text: &str) -> Result<Self, InvalidIncrement> {
        let unit = text.chars().next_back().filter(|unit| UNITS.contains(unit));
        let number = unit.and_then(|unit| text.strip_suffix(unit)?.parse().ok());
        let invalid = || InvalidIncrement { text: text.into() };
        unit.zip(number)
            .map(|(unit, number)| Self { number, unit })
            .ok_or_else(invalid)
    }
}

/// A text that is no [`Increment`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidIncrement {
    text: Box<str>,
}

impl fmt::Display for InvalidIncrement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = crate::model::Quoted(&self.text);
        write!(
            f,
            "{text} is not a length of time such as `-4w`; units are y, M, w, d, h and m"
        )
    }
}

impl error::Error for InvalidIncrement {}
