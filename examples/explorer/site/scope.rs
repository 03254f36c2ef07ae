//! The page of a scope, and the list of all scopes.

use super::frame::{List, Page};
use super::html::{Html, html};
use super::paste;
use super::rows::{self, counted};
use confluence_sdk::scope::{Scope, ScopeKind, ScopeList};
use confluence_sdk::spec::{self, Carries, Declaration, Mode};

const UP: &str = "../";

const FAMILIES: [(ScopeKind, &str, &str); 4] = [
    (
        ScopeKind::Granular,
        "Granular scopes",
        "Narrow scopes of OAuth 2.0, of API tokens and of Forge. Version 2 of the API knows no others.",
    ),
    (
        ScopeKind::Classic,
        "Classic scopes",
        "Broad scopes of OAuth 2.0, of API tokens and of Forge. One of them stands for many operations of version 1.",
    ),
    (
        ScopeKind::Connect,
        "Connect scopes",
        "Scopes of Connect apps, in their descriptor. Most of them include others.",
    ),
    (
        ScopeKind::Platform,
        "Scopes of the platform",
        "They open no operation of Confluence, but programs need some of them.",
    ),
];

/// An operation that a scope opens.
struct Way {
    operation: &'static Declaration,
    /// What is needed with it.
    others: Vec<Scope>,
    /// What opens the operation without it.
    instead: Vec<Vec<Scope>>,
}

/// The operations that a scope opens: alone or together with others.
fn ways(scope: Scope) -> Vec<Way> {
    spec::operations()
        .flat_map(|operation| ways_into(operation, scope))
        .collect()
}

fn ways_into(operation: &'static Declaration, scope: Scope) -> Vec<Way> {
    let connect = scope.kind() == ScopeKind::Connect;
    let carriers = Mode::ALL.iter().copied().filter(|mode| match mode.carries() {
        Carries::Nothing => false,
        Carries::OAuth => !connect,
        Carries::Connect => connect,
    });
    // Modes that carry the same scopes differ only in whether they may call. To act as a user takes a scope more.
    let mode = carriers.into_iter().find(|mode| operation.callers.allow(*mode));
    let mut alternatives = mode.map(|mode| operation.alternatives(mode)).unwrap_or_default();
    if mode == Some(Mode::ConnectUser) && scope.name() != "ACT_AS_USER" {
        alternatives
            .iter_mut()
            .for_each(|all| all.retain(|one| one.name() != "ACT_AS_USER"));
    }
    let (with, without): (Vec<_>, Vec<_>) = alternatives.into_iter().partition(|all| all.contains(&scope));
    with.into_iter()
        .map(|mut all| {
            all.retain(|other| *other != scope);
            Way {
                operation,
                others: all,
                instead: without.clone(),
            }
        })
        .collect()
}

pub(super) fn page(scope: Scope) -> String {
    let ways = ways(scope);
    let (alone, with): (Vec<&Way>, Vec<&Way>) = ways.iter().partition(|way| way.others.is_empty());
    let list: ScopeList = [scope].into_iter().collect();
    let family = FAMILIES
        .iter()
        .find(|(kind, ..)| *kind == scope.kind())
        .map_or("", |(_, title, _)| title);
    let main = html!(
        "<article class=\"page\">\n<p class=\"crumbs\"><a href=\"../scopes.html\">Scopes</a> / {}</p>\n<h1><code>{}</code></h1>\n\
         <p class=\"lede\">{}</p>\n<p class=\"sum\">{}</p>\n\
         <p class=\"js\"><button type=\"button\" class=\"choose\" data-scope=\"{}\" aria-pressed=\"false\">\
         Choose this scope</button> <a class=\"see\" href=\"../scopes.html\" hidden>See what you chose</a></p>\n\
         {}{}<section><h2>To paste</h2>\n{}</section>\n</article>",
        family,
        scope.name(),
        scope.meaning().trim(),
        sum(scope, &alone, &with),
        scope.name(),
        section("Opens by itself", &alone),
        section("Opens together with others", &with),
        paste::blocks(&list, None)
    );
    Page {
        list: List::Scopes,
        depth: 1,
        title: format!("{}: what it opens", scope.name()),
        description: format!("{} Opens {}.", scope.meaning().trim(), counted(ways.len(), "operation")),
        main,
    }
    .text()
}

/// What it opens, in a sentence or two.
fn sum(scope: Scope, alone: &[&Way], with: &[&Way]) -> Html {
    if scope.name() == "ACT_AS_USER" {
        return html!("A Connect app needs it for every call as a user, together with the scope of the operation.");
    }
    let writing = alone.iter().filter(|way| !rows::is_read(way.operation)).count();
    let changes = match (alone.len(), writing) {
        (0, _) => String::new(),
        (_, 0) => " They only read.".to_owned(),
        (all, writing) if all == writing => " They change something.".to_owned(),
        (_, writing) => format!(" {writing} of them do more than read."),
    };
    let more = match with.len() {
        0 => String::new(),
        count => format!(" Together with other scopes it opens {}.", counted(count, "operation")),
    };
    let implies = (!scope.implies().is_empty()).then(|| {
        let links = scope.implies().iter().map(|one| rows::scope_link(UP, *one));
        html!(" It includes {}, and opens what they open.", rows::joined(", ", links))
    });
    html!(
        "It opens {} by itself.{}{}{} Its type in Rust is <code>scope::{}</code>.",
        counted(alone.len(), "operation"),
        changes,
        more,
        implies,
        scope.marker()
    )
}

fn section(title: &str, ways: &[&Way]) -> Html {
    if ways.is_empty() {
        return Html::default();
    }
    let list: Html = ways
        .iter()
        .map(|way| {
            let with = (!way.others.is_empty()).then(|| html!("with {}", rows::together(UP, &way.others)));
            let instead = rows::joined(" or ", way.instead.iter().map(|all| rows::together(UP, all)));
            let instead = (!way.instead.is_empty()).then(|| {
                let start = if way.others.is_empty() {
                    "or instead "
                } else {
                    "; or instead "
                };
                html!("{}{}", start, instead)
            });
            rows::operation(UP, way.operation, html!("{}{}", with, instead))
        })
        .collect();
    html!(
        "<section><h2>{} <small>{}</small></h2>\n<ul class=\"rows\">\n{}</ul></section>\n",
        title,
        ways.len(),
        list
    )
}

/// All scopes by family.
pub(super) fn list() -> String {
    let sections: Html = FAMILIES
        .iter()
        .map(|(kind, title, about)| {
            let list: Html = Scope::all().filter(|scope| scope.kind() == *kind).map(row).collect();
            html!(
                "<section class=\"group\"><h2 tabindex=\"-1\">{}</h2>\n<p>{}</p>\n<ul class=\"rows\">\n{}</ul></section>\n",
                *title,
                *about,
                list
            )
        })
        .collect();
    let main = html!(
        "<div class=\"two\">\n<div class=\"list\"><h1>What do these scopes open?</h1>\n\
         <p class=\"lede\">All scopes of Confluence Cloud. <span class=\"js\">Tick those that a program has, or paste them: \
         you see what they open, and which of them are too broad for the operations that you chose.</span></p>\n\
         <div class=\"js pasted\"><label for=\"pasted\">Paste scopes, in any form: a consent link, a manifest, a list</label>\n\
         <textarea id=\"pasted\" rows=\"2\" spellcheck=\"false\"></textarea></div>\n\
         <div id=\"found\" hidden></div>\n<div id=\"all\">\n{}</div></div>\n\
         <aside id=\"answer\" class=\"answer js\" aria-label=\"What they open\"></aside>\n</div>",
        sections
    );
    Page {
        list: List::Scopes,
        depth: 0,
        title: "What do these scopes open? Confluence Cloud".to_owned(),
        description: "All scopes of Confluence Cloud: granular, classic and Connect, and what each of them opens."
            .to_owned(),
        main,
    }
    .text()
}

fn row(scope: Scope) -> Html {
    html!(
        "<li class=\"row\" data-scope=\"{}\"><div>{} <p>{}</p><p class=\"needs\">{}</p></div></li>\n",
        scope.name(),
        rows::scope_link("", scope),
        scope.meaning().trim(),
        opens(scope)
    )
}

/// How much a scope opens, in words.
pub(super) fn opens(scope: Scope) -> String {
    let own = ways(scope);
    let alone = own.iter().filter(|way| way.others.is_empty()).count();
    let included: usize = scope.implies().iter().map(|one| ways(*one).len()).sum();
    match (alone, own.len() - alone) {
        _ if scope.name() == "ACT_AS_USER" => "for every call as a user".to_owned(),
        _ if included > 0 => format!(
            "opens {}, and {included} more through the scopes that it includes",
            counted(own.len(), "operation")
        ),
        (0, 0) => "opens no operation".to_owned(),
        (0, with) => format!("opens {} together with other scopes", counted(with, "operation")),
        (alone, 0) => format!("opens {}", counted(alone, "operation")),
        (alone, with) => format!(
            "opens {}, and {with} more together with other scopes",
            counted(alone, "operation")
        ),
    }
}
