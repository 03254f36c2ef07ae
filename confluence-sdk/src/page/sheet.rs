//! What the streams need to know of a page: its results one by one, their number, and the link to the next page.

use super::{Envelope, OnlyHere};
use crate::Result;
use crate::model::{Json, results};
use crate::oddity::Gap;
use crate::operation::FromAnswer;
use crate::response::Raw;
use crate::with_json::WithJson;
use std::collections::HashSet;

/// One page, taken apart.
pub(crate) struct Sheet<T> {
    /// The results in their order. In the place of one that cannot be read is the error.
    pub(crate) items: Vec<Result<T>>,
    /// The number of results that the server sent. There can be more than items: `null` is none.
    pub(crate) found: usize,
    /// The link to the next page.
    pub(crate) next: Option<String>,
}

impl<T> Sheet<T> {
    /// Reads a page.
    pub(crate) fn read<O: FromAnswer + Envelope<Item = T>>(raw: Raw) -> Result<Self> {
        let (page, gaps) = O::with_gaps(raw)?;
        let (items, next) = page.split(OnlyHere);
        let found = items.len() + gaps.len();
        let items = match gaps.is_empty() {
            true => items.into_iter().map(Ok).collect(),
            false => with_gaps(items, gaps),
        };
        Ok(Self { items, found, next })
    }
}

impl<T> Sheet<WithJson<T>> {
    /// Reads a page whose results come with their JSON.
    pub(crate) fn read_with_json<O: FromAnswer + Envelope<Item = T>>(raw: Raw) -> Result<Self> {
        let copy = raw.clone();
        let (page, gaps) = O::with_gaps(raw)?;
        let (items, next) = page.split(OnlyHere);
        let found = items.len() + gaps.len();
        let written = match results(&copy.body) {
            Some(written) if written.len() == found => written,
            _ => return Err(copy.unexpected("has its results in another place than the spec says")),
        };
        let odd: HashSet<usize> = gaps.iter().map(|gap| gap.index).collect();
        let written = written.into_iter().enumerate().filter(|(i, _)| !odd.contains(i));
        let items = items.into_iter().zip(written).map(|(value, (_, json))| WithJson {
            value,
            json: Json::from(json),
        });
        let items = with_gaps(items.collect(), gaps);
        Ok(Self { items, found, next })
    }
}

/// The items and the errors, each in its place.
fn with_gaps<T>(items: Vec<T>, gaps: Vec<Gap>) -> Vec<Result<T>> {
    let mut all = Vec::with_capacity(items.len() + gaps.len());
    let (mut items, mut place) = (items.into_iter(), 0);
    for Gap { index, error } in gaps {
        all.extend(items.by_ref().take(index.saturating_sub(place)).map(Ok));
        all.extend(error.map(Err));
        place = index + 1;
    }
    all.extend(items.map(Ok));
    all
}
