//! Pages of results: by cursor as in v2, or by offset as in most of v1, each with the links to the next page.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::{Call, encode_query};
use crate::cursor::Cursor;
use serde_json::{Map, Value, json};

/// One result and its sort key. Keys are compared as text. If keys are equal, the ids are compared.
pub(crate) struct Row<T> {
    pub(crate) key: String,
    pub(crate) id: u64,
    pub(crate) item: T,
}

impl<T> Row<T> {
    pub(crate) fn by_id(id: u64, item: T) -> Self {
        Self {
            key: String::new(),
            id,
            item,
        }
    }
}

/// All results of a listing, in one direction.
pub(crate) struct Rows<T> {
    pub(crate) rows: Vec<Row<T>>,
    pub(crate) descending: bool,
}

/// Part of a listing.
pub(crate) struct Slice<T> {
    pub(crate) items: Vec<T>,
    /// The cursor of the next page, if there is one.
    pub(crate) next: Option<String>,
    pub(crate) limit: usize,
}

impl<T> Rows<T> {
    pub(crate) fn by_id(items: impl IntoIterator<Item = (u64, T)>) -> Self {
        Self {
            rows: items.into_iter().map(|(id, item)| Row::by_id(id, item)).collect(),
            descending: false,
        }
    }

    /// The page that the call's `cursor` and `limit` ask for.
    pub(crate) fn slice(mut self, call: &Call<'_>, default_limit: usize) -> Result<Slice<T>, Problem> {
        let limit = call.number("limit")?.map_or(default_limit, |limit| limit as usize);
        self.rows.sort_by(|a, b| (&a.key, a.id).cmp(&(&b.key, b.id)));
        if self.descending {
            self.rows.reverse();
        }
        if let Some(cursor) = Cursor::of(call)? {
            let passed = |row: &Row<T>| {
                let order = (&row.key, row.id).cmp(&(&cursor.key, cursor.id));
                if self.descending { order.is_ge() } else { order.is_le() }
            };
            let first = self.rows.iter().position(|row| !passed(row)).unwrap_or(self.rows.len());
            self.rows.drain(..first);
        }
        Ok(Slice::cut(call, self.rows, limit))
    }

    /// The whole answer of a v2 listing.
    pub(crate) fn reply(self, call: &Call<'_>, default_limit: usize, show: impl Fn(&T) -> Value) -> Outcome {
        self.slice(call, default_limit)?.reply(call, show)
    }
}

impl<T> Slice<T> {
    /// The first `limit` of these rows. If there are more, the next page starts after them.
    pub(crate) fn cut(call: &Call<'_>, mut rows: Vec<Row<T>>, limit: usize) -> Self {
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more).map(|row| Cursor {
            key: row.key.clone(),
            id: row.id,
        });
        Self {
            items: rows.into_iter().map(|row| row.item).collect(),
            next: last.map(|cursor| cursor.encode(call.operation.id)),
            limit,
        }
    }

    /// The whole answer of a v2 listing.
    pub(crate) fn reply(&self, call: &Call<'_>, show: impl Fn(&T) -> Value) -> Outcome {
        let results: Vec<Value> = self.items.iter().map(show).collect();
        let mut links = Map::new();
        links.insert("base".to_owned(), base(call));
        let mut reply = Reply::ok(Value::Null);
        if let Some(cursor) = &self.next {
            let limit = self.limit.to_string();
            let kept = call
                .query
                .iter()
                .filter(|(name, _)| name != "cursor" && name != "limit");
            let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
            let query = encode_query(kept.chain([("limit", limit.as_str()), ("cursor", cursor)]));
            let next = format!("{}?{query}", call.path);
            reply = reply.header("link", format!("<{next}>; rel=\"next\""));
            links.insert("next".to_owned(), next.into());
        }
        reply.content = crate::answer::Content::Json(json!({ "results": results, "_links": links }));
        Ok(reply)
    }
}

/// The value of `_links.base`. It is the same for the site and the gateway.
pub(crate) fn base(call: &Call<'_>) -> Value {
    format!("{}/wiki", call.site.url).into()
}

/// The whole answer of a v1 listing with `start` and `limit`.
pub(crate) fn by_offset(call: &Call<'_>, default_limit: usize, results: Vec<Value>) -> Result<Value, Problem> {
    offset_page(call, default_limit, results, |result| result)
}

/// The same of things that are not shown yet. Only those on the page are.
pub(crate) fn offset_page<T>(
    call: &Call<'_>,
    default_limit: usize,
    found: Vec<T>,
    show: impl FnMut(T) -> Value,
) -> Result<Value, Problem> {
    let start = call.number("start")?.unwrap_or(0) as usize;
    let limit = call.number("limit")?.map_or(default_limit, |limit| limit as usize);
    let total = found.len();
    let results: Vec<Value> = found.into_iter().skip(start).take(limit).map(show).collect();
    let mut links = v1_links(call);
    let end = start.saturating_add(limit);
    if limit > 0 && end < total {
        links["next"] = offset_link(call, end, limit).into();
    }
    if limit > 0 && start > 0 {
        links["prev"] = offset_link(call, start.saturating_sub(limit), limit).into();
    }
    Ok(json!({ "results": results, "start": start, "limit": limit, "size": results.len(), "_links": links }))
}

fn offset_link(call: &Call<'_>, start: usize, limit: usize) -> String {
    let (start, limit) = (start.to_string(), limit.to_string());
    let kept = call.query.iter().filter(|(name, _)| name != "start" && name != "limit");
    let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
    let query = encode_query(kept.chain([("limit", limit.as_str()), ("start", start.as_str())]));
    format!("{}?{query}", call.path.strip_prefix("/wiki").unwrap_or(call.path))
}

/// The links of every v1 listing.
pub(crate) fn v1_links(call: &Call<'_>) -> Value {
    let path = call.path.strip_prefix("/wiki").unwrap_or(call.path);
    json!({ "base": base(call), "context": "/wiki", "self": format!("{}/wiki{path}", call.site.url) })
}
