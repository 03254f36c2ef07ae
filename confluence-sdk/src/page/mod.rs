//! Pages of results.

mod answered;
mod fetching;
mod link;
mod next;
mod position;
mod sheet;
mod size;
mod stream;
mod walk;

pub use position::Position;
pub(crate) use sheet::Sheet;
pub use stream::{Collected, Items, PageStream};

use crate::Result;
use crate::model::{self as M, Blank, Object, Shape, Slot, ToNode};
use std::fmt;

/// An answer that contains one page of results.
///
/// It is implemented for the page types of the API. [`Call::items`](crate::Call::items) and
/// [`Call::pages`](crate::Call::pages) need it.
pub trait Envelope {
    /// The type of one result.
    type Item: Send + Sync + 'static;
    /// The results, and the link to the next page if the answer has one.
    #[doc(hidden)]
    fn split(self, here: OnlyHere) -> (Vec<Self::Item>, Option<String>);
}

/// What nobody else can name, so nobody else can implement a trait that has it.
#[derive(Clone, Copy, Debug)]
pub struct OnlyHere;

impl<E: Envelope> Envelope for Option<E> {
    type Item = E::Item;
    fn split(self, here: OnlyHere) -> (Vec<E::Item>, Option<String>) {
        self.map_or_else(|| (Vec::new(), None), |page| page.split(here))
    }
}

macro_rules! page {
    ($(#[$doc:meta])* $name:ident needs $needed:literal { $($(#[$field_doc:meta])* $field:ident: $ty:ty = $wire:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct $name<T> {
            /// The results on this page.
            pub results: Vec<T>,
            $($(#[$field_doc])* pub $field: $ty,)*
        }
        impl<T: Slot + Blank + ToNode> Object for $name<T> {
            fn empty() -> Self {
                Self { results: Vec::new(), $($field: Blank::blank(),)* }
            }
            fn shape(&self) -> &'static Shape {
                &Shape { name: stringify!($name), fields: &["results", $($wire),*], rust: &["results", $(stringify!($field)),*], required: 0b1, lenient: 0, needed: $needed, raw: 0, rest: None, may_be_empty: false, rules: &[] }
            }
            fn slot(&mut self, index: usize) -> &mut dyn Slot {
                let mut place = index;
                if place == 0 {
                    return &mut self.results;
                }
                $(
                    place -= 1;
                    if place == 0 {
                        return &mut self.$field;
                    }
                )*
                M::out_of_range()
            }
            fn get(&self, index: usize) -> &dyn ToNode {
                let mut place = index;
                if place == 0 {
                    return &self.results;
                }
                $(
                    place -= 1;
                    if place == 0 {
                        return &self.$field;
                    }
                )*
                M::out_of_range()
            }
        }
        #[cfg(feature = "__conformance")]
        impl<T: M::Described> M::Described for $name<T> {
            fn described() -> M::Type {
                M::Type::Object(M::Form {
                    name: stringify!($name),
                    members: &[
                        M::Member { wire: "results", rust: "results", required: true, part: <Vec<T> as M::Described>::described },
                        $(M::Member { wire: $wire, rust: stringify!($field), required: false, part: <$ty as M::Described>::described },)*
                    ],
                })
            }
        }
        impl<T: Slot + Blank + ToNode> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                M::debug(self, f)
            }
        }
        impl<T: Slot + Blank + ToNode> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                M::equal(self, other)
            }
        }
        impl<T: Send + Sync + 'static> Envelope for $name<T> {
            type Item = T;
            fn split(self, _: OnlyHere) -> (Vec<T>, Option<String>) {
                (self.results, self.links.and_then(|links| links.next))
            }
        }
        impl<T: Slot + Blank + ToNode> serde::Serialize for $name<T> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                M::serialize(self, serializer)
            }
        }
        impl<'de, T: Slot + Blank + ToNode> serde::Deserialize<'de> for $name<T> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                M::de_slot(deserializer)
            }
        }
    };
}

page! {
    /// One page of results of the v2 API. The next page is found by a cursor.
    CursorPage needs 0b11 {
        /// Links to this page and to the next one. If there is no `next`, this is the last page.
        links: Option<PageLinks> = "_links",
    }
}
page! {
    /// One page of results of the v1 API. The next page is found by an offset.
    OffsetPage needs 0b100001 {
        /// The offset of the first result.
        start: Option<u64> = "start",
        /// The number of results that were asked for, or the largest number that the server allows.
        limit: Option<u64> = "limit",
        /// The number of results on this page.
        size: Option<u64> = "size",
        /// The number of results on all pages, if the operation tells it.
        total_size: Option<u64> = "totalSize",
        /// Links to this page and to the next one. If there is no `next`, this is the last page.
        links: Option<PageLinks> = "_links",
    }
}

/// Links to pages of results. The addresses are relative. The streams follow them only on the client's own host.
#[confluence_macros::model(lenient)]
pub struct PageLinks {
    /// The address of the next page, if there is one.
    #[strict]
    pub next: Option<String>,
    /// The address of the page before.
    pub prev: Option<String>,
    /// The root of the site, such as `https://example.atlassian.net/wiki`.
    pub base: Option<String>,
    /// The path that the relative addresses of v1 begin with.
    pub context: Option<String>,
    /// The address of this page.
    #[wire("self")]
    pub self_link: Option<String>,
}

impl<T> CursorPage<T> {
    /// The cursor of the next page, to ask for later with `cursor`; `None` on the last page. The streams of
    /// [`Call::items`](crate::Call::items) and [`Call::pages`](crate::Call::pages) continue by themselves, and also
    /// where the server names the next page in a header only.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example(client: &Client<Basic>) -> Result<()> {
    /// let first = client.pages().get_pages().limit(50).await?;
    /// if let Some(cursor) = first.next_cursor() {
    ///     let second = client.pages().get_pages().limit(50).cursor(cursor).await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn next_cursor(&self) -> Option<String> {
        parameter(self.links.as_ref(), "cursor")
    }
}

impl<T> OffsetPage<T> {
    /// The offset of the next page, to ask for later with `start`; `None` on the last page, and where the server leads
    /// on by a cursor: see [`next_cursor`](Self::next_cursor).
    pub fn next_start(&self) -> Option<u32> {
        parameter(self.links.as_ref(), "start")?.parse().ok()
    }

    /// The cursor of the next page, for operations that lead on by one; `None` on the last page.
    pub fn next_cursor(&self) -> Option<String> {
        parameter(self.links.as_ref(), "cursor")
    }
}

/// A parameter of the link to the next page.
fn parameter(links: Option<&PageLinks>, name: &str) -> Option<String> {
    let next = links?.next.as_deref()?;
    link::parameters(next, name)?
        .into_iter()
        .find(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_known() {
        let page = |next: &str| format!(r#"{{"results":[],"_links":{{"next":"{next}"}}}}"#);
        let cursor = |json: &str| serde_json::from_str::<CursorPage<String>>(json).unwrap().next_cursor();
        assert_eq!(
            cursor(&page("/wiki/api/v2/pages?limit=5&cursor=a%2Fb%3D%3D")).as_deref(),
            Some("a/b==")
        );
        assert_eq!(cursor(&page("/wiki/api/v2/pages?cursor=")), None);
        assert_eq!(cursor(r#"{"results":[],"_links":{}}"#), None);
        let offset = |json: &str| serde_json::from_str::<OffsetPage<String>>(json).unwrap();
        assert_eq!(
            offset(&page("/wiki/rest/api/group?start=25&limit=25")).next_start(),
            Some(25)
        );
        assert_eq!(offset(&page("/wiki/rest/api/search?cursor=abc")).next_start(), None);
        assert_eq!(
            offset(&page("/wiki/rest/api/search?cursor=abc"))
                .next_cursor()
                .as_deref(),
            Some("abc")
        );
    }
}
