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

/// The place of a listing that a request asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    page: usize,
    /// How many items of the page are passed over.
    skip: usize,
}

impl Asked {
    pub(super) const START: Self = Self { page: 0, skip: 0 };
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

    /// Where a request asks the listing to begin. `None` if it names a place that is none.
    pub(super) fn asked_by(&self, sent: &Sent) -> Option<Asked> {
        let at = |page| Asked { page, skip: 0 };
        if self.operation.paging == Some(Paging::Ancestors) {
            let below = self.pages.iter().position(|page| {
                let id = page.first().map(|top| text(&top["id"])).filter(|id| !id.is_empty());
                id.is_some_and(|id| sent.path.ends_with(&format!("/{id}/ancestors")))
            });
            return Some(below.map_or(Asked::START, |below| at(below + 1)));
        }
        match (sent.query("cursor"), sent.query("start")) {
            (Some(cursor), _) => {
                let number: usize = cursor.strip_prefix(CURSOR)?.parse().ok()?;
                number.checked_sub(1).filter(|page| *page < self.pages.len()).map(at)
            }
            (None, Some(start)) => start.parse().ok().map(|start| self.from(start)),
            (None, None) => Some(Asked::START),
        }
    }

    /// The place of this result. A server begins a page anywhere, and has empty ones behind the last.
    fn from(&self, start: usize) -> Asked {
        let mut skip = start;
        for (page, items) in self.pages.iter().enumerate() {
            if skip == 0 || skip < items.len() {
                return Asked { page, skip };
            }
            skip -= items.len();
        }
        Asked {
            page: self.pages.len(),
            skip: 0,
        }
    }

    fn start_of(&self, page: usize) -> usize {
        self.pages.iter().take(page).map(Vec::len).sum()
    }

    /// The answer with a page. It has the members of every kind of page; a model takes those that it knows.
    pub(super) fn answer(&self, Asked { page, skip }: Asked) -> Reply {
        let items = self.pages.get(page).map_or(&[][..], |items| &items[skip..]);
        let mut body = json!({
            "results": items,
            "start": self.start_of(page) + skip,
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
