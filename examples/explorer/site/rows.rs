//! Operations, scopes and permissions as rows of a list and as links.

use super::address;
use super::html::{Html, html};
use confluence_sdk::scope::Scope;
use confluence_sdk::spec::{ApiVersion, Declaration, Repeat};

/// The name that is unique: `v2:getPageById`.
pub(super) fn key(operation: &Declaration) -> String {
    format!("{}:{}", operation.version, operation.id)
}

pub(super) fn method(operation: &Declaration) -> Html {
    let name = operation.method.as_str();
    html!("<b class=\"method {}\">{}</b>", name.to_lowercase(), name)
}

pub(super) fn scope_link(up: &str, scope: Scope) -> Html {
    html!(
        "<a href=\"{}{}\"><code>{}</code></a>",
        up,
        address::scope(scope),
        scope.name()
    )
}

/// Scopes that are needed together.
pub(super) fn together<'a>(up: &str, scopes: impl IntoIterator<Item = &'a Scope>) -> Html {
    joined(" + ", scopes.into_iter().map(|scope| scope_link(up, *scope)))
}

pub(super) fn joined(between: impl Into<Html>, parts: impl Iterator<Item = Html>) -> Html {
    let between = between.into();
    let separated = |(i, part)| match i {
        0 => part,
        _ => html!("{}{}", between.clone(), part),
    };
    parts.enumerate().map(separated).collect()
}

/// "deprecated" and "experimental", if they apply.
pub(super) fn marks(operation: &Declaration) -> Html {
    let marks = [
        ("deprecated", operation.deprecated.is_some()),
        ("experimental", operation.experimental),
    ];
    marks
        .into_iter()
        .filter(|(_, applies)| *applies)
        .map(|(mark, _)| html!(" <span class=\"mark {}\">{}</span>", mark, mark))
        .collect()
}

/// A row of a list. `needs` is its last line.
pub(super) fn operation(up: &str, operation: &Declaration, needs: Html) -> Html {
    html!(
        "<li class=\"row\" data-key=\"{}\">{}<div><a href=\"{}{}\">{}</a> <code class=\"path\">{}</code>{}\
         <p>{}</p><p class=\"needs\">{}</p></div></li>\n",
        key(operation),
        method(operation),
        up,
        address::operation(operation),
        Html::name(operation.id),
        Html::name(operation.path),
        marks(operation),
        Html::prose(operation.summary),
        needs
    )
}

/// The scopes that an operation needs, with all alternatives.
pub(super) fn needs(operation: &Declaration) -> Html {
    if operation.scopes.is_empty() {
        let because = operation.callers.because.map(|because| format!(": {because}"));
        return html!("no scope opens it{}", because.unwrap_or_default());
    }
    let all = |all: &&[Scope]| joined(" + ", all.iter().map(|scope| html!("<code>{}</code>", scope.name())));
    joined(" or ", operation.scopes.iter().map(all))
}

pub(super) fn is_read(operation: &Declaration) -> bool {
    operation.repeat() == Repeat::Safe
}

/// "1 operation", "2 operations".
pub(super) fn counted(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// Operations by version and tag: the newer version first.
pub(super) fn groups() -> Vec<(ApiVersion, &'static str, Vec<&'static Declaration>)> {
    let mut groups: Vec<(ApiVersion, &str, Vec<&Declaration>)> = Vec::new();
    for operation in confluence_sdk::spec::operations() {
        let known = groups
            .iter_mut()
            .find(|(version, tag, _)| (*version, *tag) == (operation.version, operation.tag));
        match known {
            Some((.., operations)) => operations.push(operation),
            None => groups.push((operation.version, operation.tag, vec![operation])),
        }
    }
    groups.sort_by_key(|(version, tag, _)| (std::cmp::Reverse(*version), *tag));
    groups
}

/// With a capital at its start.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
