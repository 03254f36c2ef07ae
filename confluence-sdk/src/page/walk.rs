//! A walk from page to page, without the type of the results: what is asked next, and what is asked ahead.

use super::answered;
use super::fetching::Fetching;
use super::link::next_in_headers;
use super::next::{Clues, Next, Way, at_start, key, start_of};
use super::position::{Origin, Position};
use super::size;
use crate::Result;
use crate::boxed::boxed;
use crate::error::{Error, ErrorKind};
use crate::exchange::Core;
use crate::request::Prepared;
use crate::response::Raw;
use crate::spec::Declaration;
use futures_core::future::BoxFuture;
use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::runtime::Handle;

/// So many empty pages in a row, each with a link to another one, are an error: such a walk could continue for ever.
const MOST_EMPTY_PAGES: u32 = 100;

/// So many pages in a row with the same content, found by counting, are an error: the server pays no attention to the
/// offset.
const MOST_SAME_PAGES: u32 = 3;

/// The position in a sequence of pages.
pub(super) struct Walk {
    core: Arc<Core>,
    pub(super) declaration: &'static Declaration,
    origin: Origin,
    state: State,
    /// The page that is being fetched: the one of the request in `state`.
    fetching: Option<Fetching>,
    /// Pages behind that one, in order, which are fetched before they are needed.
    ahead: VecDeque<(Prepared, Fetching)>,
    /// How many pages are fetched ahead at most.
    most_ahead: usize,
    /// Whether pages are fetched ahead now.
    pub(super) looks_ahead: bool,
    own_limit: bool,
    asked: HashSet<u64>,
    empty_pages: u32,
    /// The content of the last page, if the next one was found by counting, and how often it came before.
    counted_from: Option<(u64, u32)>,
}

#[allow(
    clippy::large_enum_variant,
    reason = "a stream has one, and almost always the large one"
)]
enum State {
    /// The arguments of the call are wrong. There is no request.
    Refused(Option<Error>),
    Going {
        /// The request of the page that was handed out last.
        current: Option<Prepared>,
        /// The request of the next page, and how many of its items were handed out before. `None` at the end.
        next: Option<(Prepared, usize)>,
        /// Why the page after the last one could not be found. It is told before that page is asked for again.
        broken: Option<String>,
        /// Whether an error was told that comes again without any request.
        hopeless: bool,
    },
}

/// A page, as the walk wants to know it.
pub(super) struct Arrived {
    pub(super) found: usize,
    pub(super) link: Option<String>,
}

impl Walk {
    pub(super) fn new(
        core: Arc<Core>,
        declaration: &'static Declaration,
        first: Result<Prepared>,
        under_way: Option<BoxFuture<'static, Result<Raw>>>,
    ) -> Self {
        let mut own_limit = false;
        let origin = Origin::of(declaration, first.as_ref().ok());
        let state = match first {
            Err(error) => State::Refused(Some(error)),
            Ok(mut first) => {
                if under_way.is_none()
                    && let Some(limit) = size::for_stream(declaration, &first.query)
                {
                    first.query.set("limit", &limit.to_string());
                    own_limit = true;
                }
                State::Going {
                    current: None,
                    next: Some((first, 0)),
                    broken: None,
                    hopeless: false,
                }
            }
        };
        Self {
            core,
            declaration,
            origin,
            state,
            fetching: under_way.map(Fetching::Polled),
            ahead: VecDeque::new(),
            most_ahead: 1,
            looks_ahead: true,
            own_limit,
            asked: HashSet::new(),
            empty_pages: 0,
            counted_from: None,
        }
    }

    /// Waits for the answer with the next page, without reading it. `None` at the end.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Raw>>> {
        let request = match &mut self.state {
            State::Refused(error) => return Poll::Ready(error.take().map(Err)),
            State::Going { next: None, .. } | State::Going { hopeless: true, .. } => return Poll::Ready(None),
            State::Going {
                next: Some((request, _)),
                broken,
                ..
            } => match broken.take() {
                Some(problem) => return Poll::Ready(Some(Err(self.broken(problem)))),
                None => &*request,
            },
        };
        let fetching = self.fetching.get_or_insert_with(|| match self.ahead.pop_front() {
            Some((asked, fetching)) if asked.is_same(request) => fetching,
            _ => {
                self.ahead.clear();
                Fetching::Polled(send(&self.core, self.declaration, request.clone()))
            }
        });
        let answer = ready!(fetching.poll(cx));
        self.fetching = None;
        let answer = answer.and_then(|raw| raw.expect(self.declaration.answer));
        match (&answer, &mut self.state) {
            (Ok(raw), _) => self.look_ahead_early(raw),
            (Err(error), State::Going { hopeless, .. }) => *hopeless = error.is_refused_here(),
            (Err(_), State::Refused(_)) => {}
        }
        Poll::Ready(Some(answer))
    }

    /// Moves on from the page that has arrived. Returns how many of its items were handed out before.
    pub(super) fn move_on(&mut self, raw: Raw, page: Arrived) -> Result<usize> {
        let State::Going {
            current, next, broken, ..
        } = &mut self.state
        else {
            return Ok(0);
        };
        let Some((request, taken)) = next.as_ref() else {
            return Ok(0);
        };
        if page.found == 0 && !answered::is_page(&raw.body) {
            return Err(raw.unexpected("has no list of results"));
        }
        let same = match self.counted_from {
            Some((content, times)) if page.found > 0 && content == hash(&raw.body) => times + 1,
            _ => 0,
        };
        if same >= MOST_SAME_PAGES {
            return Err(self.broken("the server sends the same page again and again, whatever the start is".to_owned()));
        }
        let header_links = next_in_headers(&raw.headers);
        let clues = Clues {
            body: &raw.body,
            found: page.found,
            link: page.link.as_deref(),
            header_links: &header_links,
        };
        self.asked.insert(key(request));
        let way = Way {
            declaration: self.declaration,
            asked: &self.asked,
            own_limit: self.own_limit,
        };
        let mut found = way.next(request, &clues);
        self.empty_pages = if page.found == 0 { self.empty_pages + 1 } else { 0 };
        if matches!(found, Ok(Some(_))) && self.empty_pages >= MOST_EMPTY_PAGES {
            self.empty_pages = 0;
            found = Err(format!(
                "{MOST_EMPTY_PAGES} pages in a row are empty and have a link to a next one"
            ));
        }
        let (request, taken) = (request.clone(), (*taken).min(page.found));
        self.counted_from = None;
        match found {
            Ok(Some(onward)) => {
                if onward.counted {
                    self.counted_from = Some((hash(&raw.body), same));
                }
                *next = Some((onward.request, 0));
            }
            Ok(None) => *next = None,
            Err(problem) => {
                *broken = Some(problem);
                *next = Some((request.clone(), page.found));
            }
        }
        *current = Some(request);
        if broken.is_some() || next.is_none() {
            self.ahead.clear();
        }
        self.look_ahead();
        Ok(taken)
    }

    /// Asks for the pages behind the one that has arrived, if they can be known and are not asked for already.
    pub(super) fn look_ahead(&mut self) {
        let State::Going {
            current,
            next: Some((next, _)),
            broken: None,
            ..
        } = &self.state
        else {
            return;
        };
        let Some(runtime) = self.runtime_ahead() else { return };
        if self.fetching.is_some() {
            return;
        }
        // What was asked for too early and turns out to be another page.
        if self.ahead.front().is_some_and(|(asked, _)| !asked.is_same(next)) {
            self.ahead.clear();
        }
        let start = start_of(next);
        // Pages by offset are known before their links are.
        let step = match current {
            Some(current) if next.query.get("start").is_some() => start.saturating_sub(start_of(current)),
            _ => 0,
        };
        let known = if step > 0 { self.most_ahead } else { 1 };
        while self.ahead.len() < known {
            let request = match self.ahead.back() {
                None => next.clone(),
                Some((last, _)) => at_start(last, start_of(last).saturating_add(step)),
            };
            let answer = send(&self.core, self.declaration, request.clone());
            self.ahead.push_back((request, Fetching::ahead(&runtime, answer)));
        }
    }

    /// Asks for the page behind this one before this one is read, if its link is at hand. If reading finds another
    /// link, that one counts.
    fn look_ahead_early(&mut self, raw: &Raw) {
        let State::Going {
            next: Some((request, _)),
            ..
        } = &self.state
        else {
            return;
        };
        let Some(runtime) = self.runtime_ahead().filter(|_| self.ahead.is_empty()) else {
            return;
        };
        let header_links = next_in_headers(&raw.headers);
        let link = answered::early_link(&raw.body);
        if link.is_none() && header_links.is_empty() {
            return;
        }
        // How many results there are is not known yet: as many as the link says.
        let clues = Clues {
            body: &[],
            found: usize::MAX,
            link: link.as_deref(),
            header_links: &header_links,
        };
        self.asked.insert(key(request));
        let way = Way {
            declaration: self.declaration,
            asked: &self.asked,
            own_limit: self.own_limit,
        };
        if let Ok(Some(Next {
            request,
            counted: false,
        })) = way.next(request, &clues)
        {
            let answer = send(&self.core, self.declaration, request.clone());
            self.ahead.push_back((request, Fetching::ahead(&runtime, answer)));
        }
    }

    /// The runtime that fetches pages ahead, if it is wanted and there is one.
    fn runtime_ahead(&self) -> Option<Handle> {
        (self.looks_ahead && self.most_ahead > 0)
            .then(Handle::try_current)?
            .ok()
    }

    /// Sets how many pages are fetched ahead. Those that were asked for already are cancelled.
    pub(super) fn look_at(&mut self, most: usize) {
        self.most_ahead = most;
        self.ahead.clear();
    }

    /// Asks for pages of this size if the caller has set none and nothing was sent.
    pub(super) fn shrink_to(&mut self, size: usize) {
        let has_begun = self.has_begun();
        if let State::Going {
            next: Some((request, _)),
            ..
        } = &mut self.state
            && self.own_limit
            && !has_begun
        {
            let limit = request.query.get("limit").and_then(|limit| limit.parse().ok());
            if limit.is_some_and(|limit: usize| size < limit) {
                request.query.set("limit", &size.to_string());
            }
        }
    }

    /// Goes on at a position that a walk of the same call gave.
    pub(super) fn resume_from(&mut self, position: &Position) -> Result<()> {
        if self.has_begun() {
            return Err(Error::input("position", "is set before the first poll of a stream").of(self.declaration));
        }
        if let State::Going { next, .. } = &mut self.state
            && let Some((first, _)) = next.as_ref()
        {
            *next = self.origin.request_at(first, position)?;
        }
        Ok(())
    }

    fn has_begun(&self) -> bool {
        self.fetching.is_some() || !self.asked.is_empty()
    }

    /// Where the walk continues.
    pub(super) fn position(&self) -> Position {
        match &self.state {
            State::Going { next: None, .. } => self.origin.end(),
            _ => self.origin.position(self.next()),
        }
    }

    /// The position in the page that was handed out last, after so many of its items.
    pub(super) fn position_within(&self, taken: usize) -> Position {
        self.origin.position(self.current().map(|request| (request, taken)))
    }

    /// The request of the next page, with the number of its items that were handed out before.
    pub(super) fn next(&self) -> Option<(&Prepared, usize)> {
        match &self.state {
            State::Going {
                next: Some((request, taken)),
                ..
            } => Some((request, *taken)),
            _ => None,
        }
    }

    /// The request of the page that was handed out last.
    pub(super) fn current(&self) -> Option<&Prepared> {
        match &self.state {
            State::Going { current, .. } => current.as_ref(),
            State::Refused(_) => None,
        }
    }

    fn broken(&self, problem: String) -> Error {
        Error::new(ErrorKind::Paging(problem)).of(self.declaration)
    }
}

fn send(core: &Arc<Core>, declaration: &'static Declaration, request: Prepared) -> BoxFuture<'static, Result<Raw>> {
    let core = core.clone();
    boxed(|| async move { core.send(Some(declaration), request).await })
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
