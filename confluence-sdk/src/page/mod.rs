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
pub use stream::{Collected, Items, Pages};

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
    fn split(self) -> (Vec<Self::Item>, Option<String>);
}

impl<E: Envelope> Envelope for Option<E> {
    type Item = E::Item;
    fn split(self) -> (Vec<E::Item>, Option<String>) {
        self.map_or_else(|| (Vec::new(), None), Envelope::split)
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
            fn split(self) -> (Vec<T>, Option<String>) {
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
