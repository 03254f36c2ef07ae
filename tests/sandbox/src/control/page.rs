//! The status page: what was called, by whom, with which scopes, what failed and why. It is plain HTML and needs no
//! script.

use super::Outcome;
use super::requests::Wanted;
use crate::identity::consent::html::{escape, frame};
use crate::log::ReceivedRequest;
use crate::scope_use::LeastScopes;
use crate::server::Shared;
use confluence_sdk::scope::ScopeList;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The most requests on the page.
const MOST: usize = 200;

const STYLE: &str = ":root{color-scheme:light dark;--line:light-dark(#dcdfe4,#3b444c);--soft:light-dark(#f4f5f7,#22272b);\
    --bad:light-dark(#ae2e24,#fd9891);--good:light-dark(#216e4e,#7ee2b8)}\
    body{font:.9375rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:90rem;padding:1rem 1.5rem;\
    background:light-dark(#fff,#161a1d);color:light-dark(#172b4d,#c7d1db)}\
    h1{font-size:1.5rem}h2{font-size:1.125rem;margin-top:2rem}a{color:light-dark(#0c66e4,#85b8ff)}\
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dd{margin:0}\
    code,pre{font:.875em/1.5 ui-monospace,monospace;overflow-wrap:anywhere}\
    form{display:flex;flex-wrap:wrap;gap:1rem;align-items:end;background:var(--soft);padding:1rem;border-radius:.25rem}\
    label{display:grid;font-weight:600}input,select,button{font:inherit;padding:.25rem .5rem}\
    .wide{overflow-x:auto}table{border-collapse:collapse;width:100%}\
    th,td{text-align:left;vertical-align:top;padding:.375rem .5rem;border-bottom:1px solid var(--line)}\
    th{white-space:nowrap}.bad{color:var(--bad);font-weight:600}.good{color:var(--good)}";

pub(super) fn show(shared: &Shared, query: &str) -> Outcome {
    let wanted = Wanted::read(query)?;
    let mut html = "<h1>Confluence sandbox</h1>\n".to_owned() + &addresses(shared);
    let log = shared.log();
    let callers: BTreeSet<&str> = log.kept().filter_map(|request| request.caller.as_deref()).collect();
    filter(&mut html, &wanted, &callers);
    let found: Vec<&ReceivedRequest> = log.kept().filter(|request| wanted.admits(request)).collect();
    table(&mut html, &found, log.dropped());
    drop(log);
    let caller = Some(wanted.caller.as_str()).filter(|caller| !caller.is_empty());
    scopes(&mut html, &shared.calls().least(caller), caller);
    Ok(frame(200, "Confluence sandbox", STYLE, &html))
}

fn addresses(shared: &Shared) -> String {
    let site = &shared.site;
    let state = shared.state();
    let clock = state.clock;
    let frozen = if clock.is_frozen() { " (it stands)" } else { "" };
    let mut html = "<dl>\n".to_owned();
    for (name, value) in [
        ("Site", site.wiki_url()),
        ("Gateway", site.gateway_url()),
        ("Authorisation", site.identity_url.clone()),
        ("Downloads", site.media_url.clone()),
        ("cloudId", site.cloud_id.clone()),
        ("Clock", format!("{:.0}{frozen}", clock.now())),
        (
            "Content",
            format!(
                "{} pieces in {} spaces",
                state.contents.values().len(),
                state.spaces.len()
            ),
        ),
    ] {
        let _ = writeln!(html, "<dt>{name}</dt><dd><code>{}</code></dd>", escape(&value));
    }
    html + "</dl>\n"
}

fn filter(html: &mut String, wanted: &Wanted, callers: &BTreeSet<&str>) {
    let option = |value: &str, label: &str, chosen: &str| {
        let selected = if value == chosen { " selected" } else { "" };
        let (value, label) = (escape(value), escape(label));
        format!("<option value=\"{value}\"{selected}>{label}</option>")
    };
    *html += "<h2>Requests</h2>\n<form method=\"get\">\n<label>Caller <select name=\"caller\">";
    *html += &option("", "everyone", &wanted.caller);
    for caller in callers {
        *html += &option(caller, caller, &wanted.caller);
    }
    *html += "</select></label>\n<label>Status <select name=\"status\">";
    let (mut statuses, chosen) = (vec![("", "any"), ("failed", "failed")], wanted.status.as_str());
    if !chosen.is_empty() && chosen != "failed" {
        statuses.push((chosen, chosen));
    }
    for (value, label) in statuses {
        *html += &option(value, label, chosen);
    }
    let _ = write!(
        html,
        "</select></label>\n<label>Path or operation <input name=\"text\" value=\"{}\"></label>\n\
         <button type=\"submit\">Show</button>\n</form>\n",
        escape(&wanted.text)
    );
}

fn table(html: &mut String, found: &[&ReceivedRequest], dropped: u64) {
    let shown = found.len().min(MOST);
    let _ = write!(
        html,
        "<p id=\"count\">{shown} of {} requests, the newest first",
        found.len()
    );
    if dropped > 0 {
        let _ = write!(html, "; {dropped} older ones are no longer in the log");
    }
    *html += ".</p>\n";
    if found.is_empty() {
        return;
    }
    *html += "<div class=\"wide\"><table id=\"requests\">\n<thead><tr><th>Time</th><th>Caller</th><th>Request</th>\
              <th>Operation</th><th>Scopes</th><th>Status</th><th>Why</th></tr></thead>\n<tbody>\n";
    for request in found.iter().rev().take(MOST) {
        row(html, request);
    }
    *html += "</tbody></table></div>\n";
}

fn row(html: &mut String, request: &ReceivedRequest) {
    let caller = match (&request.caller, request.mode) {
        (Some(name), Some(mode)) => format!("{name}, {}", mode.words()),
        _ if request.authorized => "not recognised".to_owned(),
        _ => "nobody".to_owned(),
    };
    let mark = if request.query.is_empty() { "" } else { "?" };
    let address = format!("{} {}{mark}{}", request.method, request.path, request.query);
    let (class, status) = match request.status {
        0 => ("bad", "lost".to_owned()),
        status @ 400.. => ("bad", status.to_string()),
        status => ("good", status.to_string()),
    };
    let _ = writeln!(
        html,
        "<tr><td><time>{:.0}</time></td><td>{}</td><td><code>{}</code></td><td>{}</td><td><code>{}</code></td>\
         <td class=\"{class}\">{status}</td><td>{}</td></tr>",
        request.at,
        escape(&caller),
        escape(&address),
        escape(request.operation.unwrap_or_default()),
        escape(&request.scopes.join(" ")),
        escape(request.reason.as_deref().unwrap_or_default()),
    );
}

fn scopes(html: &mut String, least: &LeastScopes, caller: Option<&str>) {
    let of = match caller {
        Some(caller) => format!("all calls of {}", escape(caller)),
        None => "all calls with a token".to_owned(),
    };
    let _ = writeln!(
        html,
        "<h2>Least scopes</h2>\n<p>{} operations count here: {of} since the start.</p>\n<dl id=\"least\">",
        least.operations.len()
    );
    let sets = |sets: &[ScopeList]| match sets {
        [] => "these scopes are not enough".to_owned(),
        sets => {
            let sets: Vec<String> = sets.iter().map(|set| escape(&set.to_string())).collect();
            sets.join("<br>or ")
        }
    };
    let connect: Vec<&str> = least.connect.iter().map(|scope| scope.name()).collect();
    for (name, value) in [
        ("Granular", sets(&least.granular)),
        ("Classic", sets(&least.classic)),
        ("Mixed", sets(&least.any)),
        ("Connect", escape(&connect.join(" "))),
        ("Without scopes only", escape(&least.unopened.join(" "))),
        ("Not in the documents", escape(&least.outside.join("\n"))),
    ] {
        if !value.is_empty() {
            let _ = writeln!(html, "<dt>{name}</dt><dd><code>{value}</code></dd>");
        }
    }
    *html += "</dl>";
}
