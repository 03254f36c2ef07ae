//! `scopes!`, `permissions!` and `operations!` → types and bounds in the user's crate. Everything is named by absolute
//! paths, and each path that the user wrote is emitted once, so that what rustc says of it is said once.

use crate::check_sets::{Checked, Family, Kind, conditions, written};
use crate::expand::permission::row_words;
use crate::input::sets::{Bound, Bounds};
use crate::vocabulary::{SCOPE_BITS, SET_BITS};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use std::borrow::Borrow;
use std::collections::BTreeSet;
use syn::ext::IdentExt as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Path, Token};

/// A set of scopes.
pub(crate) fn scopes(sdk: &Path, set: &Checked) -> TokenStream {
    let (ident, other, conditions) = (&set.ident, &set.other, set.conditions());
    let rt = quote!(#sdk::__rt);
    let unions = aliases("__Part", set.unions.iter());
    let operations = aliases("__Operation", set.operations.iter().flat_map(|(_, paths)| paths));
    let parts_item = parts_item(ident, &unions, &scope_parts(sdk, &rt, set, &unions, &operations));
    let families = set
        .operations
        .iter()
        .flat_map(|(family, paths)| paths.iter().map(move |_| family_type(*family)));
    let opened = operations.iter().zip(families).map(|(Alias { name, .. }, family)| {
        quote_spanned!(name.span()=> const _: () = __sdk::refusal::is_opened_by::<#name, __sdk::refusal::#family>();)
    });
    let same_kind = unions.iter().map(|Alias { name, .. }| {
        let kind = match (set.kind, &unions[0].name) {
            (Some(kind), _) => kind_type(kind),
            (None, first) => quote_spanned!(name.span()=> <#first as __sdk::ScopeSet>::Kind),
        };
        quote_spanned!(name.span()=> const _: () = __sdk::refusal::is_part_of::<#name, #kind, #ident>();)
    });
    let (union_names, union_items) = names_and_items(&unions);
    let (operation_names, operation_items) = names_and_items(&operations);
    let mut given = assumed(&union_names, "ScopeSetIn");
    given.extend(assumed(&operation_names, "OperationIn"));
    let doc = match set.listed.as_slice() {
        [] => "Scopes: none.".to_owned(),
        listed => format!("Scopes: {}.", listed.join(", ")),
    };
    let declared = declared(set, &doc);
    // On the name, all of it: rustc points here, and would else point at the whole macro.
    let is_a_set = quote_spanned! {ident.span()=>
        #[automatically_derived]
        impl __sdk::ScopeSet for #ident
        where
            #(#given)*
        {
            type Kind = __sdk::__rt::KindOf<#ident>;
            const OTHER: __sdk::__rt::Others = __sdk::__rt::Others {
                own: &[#(#other),*],
                parts: &[#(&<#union_names as __sdk::ScopeSet>::OTHER),*],
            };
        }
    };
    let opens = quote_spanned! {ident.span()=>
        #[automatically_derived]
        impl __sdk::__rt::ScopeSetIn<'_> for #ident
        where
            #(#given)*
        {
        }
        #[automatically_derived]
        impl<__O, __K, __B> __sdk::Opens<__O, __K, __B> for #ident
        where
            __O: __sdk::Operation + __sdk::refusal::OpenTo<#ident, __sdk::__rt::Closed<__O, __K, __B, #ident>>,
            __K: __sdk::__rt::kind::Kind,
            __B: __sdk::__rt::Gap,
            #(#given)*
        {
            type Proof = <__O as __sdk::refusal::OpenTo<#ident, __sdk::__rt::Closed<__O, __K, __B, #ident>>>::Proof;
        }
        #[automatically_derived]
        impl<__R> __sdk::Has<__R> for #ident
        where
            __R: __sdk::__rt::Requirement + __sdk::refusal::FoundIn<#ident, __sdk::__rt::Lacks<__R, #ident>>,
            #(#given)*
        {
            type Proof = <__R as __sdk::refusal::FoundIn<#ident, __sdk::__rt::Lacks<__R, #ident>>>::Proof;
        }
    };
    let (import, also_deprecated) = (import(sdk, ident), also_deprecated(&set.attrs));
    let used = used(&set.beside);
    quote! {
        #declared
        #(#conditions)*
        #also_deprecated
        const _: () = {
            #import
            #(#used)*
            #(#union_items)*
            #(#operation_items)*
            #[automatically_derived]
            impl #rt::Set for #ident
            where
                #(#given)*
            {
                #parts_item
            }
            #is_a_set
            #[automatically_derived]
            impl #rt::OfKind<#rt::KindOf<#ident>> for #ident
            where
                #(#given)*
            {
            }
            #opens
            #(#same_kind)*
            #(#opened)*
        };
    }
}

/// The SDK under a name that has no trace of a macro. What stands beside it names the SDK by this.
fn import(sdk: &Path, at: &Ident) -> TokenStream {
    let name = Ident::new("__sdk", at.span());
    // Not `use $crate as …`, which older versions of Rust refuse.
    quote!(use #sdk::{self as #name};)
}

/// The SDK's path, so that rustc points elsewhere for what it begins.
fn located_at(sdk: &Path, at: Span) -> Path {
    let mut sdk = sdk.clone();
    for segment in &mut sdk.segments {
        segment.ident.set_span(segment.ident.span().located_at(at));
    }
    sdk
}

/// A name of its own for a path that the user wrote.
struct Alias<'a> {
    name: Ident,
    path: &'a Path,
}

/// Names of sets that no longer stand where they were written: they are in use all the same.
fn used(paths: &[Path]) -> Vec<TokenStream> {
    aliases("__Beside", paths.iter())
        .iter()
        .map(|Alias { name, path }| quote!(#[allow(dead_code)] type #name = #path;))
        .collect()
}

/// Where rustc shall point for a path: at what it ends with.
fn last_word(path: &Path) -> Span {
    path.segments
        .last()
        .map_or_else(Span::call_site, |segment| segment.ident.span())
}

fn aliases<'a>(prefix: &str, paths: impl Iterator<Item = &'a Path>) -> Vec<Alias<'a>> {
    paths
        .enumerate()
        .map(|(i, path)| Alias {
            name: Ident::new(&format!("{prefix}{i}"), last_word(path)),
            path,
        })
        .collect()
}

/// That these are what they are taken for, as bounds of an impl. With a lifetime, rustc takes such a bound as given:
/// what is not so is then refused once, where it is asked, and not in each impl.
fn assumed<N: Borrow<Ident>>(names: &[N], bound: &str) -> Vec<TokenStream> {
    let bound_by = |name: &Ident| {
        let bound = Ident::new(bound, name.span());
        quote_spanned!(name.span()=> for<'__a> #name: __sdk::__rt::#bound<'__a>,)
    };
    names.iter().map(|name| bound_by(name.borrow())).collect()
}

/// What the set is made of. If that is of less visibility than the set, rustc points here.
fn parts_item(ident: &Ident, unions: &[Alias<'_>], parts: &TokenStream) -> TokenStream {
    let at = match unions {
        [union] => union.name.span(),
        _ => ident.span(),
    };
    quote_spanned!(at=> type Parts = #parts;)
}

fn kind_type(kind: Kind) -> TokenStream {
    match kind {
        Kind::Connect => quote!(__sdk::ConnectKind),
        Kind::OAuth => quote!(__sdk::OAuthKind),
    }
}

fn names_and_items<'a>(aliases: &'a [Alias<'a>]) -> (Vec<&'a Ident>, Vec<TokenStream>) {
    let items = aliases.iter().map(|Alias { name, path }| quote!(type #name = #path;));
    (aliases.iter().map(|alias| &alias.name).collect(), items.collect())
}

fn family_type(family: Family) -> Ident {
    let name = match family {
        Family::Classic => "ClassicFamily",
        Family::Granular => "GranularFamily",
        Family::Connect => "ConnectFamily",
    };
    Ident::new(name, Span::call_site())
}

/// What a set of scopes is made of: its own scopes, what its operations need, its parts.
fn scope_parts(
    sdk: &Path,
    rt: &TokenStream,
    set: &Checked,
    unions: &[Alias<'_>],
    operations: &[Alias<'_>],
) -> TokenStream {
    let mut parts = Vec::new();
    let only_unions = set.kind.is_none() && set.bits.is_empty() && !unions.is_empty();
    if !only_unions && (!set.bits.is_empty() || set.operations.is_empty() || set.opens_by_scopes()) {
        let kind = match set.kind {
            Some(Kind::Connect) => quote!(ConnectKind),
            Some(Kind::OAuth) | None => quote!(OAuthKind),
        };
        let words = words(rt, &set.bits);
        // Scopes such as `offline_access` and `ACT_AS_USER` open nothing by themselves, which tells beside operations.
        let part = if set.opens_by_scopes() {
            quote!(Plain)
        } else {
            quote!(Beside)
        };
        parts.push(quote!(#rt::#part<#rt::kind::#kind, #words>));
    }
    let mut names = operations.iter().map(|operation| &operation.name);
    for (family, paths) in &set.operations {
        let family = family_type(*family);
        let list: Vec<TokenStream> = names.by_ref().take(paths.len()).map(|name| quote!(#name)).collect();
        let list = balanced(&list, &|a, b| quote!(#rt::And<#a, #b>));
        parts.push(quote!(#rt::For<#sdk::refusal::#family, #list>));
    }
    parts.extend(
        unions
            .iter()
            .map(|Alias { name, .. }| quote!(<#name as #rt::Set>::Parts)),
    );
    balanced(&parts, &|a, b| quote!(#rt::Joined<#a, #b>))
}

/// Nested pairs of little depth.
fn balanced(items: &[TokenStream], pair: &impl Fn(TokenStream, TokenStream) -> TokenStream) -> TokenStream {
    match items {
        [] => TokenStream::new(),
        [one] => one.clone(),
        items => {
            let (left, right) = items.split_at(items.len().div_ceil(2));
            pair(balanced(left, pair), balanced(right, pair))
        }
    }
}

/// A set of permissions.
pub(crate) fn permissions(sdk: &Path, set: &Checked) -> TokenStream {
    let (ident, conditions) = (&set.ident, set.conditions());
    let rt = quote!(#sdk::__rt);
    let described: Vec<String> = set
        .bits
        .iter()
        .map(|bit| row_words(bit - SCOPE_BITS))
        .chain(set.unions.iter().map(|path| format!("all of [`{}`]", written(path))))
        .collect();
    let declared = declared(set, &format!("Permissions: {}.", described.join("; ")));
    let unions = aliases("__Part", set.unions.iter());
    let (union_names, union_items) = names_and_items(&unions);
    let words = words(&rt, &set.bits);
    let parts: Vec<TokenStream> = std::iter::once(quote!(#rt::Plain<#rt::kind::PermissionKind, #words>))
        .chain(union_names.iter().map(|name| quote!(<#name as #rt::Set>::Parts)))
        .collect();
    let parts_item = parts_item(ident, &unions, &balanced(&parts, &|a, b| quote!(#rt::Joined<#a, #b>)));
    let only_permissions = unions.iter().map(|Alias { name, .. }| {
        quote_spanned!(name.span()=> const _: () = __sdk::refusal::is_a_set_of_permissions::<#name>();)
    });
    let given = assumed(&union_names, "PermissionSetIn");
    let permits = quote_spanned! {ident.span()=>
        #[automatically_derived]
        impl __sdk::PermissionSet for #ident
        where
            #(#given)*
        {
        }
        #[automatically_derived]
        impl __sdk::__rt::PermissionSetIn<'_> for #ident
        where
            #(#given)*
        {
        }
        #[automatically_derived]
        impl<__O> __sdk::Permits<__O> for #ident
        where
            __O: __sdk::Operation + __sdk::refusal::OpenTo<#ident, __sdk::__rt::Beyond<__O, #ident>>,
            #(#given)*
        {
            type Proof = <__O as __sdk::refusal::OpenTo<#ident, __sdk::__rt::Beyond<__O, #ident>>>::Proof;
        }
    };
    let (import, also_deprecated) = (import(sdk, ident), also_deprecated(&set.attrs));
    let used = used(&set.beside);
    quote! {
        #declared
        #(#conditions)*
        #also_deprecated
        const _: () = {
            #import
            #(#used)*
            #(#union_items)*
            #[automatically_derived]
            impl #rt::Set for #ident
            where
                #(#given)*
            {
                #parts_item
            }
            #permits
            #(#only_permissions)*
        };
    }
}

/// The type, with its docs.
fn declared(set: &Checked, doc: &str) -> TokenStream {
    let Checked { attrs, vis, ident, .. } = set;
    let own_doc = empty_line_after_docs(attrs);
    let derived = derived(attrs);
    let derives = [
        ("Clone", quote!(::core::clone::Clone)),
        ("Copy", quote!(::core::marker::Copy)),
        ("Debug", quote!(::core::fmt::Debug)),
    ];
    let derives = derives.into_iter().filter_map(|(name, path)| {
        let mut by_user = derived.iter().filter(|derived| derived.name == name).peekable();
        if by_user.peek().is_none() {
            return Some(quote!(#[derive(#path)]));
        }
        let conditions: Option<Vec<_>> = by_user.map(|derived| derived.condition.as_ref()).collect();
        conditions.map(|conditions| quote!(#[cfg_attr(not(any(#(#conditions),*)), derive(#path))]))
    });
    // On the name, so that rustc points there and not at the whole macro.
    let item = quote_spanned!(ident.span()=> #vis struct #ident;);
    quote! {
        #(#attrs)*
        #own_doc
        #[doc = #doc]
        #(#derives)*
        #item
    }
}

/// Something that the user derives: it is not derived twice.
struct Derived {
    name: String,
    /// The condition of its `cfg_attr`.
    condition: Option<TokenStream>,
}

fn derived(attrs: &[Attribute]) -> Vec<Derived> {
    let mut derived = Vec::new();
    for attr in attrs {
        // What does not parse here, rustc says at its place.
        if attr.path().is_ident("derive") {
            let _ = attr.parse_nested_meta(|meta| {
                derived.extend(name_of(&meta.path, None));
                Ok(())
            });
        } else if attr.path().is_ident("cfg_attr")
            && let Ok(parts) = attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        {
            let mut parts = parts.into_iter();
            let condition = parts.next().map(ToTokens::into_token_stream);
            for list in parts.filter_map(|part| part.require_list().ok().cloned()) {
                if list.path.is_ident("derive") {
                    let _ = list.parse_nested_meta(|meta| {
                        derived.extend(name_of(&meta.path, condition.clone()));
                        Ok(())
                    });
                }
            }
        }
    }
    derived
}

fn name_of(path: &Path, condition: Option<TokenStream>) -> Option<Derived> {
    let name = path.segments.last()?.ident.to_string();
    Some(Derived { name, condition })
}

/// What a deprecated item is implemented with says nothing of it.
fn also_deprecated(attrs: &[Attribute]) -> Option<TokenStream> {
    attrs
        .iter()
        .any(|attr| attr.path().is_ident("deprecated"))
        .then(|| quote!(#[allow(deprecated)]))
}

fn empty_line_after_docs(attrs: &[Attribute]) -> Option<TokenStream> {
    attrs
        .iter()
        .any(|attr| attr.path().is_ident("doc"))
        .then(|| quote!(#[doc = ""]))
}

/// Bits as a type: sixteen in a word.
pub(super) fn words(rt: &TokenStream, bits: &BTreeSet<usize>) -> TokenStream {
    if bits.is_empty() {
        return quote!(#rt::NoWords);
    }
    let words = (0..SET_BITS / 16).map(|word| {
        let places: Vec<bool> = (0..16).map(|place| bits.contains(&(word * 16 + place))).collect();
        if !places.contains(&true) {
            return quote!(#rt::NoBits);
        }
        let places = places
            .iter()
            .map(|set| if *set { quote!(#rt::True) } else { quote!(#rt::False) });
        quote!(#rt::Bits<#(#places),*>)
    });
    quote!(#rt::WordsOf<#(#words),*>)
}

/// Bounds for libraries.
pub(crate) fn operations(bounds: &Bounds) -> TokenStream {
    let sdk = &bounds.sdk;
    bounds.bounds.iter().map(|bound| operation_bound(sdk, bound)).collect()
}

fn operation_bound(sdk: &Path, bound: &Bound) -> TokenStream {
    let Bound {
        attrs,
        vis,
        ident,
        includes,
        operations,
    } = bound;
    let own_doc = empty_line_after_docs(attrs);
    let conditions = conditions(attrs);
    let conditions = quote!(#(#conditions)*);
    let plain = ident.unraw();
    let aliases: Vec<Ident> = (0..)
        .zip(operations)
        .map(|(i, path)| format_ident!("__{plain}Operation{i}", span = last_word(path)))
        .collect();
    let allows = aliases.iter().map(|alias| {
        let sdk = located_at(sdk, alias.span());
        quote_spanned!(alias.span()=> #sdk::Allows<#alias>)
    });
    // The line with the scopes is a macro beside the operation, which is there where its path is written with its
    // module.
    let lines = operations.iter().map(|path| {
        let link = format!("* [`{}`]", written(path));
        let in_its_module = path
            .segments
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|module| module.ident == "op");
        if in_its_module {
            quote!(#[cfg_attr(doc, doc = #path!())])
        } else {
            quote!(#[doc = #link])
        }
    });
    let allowed = aliases
        .iter()
        .map(|alias| quote_spanned!(alias.span()=> __sdk::Allows<#alias>));
    let given = assumed(&aliases, "OperationIn");
    let met = quote_spanned! {ident.span()=>
        #[automatically_derived]
        impl<__A> #ident for __A
        where
            __A: __sdk::Auth #(+ #includes)* #(+ #allowed)*,
            #(#given)*
        {
        }
    };
    let (import, also_deprecated) = (import(sdk, ident), also_deprecated(attrs));
    let included = includes.iter().map(|path| {
        let link = format!("* all of [`{}`]", written(path));
        quote!(#[doc = #link])
    });
    quote! {
        #(
            #conditions
            #[doc(hidden)]
            #[allow(dead_code, non_camel_case_types)]
            type #aliases = #operations;
        )*
        #(#attrs)*
        #own_doc
        #[doc = "Allows these operations, with the scopes they need:"]
        #[doc = ""]
        #(#lines)*
        #(#included)*
        #vis trait #ident: #sdk::Auth #(+ #includes)* #(+ #allows)* {}
        #conditions
        #also_deprecated
        const _: () = {
            #import
            #met
        };
    }
}
