//! Finds the next page.

use crate::Result;
use crate::error::{Error, ErrorKind};
use crate::exchange::Core;
use crate::request::Prepared;
use crate::response::Raw;
use crate::spec::{Declaration, Paging};
use futures_core::future::BoxFuture;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::Arc;

pub(super) type Fetching = BoxFuture<'static, Result<Raw>>;

/// The position in a sequence of pages, without the type of the results.
pub(super) struct Walk {
    pub(super) core: Arc<Core>,
    pub(super) declaration: &'static Declaration,
    /// The request for the next page; `None` at the end.
    pub(super) next: Option<Result<Prepared>>,
    /// The request for the current page. The next request is made from it.
    pub(super) last: Option<Prepared>,
    /// The cursors and offsets that were used. If one is used twice, the pages would never end.
    pub(super) asked: HashSet<String>,
}

impl Walk {
    pub(super) fn fetch(&mut self, prepared: Prepared) -> Fetching {
        self.last = Some(prepared.clone());
        let (core, declaration) = (self.core.clone(), self.declaration);
        Box::pin(async move { core.send(Some(declaration), prepared).await })
    }

    /// The request for the page after this one.
    pub(super) fn after(&mut self, body: &[u8], found: usize, link: Option<String>) -> Option<Result<Prepared>> {
        let last = self.last.take()?;
        match self.declaration.paging? {
            Paging::Cursor => {
                // Only the cursor is taken from the link. Its host and its path are ignored, so the next request goes
                // to the same address as this one.
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

    /// Ancestors are listed from the top down. The next page is the ancestors of the topmost one, which can be any kind
    /// of content.
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
        Error::new(ErrorKind::Paging(problem.to_owned())).of(self.declaration)
    }
}

fn first_start(last: &Prepared) -> u64 {
    last.query
        .get("start")
        .and_then(|start| start.parse().ok())
        .unwrap_or(0)
}

/// The value of a query parameter in a link. The link can be relative or absolute.
fn parameter(link: &str, name: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
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
