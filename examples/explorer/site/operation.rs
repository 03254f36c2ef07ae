//! The page of an operation.

use super::frame::{List, Page};
use super::html::{Html, html};
use super::paste::{self, Family};
use super::rows::{self, counted};
use super::{address, permission};
use confluence_sdk::scope::{Scope, ScopeList};
use confluence_sdk::spec::{Answer, Carries, Declaration, Mode, Permission, Place};

const UP: &str = "../";

pub(super) fn page(operation: &'static Declaration) -> String {
    let families: Vec<(Family, Vec<ScopeList>)> = Family::ALL
        .into_iter()
        .map(|family| (family, family.smallest(operation)))
        .collect();
    let main = html!(
        "<article class=\"page\">\n{}\n<section><h2>Scopes</h2>\n{}</section>\n{}<section><h2>Permission</h2>\n{}</section>\n\
         <section><h2>Who may call it</h2>\n{}</section>\n{}<section><h2>Details</h2>\n{}</section>\n</article>",
        heading(operation),
        scopes(operation, &families),
        paste_section(operation, &families),
        permission_section(operation),
        callers(operation),
        parameters(operation),
        details(operation)
    );
    Page {
        list: List::Operations,
        depth: 1,
        title: format!("{} ({}): scopes", operation.id, operation.version),
        description: format!("{} {}: {}", operation.method, operation.path, operation.scope_words()),
        main,
    }
    .text()
}

fn heading(operation: &Declaration) -> Html {
    let version = operation.version.to_string();
    let instead = operation.deprecated.map(|instead| {
        let link = operation.replacement().map(|other| {
            html!(
                " Its replacement: <a href=\"{}{}\">{}</a>.",
                UP,
                address::operation(other),
                other.id
            )
        });
        html!(
            "<p class=\"note\"><strong>Deprecated by the vendor.</strong> Instead: {}.{}</p>\n",
            Html::prose(instead.trim_end_matches('.')),
            link
        )
    });
    let experimental = operation.experimental.then(|| {
        html!("<p class=\"note\"><strong>Experimental.</strong> The vendor may change it without notice.</p>\n")
    });
    html!(
        "<p class=\"crumbs\"><a href=\"../index.html\">Operations</a> / <a href=\"../index.html#{}\">{} {}</a></p>\n\
         <h1>{}</h1>\n<p class=\"request\">{}<code>{}</code></p>\n<p class=\"lede\">{}</p>\n{}{}\
         <p class=\"js\"><button type=\"button\" class=\"choose\" data-choose=\"{}\" aria-pressed=\"false\">\
         Choose this operation</button> <a class=\"see\" href=\"../index.html\" hidden>See what you chose</a></p>",
        address::group(operation.version, operation.tag),
        version,
        operation.tag,
        Html::name(operation.id),
        rows::method(operation),
        Html::name(operation.path),
        Html::prose(operation.summary),
        instead,
        experimental,
        rows::key(operation)
    )
}

/// What opens it, in each family.
fn scopes(operation: &Declaration, families: &[(Family, Vec<ScopeList>)]) -> Html {
    let cards: Html = families
        .iter()
        .map(|(family, sets)| {
            let content = match &sets[..] {
                [] => html!("<p class=\"none\">{}</p>", why_not(operation, *family)),
                sets if sets[0].is_empty() => html!("<p>No scope is needed.</p>"),
                sets => rows::joined(html!("<p class=\"or\">or</p>"), sets.iter().map(set)),
            };
            html!(
                "<section class=\"card\"><h3>{}</h3>{}</section>\n",
                family.title(),
                content
            )
        })
        .collect();
    html!("<div class=\"cards\">{}</div>\n", cards)
}

/// Scopes that are needed together. Those that another one includes need not be asked for.
fn set(list: &ScopeList) -> Html {
    let implied: Vec<Scope> = list.known().flat_map(|scope| scope.implies()).copied().collect();
    let scopes: Vec<Scope> = list.known().filter(|scope| !implied.contains(scope)).collect();
    let items = scopes.iter().map(|scope| {
        html!(
            "<li>{} <span>{}</span> <small>{}</small></li>",
            rows::scope_link(UP, *scope),
            scope.meaning().trim(),
            super::scope::opens(*scope)
        )
    });
    let items: Html = items.collect();
    let all = match scopes.len() {
        1 => Html::default(),
        2 => html!("<p>Both of these:</p>"),
        count => html!("<p>All {} of these:</p>", count),
    };
    html!("{}<ul class=\"scopes\">{}</ul>", all, items)
}

/// Why no scope of a family opens it.
fn why_not(operation: &Declaration, family: Family) -> String {
    match family {
        Family::Connect if operation.connect == confluence_sdk::spec::ConnectAccess::Inaccessible => {
            "Not for Connect apps.".to_owned()
        }
        _ if operation.scopes.is_empty() || family == Family::Connect => {
            let because = operation.callers.because.map(|because| format!(": {because}"));
            format!("No scope opens it{}.", because.unwrap_or_default())
        }
        Family::Granular => "No granular scope opens it.".to_owned(),
        _ => "No classic scope opens it.".to_owned(),
    }
}

fn paste_section(operation: &'static Declaration, families: &[(Family, Vec<ScopeList>)]) -> Html {
    let panels: Html = families
        .iter()
        .filter(|(_, sets)| sets.first().is_some_and(|list| !list.is_empty()))
        .map(|(family, sets)| {
            let word = family.title().to_lowercase();
            let by_operation = format!(
                "scopes! {{\n    pub struct Mine = {word} for {};\n}}",
                operation.rust_path
            );
            let only = paste::block("Rust: this operation and nothing else", &by_operation);
            let blocks = sets.iter().map(|list| paste::blocks(list, Some(only.clone())));
            let blocks = rows::joined(html!("<p class=\"or\">or</p>\n"), blocks);
            html!("<section data-tab><h3>{}</h3>\n{}</section>\n", family.title(), blocks)
        })
        .collect();
    if families
        .iter()
        .all(|(_, sets)| sets.first().is_none_or(ScopeList::is_empty))
    {
        return Html::default();
    }
    html!(
        "<section><h2>To paste</h2>\n<div data-tabs=\"Families of scopes\">{}</div></section>\n",
        panels
    )
}

fn permission_section(operation: &Declaration) -> Html {
    let granted = permission::grants(operation);
    let links = granted
        .iter()
        .map(|grant| html!("<li>{}</li>", permission::link(UP, *grant)));
    let list: Html = links.collect();
    let list = (!granted.is_empty()).then(|| html!("<p>Administrators grant this as:</p><ul>{}</ul>\n", list));
    let words = match operation.permission {
        Permission::NotNeeded => return html!("<p>The vendor says that no permission is needed.</p>\n"),
        Permission::NotStated => return html!("<p>The vendor does not say which permission is needed.</p>\n"),
        Permission::AppsOnly => return html!("<p>Only apps may call it. Permissions of people do not count.</p>\n"),
        _ => Html::prose(operation.permission_words),
    };
    html!(
        "<p>Scopes limit what a program may do. The account that it acts for also needs the permission:</p>\n\
         <p class=\"words\">{}</p>\n{}",
        words,
        list
    )
}

fn callers(operation: &Declaration) -> Html {
    let row = |mode: &Mode| {
        let allowed = operation.callers.allow(*mode) && !operation.alternatives(*mode).is_empty();
        let (class, word) = if allowed { ("yes", "yes") } else { ("no", "no") };
        let with = match mode.carries() {
            _ if !allowed => "",
            Carries::Nothing => "without scopes",
            Carries::OAuth => "classic or granular scopes",
            Carries::Connect => "Connect scopes",
        };
        html!(
            "<tr><th scope=\"row\">{}</th><td class=\"{}\">{}</td><td>{}</td></tr>\n",
            rows::capital(mode.words()),
            class,
            word,
            with
        )
    };
    let because = operation
        .callers
        .because
        .map(|because| html!("<p class=\"note\">Why not all of them: {}.</p>\n", because));
    html!(
        "{}<div class=\"wide\"><table><thead><tr><th scope=\"col\">Way in</th><th scope=\"col\">May call it</th>\
         <th scope=\"col\">With</th></tr></thead><tbody>\n{}</tbody></table></div>\n",
        because,
        Mode::ALL.iter().map(row).collect::<Html>()
    )
}

fn parameters(operation: &Declaration) -> Html {
    if operation.params.is_empty() {
        return Html::default();
    }
    let rows: Html = operation
        .params
        .iter()
        .map(|param| {
            let place = match param.place {
                Place::Path => "path",
                Place::Query | Place::QueryCsv | Place::QueryRepeat => "query",
                Place::Header => "header",
                Place::Body => "body",
                Place::Member => "member of the body",
                _ => "part of the form",
            };
            html!(
                "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td></tr>\n",
                param.wire,
                place,
                if param.required { "yes" } else { "" }
            )
        })
        .collect();
    html!(
        "<section><h2>Parameters</h2>\n<details><summary>{}</summary>\n<div class=\"wide\"><table><thead><tr>\
         <th scope=\"col\">Name</th><th scope=\"col\">Where</th><th scope=\"col\">Required</th></tr></thead><tbody>\n\
         {}</tbody></table></div></details></section>\n",
        counted(operation.params.len(), "parameter"),
        rows
    )
}

fn details(operation: &Declaration) -> Html {
    let mut facts = vec![
        (
            "Vendor's reference",
            html!(
                "<a href=\"{}\" rel=\"noreferrer\">{}</a>",
                address::vendor(operation),
                operation.id
            ),
        ),
        (
            "In Rust",
            html!(
                "<a href=\"{}\" rel=\"noreferrer\"><code>{}::{}</code></a>, <code>{}</code>",
                address::docs(operation),
                operation.group,
                operation.name,
                operation.rust_path
            ),
        ),
    ];
    let mut fact = |name, text: &str| facts.push((name, Html::from(text)));
    fact(
        "Answer",
        match operation.answer {
            _ if operation.paging.is_some() => "JSON, in pages",
            Answer::Json | Answer::Created => "JSON",
            Answer::Empty => "only a status",
            Answer::Exists => "only a status: 200 for yes, 404 for no",
            Answer::Accepted => "JSON that names a task",
            Answer::Redirect => "a redirect to the file",
            _ => "the file",
        },
    );
    if let Some(bytes) = operation.max_body {
        fact("Largest body", &format!("{bytes} bytes"));
    }
    match operation.app_access_rule_exempt {
        Some(true) => fact("App access rules", "do not apply"),
        Some(false) => fact(
            "App access rules",
            "apply: an administrator can block apps from the data",
        ),
        None => {}
    }
    let rows: Html = facts
        .into_iter()
        .map(|(name, value)| html!("<dt>{}</dt><dd>{}</dd>\n", name, value))
        .collect();
    html!("<dl>{}</dl>\n", rows)
}
