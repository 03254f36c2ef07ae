//! One result of a search: content, a space or a user.

use super::excerpt::Strategy;
use super::expand::Expand;
use super::resource::{self, View};
use crate::cql::{Entity, Hit, Term};
use crate::permission::{Item, shows};
use crate::state::account::Account;
use crate::state::content::{Content, ContentKind};
use crate::state::space::Space;
use crate::state::{State, stamp};
use crate::v2::show::webui;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// A result. `None` if it has been deleted or hidden and the index does not know it yet.
pub(super) fn found(view: View<'_>, hit: &Hit, expand: &Expand, strategy: Strategy, terms: &[&Term]) -> Option<Value> {
    let View { state, call } = view;
    let mut shown = match hit.entity {
        Entity::Content => {
            let content = state.contents.get(&hit.id)?;
            shows(state, call, Item::Content(content)).then(|| self::content(view, content, expand.below("content")))?
        }
        Entity::Space => {
            let space = state.spaces.get(&hit.id)?;
            shows(state, call, Item::Space(space.id)).then(|| self::space(view, space, expand.below("space")))?
        }
    };
    let title = shown["title"].as_str().map(|title| strategy.title(title, terms));
    shown["title"] = title.into();
    shown["excerpt"] = strategy.excerpt(&hit.text, terms).into();
    shown["score"] = hit.score.into();
    Some(shown)
}

fn content(view: View<'_>, content: &Content, expand: &Expand) -> Value {
    let state = view.state;
    let icon = format!("content-type-{}", content.kind.v1_type());
    let mut shown = described(view, &content.title, "content", &icon, content.latest().at);
    shown["content"] = resource::content::content(view, content, expand);
    shown["url"] = shown["content"]["_links"]["webui"].clone();
    if let Some(space) = state.spaces.get(&content.space) {
        shown["resultGlobalContainer"] = summary(&space.name, &space_url(space));
    }
    if !content.kind.is_in_tree()
        && content.kind != ContentKind::BlogPost
        && let Some(container) = content.container.and_then(|id| state.contents.get(&id))
    {
        let url = webui(state, container);
        shown["breadcrumbs"] = json!([{ "label": container.title, "url": url, "separator": "" }]);
        shown["resultParentContainer"] = summary(&container.title, &url);
    }
    shown
}

fn space(view: View<'_>, space: &Space, expand: &Expand) -> Value {
    let mut shown = described(view, &space.name, "space", "content-type-space", space.created);
    shown["space"] = resource::space::space(view, space, expand);
    shown["url"] = space_url(space).into();
    shown["resultGlobalContainer"] = summary(&space.name, &space_url(space));
    shown
}

/// A user that was found.
pub(super) fn user(view: View<'_>, account: &Account, expand: &Expand) -> Value {
    let never = Timestamp::UNIX_EPOCH;
    let mut shown = described(view, &account.name, "user", "content-type-profile", never);
    shown["user"] = resource::user::user(view, account, expand);
    shown["url"] = format!("/people/{}", account.id).into();
    shown
}

fn described(view: View<'_>, title: &str, entity: &str, icon: &str, modified: Timestamp) -> Value {
    let zone = zone(view.state, &view.call.caller.account);
    json!({
        "title": title,
        "excerpt": "",
        "url": "",
        "breadcrumbs": [],
        "entityType": entity,
        "iconCssClass": format!("aui-icon {icon}"),
        "lastModified": stamp(modified),
        "friendlyLastModified": friendly(view.state.now(), modified, &zone),
        "score": 0.0,
    })
}

fn summary(title: &str, url: &str) -> Value {
    json!({ "title": title, "displayUrl": url })
}

fn space_url(space: &Space) -> String {
    format!("/spaces/{}", space.key)
}

/// The time zone of an account.
pub(super) fn zone(state: &State, account: &str) -> TimeZone {
    state
        .account(account)
        .map_or(TimeZone::UTC, |account| account.time_zone.clone())
}

/// How long ago a time was, in words, as people of the zone say it.
fn friendly(now: Timestamp, time: Timestamp, zone: &TimeZone) -> String {
    let (today, then) = (
        now.to_zoned_datetime(zone.clone()),
        time.to_zoned_datetime(zone.clone()),
    );
    let minutes = now.duration_since(time).as_mins();
    let yesterday = today.date().yesterday().ok();
    match minutes {
        ..1 => "just a moment ago".to_owned(),
        1 => "1 minute ago".to_owned(),
        2..60 => format!("{minutes} minutes ago"),
        60..120 => "about an hour ago".to_owned(),
        _ if today.date() == then.date() => format!("about {} hours ago", minutes / 60),
        _ if yesterday == Some(then.date()) => then.strftime("yesterday at %-I:%M %p").to_string(),
        _ => then.strftime("%b %d, %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::friendly;
    use jiff::Timestamp;
    use jiff::tz::{Offset, TimeZone};

    #[test]
    fn times_are_told_in_words() {
        let now: Timestamp = "2026-11-27T15:30:00Z".parse().unwrap();
        let zone = TimeZone::fixed(Offset::constant(1));
        for (time, words) in [
            ("2026-11-27T15:29:30Z", "just a moment ago"),
            ("2026-11-27T15:28:30Z", "1 minute ago"),
            ("2026-11-27T15:00:00Z", "30 minutes ago"),
            ("2026-11-27T14:00:00Z", "about an hour ago"),
            ("2026-11-27T10:00:00Z", "about 5 hours ago"),
            ("2026-11-26T23:30:00Z", "about 16 hours ago"),
            ("2026-11-26T22:30:00Z", "yesterday at 11:30 PM"),
            ("2026-11-05T08:00:00Z", "Nov 05, 2026"),
        ] {
            assert_eq!(friendly(now, time.parse().unwrap(), &zone), words, "{time}");
        }
    }
}
