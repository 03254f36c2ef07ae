//! Everything in an `#[endpoints]` trait that can be refused, one function a rule.
//!
//! [`endpoints`] judges the whole file and reports all mistakes together; what it returns has no unknown name left.

use crate::checked::{self, Connect, Version};
use crate::errors::Errors;
use crate::input::endpoints::{Argument, Endpoints, Header, Operation, Placed, Scopes};
use crate::input::{Form, is_named, written};
use crate::names::{camel, pascal, snake};
use crate::vocabulary::{self, SCOPES, ScopeKind};
use crate::{check_permission, vocabulary::nearest};
use proc_macro2::{Ident, Span};
use std::collections::HashMap;
use syn::LitStr;
use syn::spanned::Spanned;

/// Every auth mode, as `grants.rs` names them.
pub(crate) const MODES: &[&str] = &[
    "Basic",
    "ApiToken",
    "OAuth",
    "ServiceAccount",
    "Connect",
    "ConnectUser",
    "ForgeApp",
    "ForgeUser",
];
const TOKEN_MODES: &[&str] = &["ApiToken", "OAuth", "ServiceAccount", "ForgeApp", "ForgeUser"];
const CONNECT_MODES: &[&str] = &["Connect", "ConnectUser"];
const PAGING: &[(&str, &str)] = &[
    ("cursor", "Cursor"),
    ("body_cursor", "BodyCursor"),
    ("offset", "Offset"),
    ("ancestors", "Ancestors"),
];
const ANSWERS: &[&str] = &["Exists", "Created", "Accepted", "Redirect", "Download"];

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
    let mut seen = HashMap::new();
    for operation in operations {
        if seen.insert(operation.ident.to_string(), ()).is_some() {
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
        experimental,
        app_access,
        arguments,
        output,
    } = operation;
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
    one_body(&arguments, errors);
    let id = operation_id(&ident, id, errors);
    let scopes = match scopes {
        Some(scopes) => known_scopes(&ident, scopes, errors),
        None => {
            let help = "add `#[scopes(\"…\")]`, or `#[scopes(none, because = \"…\")]`";
            errors.push(ident.span(), format_args!("`{ident}` says no scopes; help: {help}"));
            Vec::new()
        }
    };
    let connect = connect_access(&ident, connect, errors);
    let (modes, because) = modes(&ident, callers, &scopes, connect, errors);
    let permission = match &permissions {
        Some((at, terms)) => check_permission::resolve(*at, terms, &arguments, errors),
        None => {
            errors.push(ident.span(), format_args!("`{ident}` says no permission; help: add `#[permissions(…)]`; `none_stated` if the vendor says nothing"));
            None
        }
    };
    let paged = paged.and_then(|word| {
        let found = PAGING
            .iter()
            .find(|(name, _)| word == name)
            .map(|(_, variant)| *variant);
        if found.is_none() {
            errors.push(
                word.span(),
                "unknown way of paging; help: `cursor`, `body_cursor`, `offset` or `ancestors`",
            );
        }
        found
    });
    paging_has_its_parameter(&ident, paged, &arguments, errors);
    let app_access_exempt = match app_access.as_ref().map(ToString::to_string).as_deref() {
        Some("exempt") => Some(true),
        Some("ruled") => Some(false),
        Some("unstated") => None,
        other => {
            let at = app_access.as_ref().map_or(ident.span(), Ident::span);
            let what = if other.is_some() {
                "unknown word"
            } else {
                "no `#[app_access(…)]`"
            };
            errors.push(at, format_args!("{what}; help: `exempt`, `ruled` or `unstated`"));
            None
        }
    };
    let max_body = max_body.and_then(|bytes| errors.take(bytes.base10_parse()));
    let path_names = route
        .as_ref()
        .map(|(_, path)| placeholders(&path.value()))
        .unwrap_or_default();
    wire_names_are_unique(&arguments, errors);
    let arguments = arguments
        .into_iter()
        .flat_map(|argument| check_argument(argument, &path_names, errors))
        .collect();
    let answer = output.as_ref().map_or("Empty", |ty| {
        ANSWERS
            .iter()
            .find(|name| is_named(ty, name))
            .copied()
            .unwrap_or("Json")
    });
    let (method, path) = route?;
    let (id, respelt) = id?;
    Some(checked::Operation {
        type_ident: Ident::new(&pascal(&ident.to_string()), ident.span()),
        ident,
        docs,
        id,
        respelt,
        method: pascal(&method.to_string()),
        path: format!("{base}{}", path.value()),
        scopes,
        connect,
        modes,
        because,
        permission: permission?,
        paged,
        headers: headers
            .into_iter()
            .map(|(name, value)| (name.value(), value.value()))
            .collect(),
        max_body,
        deprecated: deprecated.map(|text| text.value()),
        experimental,
        app_access_exempt,
        arguments,
        answer,
        output,
    })
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

fn path_and_arguments_agree(path: &LitStr, arguments: &[Argument], errors: &mut Errors) {
    if !path.value().starts_with('/') {
        errors.push(path.span(), "a path starts with `/`");
    }
    let names = placeholders(&path.value());
    for name in &names {
        let expected = argument_name(name);
        if !arguments
            .iter()
            .any(|argument| argument.place.is_none() && argument.ident == expected)
        {
            errors.push(
                path.span(),
                format_args!("`{{{name}}}` has no argument; help: add `{expected}: …`"),
            );
        }
    }
    for argument in arguments.iter().filter(|argument| argument.place.is_none()) {
        if !names.iter().any(|name| argument.ident == argument_name(name)) {
            let name = &argument.ident;
            errors.push(
                name.span(),
                format_args!("`{name}` is not in the path; help: say where it goes, such as `#[query]` or `#[member]`"),
            );
        }
    }
}

fn one_body(arguments: &[Argument], errors: &mut Errors) {
    let place = |argument: &Argument| {
        argument
            .place
            .as_ref()
            .map(|placed| placed.at.to_string())
            .unwrap_or_default()
    };
    let of = |name: &str| {
        arguments
            .iter()
            .filter(|argument| place(argument) == name)
            .collect::<Vec<_>>()
    };
    let (bodies, members, parts) = (of("body"), of("member"), of("part"));
    if let Some(second) = bodies.get(1) {
        errors.push(
            second.ident.span(),
            "two bodies; help: one argument is the body, or several are its members",
        );
    }
    for (some, other) in [(&bodies, &members), (&bodies, &parts), (&members, &parts)] {
        if let (Some(_), Some(clash)) = (some.first(), other.first()) {
            errors.push(
                clash.ident.span(),
                "two kinds of body; help: use one of `#[body]`, `#[member]` and `#[part]`",
            );
        }
    }
}

fn operation_id(ident: &Ident, id: Option<crate::input::endpoints::Id>, errors: &mut Errors) -> Option<(String, bool)> {
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

fn known_scopes(ident: &Ident, scopes: Scopes, errors: &mut Errors) -> Vec<Vec<usize>> {
    match scopes {
        Scopes::None { at, because } => {
            if because.value().is_empty() {
                errors.push(at, format_args!("`{ident}`: say why no scope opens it"));
            }
            Vec::new()
        }
        Scopes::AnyOf(alternatives) => alternatives
            .into_iter()
            .map(|all| {
                all.into_iter()
                    .filter_map(|scope| known_scope(&scope, false, errors))
                    .collect()
            })
            .collect(),
    }
}

/// The bit of a scope that must be known, with a suggestion if it is not.
pub(crate) fn known_scope(scope: &LitStr, connect: bool, errors: &mut Errors) -> Option<usize> {
    let name = scope.value();
    let found = vocabulary::scope(&name).filter(|bit| connect || SCOPES[*bit].kind != ScopeKind::Connect);
    if found.is_none() {
        errors.push(scope.span(), unknown_scope(&name));
    }
    found
}

/// What to say of a scope that is not in the vocabulary.
pub(crate) fn unknown_scope(name: &str) -> String {
    match vocabulary::nearest_scope(name) {
        Some(near) => format!("unknown scope `{name}`; help: did you mean `{near}`?"),
        None => format!(
            "unknown scope `{name}`; help: `confluence_sdk::scope` lists them all; a scope of another product is written `other(\"{name}\")`"
        ),
    }
}

fn connect_access(ident: &Ident, connect: Option<Ident>, errors: &mut Errors) -> Connect {
    let Some(word) = connect else {
        errors.push(
            ident.span(),
            format_args!("`{ident}` says no Connect scope; help: add `#[connect(READ)]` or `#[connect(inaccessible)]`"),
        );
        return Connect::Inaccessible;
    };
    match word.to_string().as_str() {
        "inaccessible" => Connect::Inaccessible,
        "NONE" => Connect::Any,
        name => match vocabulary::scope(name).filter(|bit| SCOPES[*bit].kind == ScopeKind::Connect) {
            Some(bit) => Connect::Needs(bit),
            None => {
                errors.push(word.span(), unknown_scope(name));
                Connect::Inaccessible
            }
        },
    }
}

/// The modes that may call: by scopes and Connect scope, less what `#[callers]` takes away.
fn modes(
    ident: &Ident,
    callers: Option<crate::input::endpoints::Callers>,
    scopes: &[Vec<usize>],
    connect: Connect,
    errors: &mut Errors,
) -> (Vec<&'static str>, Option<String>) {
    let mut modes: Vec<&str> = MODES.to_vec();
    if scopes.is_empty() {
        modes.retain(|mode| !TOKEN_MODES.contains(mode));
    }
    if connect == Connect::Inaccessible {
        modes.retain(|mode| !CONNECT_MODES.contains(mode));
    }
    let Some(callers) = callers else { return (modes, None) };
    for mode in &callers.modes {
        let name = mode.to_string();
        if !MODES.contains(&name.as_str()) {
            let help = nearest(&name, MODES.iter().copied())
                .map_or_else(|| MODES.join(", "), |near| format!("did you mean `{near}`?"));
            errors.push(mode.span(), format_args!("unknown auth mode `{name}`; help: {help}"));
        }
    }
    let named = |mode: &&str| callers.modes.iter().any(|ident| ident == *mode);
    modes.retain(|mode| named(mode) == callers.only);
    if modes.is_empty() && errors.is_empty() {
        errors.push(
            ident.span(),
            format_args!("nobody may call `{ident}`: scopes, Connect scope and `#[callers]` leave no mode"),
        );
    }
    (modes, Some(callers.because.value()))
}

fn paging_has_its_parameter(ident: &Ident, paged: Option<&str>, arguments: &[Argument], errors: &mut Errors) {
    let needed = match paged {
        Some("Cursor" | "BodyCursor") => "cursor",
        Some("Offset") => "start",
        _ => return,
    };
    if !arguments.iter().any(|argument| argument.ident == needed) {
        errors.push(
            ident.span(),
            format_args!("`{ident}` is paged but has no argument `{needed}`"),
        );
    }
}

fn wire_names_are_unique(arguments: &[Argument], errors: &mut Errors) {
    let mut seen = HashMap::new();
    for argument in arguments {
        let place = argument
            .place
            .as_ref()
            .map(|placed| placed.at.to_string())
            .unwrap_or_default();
        let wire = argument
            .place
            .as_ref()
            .and_then(|placed| placed.wire.as_ref())
            .map_or_else(|| argument.ident.to_string(), LitStr::value);
        if seen.insert((place, wire.clone()), ()).is_some() {
            errors.push(
                argument.ident.span(),
                format_args!("a second parameter with the wire name `{wire}`"),
            );
        }
    }
}

fn check_argument(argument: Argument, path_names: &[String], errors: &mut Errors) -> Vec<checked::Argument> {
    let Argument {
        ident,
        ty,
        docs,
        place,
        required,
        may_be_empty,
        also_member,
        deprecated,
    } = argument;
    documented(&ident, &docs, errors);
    let form = written(&ty).form;
    let placed = match &place {
        None => {
            if form != Form::Plain {
                errors.push(
                    ty.span(),
                    "an argument in the path is always needed: give it a plain type",
                );
            }
            path_names
                .iter()
                .find(|name| ident == argument_name(name))
                .map(|name| ("Path", name.clone()))
        }
        Some(placed) => place_variant(placed, form, errors).map(|place| (place, wire_name(&ident, placed, errors))),
    };
    let Some((place_name, wire)) = placed else {
        return Vec::new();
    };
    if let (Some(word), Some(_)) = (&also_member, &place) {
        errors.push(
            word.span(),
            "`#[also_member]` is for an argument in the path that the body repeats",
        );
    }
    if required && form != Form::List {
        errors.push(
            ident.span(),
            "`#[required]` is for lists: other types say by themselves whether they are needed",
        );
    }
    let max_len = place
        .as_ref()
        .and_then(|placed| placed.max_len.as_ref())
        .and_then(|length| errors.take(length.base10_parse()));
    let argument = checked::Argument {
        required: required || matches!(form, Form::Plain | Form::Map),
        form,
        docs,
        wire,
        place: place_name,
        may_be_empty,
        default: place
            .as_ref()
            .and_then(|placed| placed.default.as_ref())
            .map(default_text),
        range: place.as_ref().and_then(|placed| placed.range),
        max_len,
        deprecated: deprecated.map(|text| text.value()),
        again: false,
        ident,
        ty,
    };
    let again = also_member.map(|_| checked::Argument {
        wire: camel(&argument.ident.to_string()),
        place: "Member",
        again: true,
        ..argument.clone()
    });
    std::iter::once(argument).chain(again).collect()
}

fn default_text(expr: &syn::Expr) -> String {
    match expr {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => text.value(),
        other => quote::ToTokens::to_token_stream(other).to_string().replace(' ', ""),
    }
}

fn place_variant(placed: &Placed, form: Form, errors: &mut Errors) -> Option<&'static str> {
    let style = placed.style.as_ref().map(|style| (style.to_string(), style.span()));
    let style = style.as_ref().map(|(text, at)| (text.as_str(), *at));
    Some(match (placed.at.to_string().as_str(), form, style) {
        ("query", Form::List, Some(("csv", _))) => "QueryCsv",
        ("query", Form::List, Some(("repeat", _))) => "QueryRepeat",
        ("query", Form::List, None) => {
            return refuse(
                placed.at.span(),
                "a list in the query says how it is written; help: `#[query(csv)]` or `#[query(repeat)]`",
                errors,
            );
        }
        ("query", _, None) => "Query",
        ("header", _, None) => "Header",
        ("body", _, None | Some(("raw", _))) => "Body",
        ("member", _, None) => "Member",
        ("part", _, None) => "Part",
        (_, _, Some((word, at))) => return refuse(at, &format!("unexpected `{word}`"), errors),
        _ => return refuse(placed.at.span(), "unknown place", errors),
    })
}

fn refuse<T>(at: Span, message: &str, errors: &mut Errors) -> Option<T> {
    errors.push(at, message);
    None
}

/// Members are camelCase unless given; the query and headers must be given unless the wire name is the Rust name.
fn wire_name(ident: &Ident, placed: &Placed, errors: &mut Errors) -> String {
    let name = ident.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name).to_owned();
    let body = matches!(placed.at.to_string().as_str(), "member" | "part");
    let usual = if body { camel(&name) } else { name.clone() };
    match &placed.wire {
        Some(wire) if wire.value() == usual => {
            errors.push(
                wire.span(),
                format_args!("`\"{usual}\"` is the wire name anyway; help: leave it out"),
            );
            usual
        }
        Some(wire) => wire.value(),
        None => {
            if !body && name.contains('_') {
                let place = &placed.at;
                errors.push(
                    ident.span(),
                    format_args!("`{name}` needs its wire name; help: `#[{place}(\"…\")]`"),
                );
            }
            usual
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    /// Checks one operation with these attributes.
    fn checked(attributes: proc_macro2::TokenStream) -> Result<checked::Operation, Vec<String>> {
        let item = syn::parse2(quote! {
            /// Pages.
            pub trait Pages {
                /// One page.
                #[get("/pages/{id}")]
                #[id("getPageById")]
                #attributes
                fn get_page_by_id(
                    /// The page.
                    id: PageId,
                ) -> PageSingle;
            }
        });
        let header = syn::parse2(quote!(v2, tag = "Page", base = "/wiki/api/v2"));
        let mut errors = Errors::default();
        let input = Endpoints::read(header.unwrap(), item.unwrap(), &mut errors);
        match endpoints(input, &mut errors) {
            Some(mut group) => Ok(group.operations.remove(0)),
            None => Err(errors.texts()),
        }
    }

    #[test]
    fn modes_follow_from_scopes_connect_scope_and_callers() {
        let modes = |attributes| checked(attributes).map(|operation| operation.modes).unwrap_or_default();
        let rest = quote!(#[permissions(View(Page = id))] #[app_access(ruled)]);
        assert_eq!(
            modes(quote!(#[scopes("read:page:confluence")] #[connect(READ)] #rest)),
            MODES
        );
        assert_eq!(
            modes(quote!(#[scopes(none, because = "so")] #[connect(inaccessible)] #rest)),
            ["Basic"]
        );
        let only = quote!(#[scopes("read:page:confluence")] #[connect(inaccessible)] #[callers(only(ForgeApp, Connect), because = "so")] #rest);
        assert_eq!(modes(only), ["ForgeApp"]);
    }

    #[test]
    fn what_is_left_out_is_reported_together() {
        let errors = checked(quote!()).map(|_| ()).unwrap_err();
        for word in ["scopes", "Connect scope", "permission", "app_access"] {
            assert!(errors.iter().any(|error| error.contains(word)), "{word}: {errors:?}");
        }
    }
}
