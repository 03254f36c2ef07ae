//! Pages of results: how the next one is found, and the streams that walk them.

use crate::Result;
use crate::call::Options;
use crate::error::Error;
use crate::exchange::Core;
use crate::model::{self, Blank, Object, Shape, Slot, ToNode};
use crate::request::Prepared;
use crate::response::Raw;
use crate::spec::{Declaration, Paging};
use futures_core::Stream;
use serde_json::Value;
use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// An answer that holds one page of results.
///
/// Implemented for the page types of the API; [`Call::items`](crate::Call::items) and [`Call::pages`](crate::Call::pages) need it.
pub trait Envelope {
    /// One result.
    type Item: Send + 'static;
    /// The results, and where the next page is if the answer says so.
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
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty = $wire:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone)]
        #[non_exhaustive]
        pub struct $name<T> {
            /// The results on this page.
            pub results: Vec<T>,
            $($(#[$field_doc])* pub $field: $ty,)*
        }
        impl<T> Blank for $name<T> {
            fn blank() -> Self {
                Self { results: Vec::new(), $($field: Blank::blank(),)* }
            }
        }
        impl<T: Slot + Blank + ToNode> Object for $name<T> {
            fn shape(&self) -> &'static Shape {
                &Shape { name: stringify!($name), fields: &["results", $($wire),*], rust: &["results", $(stringify!($field)),*], required: 0, lenient: 0, rules: &[] }
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
                model::out_of_range()
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
                model::out_of_range()
            }
        }
        #[cfg(feature = "__conformance")]
        impl<T: model::Described> model::Described for $name<T> {
            fn described() -> model::Type {
                model::Type::Object(model::Form {
                    name: stringify!($name),
                    members: &[
                        model::Member { wire: "results", rust: "results", required: false, part: <Vec<T> as model::Described>::described },
                        $(model::Member { wire: $wire, rust: stringify!($field), required: false, part: <$ty as model::Described>::described },)*
                    ],
                })
            }
        }
        impl<T: Slot + Blank + ToNode> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                model::debug(self, f)
            }
        }
        impl<T: Slot + Blank + ToNode> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                model::equal(self, other)
            }
        }
        impl<T: Send + 'static> Envelope for $name<T> {
            type Item = T;
            fn split(self) -> (Vec<T>, Option<String>) {
                (self.results, self.links.and_then(|links| links.next))
            }
        }
        impl<T: Slot + Blank + ToNode> serde::Serialize for $name<T> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                model::serialize(self, serializer)
            }
        }
        impl<'de, T: Slot + Blank + ToNode> serde::Deserialize<'de> for $name<T> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                model::de_slot(deserializer)
            }
        }
    };
}

page! {
    /// One page of results of the v2 API, which goes on by cursor.
    CursorPage {
        /// Where this page and the next are. No `next`: this is the last page.
        links: Option<PageLinks> = "_links",
    }
}
page! {
    /// One page of results of the v1 API, which goes on by offset.
    OffsetPage {
        /// The offset of the first result.
        start: Option<u64> = "start",
        /// How many were asked for, or as many as the server allows.
        limit: Option<u64> = "limit",
        /// How many there are on this page.
        size: Option<u64> = "size",
        /// How many there are on all pages, where the operation tells.
        total_size: Option<u64> = "totalSize",
        /// Where this page and the next are. No `next`: this is the last page.
        links: Option<PageLinks> = "_links",
    }
}

/// Where pages of results are. The addresses are relative; the streams follow them, on the client's own host only.
#[confluence_macros::model(lenient)]
pub struct PageLinks {
    /// The next page, if there is one.
    #[strict]
    pub next: Option<String>,
    /// The page before.
    pub prev: Option<String>,
    /// The root of the site, such as `https://example.atlassian.net/wiki`.
    pub base: Option<String>,
    /// What relative addresses of v1 begin with.
    pub context: Option<String>,
    /// This page.
    #[wire("self")]
    pub self_link: Option<String>,
}

type Page<T> = (Vec<T>, Option<String>);
type Fetching = Pin<Box<dyn Future<Output = Result<Raw>> + Send>>;

/// A stream of pages, each a list of items. Ends after the last page or after an error.
///
/// Use [`next`](Pages::next), or the [`Stream`] implementation with any stream library.
#[must_use = "nothing is sent until a stream is polled"]
pub struct Pages<T> {
    walk: Walk,
    fetching: Option<Fetching>,
    split: fn(Raw) -> Result<Page<T>>,
}

/// Where a walk stands, without the type of what it finds.
struct Walk {
    core: Arc<Core>,
    declaration: &'static Declaration,
    options: Options,
    /// The request of the next page; `None` at the end.
    next: Option<Result<Prepared>>,
    /// The request of the page under way, from which the next one is made.
    last: Option<Prepared>,
    /// The cursors and offsets that were asked for: one that comes back would go on for ever.
    asked: HashSet<String>,
}

impl<T> Pages<T> {
    pub(crate) fn new(
        core: Arc<Core>,
        declaration: &'static Declaration,
        first: Result<Prepared>,
        options: Options,
        split: fn(Raw) -> Result<Page<T>>,
    ) -> Self {
        let walk = Walk {
            core,
            declaration,
            options,
            next: Some(first),
            last: None,
            asked: HashSet::new(),
        };
        Self {
            walk,
            fetching: None,
            split,
        }
    }

    /// The next page, or `None` after the last.
    pub async fn next(&mut self) -> Option<Result<Vec<T>>> {
        std::future::poll_fn(|cx| self.poll_page(cx)).await
    }

    /// The cursor of the page that comes next, if the operation goes on by cursor: give it to `.cursor(…)` to go on later.
    pub fn cursor(&self) -> Option<String> {
        match &self.walk.next {
            Some(Ok(prepared)) => prepared.query.get("cursor"),
            _ => None,
        }
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<T>>>> {
        if self.fetching.is_none() {
            match self.walk.next.take() {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error.of(self.walk.declaration)))),
                Some(Ok(prepared)) => self.fetching = Some(self.walk.fetch(prepared)),
            }
        }
        let Some(fetching) = &mut self.fetching else {
            return Poll::Ready(None);
        };
        let raw = ready!(fetching.as_mut().poll(cx));
        self.fetching = None;
        Poll::Ready(Some(raw.and_then(|raw| {
            let body = raw.body.clone();
            let (items, link) = (self.split)(raw)?;
            self.walk.next = self.walk.after(&body, items.len(), link);
            Ok(items)
        })))
    }
}

impl Walk {
    fn fetch(&mut self, prepared: Prepared) -> Fetching {
        self.last = Some(prepared.clone());
        let (core, declaration, options) = (self.core.clone(), self.declaration, self.options.clone());
        Box::pin(async move {
            core.send(declaration, prepared, options)
                .await?
                .expect(declaration.answer)
        })
    }

    /// The request of the page after this one.
    fn after(&mut self, body: &[u8], found: usize, link: Option<String>) -> Option<Result<Prepared>> {
        let last = self.last.take()?;
        match self.declaration.paging? {
            Paging::Cursor => {
                // Only the cursor is taken: whatever host, prefix or path the link names, the next page is asked of the same place.
                let cursor = parameter(&link?, "cursor");
                Some(
                    cursor
                        .ok_or_else(|| self.broken("the link to the next page has no cursor"))
                        .and_then(|cursor| self.go_on(last, "cursor", &cursor)),
                )
            }
            Paging::BodyCursor => {
                let cursor = link.filter(|cursor| !cursor.is_empty())?;
                Some(self.go_on(last, "cursor", &cursor))
            }
            Paging::Offset => {
                let link = link.filter(|_| found > 0)?;
                let here = first_start(&last);
                let start = parameter(&link, "start").and_then(|start| start.parse().ok());
                let start = start.unwrap_or(here + found as u64);
                if start <= here {
                    return Some(Err(self.again()));
                }
                Some(self.go_on(last, "start", &start.to_string()))
            }
            Paging::Ancestors => self.above(last, body, found),
        }
    }

    fn go_on(&mut self, mut last: Prepared, name: &str, value: &str) -> Result<Prepared> {
        self.asked.extend(last.query.get(name));
        if !self.asked.insert(value.to_owned()) {
            return Err(self.again());
        }
        last.query.set(name, value);
        Ok(last)
    }

    /// Ancestors come from the top down; the next page is that of the topmost, whatever kind of content it is.
    fn above(&self, mut last: Prepared, body: &[u8], found: usize) -> Option<Result<Prepared>> {
        let limit = last
            .query
            .get("limit")
            .and_then(|limit| limit.parse().ok())
            .unwrap_or(25);
        if found < limit {
            return None;
        }
        let top: Value = serde_json::from_slice(body).ok()?;
        let top = top.get("results")?.get(0)?;
        let id = match top.get("id")? {
            Value::String(id) => id.clone(),
            other => other.to_string(),
        };
        let collection = match top.get("type").and_then(Value::as_str) {
            Some("whiteboard") => "whiteboards",
            Some("database") => "databases",
            Some("embed") => "embeds",
            Some("folder") => "folders",
            _ => "pages",
        };
        let path = format!("/wiki/api/v2/{collection}/{}/ancestors", crate::request::encode(&id));
        if path == last.path {
            return Some(Err(self.broken("the topmost ancestor is the content itself")));
        }
        last.path = path;
        Some(Ok(last))
    }

    fn again(&self) -> Error {
        self.broken("the link to the next page leads to this page again, or to one before")
    }

    fn broken(&self, problem: &str) -> Error {
        Error::setup(problem).of(self.declaration)
    }
}

fn first_start(last: &Prepared) -> u64 {
    last.query
        .get("start")
        .and_then(|start| start.parse().ok())
        .unwrap_or(0)
}

/// A query parameter of a link, relative or absolute.
fn parameter(link: &str, name: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

impl<T> Stream for Pages<T> {
    type Item = Result<Vec<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.walk.declaration.name)
            .finish_non_exhaustive()
    }
}

/// A stream of items across all pages. Ends after the last item or after an error.
///
/// Use [`next`](Items::next), or the [`Stream`] implementation with any stream library.
#[must_use = "nothing is sent until a stream is polled"]
pub struct Items<T> {
    pages: Pages<T>,
    ready: VecDeque<T>,
}

impl<T> Items<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self {
            pages,
            ready: VecDeque::new(),
        }
    }

    /// The next item, or `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T>> {
        std::future::poll_fn(|cx| self.poll_item(cx)).await
    }

    /// All that are left, in a list.
    pub async fn collect(mut self) -> Result<Vec<T>> {
        let mut all = Vec::from(std::mem::take(&mut self.ready));
        while let Some(page) = self.pages.next().await {
            all.extend(page?);
        }
        Ok(all)
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            // A page may be empty and still have a next one.
            match ready!(self.pages.poll_page(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(items)) => self.ready = items.into(),
            }
        }
    }
}

impl<T> Unpin for Items<T> {}
impl<T> Unpin for Pages<T> {}

impl<T> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("operation", &self.pages.walk.declaration.name)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_parameter_is_found_in_any_form_of_link() {
        for link in [
            "/wiki/api/v2/pages?limit=5&cursor=a%2Fb%3D%3D",
            "https://elsewhere.example/x?cursor=a%2Fb%3D%3D#top",
            "?cursor=a%2Fb%3D%3D",
        ] {
            assert_eq!(parameter(link, "cursor").as_deref(), Some("a/b=="), "{link}");
        }
        assert_eq!(parameter("/wiki/api/v2/pages", "cursor"), None);
    }

    proptest! {
        #[test]
        fn any_link_is_read_without_panic(link in ".*") {
            let _ = parameter(&link, "cursor");
        }

        #[test]
        fn a_cursor_comes_out_as_it_went_in(cursor in ".*") {
            let link = format!("/wiki/api/v2/pages?limit=5&cursor={}", crate::request::encode(&cursor));
            prop_assert_eq!(parameter(&link, "cursor"), Some(cursor));
        }
    }
}
