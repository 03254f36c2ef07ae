//! `scopes!`, `permissions!` and `operations!` → types and bounds in the user's crate. Everything is named by absolute paths.

use crate::check_sets::Checked;
use crate::expand::permission::row_words;
use crate::input::sets::{Bound, Bounds};
use crate::vocabulary::{SCOPE_BITS, SCOPES, SET_BITS};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Path;

/// A set of scopes.
pub(crate) fn scopes(sdk: &Path, set: &Checked) -> TokenStream {
    let (ident, other, unions) = (&set.ident, &set.other, &set.unions);
    let listed = set
        .bits
        .iter()
        .map(|bit| format!("`{}`", SCOPES[*bit].name))
        .chain(other.iter().map(|name| format!("`{name}` (of another product)")));
    let listed = listed.chain(
        unions
            .iter()
            .map(|path| format!("all of [`{}`]", quote!(#path).to_string().replace(' ', ""))),
    );
    let doc = match listed.collect::<Vec<_>>() {
        listed if listed.is_empty() => "Scopes: none.".to_owned(),
        listed => format!("Scopes: {}.", listed.join(", ")),
    };
    // A set made of others only is of the kind of its first part.
    let kind = match (set.connect, unions.first()) {
        (Some(true), _) => quote!(#sdk::__rt::ConnectKind),
        (None, Some(first)) => quote!(<#first as #sdk::ScopeSet>::Kind),
        _ => quote!(#sdk::__rt::OAuthKind),
    };
    // A mixed union is refused here, at the name of the part.
    let same_kind = (!unions.is_empty()).then(|| {
        quote! {
            const _: () = {
                const fn every_part_is_of_the_same_kind<S: #sdk::ScopeSet<Kind = <#ident as #sdk::ScopeSet>::Kind>>() {}
                #(every_part_is_of_the_same_kind::<#unions>();)*
            };
        }
    });
    let declared = declared(sdk, set, &doc);
    quote! {
        #declared
        impl #sdk::ScopeSet for #ident {
            type Kind = #kind;
            const OTHER: &'static [&'static [&'static str]] = &[&[#(#other),*] #(, #sdk::__rt::flat::<#unions>())*];
        }
        #same_kind
    }
}

/// A set of permissions.
pub(crate) fn permissions(sdk: &Path, set: &Checked) -> TokenStream {
    let ident = &set.ident;
    let words: Vec<String> = set.bits.iter().map(|bit| row_words(bit - SCOPE_BITS)).collect();
    let declared = declared(sdk, set, &format!("Permissions: {}.", words.join("; ")));
    quote! {
        #declared
        impl #sdk::PermissionSet for #ident {}
    }
}

/// The type and its bits.
fn declared(sdk: &Path, set: &Checked, doc: &str) -> TokenStream {
    let Checked {
        attrs,
        vis,
        ident,
        bits,
        unions,
        ..
    } = set;
    let own_doc = attrs
        .iter()
        .any(|attr| attr.path().is_ident("doc"))
        .then(|| quote!(#[doc = ""]));
    let words = (0..SET_BITS / 16).map(|word| {
        let name = format_ident!("W{word}");
        let places: Vec<bool> = (0..16).map(|place| bits.contains(&(word * 16 + place))).collect();
        let own = if places.contains(&true) {
            let places = places.iter().map(|set| {
                if *set {
                    quote!(#sdk::__rt::True)
                } else {
                    quote!(#sdk::__rt::False)
                }
            });
            quote!(#sdk::__rt::Bits<#(#places),*>)
        } else {
            quote!(#sdk::__rt::NoBits)
        };
        let joined = unions.iter().fold(
            own,
            |own, union| quote!(<#own as #sdk::__rt::Word>::Or<<#union as #sdk::__rt::Set>::#name>),
        );
        quote!(type #name = #joined;)
    });
    // On the name, so that rustc points there and not at the whole macro.
    let item = quote_spanned!(ident.span()=> #vis struct #ident;);
    quote! {
        #(#attrs)*
        #own_doc
        #[doc = #doc]
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
        #item
        impl #sdk::__rt::Set for #ident { #(#words)* }
    }
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
        operations,
    } = bound;
    let own_doc = attrs
        .iter()
        .any(|attr| attr.path().is_ident("doc"))
        .then(|| quote!(#[doc = ""]));
    quote! {
        #(#attrs)*
        #own_doc
        #[doc = "Allows these operations, with the scopes they need:"]
        #[doc = ""]
        #(#[doc = #operations!()])*
        #vis trait #ident: #(#sdk::Allows<#operations>)+* {}
        impl<A: #(#sdk::Allows<#operations>)+*> #ident for A {}
    }
}
