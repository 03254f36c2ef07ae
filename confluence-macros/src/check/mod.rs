//! Everything in an `#[endpoints]` trait or a `#[model]` that can be refused, one function a rule.
//!
//! [`endpoints`] judges the whole file and reports all mistakes together; what it returns has no unknown name left.

mod argument;
mod asks;
mod callers;
mod extras;
pub(crate) mod model;
mod paging;
mod permission;
mod scope;

pub(crate) use scope::unknown_scope;

use crate::checked::{self, Answer, Repeat, Version};
use crate::errors::Errors;
use crate::input::endpoints::{Argument, Endpoints, Header, Id, Operation};
use crate::input::is_named;
use crate::names::{camel, pascal, snake};
use proc_macro2::Ident;
use std::collections::HashSet;
use syn::{LitStr, Type};

/// Checks a trait of operations.
pub(crate) fn endpoints(input: Endpoints, errors: &mut Errors) -> Option<checked::Endpoints> {
    let Endpoints {
        header: Header { version, tag, base },
        ident,
        docs,
        operations,
    } = input;
    let version = match version.to_string().as_str() {
        "v1" => Version::V1,
        "v2" => Version::V2,
        _ => {
            errors.push(version.span(), "expected `v1` or `v2`");
            Version::V2
        }
    };
    for (text, name) in [(&tag, "tag"), (&base, "base")] {
        if text.value().is_empty() {
            errors.push(text.span(), format_args!("`{name} = \"…\"` is missing"));
        }
    }
    if docs.is_empty() {
        errors.push(ident.span(), format_args!("`{ident}` has no doc comment"));
    }
    no_operation_twice(&operations, errors);
    let operations = operations
        .into_iter()
        .filter_map(|operation| check(operation, &base.value(), errors))
        .collect();
    errors.is_empty().then(|| checked::Endpoints {
        ident,
        docs,
        version,
        tag: tag.value(),
        operations,
    })
}

fn no_operation_twice(operations: &[Operation], errors: &mut Errors) {
    let mut seen = HashSet::new();
    for operation in operations {
        if !seen.insert(operation.ident.to_string()) {
            errors.push(
                operation.ident.span(),
                format_args!("`{}` stands twice", operation.ident),
            );
        }
    }
}

fn check(operation: Operation, base: &str, errors: &mut Errors) -> Option<checked::Operation> {
    let Operation {
        ident,
        docs,
        route,
        id,
        scopes,
        connect,
        callers,
        permissions,
        paged,
        headers,
        max_body,
        deprecated,
        replaced_by,
        repeat,
        experimental,
        app_access,
        errors: statuses,
        example,
        mut arguments,
        output,
    } = operation;
    let paged = paged.and_then(|paged| paging::supply(paged, &mut arguments, errors));
    documented(&ident, &docs, errors);
    if route.is_none() {
        errors.push(
            ident.span(),
            format_args!("`{ident}` has no route; help: add `#[get(\"/path\")]`"),
        );
    }
    if let Some((_, path)) = &route {
        path_and_arguments_agree(path, &arguments, errors);
    }
    argument::one_body(&arguments, errors);
    let id = operation_id(&ident, id, errors);
    let scopes = match scopes {
        Some(scopes) => scope::known(&ident, scopes, errors),
        None => {
            let help = "add `#[scopes(\"…\")]`, or `#[scopes(none, because = \"…\")]`";
            errors.push(ident.span(), format_args!("`{ident}` says no scopes; help: {help}"));
            Vec::new()
        }
    };
    let connect = scope::connect(&ident, connect, errors);
    let callers = callers::judge(&ident, callers, &scopes, connect, errors);
    let permission = match &permissions {
        Some((at, terms)) => permission::resolve(*at, terms, &arguments, errors),
        None => {
            errors.push(ident.span(), format_args!("`{ident}` says no permission; help: add `#[permissions(…)]`; `none_stated` if the vendor says nothing"));
            None
        }
    };
    let app_access_exempt = app_access_exempt(&ident, app_access, errors);
    let repeat = repeat.and_then(|word| repeats(&word, errors));
    if let (Some(new), None) = (&replaced_by, &deprecated) {
        errors.push(
            new.span(),
            "only what is deprecated is replaced; help: add `#[deprecated = \"use …\"]`",
        );
    }
    let max_body = max_body.and_then(|bytes| errors.take(bytes.base10_parse()));
    let path_names = route
        .as_ref()
        .map(|(_, path)| placeholders(&path.value()))
        .unwrap_or_default();
    let (fields, params): (Vec<_>, Vec<_>) = arguments
        .into_iter()
        .filter_map(|argument| argument::check(argument, &path_names, errors))
        .unzip();
    let params = params.concat();
    argument::wire_names_are_unique(&params, errors);
    let example = extras::example(example, &fields, &params, errors);
    let statuses = extras::statuses(statuses, errors);
    let (method, path) = route?;
    let (id, respelt) = id?;
    let permission = permission?;
    let path = format!("{base}{}", path.value());
    Some(checked::Operation {
        asks: asks::find(&permission, &path, &fields, &params),
        type_ident: Ident::new(&pascal(&ident.to_string()), ident.span()),
        ident,
        docs,
        id,
        respelt,
        method,
        path,
        scopes,
        connect,
        callers,
        always: permission::always(&permission),
        permission,
        paged,
        headers: headers
            .into_iter()
            .map(|(name, value)| (name.value(), value.value()))
            .collect(),
        max_body,
        deprecated: deprecated.map(|text| text.value()),
        replaced_by: replaced_by.map(|text| text.value()),
        repeat,
        experimental,
        app_access_exempt,
        errors: statuses,
        example,
        fields,
        params,
        answer: answer(output.as_ref()),
        output,
    })
}

/// `None` where the vendor says nothing.
fn app_access_exempt(ident: &Ident, word: Option<Ident>, errors: &mut Errors) -> Option<bool> {
    let Some(word) = word else {
        errors.push(
            ident.span(),
            "no `#[app_access(…)]`; help: `exempt`, `ruled` or `unstated`",
        );
        return None;
    };
    match word.to_string().as_str() {
        "exempt" => Some(true),
        "ruled" => Some(false),
        "unstated" => None,
        _ => {
            errors.push(word.span(), "unknown word; help: `exempt`, `ruled` or `unstated`");
            None
        }
    }
}

fn repeats(word: &Ident, errors: &mut Errors) -> Option<Repeat> {
    match word.to_string().as_str() {
        "safe" => Some(Repeat::Safe),
        "idempotent" => Some(Repeat::Idempotent),
        "never" => Some(Repeat::Never),
        _ => {
            errors.push(word.span(), "unknown word; help: `safe`, `idempotent` or `never`");
            None
        }
    }
}

fn answer(output: Option<&Type>) -> Answer {
    let Some(output) = output else { return Answer::Empty };
    let named = [
        ("Exists", Answer::Exists),
        ("Created", Answer::Created),
        ("Accepted", Answer::Accepted),
        ("Redirect", Answer::Redirect),
        ("Download", Answer::Download),
    ];
    named
        .into_iter()
        .find(|(name, _)| is_named(output, name))
        .map_or(Answer::Json, |(_, answer)| answer)
}

fn documented(ident: &Ident, docs: &[String], errors: &mut Errors) {
    if docs.iter().all(|line| line.trim().is_empty()) {
        errors.push(ident.span(), format_args!("`{ident}` has no doc comment"));
    }
}

/// The names in braces.
fn placeholders(path: &str) -> Vec<String> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
        .collect()
}

/// A path name as an argument would be called; `type` is no name in Rust.
fn argument_name(wire: &str) -> String {
    match wire {
        "type" => "kind".to_owned(),
        wire => snake(&wire.replace('-', "_")),
    }
}

fn in_path(argument: &Argument) -> bool {
    argument.place.is_none() && argument.one_of.is_none()
}

fn path_and_arguments_agree(path: &LitStr, arguments: &[Argument], errors: &mut Errors) {
    if !path.value().starts_with('/') {
        errors.push(path.span(), "a path starts with `/`");
    }
    let names = placeholders(&path.value());
    for name in &names {
        let expected = argument_name(name);
        if !arguments
            .iter()
            .any(|argument| in_path(argument) && argument.ident == expected)
        {
            errors.push(
                path.span(),
                format_args!("`{{{name}}}` has no argument; help: add `{expected}: …`"),
            );
        }
    }
    for argument in arguments.iter().filter(|argument| in_path(argument)) {
        if !names.iter().any(|name| argument.ident == argument_name(name)) {
            let name = &argument.ident;
            errors.push(
                name.span(),
                format_args!("`{name}` is not in the path; help: say where it goes, such as `#[query]` or `#[member]`"),
            );
        }
    }
}

fn operation_id(ident: &Ident, id: Option<Id>, errors: &mut Errors) -> Option<(String, bool)> {
    let Some(id) = id else {
        errors.push(
            ident.span(),
            format_args!(
                "`{ident}` has no operationId; help: add `#[id(\"{}\")]`",
                camel(&ident.to_string())
            ),
        );
        return None;
    };
    let text = id.text.value();
    if *ident != snake(&text) && !id.respelt {
        let expected = snake(&text);
        errors.push(ident.span(), format_args!("`{ident}` does not match the operationId `{text}`; help: call it `{expected}`, or add `respelt` to `#[id]`"));
    }
    Some((text, id.respelt))
}

#[cfg(test)]
mod tests;
