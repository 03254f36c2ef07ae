//! Analytics: how often content was viewed, and by how many.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::state::State;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::json;
use std::collections::BTreeSet;

pub(super) const TABLE: Table = &[("getViews", read(get_views)), ("getViewers", read(get_viewers))];

/// The views that a call asks for: their number, and who viewed.
fn views(state: &State, call: &Call<'_>) -> Result<(u64, BTreeSet<String>), Problem> {
    let content = show::visible(state, call, "contentId")?;
    let since = call.query("fromDate").map(time).transpose()?;
    Ok(state.views_since(content.id, since))
}

/// A time, or the start of a day. Without an offset it is in UTC.
fn time(text: &str) -> Result<Timestamp, Problem> {
    let local = || {
        let date = text
            .parse::<DateTime>()
            .ok()
            .or_else(|| Some(text.parse::<Date>().ok()?.into()));
        TimeZone::UTC.to_timestamp(date?).ok()
    };
    let time = text.parse::<Timestamp>().ok().or_else(local);
    time.ok_or_else(|| Problem::bad_request(format!("`fromDate` is not a date: {text}")))
}

fn get_views(state: &State, call: &Call<'_>) -> Outcome {
    let (views, _) = views(state, call)?;
    Ok(Reply::ok(json!({ "id": call.id("contentId")?, "count": views })))
}

fn get_viewers(state: &State, call: &Call<'_>) -> Outcome {
    let (_, viewers) = views(state, call)?;
    Ok(Reply::ok(
        json!({ "id": call.id("contentId")?, "count": viewers.len() }),
    ))
}
