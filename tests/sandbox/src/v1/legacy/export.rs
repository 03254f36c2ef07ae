//! Pages as files for people. The site has no operation for it: tools use the addresses that its own pages use.

use super::content::statuses;
use super::{READS, Table, get, legacy};
use crate::answer::{Outcome, Problem, Reply};
use crate::body::{Context, pdf};
use crate::call::{Call, parse_id};
use crate::handlers::write;
use crate::identity::consent::html::{escape, frame_of};
use crate::media;
use crate::state::State;
use crate::state::content::{Content, ContentKind};
use crate::state::export::Export;
use serde_json::json;

pub(super) const TABLE: Table = &[
    legacy(
        "GET",
        "/wiki/spaces/flyingpdf/pdfpageexport.action",
        READS,
        write(start),
    ),
    get("/wiki/api/v2/pdfexporttask/progress/{id}", progress),
    get("/wiki/exportword", word),
];

/// The page or blog post that the query names, if the caller may see it.
fn asked<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Content, Problem> {
    let id = call.query("pageId").unwrap_or_default();
    let found = parse_id(id).and_then(|id| state.contents.get(&id));
    let statuses = statuses(call)?;
    found
        .filter(|held| matches!(held.kind, ContentKind::Page | ContentKind::BlogPost))
        .filter(|held| super::content::has_status(held, &statuses) && state.may_view(call.actor(), held))
        .ok_or_else(|| Problem::missing(format!("There is no page {id}")))
}

/// The page that waits for the file. Its script asks for the progress of the task in its head, and so do tools.
fn start(state: &mut State, call: &Call<'_>) -> Outcome {
    let held = asked(state, call)?;
    let export = Export {
        owner: call.caller.account.clone(),
        content: held.id,
        version: held.latest().number,
    };
    let title = format!("PDF Export - {}", held.title);
    let task = state.new_id();
    state.exports.insert(task, export);
    let head = format!("<meta name=\"ajs-taskId\" content=\"{task}\">");
    let text = format!("<p>The file is at <code>/wiki/api/v2/pdfexporttask/progress/{task}</code>.</p>");
    Ok(frame_of(200, &title, &head, &text))
}

/// The file is made when it is fetched, so it is ready at once.
fn progress(state: &State, call: &Call<'_>) -> Outcome {
    let task = parse_id(call.path("id")).ok_or_else(Problem::not_found)?;
    let export = state.exports.get(&task);
    let export = export.filter(|export| export.owner == call.caller.account);
    let export = export.ok_or_else(Problem::not_found)?;
    let address = media::sign_export(state, call.site, export.content, export.version);
    Ok(Reply::ok(json!({
        "taskId": task.to_string(),
        "progress": 100,
        "state": "SUCCEEDED",
        "result": address,
    })))
}

/// The PDF file of a version of a page: its title and its text.
pub(crate) fn file(state: &State, content: u64, version: u64) -> Option<Vec<u8>> {
    let held = state.contents.get(&content)?;
    let revision = held.version(version)?;
    Some(pdf::document(&revision.title, &revision.body.text()))
}

/// What Word opens: an HTML page in a message, as browsers archive one.
fn word(state: &State, call: &Call<'_>) -> Outcome {
    let held = asked(state, call)?;
    let body = held.latest().body.as_format("export_view", &Context::of(state, held));
    let title = escape(&held.title);
    let page = format!(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w=\"urn:schemas-microsoft-com:office:word\">\n\
         <head>\n<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n<div class=\"Section1\">\n{body}\n</div>\n\
         </body>\n</html>\n"
    );
    let boundary = format!("----=_Part_{}", held.id);
    let date = held.latest().at.strftime("%a, %d %b %Y %H:%M:%S +0000 (UTC)");
    let page = quoted_printable::encode_to_str(page);
    let message = format!(
        "Date: {date}\r\nMessage-ID: <{}@confluence>\r\nSubject: Exported From Confluence\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n\
         Content-Type: text/html; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: file:///C:/exported.html\r\n\r\n{page}\r\n--{boundary}--\r\n",
        held.id
    );
    let plain = |letter: char| letter.is_ascii_alphanumeric() || " -.".contains(letter);
    let name = held.title.replace(|letter| !plain(letter), "_");
    Ok(Reply::bytes("application/vnd.ms-word", message)
        .header("content-disposition", format!("attachment; filename=\"{name}.doc\"")))
}
