//! Where the next page is, by what one answer says. Nothing is sent here.

use super::answered;
use super::link::parameters;
use crate::request::Prepared;
use crate::spec::{Declaration, Paging};
use serde_json::Value;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The largest offset of the API: offsets are 32-bit numbers with a sign.
const LARGEST_START: u64 = i32::MAX as u64;

/// What an answer says about the next page.
pub(super) struct Clues<'a> {
    pub(super) body: &'a [u8],
    /// The number of results in the answer.
    pub(super) found: usize,
    /// The link, or the cursor, in the body.
    pub(super) link: Option<&'a str>,
    /// The links to the next page in the `Link` headers.
    pub(super) header_links: &'a [String],
}

/// What is known of the walk before the answer.
pub(super) struct Way<'a> {
    pub(super) declaration: &'static Declaration,
    /// The requests that were answered, this one included, as [`key`] tells them apart.
    pub(super) asked: &'a HashSet<u64>,
    /// Whether the limit was chosen by the SDK, so that the server's own one may be smaller.
    pub(super) own_limit: bool,
}

/// The request for the next page.
#[derive(Debug)]
pub(super) struct Next {
    pub(super) request: Prepared,
    /// Whether no link leads there: it was found by counting.
    pub(super) counted: bool,
}

/// The next page; `None` if the server has said that this was the last one.
pub(super) type Found = Result<Option<Next>, String>;

/// Tells the requests of one walk apart: by what they list, and from where on.
pub(super) fn key(request: &Prepared) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&request.path, request.query.get("cursor"), start_of(request)).hash(&mut hasher);
    hasher.finish()
}

impl Way<'_> {
    pub(super) fn next(&self, last: &Prepared, clues: &Clues<'_>) -> Found {
        match self.declaration.paging {
            None => Ok(None),
            Some(Paging::Ancestors) => self.above(last, clues),
            Some(Paging::BodyCursor) => match clues.link.filter(|cursor| !cursor.is_empty()) {
                Some(cursor) => self.unless_asked(at_cursor(last, cursor), clues),
                None => self.by_links(last, clues, None),
            },
            Some(Paging::Cursor | Paging::Offset) => self.by_links(last, clues, clues.link),
        }
    }

    /// The link in the body comes first, then those in the headers. The first one that names a position counts. If none
    /// does, the next page of a listing by offset is still known: it begins after the results that were found.
    fn by_links(&self, last: &Prepared, clues: &Clues<'_>, link: Option<&str>) -> Found {
        let links = link.into_iter().chain(clues.header_links.iter().map(String::as_str));
        let mut problem = None;
        let mut is_nameless = true;
        for link in links.filter(|link| !link.is_empty()) {
            match self.follow(last, link, clues.found) {
                Ok(Some(request)) => return self.unless_asked(request, clues),
                Ok(None) => {
                    problem.get_or_insert_with(|| "the link to the next page has no cursor and no start".to_owned());
                }
                Err(broken) => {
                    is_nameless = false;
                    problem.get_or_insert(broken);
                }
            }
        }
        match problem {
            Some(_) if is_nameless && clues.found > 0 && counts_on(self.declaration, last) => {
                Ok(Some(counted(last, clues)))
            }
            Some(problem) => Err(problem),
            None => self.by_counting(last, clues),
        }
    }

    /// The request that a link leads to. Only its cursor or its start is taken. Its host and its path are ignored, so
    /// the next request goes to the same address as this one. `None` if it has neither.
    fn follow(&self, last: &Prepared, link: &str, found: usize) -> Result<Option<Prepared>, String> {
        let named = |name: &str| {
            let mut values =
                parameters(link, name).ok_or_else(|| format!("the {name} in the link to the next page is not text"))?;
            values.retain(|value| !value.is_empty());
            values.sort_unstable();
            values.dedup();
            // Some links repeat the parameter of this page beside that of the next one.
            if values.len() > 1 {
                let here = last.query.get(name);
                values.retain(|value| Some(value) != here.as_ref());
            }
            match values.len() {
                0 | 1 => Ok(values.pop()),
                _ => Err(format!("the link to the next page has several values for {name}")),
            }
        };
        let by_start = |start: String| {
            let here = start_of(last);
            let start = start.parse().ok().filter(|_| start.bytes().all(|c| c.is_ascii_digit()));
            let start: u64 = start
                .filter(|start| *start <= LARGEST_START)
                .ok_or("the start in the link to the next page is not an offset")?;
            // Where the server gives fewer results than were asked for, its link may pass over the others.
            let start = if found == 0 {
                start
            } else {
                start.min(here.saturating_add(found as u64))
            };
            // Backwards is here again.
            Ok(at_start(last, start.max(here)))
        };
        let (cursor, start) = (named("cursor")?, named("start"));
        match (cursor, start) {
            (Some(cursor), Ok(None)) => Ok(Some(at_cursor(last, &cursor))),
            (Some(cursor), _) if self.declaration.paging != Some(Paging::Offset) => Ok(Some(at_cursor(last, &cursor))),
            (_, Ok(Some(start))) => by_start(start).map(Some),
            (_, Err(problem)) => Err(problem),
            (None, Ok(None)) => Ok(None),
        }
    }

    /// Where listings by offset have no link, a full page is followed by another one, which may be empty. The total
    /// that the server tells is not used: some servers tell the size of the page.
    fn by_counting(&self, last: &Prepared, clues: &Clues<'_>) -> Found {
        let goes_on = clues.found > 0 && counts_on(self.declaration, last) && self.is_full(last, clues);
        Ok(goes_on.then(|| counted(last, clues)))
    }

    /// Whether the page has as many results as one page can have. If nothing says how many that is, it counts as full.
    fn is_full(&self, last: &Prepared, clues: &Clues<'_>) -> bool {
        let found = clues.found as u64;
        let asked: Option<u64> = last.query.get("limit").and_then(|limit| limit.parse().ok());
        let usual = self.declaration.page_size.map(u64::from);
        if asked.is_some_and(|asked| found >= asked) {
            return true;
        }
        if self.own_limit && usual.is_some_and(|usual| found >= usual) {
            return true;
        }
        match (answered::limit(clues.body), asked, usual) {
            (Some(applied), ..) => found >= applied,
            // The server may have taken its usual limit for a larger one, without a word.
            (None, _, Some(usual)) => found >= usual,
            (None, Some(_), None) => false,
            (None, None, None) => true,
        }
    }

    /// Ancestors are listed from the top down. The next page is the ancestors of the topmost one, which can be any kind
    /// of content.
    fn above(&self, last: &Prepared, clues: &Clues<'_>) -> Found {
        let limit = last.query.get("limit").and_then(|limit| limit.parse().ok());
        let limit = limit.or(self.declaration.page_size).unwrap_or(1) as usize;
        let has_link = clues.link.is_some() || !clues.header_links.is_empty();
        if clues.found == 0 || (clues.found < limit && !has_link) {
            return Ok(None);
        }
        let answer: Value = serde_json::from_slice(clues.body).unwrap_or_default();
        let top = &answer["results"][0];
        let id = match &top["id"] {
            Value::String(id) => id.clone(),
            Value::Number(id) => id.to_string(),
            _ => return Err("the topmost ancestor has no id".to_owned()),
        };
        let kind = top["type"].as_str().unwrap_or_default();
        let path = ancestors_of(kind, &id).ok_or("the topmost ancestor is of no kind that has ancestors")?;
        let request = Prepared { path, ..last.clone() };
        if request.path == last.path {
            return Err("the topmost ancestor is the content itself".to_owned());
        }
        self.unless_asked(request, clues)
    }

    /// An empty page that leads nowhere new is the end. With results, the walk would never end.
    fn unless_asked(&self, request: Prepared, clues: &Clues<'_>) -> Found {
        match (self.asked.contains(&key(&request)), clues.found) {
            (false, _) => Ok(Some(Next {
                request,
                counted: false,
            })),
            (true, 0) => Ok(None),
            (true, _) => Err("the link to the next page leads to this page again, or to one before".to_owned()),
        }
    }
}

/// Whether the next page can be found by counting.
fn counts_on(declaration: &Declaration, last: &Prepared) -> bool {
    has_offsets(declaration) && last.query.get("cursor").is_none()
}

fn counted(last: &Prepared, clues: &Clues<'_>) -> Next {
    let start = start_of(last).saturating_add(clues.found as u64);
    Next {
        request: at_start(last, start),
        counted: true,
    }
}

/// Whether a page can be asked for by its offset.
pub(super) fn has_offsets(declaration: &Declaration) -> bool {
    declaration.params.iter().any(|param| param.wire == "start")
}

/// The same request from this cursor on. A cursor and a start are not sent together.
pub(super) fn at_cursor(request: &Prepared, cursor: &str) -> Prepared {
    let mut request = request.clone();
    request.query.remove("start");
    request.query.set("cursor", cursor);
    request
}

/// The same request from this offset on.
pub(super) fn at_start(request: &Prepared, start: u64) -> Prepared {
    let mut request = request.clone();
    request.query.remove("cursor");
    request.query.set("start", &start.to_string());
    request
}

/// The offset of a request.
pub(super) fn start_of(request: &Prepared) -> u64 {
    let start = request.query.get("start");
    start.and_then(|start| start.parse().ok()).unwrap_or(0)
}

/// The kinds of content with ancestors, by the word in answers and by the word in paths.
const KINDS: [(&str, &str); 5] = [
    ("page", "pages"),
    ("whiteboard", "whiteboards"),
    ("database", "databases"),
    ("embed", "embeds"),
    ("folder", "folders"),
];

/// The path of the ancestors of this content. `None` if it is of another kind, or if the id cannot be in a path.
pub(super) fn ancestors_of(kind: &str, id: &str) -> Option<String> {
    let (_, collection) = KINDS.iter().find(|(word, _)| *word == kind)?;
    let fits = !id.is_empty() && id.chars().any(|c| c != '.');
    fits.then(|| format!("/wiki/api/v2/{collection}/{}/ancestors", crate::request::encode(id)))
}

/// The content whose ancestors this path lists, as kind and percent-encoded id.
pub(super) fn ancestor_in(path: &str) -> Option<(&'static str, &str)> {
    let (collection, id) = path
        .strip_prefix("/wiki/api/v2/")?
        .strip_suffix("/ancestors")?
        .split_once('/')?;
    let (kind, _) = KINDS.iter().find(|(_, word)| *word == collection)?;
    Some((kind, id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::find;
    use proptest::prelude::*;

    fn request(path: &str, parameters: &[(&str, &str)]) -> Prepared {
        let mut request = Prepared::new(http::Method::GET, path);
        parameters
            .iter()
            .for_each(|(name, value)| request.query.push(name, value));
        request
    }

    fn link() -> impl Strategy<Value = String> {
        let part = prop_oneof!["(cursor|start|limit|next)=[0-9a-z%+=-]{0,12}", "\\PC{0,12}"];
        prop_oneof![
            proptest::collection::vec(part, 0..5).prop_map(|parts| format!("/rest/api/x?{}", parts.join("&"))),
            ".*"
        ]
    }

    proptest! {
        /// Whatever a link says: no panic, no page twice, never past a result, never cursor and start together.
        #[test]
        fn any_link_leads_on_or_is_refused(
            link in proptest::option::of(link()), headers in proptest::collection::vec(link(), 0..3),
            found in 0_usize..300, start in 0_u64..1_000, operation in 0_usize..5,
        ) {
            let ids = ["getPages", "getGroups", "searchByCQL", "getPageAncestors", "listSpacePermissionCombinations"];
            let declaration = find(ids[operation]).next().unwrap();
            let last = request("/x", &[("limit", "25"), ("start", &start.to_string())]);
            let way = Way { declaration, asked: &HashSet::from([key(&last)]), own_limit: false };
            let clues = Clues { body: b"{}", found, link: link.as_deref(), header_links: &headers };
            if let Ok(Some(Next { request, .. })) = way.next(&last, &clues) {
                prop_assert_ne!(key(&request), key(&last));
                let cursor = request.query.get("cursor");
                prop_assert!(cursor.is_none() || request.query.get("start").is_none());
                if cursor.is_none() && found > 0 {
                    prop_assert!(start_of(&request) > start && start_of(&request) <= start + found as u64);
                }
            }
        }
    }
}
