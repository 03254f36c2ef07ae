//! Whiteboard, Database, Smart Link and Folder: what lies in the tree of a space beside pages. They work alike.

use super::show::{existing, single};
use super::{change, include};
use crate::answer::{Outcome, Problem, Reply};
use crate::body::Body;
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::state::State;
use crate::state::content::ContentKind;

pub(super) const TABLE: Table = &[
    ("createWhiteboard", write(create)),
    ("createDatabase", write(create)),
    ("createSmartLink", write(create)),
    ("createFolder", write(create)),
    ("getWhiteboardById", read(get)),
    ("getDatabaseById", read(get)),
    ("getSmartLinkById", read(get)),
    ("getFolderById", read(get)),
];

/// The templates of whiteboards.
const TEMPLATES: &[&str] = &[
    "2x2-prioritization",
    "4ls-retro",
    "action-plan",
    "annual-calendar",
    "annual-calendar-2025-2026",
    "bounded-context",
    "brainwriting",
    "concept-map",
    "crazy-8s",
    "daily-sync",
    "disruptive-brainstorm",
    "dot-voting",
    "elevator-pitch",
    "executive-summary",
    "fishbone-diagram",
    "flow-chart",
    "gap-analysis",
    "health-monitor",
    "hopes-and-fears",
    "ice-breakers",
    "incident-postmortem",
    "journey-mapping-kit",
    "kanban-board",
    "lean-coffee",
    "network-of-teams",
    "okr-planning",
    "org-chart",
    "pi-planning",
    "poker-planning",
    "prioritization",
    "prioritization-experiment",
    "product-roadmap",
    "product-vision-board",
    "rice",
    "risk-assessment",
    "root-cause-analysis",
    "sailboat-retro",
    "service-blueprint",
    "simple-retrospective",
    "sprint-planning",
    "stakeholder-mapping",
    "sticky-note-pack",
    "storyboard",
    "swimlane-vertical",
    "swimlanes",
    "swot-analysis",
    "team-formation-guide",
    "timeline",
    "timeline-workflow",
    "user-story-map",
    "venn-diagram",
    "vision-board",
    "workflow",
];

/// The languages of templates.
const LOCALES: &[&str] = &[
    "cs-CZ", "da-DK", "de-DE", "en-GB", "en-US", "es-ES", "fi-FI", "fr-FR", "hu-HU", "it-IT", "ja-JP", "ko-KR",
    "nb-NO", "nl-NL", "pl-PL", "pt-BR", "ru-RU", "sv-SE", "tr-TR", "zh-CN", "zh-TW",
];

/// The kind that an operation creates. Its path names it.
fn created(call: &Call<'_>) -> Result<ContentKind, Problem> {
    let named = |kind: &ContentKind| call.operation.path.rsplit('/').next() == Some(kind.facts().segment);
    ContentKind::all().find(named).ok_or_else(Problem::not_found)
}

/// Refuses a text that is not one of the words that a member can have.
fn check_word(call: &Call<'_>, member: &str, words: &[&str]) -> Result<(), Problem> {
    match call.member(member) {
        Some(value) if !words.iter().any(|word| value == word) => {
            Err(Problem::bad_request(format!("`{member}` cannot be {value}")))
        }
        _ => Ok(()),
    }
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let (kind, space) = (created(call)?, change::space(call)?);
    if kind == ContentKind::Whiteboard {
        check_word(call, "templateKey", TEMPLATES)?;
        check_word(call, "locale", LOCALES)?;
    }
    let title = call.text("title").unwrap_or_default();
    let body = Body::from_optional(None)?;
    let parent = change::parent(state, call, space)?.or_else(|| state.homepage(space));
    if kind == ContentKind::Folder {
        change::check_title(state, kind, space, title, None)?;
    }
    let id = state.add_content(kind, space, parent, title, &call.caller.account, body);
    let created = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    change::make_private(call, created);
    if kind == ContentKind::SmartLink {
        created.embed_url = call.text("embedUrl").map(str::to_owned);
    }
    let created = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(single(state, call, created, created.latest(), None)))
}

fn get(state: &State, call: &Call<'_>) -> Outcome {
    let held = existing(state, call)?;
    let mut shown = single(state, call, held, held.latest(), None);
    include::add(state, call, held, &mut shown);
    Ok(Reply::ok(shown))
}
