//! The addresses that people open in a browser and paste into tools. Short and old ones redirect to the page, which is
//! its title and its text.

use super::content::space_of_key;
use super::{Table, get};
use crate::answer::{Outcome, Problem, Reply};
use crate::body::Context;
use crate::call::{Call, parse_id};
use crate::identity::consent::html::{escape, frame_of};
use crate::state::State;
use crate::state::content::{Content, Status};
use crate::v2::show::webui;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub(super) const TABLE: Table = &[
    get("/wiki/x/{tiny}", short),
    get("/wiki/pages/viewpage.action", viewed),
    get("/wiki/display/{spaceKey}/{title}", titled),
    get("/wiki/spaces/{spaceKey}/pages/{id}", page),
    get("/wiki/spaces/{spaceKey}/pages/{id}/{title}", page),
];

/// The last part of a short link: the bytes of the id from the lowest on, in base64 without the zeros at its end.
pub(crate) fn tiny(id: u64) -> String {
    let text = STANDARD.encode(id.to_le_bytes());
    let text = text.trim_end_matches('=').trim_end_matches('A');
    text.replace('/', "-").replace('+', "_")
}

/// The id that a short link stands for.
fn id_of(tiny: &str) -> Option<u64> {
    const DIGITS: usize = 11;
    if tiny.len() > DIGITS {
        return None;
    }
    let text = tiny.replace('-', "/").replace('_', "+");
    let bytes = STANDARD.decode(format!("{text:A<DIGITS$}=")).ok()?;
    Some(u64::from_le_bytes(bytes.try_into().ok()?))
}

/// Published content, if the caller may see it.
fn seen<'s>(state: &'s State, call: &Call<'_>, id: Option<u64>) -> Result<&'s Content, Problem> {
    let held = id.and_then(|id| state.contents.get(&id));
    held.filter(|held| held.status == Status::Current && state.may_view(call.actor(), held))
        .ok_or_else(Problem::not_found)
}

fn redirect(state: &State, call: &Call<'_>, held: &Content) -> Reply {
    Reply::redirect(format!("{}{}", call.site.wiki_url(), webui(state, held)))
}

fn short(state: &State, call: &Call<'_>) -> Outcome {
    Ok(redirect(state, call, seen(state, call, id_of(call.path("tiny")))?))
}

/// By the id, or by the space and the title.
fn viewed(state: &State, call: &Call<'_>) -> Outcome {
    let held = match (call.query("pageId"), call.query("spaceKey"), call.query("title")) {
        (None, Some(key), Some(title)) => named(state, call, key, title)?,
        (id, ..) => seen(state, call, id.and_then(parse_id))?,
    };
    Ok(redirect(state, call, held))
}

fn titled(state: &State, call: &Call<'_>) -> Outcome {
    let title = call.path("title").replace('+', " ");
    Ok(redirect(
        state,
        call,
        named(state, call, call.path("spaceKey"), &title)?,
    ))
}

fn named<'s>(state: &'s State, call: &Call<'_>, key: &str, title: &str) -> Result<&'s Content, Problem> {
    let space = space_of_key(state, call, key)?;
    seen(state, call, state.page_titled(space, title, None).map(|page| page.id))
}

fn page(state: &State, call: &Call<'_>) -> Outcome {
    let held = seen(state, call, parse_id(call.path("id")))?;
    let head = format!("<meta name=\"ajs-page-id\" content=\"{}\">", held.id);
    let body = held.latest().body.as_format("view", &Context::of(state, held));
    let content = format!("<h1>{}</h1>\n{body}", escape(&held.title));
    Ok(frame_of(200, &held.title, &head, &content))
}

#[cfg(test)]
mod tests {
    use super::{id_of, tiny};

    #[test]
    fn short_links_are_those_of_the_site() {
        // The vendor's documents have this link.
        assert_eq!(tiny(724_765_432), "_AozKw");
        for id in [
            1,
            65_538,
            4_711,
            724_765_432,
            0xfbff_ffbf,
            u64::from(u32::MAX) + 1,
            u64::MAX,
        ] {
            assert_eq!(id_of(&tiny(id)), Some(id));
        }
        assert_eq!(id_of("not a short link"), None);
        assert_eq!(id_of("!"), None);
    }
}
