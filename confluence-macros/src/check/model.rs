//! Everything in a `#[model]` that can be refused.

use super::documented;
use crate::checked::{self, Alternative, Limits};
use crate::errors::Errors;
use crate::input::model::{Body, Member, Model, Options, Page, Variant};
use crate::input::{Form, is_list, written};
use crate::names::camel;
use proc_macro2::{Ident, Span};
use std::collections::HashSet;
use syn::{Fields, ItemEnum, ItemStruct, LitStr, Type};

/// Checks a model.
pub(crate) fn model(input: Model, errors: &mut Errors) -> Option<checked::Model> {
    let Model { options, docs, body } = input;
    match body {
        Body::Struct { item, members } => {
            documented(&item.ident, &docs, errors);
            structure(item, members, options, errors)
        }
        Body::Enum { item, variants } => {
            documented(&item.ident, &docs, errors);
            match (options.untagged, options.one_of) {
                (true, _) => untagged(item, variants, errors),
                (_, true) => one_of(item, variants, errors),
                _ => enumeration(item, variants, errors),
            }
        }
    }
}

fn structure(item: ItemStruct, members: Vec<Member>, options: Options, errors: &mut Errors) -> Option<checked::Model> {
    let Options {
        request,
        lenient,
        may_be_empty,
        untagged: _,
        one_of: _,
        page,
    } = options;
    let members: Vec<checked::Member> = members.into_iter().map(|one| member(one, errors)).collect();
    if members.len() > 64 {
        errors.push(
            item.ident.span(),
            "a model has at most 64 members: required ones are counted in 64 bits",
        );
    }
    if let Some(Page::Own(at)) = &page
        && !(members.iter().any(|member| member.ident == "results")
            && members
                .iter()
                .any(|member| member.ident == "links" || member.ident == "cursor"))
    {
        errors.push(
            at.span(),
            "a page has `results`, and `links` or `cursor`; help: `#[model(page = member)]` if a member is the page",
        );
    }
    let mut seen = HashSet::new();
    for member in &members {
        if !seen.insert(&member.wire) {
            errors.push(
                member.ident.span(),
                format_args!("a second member with the wire name `{}`", member.wire),
            );
        }
    }
    errors.is_empty().then_some(checked::Model::Struct {
        item,
        request,
        lenient,
        may_be_empty,
        page,
        members,
    })
}

fn member(input: Member, errors: &mut Errors) -> checked::Member {
    let Member {
        ident,
        ty,
        docs,
        wire,
        range,
        max_len,
        max_items,
        not_empty,
        strict,
        always,
        label,
        rest,
    } = input;
    documented(&ident, &docs, errors);
    if let Some(most) = max_items.as_ref().filter(|_| !is_list(&ty)) {
        errors.push(most.span(), "`max_items` is for lists");
    }
    if always && written(&ty).form != Form::Plain {
        errors.push(
            ident.span(),
            "`#[always]` is for plain types: others can be absent or empty",
        );
    }
    if rest && written(&ty).form != Form::Map {
        errors.push(ident.span(), "`#[rest]` is for a map: `BTreeMap<String, Json>`");
    }
    let usual = camel(ident.to_string().trim_start_matches("r#"));
    checked::Member {
        form: written(&ty).form,
        // No member has this name: what is not declared goes there.
        wire: if rest {
            "*".to_owned()
        } else {
            wire_or(wire, usual, errors)
        },
        ident,
        ty,
        docs,
        limits: Limits {
            range,
            max_len: max_len.and_then(|most| errors.take(most.base10_parse())),
            max_items: max_items.and_then(|most| errors.take(most.base10_parse())),
        },
        not_empty,
        strict,
        always,
        label,
        rest,
    }
}

fn wire_or(wire: Option<LitStr>, usual: String, errors: &mut Errors) -> String {
    match wire {
        Some(wire) if wire.value() == usual => {
            errors.push(
                wire.span(),
                format_args!("`\"{usual}\"` is the wire name anyway; help: leave it out"),
            );
            usual
        }
        Some(wire) => wire.value(),
        None => usual,
    }
}

fn enumeration(item: ItemEnum, variants: Vec<Variant>, errors: &mut Errors) -> Option<checked::Model> {
    let mut checked: Vec<(Ident, String)> = Vec::new();
    for variant in variants {
        let Variant {
            ident,
            docs,
            wire,
            fields,
        } = variant;
        let mut wire = wire.into_iter();
        let (wire, second) = (wire.next(), wire.next());
        if let Some(second) = second {
            errors.push(second.span(), "a word has one value");
        }
        documented(&ident, &docs, errors);
        if !matches!(fields, Fields::Unit) {
            errors.push(
                ident.span(),
                "a value from the wire has no fields; help: `#[model(untagged)]` is for members with several shapes",
            );
        }
        if ident == "Unknown" {
            errors.push(ident.span(), "`Unknown` is added for values that are not listed");
        }
        let name = ident.to_string();
        let words = name.chars().filter(|c| c.is_uppercase()).count();
        if wire.is_none() && words > 1 {
            errors.push(
                ident.span(),
                format_args!("`{name}` needs its value; help: `#[wire(\"…\")]`"),
            );
        }
        // A name of several words is always spelt out, even where the words are simply joined.
        let value = match wire {
            Some(wire) if words > 1 => wire.value(),
            wire => wire_or(wire, name.to_lowercase(), errors),
        };
        if checked.iter().any(|(_, known)| *known == value) {
            errors.push(ident.span(), format_args!("a second variant with the value `{value}`"));
        }
        checked.push((ident, value));
    }
    errors.is_empty().then_some(checked::Model::Enum {
        item,
        variants: checked,
    })
}

fn untagged(item: ItemEnum, variants: Vec<Variant>, errors: &mut Errors) -> Option<checked::Model> {
    let mut checked = Vec::new();
    for variant in variants {
        documented(&variant.ident, &variant.docs, errors);
        if let Some(second) = variant.wire.get(1) {
            errors.push(second.span(), "one member tells the shape");
        }
        let telling = variant.wire.first().map(LitStr::value).unwrap_or_default();
        match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                checked.push((variant.ident, fields.unnamed[0].ty.clone(), telling));
            }
            _ => errors.push(
                variant.ident.span(),
                "each shape is one model in parentheses, such as `Nested(PageNestedBody)`",
            ),
        }
    }
    if checked.is_empty() {
        errors.push(Span::call_site(), "no shape");
    }
    errors.is_empty().then_some(checked::Model::Untagged {
        item,
        variants: checked,
    })
}

fn one_of(item: ItemEnum, variants: Vec<Variant>, errors: &mut Errors) -> Option<checked::Model> {
    let mut checked: Vec<Alternative> = Vec::new();
    for Variant {
        ident,
        docs,
        wire,
        fields,
    } in variants
    {
        documented(&ident, &docs, errors);
        let types: Vec<Type> = match fields {
            Fields::Unnamed(fields) => fields.unnamed.into_iter().map(|field| field.ty).collect(),
            Fields::Named(_) | Fields::Unit => Vec::new(),
        };
        let wire: Vec<String> = wire.iter().map(LitStr::value).collect();
        if types.is_empty() || types.len() != wire.len() {
            errors.push(
                ident.span(),
                format_args!("each variant is its members in parentheses with their names; help: `#[wire(\"pageId\")] {ident}(PageId)`"),
            );
        }
        let same = |known: &Alternative| known.members.iter().map(|(wire, _)| wire).eq(&wire);
        if checked.iter().any(same) {
            errors.push(ident.span(), "a second variant with the same members");
        }
        checked.push(Alternative {
            ident,
            members: wire.into_iter().zip(types).collect(),
        });
    }
    if checked.len() < 2 {
        errors.push(item.ident.span(), "one of which? a choice has several variants");
    }
    errors.is_empty().then_some(checked::Model::OneOf {
        item,
        variants: checked,
    })
}
