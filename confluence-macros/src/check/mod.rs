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
mod tests {
    use super::*;
    use crate::vocabulary::{Mode, Modes};
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
        let modes = |attributes| checked(attributes).unwrap().callers.modes;
        let rest = quote!(#[permissions(View(Page = id))] #[app_access(ruled)]);
        assert_eq!(
            modes(quote!(#[scopes("read:page:confluence")] #[connect(READ)] #rest)),
            Modes::ALL
        );
        assert_eq!(
            modes(quote!(#[scopes(none, because = "so")] #[connect(inaccessible)] #rest)),
            Modes::of(&[Mode::Basic])
        );
        let only = quote!(#[scopes("read:page:confluence")] #[connect(inaccessible)] #[callers(only(ForgeApp, Connect), because = "so")] #rest);
        assert_eq!(modes(only), Modes::of(&[Mode::ForgeApp]));
    }

    /// What is wrong with a comment whose target is declared by this.
    fn target(target: proc_macro2::TokenStream) -> Result<checked::Operation, Vec<String>> {
        let item = syn::parse2(quote! {
            /// Comments.
            pub trait Comments {
                /// Writes one.
                #[post("/comments")]
                #[id("createComment")]
                #[scopes("write:comment:confluence")]
                #[connect(WRITE)]
                #[permissions(if_given(page_id, View(Page = page_id)))]
                #[app_access(ruled)]
                fn create_comment(
                    /// What to comment on.
                    #target,
                    /// What it says.
                    #[member]
                    body: String,
                );
            }
        });
        let header = syn::parse2(quote!(v2, tag = "Comment", base = "/wiki/api/v2"));
        let mut errors = Errors::default();
        let input = Endpoints::read(header.unwrap(), item.unwrap(), &mut errors);
        match endpoints(input, &mut errors) {
            Some(mut group) => Ok(group.operations.remove(0)),
            None => Err(errors.texts()),
        }
    }

    #[test]
    fn one_of_several_members_is_one_field() {
        let operation = target(quote!(#[one_of(page_id, alias("short", max_len = 9))] target: Target)).unwrap();
        let fields: Vec<_> = operation.fields.iter().map(|field| field.ident.to_string()).collect();
        assert_eq!(fields, ["target", "body"]);
        assert!(operation.fields[0].required);
        let params: Vec<_> = operation
            .params
            .iter()
            .map(|param| (param.wire.as_str(), param.required))
            .collect();
        assert_eq!(params, [("pageId", false), ("short", false), ("body", true)]);
        assert_eq!(operation.params[1].limits.max_len, Some(9));
        let optional = target(quote!(#[one_of(page_id, space_id)] target: Option<Target>)).unwrap();
        assert!(!optional.fields[0].required);
    }

    #[test]
    fn one_of_several_is_refused_where_it_makes_no_sense() {
        for (declared, says) in [
            (quote!(#[one_of(page_id)] target: Target), "one of which?"),
            (quote!(#[one_of(page_id, space_id)] target: Vec<Target>), "one value"),
            (
                quote!(#[one_of(page_id, space_id)] #[query] target: Target),
                "says the place",
            ),
            (
                quote!(#[one_of(page_id, body)] target: Target),
                "a second parameter with the wire name `body`",
            ),
            (
                quote!(#[one_of(page_id, space_id("spaceId"))] target: Target),
                "is the wire name anyway",
            ),
            (
                quote!(#[one_of(space_id, other_id)] target: Target),
                "unknown argument `page_id`",
            ),
            (
                quote!(#[body] #[one_of(page_id, space_id)] target: Target),
                "says the place",
            ),
        ] {
            let errors = target(declared.clone()).map(|_| ()).unwrap_err();
            assert!(
                errors.iter().any(|error| error.contains(says)),
                "{declared}: {errors:?}"
            );
        }
    }

    #[test]
    fn a_paged_operation_has_its_arguments_by_itself() {
        let params = |paged| {
            let rest =
                quote!(#[scopes("read:page:confluence")] #[connect(READ)] #[permissions(none)] #[app_access(ruled)]);
            checked(quote!(#[paged(#paged)] #rest)).map(|operation| {
                let of = |param: &checked::Param| (param.wire.clone(), param.limits.range);
                operation.params.iter().skip(1).map(of).collect::<Vec<_>>()
            })
        };
        let usual = vec![("cursor".to_owned(), None), ("limit".to_owned(), Some((1, 250)))];
        assert_eq!(params(quote!(cursor)), Ok(usual));
        let own = vec![("start".to_owned(), None), ("limit".to_owned(), Some((0, 9)))];
        assert_eq!(params(quote!(offset, limit(range = 0..=9))), Ok(own));
        assert_eq!(params(quote!(ancestors)).unwrap().len(), 1);
        assert!(params(quote!(pages)).unwrap_err()[0].starts_with("unknown way of paging"));
        assert_eq!(params(quote!(cursor, limit(csv))).unwrap_err(), ["unexpected `csv`"]);
    }

    #[test]
    fn what_is_left_out_is_reported_together() {
        let errors = checked(quote!()).map(|_| ()).unwrap_err();
        for word in ["scopes", "Connect scope", "permission", "app_access"] {
            assert!(errors.iter().any(|error| error.contains(word)), "{word}: {errors:?}");
        }
    }
}
