//! Listings of content: which part of the site, in which order, with which statuses. A page of a listing is found
//! without building and sorting the whole listing.

use super::show::{has_status, words};
use crate::answer::{Outcome, Problem};
use crate::call::Call;
use crate::cursor::Cursor;
use crate::page::{Row, Slice};
use crate::permission::{Item, shows};
use crate::state::State;
use crate::state::content::{Content, Status};
use crate::state::contents::{Among, Found};
use serde_json::Value;
use std::ops::Bound;

/// What an operation that lists content accepts, by the vendor's document.
pub(super) struct Accepts {
    /// The fields that `sort` can name.
    pub(super) fields: &'static [&'static str],
    /// The statuses that `status` can name.
    pub(super) statuses: &'static [&'static str],
    /// The statuses that are listed if `status` names none.
    pub(super) by_default: &'static [Status],
    /// How many results a page has if `limit` does not say it.
    pub(super) limit: usize,
}

/// The order of a listing.
struct Order {
    field: String,
    descending: bool,
}

impl Order {
    fn of(call: &Call<'_>, fields: &[&str]) -> Result<Self, Problem> {
        // What has a place in the tree is listed by its place.
        let by_default = if fields.contains(&"child-position") {
            "child-position"
        } else {
            "id"
        };
        let sort = call.declared("sort").unwrap_or(by_default);
        let (descending, field) = sort.strip_prefix('-').map_or((false, sort), |field| (true, field));
        if call.declared("sort").is_some() && !fields.contains(&field) {
            return Err(Problem::bad_request(format!("`sort` cannot be {sort}")));
        }
        Ok(Self {
            field: field.to_owned(),
            descending,
        })
    }

    /// The text that content is sorted by. Content with the same text is sorted by its id.
    fn key(&self, content: &Content) -> String {
        match self.field.as_str() {
            "created-date" => format!("{:020}", content.created.as_millisecond()),
            "modified-date" => format!("{:020}", content.latest().at.as_millisecond()),
            "title" => content.title.to_lowercase(),
            "child-position" => format!("{:020}", content.position),
            _ => String::new(),
        }
    }

    fn is_before(&self, one: (&str, u64), other: (&str, u64)) -> bool {
        if self.descending { one > other } else { one < other }
    }
}

impl Accepts {
    /// The page of the listing that the call asks for.
    pub(super) fn reply(
        &self,
        state: &State,
        call: &Call<'_>,
        among: Among,
        wanted: impl Fn(&Content) -> bool,
        show: impl Fn(&Content) -> Value,
    ) -> Outcome {
        let order = Order::of(call, self.fields)?;
        let limit = call.number("limit")?.map_or(self.limit, |limit| limit as usize);
        let statuses = words(call, "status", self.statuses)?;
        let wanted = |content: &Content| {
            has_status(content, &statuses, self.by_default)
                && wanted(content)
                && shows(state, call, Item::Content(content))
        };
        let after = Cursor::of(call)?;
        let rows = if order.field == "id" {
            by_id(state, among, order.descending, after.as_ref(), limit, wanted)
        } else {
            sorted(state, among, &order, after.as_ref(), limit, wanted)
        };
        Slice::cut(call, rows, limit).reply(call, |content| show(content))
    }
}

/// One more row than `limit`, in the order of ids. An index has this order already.
fn by_id<'s>(
    state: &'s State,
    among: Among,
    descending: bool,
    after: Option<&Cursor>,
    limit: usize,
    wanted: impl Fn(&Content) -> bool,
) -> Vec<Row<&'s Content>> {
    let edge = after.map_or(Bound::Unbounded, |cursor| Bound::Excluded(cursor.id));
    let found: Found<'s> = if descending {
        Box::new(state.contents.among(among, Bound::Unbounded, edge).rev())
    } else {
        state.contents.among(among, edge, Bound::Unbounded)
    };
    let found = found.filter(|content| wanted(content)).take(limit + 1);
    found.map(|content| Row::by_id(content.id, content)).collect()
}

/// One more row than `limit`, in another order. Only content that can be among them is looked at closely.
fn sorted<'s>(
    state: &'s State,
    among: Among,
    order: &Order,
    after: Option<&Cursor>,
    limit: usize,
    wanted: impl Fn(&Content) -> bool,
) -> Vec<Row<&'s Content>> {
    let mut rows: Vec<Row<&Content>> = Vec::with_capacity(limit + 2);
    for content in state.contents.all(among) {
        let key = order.key(content);
        let own = (key.as_str(), content.id);
        if after.is_some_and(|cursor| !order.is_before((&cursor.key, cursor.id), own)) {
            continue;
        }
        let place = rows.partition_point(|row| order.is_before((&row.key, row.id), own));
        if place <= limit && wanted(content) {
            let id = content.id;
            rows.insert(place, Row { key, id, item: content });
            rows.truncate(limit + 1);
        }
    }
    rows
}
