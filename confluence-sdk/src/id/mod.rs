//! Ids. Each kind of thing has its own type, so that the id of a space cannot be used as the id of a page.
//!
//! Ids that are numbers ([`PageId`], [`SpaceId`], …) hold a `u64`. The API writes them as numbers in some places and as
//! text in others, and both are read. All other ids ([`AccountId`], [`SpaceKey`], …) hold text. Every id prints as the
//! API writes it, and is sent in the same form in a path, a query or a JSON body.
//!
//! ```
//! use confluence_sdk::{AttachmentId, ContentId, PageId};
//!
//! let page: PageId = "98305".parse()?;
//! assert_eq!(page, PageId::from(98305));
//! assert_eq!(page.to_string(), "98305");
//!
//! // The older API takes any kind of content, and its methods take the ids of all kinds.
//! let content = ContentId::from(page);
//! assert_eq!(content.as_str(), "98305");
//! assert_eq!(PageId::try_from(&content)?, page);
//! assert!(PageId::try_from(&ContentId::from(AttachmentId::new("att123")?)).is_err());
//! # Ok::<(), confluence_sdk::InvalidId>(())
//! ```

use crate::model::{self, Blank, Done, Event, Fail, Node, Slot, ToNode};
use std::borrow::Cow;
use std::str::FromStr;
use std::{error, fmt};

/// A text that is not an id of the wanted kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidId {
    kind: &'static str,
    text: Box<str>,
    problem: &'static str,
}

impl InvalidId {
    #[cold]
    fn new(kind: &'static str, text: &str, problem: &'static str) -> Self {
        Self {
            kind,
            text: text.into(),
            problem,
        }
    }

    /// The name of the wanted type, such as `PageId`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The text that was refused.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, text, problem } = self;
        write!(f, "{} is not a valid `{kind}`: {problem}", model::Quoted(text))
    }
}

impl error::Error for InvalidId {}

/// The code that ids of numbers and ids of text share.
macro_rules! any_id {
    ($name:ident, $digits:literal) => {
        #[cfg(feature = "__conformance")]
        impl model::Described for $name {
            fn described() -> model::Type {
                model::Type::Id(stringify!($name), $digits)
            }
        }

        impl fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }

        impl fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl serde::Serialize for $name {
            #[inline]
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                model::serialize(self, s)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                model::de_slot(d)
            }
        }
    };
}

macro_rules! numeric_ids { ($($(#[$doc:meta])* $name:ident;)*) => {$(
    $(#[$doc])*
    ///
    /// It is read from a number or from a string of digits. It is written as a string of digits.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct $name(u64);

    impl $name {
        /// The id with this number.
        #[inline]
        pub const fn new(id: u64) -> Self {
            Self(id)
        }

        /// The number.
        #[inline]
        pub const fn get(self) -> u64 {
            self.0
        }
    }

    any_id!($name, true);

    impl From<u64> for $name {
        #[inline]
        fn from(id: u64) -> Self {
            Self(id)
        }
    }

    impl From<$name> for u64 {
        #[inline]
        fn from(id: $name) -> Self {
            id.0
        }
    }

    impl FromStr for $name {
        type Err = InvalidId;
        #[inline]
        fn from_str(s: &str) -> Result<Self, InvalidId> {
            match digits(s) {
                Some(id) => Ok(Self(id)),
                None => Err(InvalidId::new(stringify!($name), s, "expected digits")),
            }
        }
    }

    impl TryFrom<&str> for $name {
        type Error = InvalidId;
        #[inline]
        fn try_from(s: &str) -> Result<Self, InvalidId> {
            s.parse()
        }
    }

    impl TryFrom<String> for $name {
        type Error = InvalidId;
        #[inline]
        fn try_from(s: String) -> Result<Self, InvalidId> {
            s.parse()
        }
    }

    impl Blank for $name {
        #[inline]
        fn blank() -> Self {
            Self(0)
        }
    }

    impl Slot for $name {
        #[inline]
        fn accept(&mut self, e: Event<'_>) -> Done {
            accept_number(&mut self.0, e)
        }
    }

    impl ToNode for $name {
        #[inline]
        fn node(&self) -> Node<'_> {
            Node::Text(Cow::Owned(self.0.to_string()))
        }
    }
)*} }

/// `u64::from_str` alone would accept a plus sign.
fn digits(s: &str) -> Option<u64> {
    if s.bytes().all(|b| b.is_ascii_digit()) {
        s.parse().ok()
    } else {
        None
    }
}

fn accept_number(slot: &mut u64, e: Event<'_>) -> Done {
    model::scalar(slot, e, "an id of digits", |e| match e {
        Event::Text(s) => digits(s),
        e => model::whole(e)?.try_into().ok(),
    })
}

numeric_ids! {
    /// A blog post.
    BlogPostId;
    /// A comment, in the footer or in the text.
    CommentId;
    /// Content of a type that an app defines.
    CustomContentId;
    /// A database.
    DatabaseId;
    /// A folder.
    FolderId;
    /// A label.
    LabelId;
    /// A page.
    PageId;
    /// A content property or a space property.
    PropertyId;
    /// A smart link in the content tree. The API also calls it an embed.
    SmartLinkId;
    /// A space. A space also has a [`SpaceKey`], which is not its id.
    SpaceId;
    /// A permission that a user or a group has in a space.
    SpacePermissionId;
    /// A task: a box that can be ticked in a page or a blog post.
    TaskId;
    /// A whiteboard.
    WhiteboardId;
}

macro_rules! text_ids { ($($(#[$doc:meta])* $name:ident $(, $valid:ident)?;)*) => {$(
    $(#[$doc])*
    ///
    /// Of an id from the server it is only checked that it is not empty. [`new`](Self::new) checks ids from other
    /// sources.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct $name(Box<str>);

    impl $name {
        /// Makes an id from a text, and checks what can be checked without the server.
        ///
        /// # Errors
        ///
        /// If the text is blank, has more than 255 characters, contains control characters, or could be taken for
        /// another part of an address.
        #[inline]
        pub fn new(id: impl AsRef<str>) -> Result<Self, InvalidId> {
            let id = id.as_ref();
            match plausible(id) $(.and_then(|()| $valid(id)))? {
                Ok(()) => Ok(Self(id.into())),
                Err(problem) => Err(InvalidId::new(stringify!($name), id, problem)),
            }
        }

        /// The text.
        #[inline]
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }

    any_id!($name, false);

    impl AsRef<str> for $name {
        #[inline]
        fn as_ref(&self) -> &str {
            &self.0
        }
    }

    impl FromStr for $name {
        type Err = InvalidId;
        #[inline]
        fn from_str(s: &str) -> Result<Self, InvalidId> {
            Self::new(s)
        }
    }

    impl TryFrom<&str> for $name {
        type Error = InvalidId;
        #[inline]
        fn try_from(s: &str) -> Result<Self, InvalidId> {
            Self::new(s)
        }
    }

    impl TryFrom<String> for $name {
        type Error = InvalidId;
        #[inline]
        fn try_from(s: String) -> Result<Self, InvalidId> {
            Self::new(s)
        }
    }

    impl From<$name> for String {
        #[inline]
        fn from(id: $name) -> Self {
            id.0.into()
        }
    }

    impl Blank for $name {
        #[inline]
        fn blank() -> Self {
            Self("".into())
        }
    }

    impl Slot for $name {
        #[inline]
        fn accept(&mut self, e: Event<'_>) -> Done {
            match e {
                Event::Text("") => Err(Fail::expected("an id", &e)),
                e => self.0.accept(e),
            }
        }
    }

    impl ToNode for $name {
        #[inline]
        fn node(&self) -> Node<'_> {
            Node::Text(Cow::Borrowed(&self.0))
        }
    }
)*} }

text_ids! {
    /// A user's account, the same on all of Atlassian's sites.
    AccountId;
    /// An attachment. Real ids look like `att123`.
    AttachmentId;
    /// A level of data classification.
    ClassificationLevelId;
    /// A site. Addresses of the gateway contain this id.
    CloudId, cloud_id;
    /// Content of any kind, as the older API accepts it. The ids of the particular kinds convert into it.
    ContentId;
    /// A draft that is about to be published.
    DraftId;
    /// The file behind an attachment.
    FileId;
    /// A group of users.
    GroupId;
    /// A task that the server works on, such as the deletion of a space.
    LongTaskId;
    /// A combination of permissions in spaces for which there is no role.
    PermissionCombinationId;
    /// The short name of a space in addresses, such as `DOCS`. The key of a personal space begins with `~`.
    SpaceKey, space_key;
    /// A role in spaces.
    SpaceRoleId;
    /// A template for content. The ids of blueprint templates are words, other ids are numbers.
    TemplateId;
    /// A theme in which spaces are shown.
    ThemeKey;
    /// A task of the transition from space permissions to space roles.
    TransitionTaskId;
}

fn plausible(id: &str) -> Result<(), &'static str> {
    if id.trim().is_empty() {
        return Err("it is blank");
    }
    if id.chars().any(char::is_control) {
        return Err("it holds control characters");
    }
    if id.chars().nth(255).is_some() {
        return Err("it has more than 255 characters");
    }
    // These two mean another path, even if they are percent-encoded.
    if id == "." || id == ".." {
        return Err("it means another path");
    }
    Ok(())
}

fn space_key(key: &str) -> Result<(), &'static str> {
    let strange = |c: char| c.is_whitespace() || "/\\?#%&\"'<>".contains(c);
    if key.contains(strange) || key == "~" {
        Err("expected letters and digits, or `~` and more for a personal space")
    } else {
        Ok(())
    }
}

fn cloud_id(id: &str) -> Result<(), &'static str> {
    if id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        Ok(())
    } else {
        Err("expected letters, digits and `-`")
    }
}

macro_rules! content_ids { ($($number:ident)*; $($text:ident)*) => {
    $(
        impl From<$number> for ContentId {
            #[inline]
            fn from(id: $number) -> Self {
                Self(id.0.to_string().into())
            }
        }

        impl TryFrom<&ContentId> for $number {
            type Error = InvalidId;
            #[inline]
            fn try_from(id: &ContentId) -> Result<Self, InvalidId> {
                id.0.parse()
            }
        }

        impl TryFrom<ContentId> for $number {
            type Error = InvalidId;
            #[inline]
            fn try_from(id: ContentId) -> Result<Self, InvalidId> {
                id.0.parse()
            }
        }
    )*
    $(
        impl From<$text> for ContentId {
            #[inline]
            fn from(id: $text) -> Self {
                Self(id.0)
            }
        }
    )*
} }

content_ids! {
    BlogPostId CommentId CustomContentId DatabaseId FolderId PageId SmartLinkId WhiteboardId;
    AttachmentId DraftId
}

impl From<u64> for ContentId {
    #[inline]
    fn from(id: u64) -> Self {
        Self(id.to_string().into())
    }
}

impl TryFrom<&ContentId> for AttachmentId {
    type Error = InvalidId;
    fn try_from(id: &ContentId) -> Result<Self, InvalidId> {
        Self::new(&id.0)
    }
}

#[cfg(test)]
mod tests;
