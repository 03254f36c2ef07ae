//! The docs of an operation. Its method says what it does, what it needs, the vendor's page, and shows an example that
//! compiles; all methods of a group share a page, so this is kept short. Its request type has a page of its own and
//! says all.

mod code;
mod example;
mod refusals;

pub(crate) use example::Example;

use super::permission;
use super::refusal::scope_words;
use crate::checked::{Answer, Connect, Endpoints, Field, Operation, Place, Version, WhoMayCall};
use crate::input::argument_of;
use crate::vocabulary::{Modes, SCOPES};
use quote::ToTokens;
use syn::Type;

const EXPERIMENTAL: &str = "experimental: the vendor may change it without notice";

/// The number of operations from which on a group is large: all methods share a page, which becomes too long to be of
/// use. What can stand elsewhere then stands on the pages of the requests alone.
const LARGE: usize = 40;

/// Lines for the group.
pub(crate) fn group(group: &Endpoints) -> Vec<String> {
    let mut lines = group.docs.clone();
    if group.operations.len() > LARGE {
        lines.push(String::new());
        lines
            .push("The page of each request, in [`op`], links the vendor's page and describes the options.".to_owned());
    }
    lines
}

/// Lines for the method on the group.
pub(crate) fn method(operation: &Operation, group: &Endpoints) -> Vec<String> {
    let in_short = group.operations.len() > LARGE;
    let mut lines = operation.docs.clone();
    lines.push(String::new());
    lines.extend(essentials(operation, group, in_short));
    for field in operation.fields.iter().filter(|field| field.required) {
        let mut text = self::field(field);
        text.retain(|line| !line.is_empty());
        let text = text.join(" ");
        if !repeats_the_name(&text, &field.ident.to_string()) {
            lines.push(format!("* `{}`: {text}", field.ident));
        }
    }
    let optional = operation.fields.iter().filter(|field| !field.required);
    let optional: Vec<String> = optional.map(|field| option(field, operation, in_short)).collect();
    if !optional.is_empty() {
        lines.push(String::new());
        lines.push(format!("Optional: {}.", optional.join(", ")));
    }
    lines.push(String::new());
    lines.extend(Example::of(operation, group).lines(operation, group.version));
    lines
}

/// The name of an option, which leads to its description.
fn option(field: &Field, operation: &Operation, in_short: bool) -> String {
    let (name, request) = (&field.ident, &operation.type_ident);
    let mark = field.deprecated.as_ref().map_or("", |_| " (deprecated)");
    match in_short {
        true => format!("`{name}`{mark}"),
        false => format!("[`{name}`](op::{request}#structfield.{name}){mark}"),
    }
}

/// Lines for the request type.
pub(crate) fn request(operation: &Operation, group: &Endpoints) -> Vec<String> {
    let mut lines = operation.docs.clone();
    lines.push(String::new());
    lines.push(format!("The request as data: build it with `new`, set what is optional, send it with [`Client::execute`](crate::Client::execute). [`{method}`](super::{group}::{method}) does all of it in one.", group = group.ident, method = operation.ident));
    lines.push(String::new());
    lines.extend(facts(operation, group.version, &group.tag));
    lines.push(String::new());
    lines.extend(refusals::list(operation));
    lines
}

/// Lines for a field or setter.
pub(crate) fn field(field: &Field) -> Vec<String> {
    let mut lines = field.docs.clone();
    let mut limits = Vec::new();
    if let Some(default) = &field.default {
        limits.push(format!("Default: `{default}`."));
    }
    if let Some((low, high)) = field.limits.range {
        limits.push(format!("From {low} to {high}."));
    }
    if let Some(length) = field.limits.max_len {
        limits.push(format!("At most {length} characters."));
    }
    if let Some(most) = field.limits.max_items {
        limits.push(format!("At most {most} elements."));
    }
    if let Some(instead) = &field.deprecated {
        limits.push(format!("Deprecated: {instead}."));
    }
    if !limits.is_empty() {
        lines.push(String::new());
        lines.push(limits.join(" "));
    }
    lines
}

/// Words that the method is searched for by, besides its name: the vendor's name, what it does with files, and what its
/// path ends in.
pub(crate) fn aliases(operation: &Operation, group: &str) -> Vec<String> {
    let mut aliases = vec![operation.id.clone()];
    if operation.params.iter().any(|param| param.place == Place::Part) {
        aliases.extend(["upload".to_owned(), "multipart".to_owned()]);
    }
    if matches!(operation.answer, Answer::Redirect | Answer::Download) {
        aliases.push("download".to_owned());
    }
    let words = operation.path.rsplit('/').find(|part| !part.contains('{'));
    let words = words.unwrap_or_default().replace('-', "_").to_lowercase();
    let (method, group) = (operation.ident.to_string(), group.to_lowercase());
    if !method.replace('_', "").contains(&words.replace('_', "")) && !group.contains(&words) {
        aliases.push(words);
    }
    aliases.retain(|alias| *alias != method);
    aliases
}

/// Whether this is `page_id`: "The page."
fn repeats_the_name(text: &str, name: &str) -> bool {
    let name = name.strip_suffix("_id").unwrap_or(name).replace('_', " ");
    text.strip_prefix("The ").and_then(|text| text.strip_suffix('.')) == Some(&name)
}

/// The first sentence of some doc lines.
pub(crate) fn summary(docs: &[String]) -> String {
    let paragraph: Vec<&str> = docs
        .iter()
        .map(String::as_str)
        .take_while(|line| !line.trim().is_empty())
        .collect();
    let text = paragraph.join(" ");
    match text.find(". ") {
        Some(end) => text[..=end].to_owned(),
        None => text,
    }
}

/// What one must know to call it.
fn essentials(operation: &Operation, group: &Endpoints, in_short: bool) -> Vec<String> {
    let vendor = match in_short {
        true => operation.id.clone(),
        false => format!(
            "[{}]({})",
            operation.id,
            vendor_page(operation, group.version, &group.tag)
        ),
    };
    let mut lines = vec![format!("{vendor}: `{}`", route(operation)), String::new()];
    let mut item = |name: &str, value: String| lines.push(format!("* {name}: {value}"));
    if let Some(output) = &operation.output {
        let results = operation.paged.and_then(|_| results_of(output));
        item(
            "Answer",
            results.map_or_else(|| linked(output), |result| format!("pages of {}", linked(result))),
        );
    }
    item(
        "Scopes",
        format!("{}; Connect: {}", scopes(operation), connect(operation)),
    );
    item("Permission", permission::words(&operation.permission));
    if operation.callers.who != WhoMayCall::Everyone || operation.callers.because.is_some() {
        item("Auth modes", auth_modes(operation));
    }
    if operation.experimental {
        item("Status", EXPERIMENTAL.to_owned());
    }
    if !operation.errors.is_empty() {
        item("Errors", refusals::line(operation));
    }
    lines
}

/// What a page is of, if its type says so.
fn results_of(page: &Type) -> Option<&Type> {
    ["CursorPage", "OffsetPage"]
        .iter()
        .find_map(|name| argument_of(page, name))
}

/// All that is known of it.
fn facts(operation: &Operation, version: Version, tag: &str) -> Vec<String> {
    let mut lines = vec![format!("| Request | `{}` |", route(operation)), "|---|---|".to_owned()];
    let mut row = |name: &str, value: String| lines.push(format!("| {name} | {} |", value.replace('|', "\\|")));
    if let Some(output) = &operation.output {
        row("Answer", linked(output));
    }
    row("Scopes", scopes(operation));
    row("Connect scope", connect(operation));
    row("Permission", permission::words(&operation.permission));
    if operation.asks.is_some() {
        row(
            "Beforehand",
            "[`Client::can`](crate::Client::can) tells whether the caller has the permission".to_owned(),
        );
    }
    row("Auth modes", auth_modes(operation));
    if let Some(exempt) = operation.app_access_exempt {
        row(
            "App access rules",
            if exempt { "pass".to_owned() } else { "apply".to_owned() },
        );
    }
    if operation.experimental {
        row("Status", EXPERIMENTAL.to_owned());
    }
    row(
        "Vendor",
        format!("[{}]({})", operation.id, vendor_page(operation, version, tag)),
    );
    lines
}

fn route(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

fn scopes(operation: &Operation) -> String {
    scope_words(&operation.scopes).map_or_else(|| "none opens it".to_owned(), |words| words.replace(" or ", ", or "))
}

fn connect(operation: &Operation) -> String {
    match operation.connect {
        Connect::Inaccessible => "not for Connect".to_owned(),
        Connect::Any => "none needed".to_owned(),
        Connect::Needs(bit) => format!("`{}`", SCOPES[bit].name),
    }
}

/// A type, each name in it a link.
fn linked(ty: &Type) -> String {
    let text = type_text(ty);
    let mut linked = String::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|letter: char| letter.is_alphabetic()) {
        let end = rest[start..]
            .find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != ':')
            .map_or(rest.len(), |length| start + length);
        let (between, name) = (&rest[..start], &rest[start..end]);
        linked += &quoted(between);
        linked += &format!("[`{name}`]");
        rest = &rest[end..];
    }
    linked + &quoted(rest)
}

fn quoted(between: &str) -> String {
    if between.is_empty() {
        String::new()
    } else {
        format!("`{between}`")
    }
}

fn auth_modes(operation: &Operation) -> String {
    let callers = &operation.callers;
    let mut words = match callers.who.only() {
        _ if callers.who == WhoMayCall::Everyone => "all".to_owned(),
        Some(only) => format!("only {only}: {}", links(callers.modes)),
        None => links(callers.modes),
    };
    if let Some(because) = &callers.because {
        words += &format!(" ({because})");
    }
    words
}

fn links(modes: Modes) -> String {
    modes
        .iter()
        .map(|mode| format!("[`{mode}`](crate::auth::{mode})", mode = mode.name()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The operation's place in the vendor's reference.
fn vendor_page(operation: &Operation, version: Version, tag: &str) -> String {
    let slug = |text: &str| -> String {
        text.chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_lowercase()
                } else {
                    '-'
                }
            })
            .collect()
    };
    let path = operation.path.strip_prefix("/wiki/api/v2").unwrap_or(&operation.path);
    let anchor: String = path
        .split(['/', '.'])
        .filter(|part| !part.is_empty())
        .map(|part| part.replace(['{', '}'], ""))
        .collect::<Vec<_>>()
        .join("-");
    format!(
        "https://developer.atlassian.com/cloud/confluence/rest/{}/api-group-{}/#api-{anchor}-{}",
        version.module(),
        slug(tag),
        operation.method.as_str().to_lowercase()
    )
}

/// A type as one would write it.
pub(crate) fn type_text(ty: &Type) -> String {
    ty.to_token_stream()
        .to_string()
        .replace(" < ", "<")
        .replace(" >", ">")
        .replace(" ,", ",")
        .replace(" :: ", "::")
}
