//! Answers in pages: each leads to the next one in the way of its operation.

use crate::spec::{Declaration, Paging};
use crate::testing::reply::{Answer, Reply};
use crate::testing::sent::Sent;
use serde_json::{Value, json};

/// The pages that answer one listing.
pub(super) struct Paged {
    operation: &'static Declaration,
    pages: Vec<Vec<Value>>,
}

/// The cursor of a page begins so; its number follows.
const CURSOR: &str = "page-";

impl Paged {
    /// There is at least one page.
    pub(super) fn new(operation: &'static Declaration, mut pages: Vec<Vec<Value>>) -> Self {
        if pages.is_empty() {
            pages.push(Vec::new());
        }
        Self { operation, pages }
    }

    /// Which page a request asks for. `None` if there is none at this position.
    pub(super) fn asked_by(&self, sent: &Sent) -> Option<usize> {
        match self.operation.paging {
            Some(Paging::Ancestors) => {
                let below = self.pages.iter().position(|page| {
                    let id = page.first().map(|top| text(&top["id"])).filter(|id| !id.is_empty());
                    id.is_some_and(|id| sent.path.ends_with(&format!("/{id}/ancestors")))
                });
                Some(below.map_or(0, |below| below + 1))
            }
            _ => match (sent.query("cursor"), sent.query("start")) {
                (Some(cursor), _) => {
                    let number = cursor.strip_prefix(CURSOR)?.parse::<usize>().ok()?;
                    number.checked_sub(1).filter(|page| *page < self.pages.len())
                }
                (None, Some(start)) => self.beginning_at(start.parse().ok()?),
                (None, None) => Some(0),
            },
        }
    }

    /// The page that begins with this result. Behind the last one there are empty pages.
    fn beginning_at(&self, start: usize) -> Option<usize> {
        let found = (0..self.pages.len()).find(|page| self.start_of(*page) == start);
        found.or_else(|| (start >= self.start_of(self.pages.len())).then_some(self.pages.len()))
    }

    fn start_of(&self, page: usize) -> usize {
        self.pages[..page].iter().map(Vec::len).sum()
    }

    /// The answer with a page. It has the members of every kind of page; a model takes those that it knows.
    pub(super) fn answer(&self, page: usize) -> Reply {
        let items = self.pages.get(page).map_or(&[][..], Vec::as_slice);
        let mut body = json!({
            "results": items,
            "start": self.start_of(page.min(self.pages.len())),
            "size": items.len(),
            // More than there are: a full page would be followed by another one.
            "limit": items.len() + 1,
            "totalSize": self.start_of(self.pages.len()),
            "cqlQuery": "",
            "searchDuration": 0,
            "archivedResultCount": 0,
            "_links": {},
        });
        if page + 1 < self.pages.len() {
            let cursor = format!("{CURSOR}{}", page + 2);
            match self.operation.paging {
                Some(Paging::BodyCursor) => body["cursor"] = cursor.into(),
                Some(Paging::Offset) => {
                    let start = self.start_of(page + 1);
                    body["_links"]["next"] = format!("{}?start={start}", self.operation.path).into();
                }
                _ => body["_links"]["next"] = format!("{}?cursor={cursor}", self.operation.path).into(),
            }
        }
        Reply::Answer(Answer::new(200).json(&body))
    }
}

fn text(id: &Value) -> String {
    match id {
        Value::String(id) => id.clone(),
        id => id.to_string(),
    }
}
