//! The markers of scopes and permissions and their run-time tables, emitted into its modules `scope` and `permission`;
//! the auth modes and the words of CQL, handed to macros of the SDK.

use super::variant;
use crate::vocabulary::{
    CQL_FIELDS, CQL_FUNCTIONS, CQL_TYPES, GRANTS, KINDS, Mode, SCOPE_BITS, SCOPES, ScopeKind, VERBS,
};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The marker type. `pages` is where the generated lists of operations stand, seen from the SDK's `lib.rs`: they are
/// read when docs are made and cost nothing otherwise.
fn marker(name: &str, docs: TokenStream, pages: &str, at: usize, family: &TokenStream) -> TokenStream {
    let ident = format_ident!("{name}");
    let (word, place) = (format_ident!("W{}", at / 16), format_ident!("B{}", at % 16));
    let page = format!("{pages}/{name}.md");
    quote! {
        #docs
        #[doc = ""]
        #[cfg_attr(doc, doc = include_str!(#page))]
        #[allow(missing_debug_implementations, reason = "named only, never made")]
        pub enum #ident {}
        impl rt::seal::Marker for #ident {
            type In<W: rt::Words> = <W::#word as rt::Word>::#place;
            type Of<F: rt::Family> = #family;
            const BIT: usize = #at;
        }
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
        let implied = scope
            .implies
            .iter()
            .filter_map(|marker| crate::vocabulary::scope_by_marker(marker));
        let bits = super::sets::words(&quote!(rt), &implied.chain([i]).collect());
        let family = match scope.kind {
            ScopeKind::Classic => quote!(F::Classic<rt::AllOf<#ident>>),
            ScopeKind::Granular => quote!(F::Granular<rt::AllOf<#ident>>),
            ScopeKind::Connect => quote!(F::Connect<rt::AllOf<#ident>>),
            ScopeKind::Platform => quote!(crate::refusal::NotInFamily),
        };
        let kind = match scope.kind {
            ScopeKind::Connect => quote!(ConnectKind),
            _ => quote!(OAuthKind),
        };
        let marker = marker(
            scope.marker,
            quote!(#[doc = #heading] #[doc = ""] #[doc = #doc]),
            "../../spec/pages/scope",
            i,
            &family,
        );
        let leaf = format_ident!("{}IsCovered", scope.marker);
        let (message, label, note) = (
            format!("`{{S}}` does not have `{}`, which `{{T}}` asks for", scope.name),
            format!("`{{T}}` asks for `{}`", scope.name),
            format!(
                "handing over can only take away: add `\"{}\"` to `{{S}}`, or take it out of `{{T}}`",
                scope.name
            ),
        );
        quote! {
            #marker
            impl rt::Set for #ident {
                type Parts = rt::Plain<rt::kind::#kind, #bits>;
            }
            crate::expansion::uncovered! { #ident #leaf #message #label #note }
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
        impl<T: rt::Words> rt::FirstOf<T> for Everything {
            type MissingFrom<S: rt::Words> = <#everything as rt::FirstOf<T>>::MissingFrom<S>;
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
            &quote!(crate::refusal::NotInFamily),
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
            grant: rt::PermissionGrant { verb: Verb::#verb, kind: Kind::#kind },
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

/// Every field, function and type of CQL with its facts, as the arguments of the macro with this name.
pub(crate) fn cql(to: TokenStream) -> TokenStream {
    let fields = CQL_FIELDS.iter().map(|field| {
        let (name, of, doc, spellings) = (
            format_ident!("{}", field.name),
            format_ident!("{}", field.of),
            field.doc,
            field.spellings,
        );
        let facts = field.facts.iter().map(|fact| format_ident!("{fact}"));
        // What builds a clause about the field. Two spellings are keywords of Rust.
        let method = match field.name {
            "Macro" => format_ident!("macro_name"),
            "Type" => format_ident!("kind"),
            name => format_ident!("{}", crate::names::snake(name)),
        };
        quote!(#[doc = #doc] #name #method = #(#spellings),*: #of { #(#facts),* };)
    });
    let functions = CQL_FUNCTIONS.iter().map(|function| {
        let (name, of, doc, spelling) = (
            format_ident!("{}", function.name),
            format_ident!("{}", function.of),
            function.doc,
            function.spelling,
        );
        let facts = function.facts.iter().map(|fact| format_ident!("{fact}"));
        quote!(#[doc = #doc] #name = #spelling: #of { #(#facts),* };)
    });
    let types = CQL_TYPES.iter().map(|one| {
        let (name, doc, spelling) = (format_ident!("{}", one.name), one.doc, one.spelling);
        quote!(#[doc = #doc] #name = #spelling;)
    });
    quote!(#to! { fields { #(#fields)* } functions { #(#functions)* } types { #(#types)* } })
}
