//! What a field can be compared with: a trait for each type of field.
//!
//! Their one method is hidden: it writes into a type that only expansions of `cql!` name. Which types have a trait is
//! told by its note, so no refusal lists the implementations beside it.

use super::Type;
use super::draft::Draft;
use crate::id::*;
use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime};

macro_rules! kinds { ($(
    $(#[doc = $doc:literal])* $value:ident: $what:literal, $label:literal, $note:literal;
)*) => {$(
    $(#[doc = $doc])*
    #[diagnostic::on_unimplemented(message = $what, label = $label, note = $note)]
    pub trait $value {
        /// Writes the value into a query.
        #[doc(hidden)]
        fn put(&self, draft: &mut Draft);
    }
)*} }

kinds! {
    /// A value of a field of content, such as `ancestor`: an id of any kind, or
    /// [`current_content`](super::current_content).
    ContentValue: "`{Self}` does not name content", "not the id of content",
        "content is named by its id: a `PageId` or that of another kind, a `ContentId`, a `u64`; a text becomes one by `ContentId::new(…)`";

    /// A value of a field of dates: a day or a minute in the time zone of the account that searches, or a
    /// [`Moment`](super::Moment).
    ///
    /// A [`Timestamp`](crate::Timestamp) is none, because it does not say in which time zone the account is. Put it
    /// into that time zone: `moment.to_jiff().to_zoned_datetime(zone)`.
    DateValue: "`{Self}` is not a date of CQL", "not a date",
        "a date is a day or a minute in the time zone of the account: `jiff::civil::Date`, `DateTime`, `ZonedDateTime` in that zone, a text such as `2026-11-27 09:30`, or `cql::now()` and its like; a `Timestamp` is put into the zone by `moment.to_jiff().to_zoned_datetime(zone)`";

    /// A value of a field of spaces: a [`SpaceKey`], a text, or [`current_space`](super::current_space).
    SpaceValue: "`{Self}` does not name a space", "not the key of a space",
        "a space is named by its key, not by its id: a `SpaceKey` or a text";

    /// A value of a field of texts, such as `label`: any text.
    TextValue: "`{Self}` is not a text", "not a text",
        "this field is compared with a text: a `&str`, a `String`, or anything else that is `AsRef<str>`";

    /// A value of the field `type`: a [`Type`], or a text for the types of custom content.
    TypeValue: "`{Self}` is not a type of content", "not a type",
        "a type is a `cql::Type`, or a text such as `ac:my-app:note` for custom content";

    /// A value of a field of accounts: an [`AccountId`], or [`current_user`](super::current_user).
    UserValue: "`{Self}` does not name an account", "not the id of an account",
        "an account is named by its id: an `AccountId`; a text becomes one by `AccountId::new(…)`";

    /// What stands behind `~`: a text, whose words are searched as words, or [`Words`](super::Words).
    WordsValue: "`{Self}` cannot be searched as words", "not words",
        "`~` takes a text, or `cql::phrase(…)`, `cql::pattern(…)` or `cql::similar(…)`";
}

/// References to values are values too.
macro_rules! references { ($($value:ident)*) => {$(
    #[diagnostic::do_not_recommend]
    impl<T: $value + ?Sized> $value for &T {
        fn put(&self, draft: &mut Draft) {
            (**self).put(draft);
        }
    }
)*} }
references! { ContentValue DateValue SpaceValue TypeValue UserValue }

macro_rules! ids { ($($id:ident)*) => {$(
    #[diagnostic::do_not_recommend]
    impl ContentValue for $id {
        fn put(&self, draft: &mut Draft) {
            draft.quoted(&self.to_string());
        }
    }
)*} }
ids! {
    AttachmentId BlogPostId CommentId ContentId CustomContentId DatabaseId FolderId PageId SmartLinkId WhiteboardId u64
}

macro_rules! texts { ($($value:ident for $text:ty;)*) => {$(
    #[diagnostic::do_not_recommend]
    impl $value for $text {
        fn put(&self, draft: &mut Draft) {
            draft.quoted(self.as_ref());
        }
    }
)*} }
texts! {
    SpaceValue for SpaceKey;
    SpaceValue for String;
    SpaceValue for str;
    UserValue for AccountId;
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> TextValue for T {
    fn put(&self, draft: &mut Draft) {
        draft.quoted(self.as_ref());
    }
}

#[diagnostic::do_not_recommend]
impl TypeValue for Type {
    fn put(&self, draft: &mut Draft) {
        draft.push(self.name());
    }
}

#[diagnostic::do_not_recommend]
impl TypeValue for str {
    fn put(&self, draft: &mut Draft) {
        if Type::named(self).is_none() && !self.contains(':') {
            draft.refuse(format!("has a type that does not exist: {self:?}"));
        }
        draft.quoted(self);
    }
}

#[diagnostic::do_not_recommend]
impl TypeValue for String {
    fn put(&self, draft: &mut Draft) {
        TypeValue::put(self.as_str(), draft);
    }
}

#[diagnostic::do_not_recommend]
impl DateValue for Date {
    fn put(&self, draft: &mut Draft) {
        day(*self, draft);
        draft.quoted(&self.to_string());
    }
}

#[diagnostic::do_not_recommend]
impl DateValue for DateTime {
    fn put(&self, draft: &mut Draft) {
        day(self.date(), draft);
        draft.quoted(&format!("{} {:02}:{:02}", self.date(), self.hour(), self.minute()));
    }
}

#[diagnostic::do_not_recommend]
impl DateValue for ZonedDateTime {
    fn put(&self, draft: &mut Draft) {
        self.datetime().put(draft);
    }
}

#[diagnostic::do_not_recommend]
impl DateValue for str {
    fn put(&self, draft: &mut Draft) {
        if !is_date(self) {
            draft.refuse(format!(
                "has a date that is none: {self:?}; write one such as `2026-11-27` or `2026-11-27 09:30`"
            ));
        }
        draft.quoted(self);
    }
}

#[diagnostic::do_not_recommend]
impl DateValue for String {
    fn put(&self, draft: &mut Draft) {
        DateValue::put(self.as_str(), draft);
    }
}

/// CQL writes years with four digits.
fn day(date: Date, draft: &mut Draft) {
    if date.year() < 0 {
        draft.refuse(format!("has a date before the year 0, which CQL cannot write: {date}"));
    }
}

/// Whether a text is `2026-11-27`, `2026/11/27`, or one of them with ` 09:30`, and there is such a day and minute.
pub(super) fn is_date(text: &str) -> bool {
    let number = |text: &str, digits: usize| -> Option<i16> {
        let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse().ok()).flatten()
    };
    let (date, time) = text.split_once(' ').unwrap_or((text, "00:00"));
    let separator = if date.contains('/') { '/' } else { '-' };
    let parts: Vec<_> = date
        .split(separator)
        .zip([4, 2, 2, 0])
        .map(|(part, digits)| number(part, digits))
        .collect();
    let &[Some(year), Some(month), Some(day)] = parts.as_slice() else {
        return false;
    };
    let exists = Date::new(year, month as i8, day as i8).is_ok();
    let time = time
        .split_once(':')
        .and_then(|(hour, minute)| Some((number(hour, 2)?, number(minute, 2)?)));
    exists && time.is_some_and(|(hour, minute)| hour < 24 && minute < 60)
}

/// Whether a text is the id of content: digits, or those of an attachment.
pub(super) fn is_content(text: &str) -> bool {
    let digits = text.strip_prefix("att").unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
