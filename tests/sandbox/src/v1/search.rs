//! Search by CQL: content and spaces, content alone, users.

use super::excerpt::Strategy;
use super::expand::Expand;
use super::resource::View;
use super::search_result as result;
use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::{Call, encode_query, parse_id};
use crate::cql::{self, Asked, Context, Entity, Found, Position, Query, Searched};
use crate::handlers::{Table, read};
use crate::page::{by_offset, v1_links};
use crate::state::State;
use crate::state::access::Actor;
use crate::state::account::Account;
use crate::state::content::Status;
use confluence_sdk::spec::Verb;
use serde_json::{Map, Value, json};

pub(super) const TABLE: Table = &[
    ("searchByCQL", read(search_by_cql)),
    ("searchContentByCQL", read(search_content_by_cql)),
    ("searchUser", read(search_user)),
];

/// Results on a page if the call does not say how many.
const LIMIT: usize = 25;

/// The most results on a page that shows bodies.
const LIMIT_WITH_BODIES: usize = 50;

/// The same, if a body has to be rendered.
const LIMIT_WITH_RENDERED_BODIES: usize = 25;

/// The statuses that a context can name. The last two find nothing: old versions and what is gone are not searched.
const STATUSES: [(&str, Option<Status>); 6] = [
    ("current", Some(Status::Current)),
    ("draft", Some(Status::Draft)),
    ("archived", Some(Status::Archived)),
    ("trashed", Some(Status::Trashed)),
    ("historical", None),
    ("deleted", None),
];

/// A refusal in the words of the vendor.
fn refuse(reason: impl std::fmt::Display) -> Problem {
    Problem::bad_request(format!(
        "com.atlassian.confluence.api.service.exceptions.BadRequestException: {reason}"
    ))
}

fn query(call: &Call<'_>, searched: Searched) -> Result<Query, Problem> {
    let cql = call.query("cql").unwrap_or_default();
    cql::parse(cql, searched).map_err(|mistake| refuse(format!("Could not parse cql : {cql} ({mistake})")))
}

fn context<'c>(state: &State, call: &'c Call<'_>) -> Result<(Context<'c>, Vec<Status>), Problem> {
    let account = &call.caller.account;
    let mut context = Context {
        account,
        now: state.now().to_zoned_datetime(result::zone(state, account)),
        space: None,
        content: None,
    };
    let Some(given) = call.query("cqlcontext") else {
        return Ok((context, vec![Status::Current]));
    };
    let invalid = |what: &str| refuse(format!("`cqlcontext` {what}: {given}"));
    let given: Map<String, Value> = serde_json::from_str(given).map_err(|_| invalid("is not a JSON object"))?;
    let mut statuses = vec![Status::Current];
    for (name, value) in &given {
        match name.as_str() {
            _ if value.is_null() => {}
            "spaceKey" => {
                let key = value
                    .as_str()
                    .ok_or_else(|| invalid("has a `spaceKey` that is not text"))?;
                context.space = Some(key.to_owned());
            }
            "contentId" => {
                let id = value.as_u64().or_else(|| value.as_str().and_then(parse_id));
                context.content = Some(id.ok_or_else(|| invalid("has a `contentId` that is not an id"))?);
            }
            "contentStatuses" => {
                statuses = self::statuses(value).ok_or_else(|| invalid("has `contentStatuses` that do not exist"))?;
            }
            _ => return Err(invalid(&format!("has an unknown member `{name}`"))),
        }
    }
    place(state, call, &mut context)?;
    Ok((context, statuses))
}

fn statuses(value: &Value) -> Option<Vec<Status>> {
    let known = |name: &Value| STATUSES.iter().find(|(known, _)| name == known);
    let named: Option<Vec<_>> = value.as_array()?.iter().map(known).collect();
    Some(named?.into_iter().filter_map(|(_, status)| *status).collect())
}

/// The content of a context must lie in its space. Without a space, it says which space is meant.
fn place(state: &State, call: &Call<'_>, context: &mut Context<'_>) -> Result<(), Problem> {
    let Some(id) = context.content else {
        return Ok(());
    };
    let content = state
        .contents
        .get(&id)
        .filter(|content| state.may_view(call.actor(), content));
    let content = content.ok_or_else(|| refuse(format!("`cqlcontext` names content that does not exist: {id}")))?;
    let key = state.spaces.get(&content.space).map_or("", |space| space.key.as_str());
    match &context.space {
        Some(given) if !given.eq_ignore_ascii_case(key) => Err(refuse(format!(
            "`cqlcontext` names content that is not in its space: {id}"
        ))),
        _ => {
            context.space = Some(key.to_owned());
            Ok(())
        }
    }
}

/// The number of results on a page.
fn limit(call: &Call<'_>) -> Result<usize, Problem> {
    let limit = call.number("limit")?.map_or(LIMIT, |limit| limit as usize);
    let expands = |name: &str| call.list("expand").iter().any(|path| path.contains(name));
    Ok(if expands("body.export_view") || expands("body.styled_view") {
        limit.min(LIMIT_WITH_RENDERED_BODIES)
    } else if expands("body.") {
        limit.min(LIMIT_WITH_BODIES)
    } else {
        limit
    })
}

/// What a call has found, and how many results its page can have.
struct Page {
    query: Query,
    found: Found,
    start: u64,
    limit: usize,
}

fn search(state: &State, call: &Call<'_>, entities: &[Entity]) -> Result<Page, Problem> {
    let query = query(call, Searched::Content)?;
    let (context, statuses) = context(state, call)?;
    let position = |cursor| {
        Position::decode(call.operation.id, cursor)
            .ok_or_else(|| refuse(format!("The cursor is not one of this search: {cursor}")))
    };
    let (start, limit) = (call.number("start")?.unwrap_or(0), limit(call)?);
    let only_archived = call.flag("excludeCurrentSpaces");
    let asked = Asked {
        query: &query,
        context,
        actor: call.actor(),
        statuses,
        entities,
        archived: only_archived || call.flag("includeArchivedSpaces"),
        current: !only_archived,
        start: start as usize,
        limit,
        from: call.query("cursor").map(position).transpose()?,
    };
    let found = state.search(&asked)?;
    Ok(Page {
        query,
        found,
        start,
        limit,
    })
}

/// The links of a page of results.
fn links(call: &Call<'_>, page: &Page) -> Value {
    let mut links = v1_links(call);
    let path = call.path.strip_prefix("/wiki").unwrap_or(call.path);
    let limit = page.limit.to_string();
    let size = page.found.hits.len() as u64;
    let own = ["cursor", "limit", "start", "next", "prev"];
    let kept = || call.query.iter().filter(|(name, _)| !own.contains(&name.as_str()));
    let (before, after) = (page.start.saturating_sub(page.limit as u64), page.start + size);
    for (name, position, start) in [("next", &page.found.after, after), ("prev", &page.found.before, before)] {
        let Some(position) = position else {
            continue;
        };
        let (cursor, start) = (position.encode(call.operation.id), start.to_string());
        let ours = [
            (name, "true"),
            ("cursor", &cursor),
            ("limit", &limit),
            ("start", &start),
        ];
        let kept = kept().map(|(name, value)| (name.as_str(), value.as_str()));
        links[name] = format!("{path}?{}", encode_query(ours.into_iter().chain(kept))).into();
    }
    links
}

fn search_by_cql(state: &State, call: &Call<'_>) -> Outcome {
    let strategy = call.query("excerpt").unwrap_or("highlight");
    let strategy = Strategy::named(strategy).ok_or_else(|| refuse(format!("There is no excerpt `{strategy}`")))?;
    permission_types(call)?;
    let page = search(state, call, &[Entity::Content, Entity::Space])?;
    let (terms, expand) = (page.query.terms(), Expand::asked(call, &[]));
    let hits = page.found.hits.iter();
    let results: Vec<Value> = hits
        .filter_map(|hit| result::found(View { state, call }, hit, &expand, strategy, &terms))
        .collect();
    Ok(Reply::ok(json!({
        "results": results,
        "start": page.start,
        "limit": page.limit,
        "size": results.len(),
        "totalSize": page.found.total,
        "cqlQuery": call.query("cql"),
        "searchDuration": 1,
        "archivedResultCount": page.found.archived,
        "_links": links(call, &page),
    })))
}

fn search_content_by_cql(state: &State, call: &Call<'_>) -> Outcome {
    let page = search(state, call, &[Entity::Content])?;
    let contents = page.found.hits.iter().filter_map(|hit| state.contents.get(&hit.id));
    let results: Vec<Value> = contents
        .map(|content| show::content(state, call, content, &[]))
        .collect();
    Ok(Reply::ok(json!({
        "results": results,
        "start": page.start,
        "limit": page.limit,
        "size": results.len(),
        "_links": links(call, &page),
    })))
}

/// Which accounts a search finds: whether those with a licence, and whether guests.
fn permission_types(call: &Call<'_>) -> Result<[bool; 2], Problem> {
    match call.query("sitePermissionTypeFilter").unwrap_or("none") {
        "none" => Ok([true, false]),
        "externalCollaborator" => Ok([false, true]),
        "all" => Ok([true, true]),
        other => Err(refuse(format!("There is no filter of permission types `{other}`"))),
    }
}

fn search_user(state: &State, call: &Call<'_>) -> Outcome {
    let query = query(call, Searched::Users)?;
    let [licensed, guests] = permission_types(call)?;
    let wanted = |account: &&Account| {
        let found = if account.is_guest() { guests } else { licensed };
        found && state.site_right(Actor::new(&account.id), Verb::UseSite)
    };
    let accounts = state.accounts.values().filter(wanted).collect();
    let found = cql::users(&query, &call.caller.account, accounts)?;
    let total = found.len();
    // The document names the parts of users as they are. Other searches have them below `user`.
    let asked = Expand::asked(call, &[]);
    let expand = asked.with(asked.below("user"));
    let shown = |account: &Account| result::user(View { state, call }, account, &expand);
    let results = found.into_iter().map(shown).collect();
    let mut page = by_offset(call, LIMIT, results)?;
    page["totalSize"] = total.into();
    page["cqlQuery"] = call.query("cql").into();
    page["searchDuration"] = 1.into();
    Ok(Reply::ok(page))
}
