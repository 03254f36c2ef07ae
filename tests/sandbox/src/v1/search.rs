//! Search by CQL: content and spaces, content alone, users.

use super::expand::Expand;
use super::resource::{View, content, space, user};
use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::{Call, encode_query};
use crate::cql::{self, Facts, Query, Question};
use crate::handlers::{Table, read};
use crate::page::{Row, Rows, Slice, by_offset, v1_links};
use crate::permission::{Item, shows};
use crate::state::content::{Content, ContentKind, Status};
use crate::state::space::Space;
use crate::state::{State, stamp};
use confluence_sdk::spec::Verb;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("searchByCQL", read(search_by_cql)),
    ("searchContentByCQL", read(search_content_by_cql)),
    ("searchUser", read(search_user)),
];

/// Characters of text that a result shows.
const EXCERPT: usize = 200;

/// Something that was found.
enum Hit<'s> {
    Content(&'s Content),
    Space(&'s Space),
}

fn query(call: &Call<'_>) -> Result<Query, Problem> {
    let refuse = |reason: String| Problem::bad_request(format!("Could not parse cql: {reason}"));
    let query = cql::parse(call.query("cql").unwrap_or_default()).map_err(refuse)?;
    if query
        .order
        .windows(2)
        .any(|pair| pair[0].descending != pair[1].descending)
    {
        return Err(refuse(
            "the sandbox orders by several fields in one direction only".to_owned(),
        ));
    }
    Ok(query)
}

fn content_facts(state: &State, content: &Content) -> Facts {
    let space = state.spaces.get(&content.space);
    let ancestors = state.ancestors(content);
    let latest = content.latest();
    Facts {
        id: content.id.to_string(),
        kind: content.kind.v1_type(),
        space: space.map(|space| space.key.clone()).unwrap_or_default(),
        space_title: space.map(|space| space.name.clone()).unwrap_or_default(),
        title: content.title.clone(),
        text: latest.body.text(),
        labels: content
            .labels
            .iter()
            .filter_map(|id| state.labels.get(id))
            .map(|label| label.name.clone())
            .collect(),
        ancestors: ancestors.iter().map(|above| above.id.to_string()).collect(),
        parent: ancestors
            .first()
            .filter(|_| content.kind == ContentKind::Page)
            .map(|above| above.id.to_string()),
        creator: content.author.clone(),
        contributors: content
            .versions
            .iter()
            .map(|revision| revision.author.clone())
            .collect(),
        created: content.created,
        modified: latest.at,
        user: None,
    }
}

fn space_facts(space: &Space) -> Facts {
    Facts {
        id: space.id.to_string(),
        kind: "space",
        space: space.key.clone(),
        space_title: space.name.clone(),
        title: space.name.clone(),
        text: space.description.clone(),
        creator: space.author.clone(),
        created: space.created,
        modified: space.created,
        ..Facts::default()
    }
}

/// All that the query finds and the caller may see.
fn hits<'s>(state: &'s State, call: &Call<'_>, query: &Query, with_spaces: bool) -> Rows<Hit<'s>> {
    let question = Question {
        query,
        asker: &call.caller.account,
    };
    let descending = query.order.first().is_some_and(|order| order.descending);
    let mut rows = Vec::new();
    let visible = |content: &&Content| content.status == Status::Current && shows(state, call, Item::Content(content));
    for content in state.contents.values().filter(visible) {
        let facts = content_facts(state, content);
        if question.matches(&facts) {
            rows.push(Row {
                key: question.sort_key(&facts),
                id: content.id,
                item: Hit::Content(content),
            });
        }
    }
    let spaces = state.spaces.values().filter(|_| with_spaces);
    for space in spaces.filter(|space| shows(state, call, Item::Space(space.id))) {
        let facts = space_facts(space);
        if question.matches(&facts) {
            rows.push(Row {
                key: question.sort_key(&facts),
                id: space.id,
                item: Hit::Space(space),
            });
        }
    }
    Rows { rows, descending }
}

/// The page of results that is asked for, with `_links`. The next page is found by a cursor. `start` only skips
/// results.
fn cut<'s>(call: &Call<'_>, mut rows: Rows<Hit<'s>>) -> Result<(Slice<Hit<'s>>, Value, u64), Problem> {
    let start = call.number("start")?.unwrap_or(0);
    if call.query("cursor").is_none() && start > 0 {
        rows.rows.sort_by(|a, b| (&a.key, a.id).cmp(&(&b.key, b.id)));
        if rows.descending {
            rows.rows.reverse();
        }
        rows.rows
            .drain(..rows.rows.len().min(usize::try_from(start).unwrap_or(usize::MAX)));
    }
    let slice = rows.slice(call, 25)?;
    let mut links = v1_links(call);
    if let Some(cursor) = &slice.next {
        let next_start = (start + slice.items.len() as u64).to_string();
        let limit = slice.limit.to_string();
        let own = ["cursor", "limit", "start", "next", "prev"];
        let kept = call.query.iter().filter(|(name, _)| !own.contains(&name.as_str()));
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let ours = [
            ("next", "true"),
            ("cursor", cursor.as_str()),
            ("limit", limit.as_str()),
            ("start", next_start.as_str()),
        ];
        let path = call.path.strip_prefix("/wiki").unwrap_or(call.path);
        links["next"] = format!("{path}?{}", encode_query(ours.into_iter().chain(kept))).into();
    }
    Ok((slice, links, start))
}

fn search_by_cql(state: &State, call: &Call<'_>) -> Outcome {
    let query = query(call)?;
    let rows = hits(state, call, &query, true);
    let total = rows.rows.len();
    let (slice, links, start) = cut(call, rows)?;
    let expand = Expand::asked(call, &[]);
    let results: Vec<Value> = slice
        .items
        .iter()
        .map(|hit| result(state, call, hit, &expand))
        .collect();
    Ok(Reply::ok(json!({
        "results": results,
        "start": start,
        "limit": slice.limit,
        "size": results.len(),
        "totalSize": total,
        "cqlQuery": call.query("cql"),
        "searchDuration": 1,
        "archivedResultCount": 0,
        "_links": links,
    })))
}

fn search_content_by_cql(state: &State, call: &Call<'_>) -> Outcome {
    let query = query(call)?;
    let (slice, links, start) = cut(call, hits(state, call, &query, false))?;
    let contents = slice.items.iter().filter_map(|hit| match hit {
        Hit::Content(content) => Some(show::content(state, call, content, &[])),
        Hit::Space(_) => None,
    });
    let results: Vec<Value> = contents.collect();
    Ok(Reply::ok(json!({
        "results": results, "start": start, "limit": slice.limit, "size": results.len(), "_links": links,
    })))
}

fn result(state: &State, call: &Call<'_>, hit: &Hit<'_>, expand: &Expand) -> Value {
    match hit {
        Hit::Content(content) => {
            let space = state.spaces.get(&content.space);
            let mut shown = described(&content.title, "content", &stamp(content.latest().at));
            if call.query("excerpt") != Some("none") {
                let text = content.latest().body.text();
                shown["excerpt"] = text.chars().take(EXCERPT).collect::<String>().into();
            }
            shown["content"] = content::content(View { state, call }, content, expand.below("content"));
            shown["url"] = shown["content"]["_links"]["webui"].clone();
            shown["resultGlobalContainer"] = space.map_or(
                Value::Null,
                |space| json!({ "title": space.name, "displayUrl": format!("/spaces/{}", space.key) }),
            );
            shown
        }
        Hit::Space(space) => {
            let mut shown = described(&space.name, "space", &stamp(space.created));
            shown["space"] = space::space(View { state, call }, space, expand.below("space"));
            shown["url"] = format!("/spaces/{}", space.key).into();
            shown
        }
    }
}

fn described(title: &str, entity: &str, modified: &str) -> Value {
    json!({
        "title": title,
        "excerpt": "",
        "url": "",
        "breadcrumbs": [],
        "entityType": entity,
        "iconCssClass": format!("aui-icon content-type-{entity}"),
        "lastModified": modified,
        "friendlyLastModified": "just now",
        "score": 1.0,
    })
}

fn search_user(state: &State, call: &Call<'_>) -> Outcome {
    let query = query(call)?;
    let question = Question {
        query: &query,
        asker: &call.caller.account,
    };
    let found = state.accounts.values().filter(|account| {
        let actor = crate::state::access::Actor::new(&account.id);
        let user = Some((account.id.clone(), account.name.clone()));
        state.site_right(actor, Verb::UseSite)
            && question.matches(&Facts {
                kind: "user",
                user,
                ..Facts::default()
            })
    });
    // The document names the parts of users as they are. Other searches have them below `user`.
    let asked = Expand::asked(call, &[]);
    let expand = asked.with(asked.below("user"));
    let results: Vec<Value> = found
        .map(|account| {
            let mut shown = described(&account.name, "user", &stamp(jiff::Timestamp::UNIX_EPOCH));
            shown["user"] = user::user(View { state, call }, account, &expand);
            shown["url"] = format!("/people/{}", account.id).into();
            shown
        })
        .collect();
    let total = results.len();
    let mut page = by_offset(call, 25, results)?;
    page["totalSize"] = total.into();
    page["cqlQuery"] = call.query("cql").into();
    page["searchDuration"] = 1.into();
    Ok(Reply::ok(page))
}
