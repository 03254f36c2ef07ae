//! The markers of scopes and permissions and their run-time tables, emitted into its modules `scope` and `permission`; the auth modes, handed
//! to a macro of the SDK.

use super::variant;
use crate::vocabulary::{GRANTS, KINDS, Mode, SCOPE_BITS, SCOPES, ScopeKind, VERBS};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The type-level question "does the set `S` have this bit?".
fn bit(set: TokenStream, bit: usize) -> TokenStream {
    let (word, place) = (format_ident!("W{}", bit / 16), format_ident!("B{}", bit % 16));
    quote!(<<#set as rt::Set>::#word as rt::Word>::#place as rt::Bool)
}

/// The marker type. `pages` is where the generated lists of operations stand, seen from the SDK's `lib.rs`: they are read when docs are
/// made and cost nothing otherwise.
fn marker(name: &str, docs: TokenStream, pages: &str, at: usize) -> TokenStream {
    let ident = format_ident!("{name}");
    let has = bit(quote!(S), at);
    let page = format!("{pages}/{name}.md");
    quote! {
        #docs
        #[doc = ""]
        #[cfg_attr(doc, doc = include_str!(#page))]
        #[allow(missing_debug_implementations, reason = "named only, never made")]
        pub enum #ident {}
        impl rt::Requirement for #ident {
            type MissingFrom<S: rt::Set> = <#has>::If<rt::Nothing, #ident>;
        }
        rt::something! { [] #ident; }
    }
}

/// The module `scope`.
pub(crate) fn scopes() -> TokenStream {
    let markers = SCOPES.iter().enumerate().map(|(i, scope)| {
        let (heading, doc) = (
            format!(" `{}`: {}", scope.name, scope.doc.trim()),
            scope_kind_words(scope.kind),
        );
        let ident = format_ident!("{}", scope.marker);
        let of_set = bit(quote!(T), i);
        let marker = marker(
            scope.marker,
            quote!(#[doc = #heading] #[doc = ""] #[doc = #doc]),
            "../../spec/pages/scope",
            i,
        );
        quote! {
            #marker
            impl<T: rt::Set> rt::EachOf<T> for #ident {
                type MissingFrom<S: rt::Set> = <#of_set>::If<<#ident as rt::Requirement>::MissingFrom<S>, rt::Nothing>;
            }
        }
    });
    let rows = SCOPES.iter().map(|scope| {
        let (marker, name, doc) = (scope.marker, scope.name, scope.doc.trim());
        let kind = variant(scope.kind);
        let implies = scope.implies.iter().filter_map(|marker| crate::vocabulary::scope_by_marker(marker)).map(|bit| u8::try_from(bit).unwrap_or(u8::MAX));
        quote!(rt::ScopeRow { marker: #marker, name: #name, kind: rt::ScopeKind::#kind, meaning: #doc, implies: &[#(rt::Scope::at(#implies)),*] })
    });
    let everything = balanced(
        &SCOPES
            .iter()
            .map(|scope| format_ident!("{}", scope.marker))
            .collect::<Vec<_>>(),
    );
    quote! {
        use crate::__rt as rt;
        #[doc(inline)]
        pub use crate::scopes::{Checklist, Scope, ScopeKind, ScopeList};
        #(#markers)*
        /// Every scope, for questions about all.
        #[doc(hidden)]
        #[derive(Debug)]
        pub enum Everything {}
        impl<T: rt::Set> rt::EachOf<T> for Everything {
            type MissingFrom<S: rt::Set> = <#everything as rt::EachOf<T>>::MissingFrom<S>;
        }
        pub(crate) const ROWS: &[rt::ScopeRow] = &[#(#rows),*];
    }
}

fn scope_kind_words(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Classic => " A classic scope.",
        ScopeKind::Granular => " A granular scope.",
        ScopeKind::Platform => " A scope of the platform.",
        ScopeKind::Connect => " A Connect scope.",
    }
}

/// Nested pairs of little depth.
fn balanced(items: &[Ident]) -> TokenStream {
    match items {
        [one] => quote!(#one),
        items => {
            let (left, right) = items.split_at(items.len() / 2);
            let (left, right) = (balanced(left), balanced(right));
            quote!((#left, #right))
        }
    }
}

/// The module `permission`.
pub(crate) fn permissions() -> TokenStream {
    let markers = GRANTS.iter().enumerate().map(|(i, grant)| {
        let doc = format!(" {}", grant.doc.trim());
        marker(
            grant.marker,
            quote!(#[doc = #doc]),
            "../../spec/pages/permission",
            SCOPE_BITS + i,
        )
    });
    let site: Vec<_> = GRANTS.iter().filter(|grant| grant.kind == "Site").collect();
    let site_verbs = site.iter().map(|grant| {
        let (ident, doc) = (format_ident!("{}", grant.marker), format!(" {}", grant.doc.trim()));
        quote!(#[doc = #doc] #ident,)
    });
    let verbs = VERBS.iter().map(|verb| {
        let (ident, doc) = (format_ident!("{verb}"), format!(" `{verb}(…)`"));
        quote!(#[doc = #doc] #ident,)
    });
    let kinds = KINDS.iter().map(|kind| {
        let (ident, doc) = (format_ident!("{}", kind.name), format!(" A {}.", kind.one));
        quote!(#[doc = #doc] #ident,)
    });
    let rows = GRANTS.iter().enumerate().map(|(i, grant)| {
        let (verb, kind) = (format_ident!("{}", grant.verb), format_ident!("{}", grant.kind));
        let (marker, words, meaning) = (grant.marker, super::permission::row_words(i), grant.doc.trim());
        quote!(rt::GrantRow {
            grant: rt::Grant { verb: Verb::#verb, kind: Kind::#kind },
            marker: #marker,
            words: #words,
            meaning: #meaning,
        })
    });
    quote! {
        use crate::__rt as rt;
        #(#markers)*

        /// What is done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Verb { #(#site_verbs)* #(#verbs)* }

        /// To what kind of thing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            /// Nothing: the permission concerns the whole site.
            Site,
            #(#kinds)*
        }

        /// What a set of permissions holds, in words: the list to give to an administrator.
        pub fn words<P: rt::PermissionSet>() -> ::std::vec::Vec<&'static str> {
            let words = rt::bits::<P>();
            let has = |row: &usize| words[rt::SCOPE_WORDS + row / 16] & 1 << (row % 16) != 0;
            (0..ROWS.len()).filter(has).map(|row| ROWS[row].words).collect()
        }

        /// Every permission that is granted, in words.
        pub(crate) const ROWS: &[rt::GrantRow] = &[#(#rows),*];
    }
}

/// Every auth mode with its facts, as the arguments of the macro with this name.
pub(crate) fn modes(to: TokenStream) -> TokenStream {
    let rows = Mode::ALL.iter().map(|mode| {
        let (name, doc, words, scheme) = (variant(mode), mode.doc(), mode.words(), mode.scheme());
        let (carries, base) = (variant(mode.carries()), variant(mode.base()));
        quote!(#[doc = #doc] #name = #words { carries: #carries, base: #base, scheme: #scheme };)
    });
    quote!(#to! { #(#rows)* })
}
