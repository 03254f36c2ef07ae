//! What keeps a client from an operation, and the sentence that rustc prints: two hidden traits per operation, one for scopes and auth mode,
//! one for the ceiling of permissions.

use super::variant;
use crate::checked::{Always, Connect, Operation, Version, WhoMayCall};
use crate::vocabulary::{Carries, Mode, SCOPES};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// What an operation needs, as types: scopes, Connect scope, callers, permission.
pub(crate) fn needs(operation: &Operation) -> TokenStream {
    let scopes = scope_requirement(&operation.scopes);
    let connect = match operation.connect {
        Connect::Needs(bit) => marker(bit),
        Connect::Any | Connect::Inaccessible => quote!(()),
    };
    let callers = callers(operation);
    let permission = operation.always.requirement();
    quote!(#scopes, #connect, #callers, #permission)
}

/// The gates of an operation.
pub(crate) fn gates(operation: &Operation, version: Version) -> TokenStream {
    let op = &operation.type_ident;
    let needs = format_ident!("{op}Needs");
    let Texts {
        message,
        accepts,
        fix,
        bound,
    } = texts(operation, version);
    let roof = roof(operation);
    quote! {
        // The leaf that carries the sentence. `Self` is the scope set: were it the auth mode, rustc would drop the message.
        #[diagnostic::on_unimplemented(message = #message, label = "unmet: `{G}`", note = #accepts, note = #fix, note = #bound)]
        #[doc(hidden)]
        pub trait #needs<G>: rt::seal::Met<G> {}
        // On the leaf impl only; higher up it would silence the sentence.
        #[diagnostic::do_not_recommend]
        impl<S> #needs<rt::Nothing> for S {}
        impl<G, S: #needs<G>> rt::Gate<G, S> for #op {
            type Proof = S;
        }
        #roof
    }
}

/// The gate of the ceiling. Operations that need no permission share theirs.
fn roof(operation: &Operation) -> TokenStream {
    let op = &operation.type_ident;
    if operation.always == Always::Nothing {
        return quote! {
            impl<G, P: rt::Unlimited<G>> rt::Roof<G, P> for #op {
                type Proof = P;
            }
        };
    }
    let may = format_ident!("{op}May");
    let message = format!(
        "not allowed to call `{}` ({}): it needs the permission to {}, which `{{Self}}` does not include",
        operation.ident,
        route(operation),
        escape(&operation.always.words())
    );
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = "unmet: `{G}`", note = "add it to the `permissions!` set, and have an administrator grant it to the account")]
        #[doc(hidden)]
        pub trait #may<G>: rt::seal::Met<G> {}
        #[diagnostic::do_not_recommend]
        impl<P> #may<rt::Nothing> for P {}
        impl<G, P: #may<G>> rt::Roof<G, P> for #op {
            type Proof = P;
        }
    }
}

fn marker(bit: usize) -> TokenStream {
    let marker = Ident::new(SCOPES[bit].marker, Span::call_site());
    quote!(rt::scope::#marker)
}

/// `OneOf<A, (B, C)>`; `()` where the callers bar every mode that carries scopes.
fn scope_requirement(alternatives: &[Vec<usize>]) -> TokenStream {
    alternatives
        .iter()
        .filter_map(|all| all.iter().map(|bit| marker(*bit)).reduce(|a, b| quote!((#a, #b))))
        .reduce(|a, b| quote!(rt::OneOf<#a, #b>))
        .unwrap_or_else(|| quote!(()))
}

/// The modes that are barred, each by a type that is named as the sentence.
fn callers(operation: &Operation) -> TokenStream {
    let callers = &operation.callers;
    if callers.who == WhoMayCall::Everyone {
        return quote!(rt::Everyone);
    }
    let sentence = variant(callers.who);
    let gaps = Mode::ALL.iter().map(|mode| {
        if callers.modes.contains(*mode) {
            quote!(rt::Nothing)
        } else {
            quote!(rt::#sentence)
        }
    });
    quote!(rt::CallersOf<#(#gaps),*>)
}

struct Texts {
    message: String,
    accepts: String,
    fix: String,
    bound: String,
}

fn texts(operation: &Operation, version: Version) -> Texts {
    let (name, route) = (&operation.ident, route(operation));
    let (modes, who) = (operation.callers.modes, operation.callers.who);
    let connect = match operation.connect {
        Connect::Needs(bit) if modes.contains(Mode::Connect) => Some(SCOPES[bit].name),
        _ => None,
    };
    let mut needs = match (scope_words(&operation.scopes), connect) {
        (Some(scopes), Some(connect)) => format!("does not have {scopes} (Connect: `{connect}`)"),
        (Some(scopes), None) => format!("does not have {scopes}"),
        (None, Some(connect)) => format!("does not have the Connect scope `{connect}`"),
        (None, None) => format!("is not {}", who.words()),
    };
    if let Some(only) = who.only().filter(|_| !operation.scopes.is_empty()) {
        needs = format!(
            "is not {only} with {}",
            scope_words(&operation.scopes).unwrap_or_default()
        );
    }
    // With the same words for all modes, a Connect app must not be sent for a scope that it cannot have.
    let closed_to_connect = connect.is_none()
        && who.only().is_none()
        && !operation.scopes.is_empty()
        && !modes.iter().any(|mode| mode.carries() == Carries::Connect);
    if closed_to_connect {
        needs += " (no Connect app may call it)";
    }
    let message = format!("not allowed to call `{name}` ({route}): `{{Self}}` {needs}");
    let mut accepts = format!("`{name}` accepts:");
    let with_scopes: Vec<&str> = modes
        .iter()
        .filter(|mode| mode.carries() == Carries::OAuth)
        .map(Mode::name)
        .collect();
    if !with_scopes.is_empty() {
        for all in &operation.scopes {
            accepts += &format!("\n  - {} (as {})", spelled(all), with_scopes.join(", "));
        }
    }
    if modes.iter().any(|mode| mode.carries() == Carries::Connect) {
        match operation.connect {
            Connect::Needs(bit) => accepts += &format!("\n  - Connect scope `{}`", SCOPES[bit].name),
            _ => accepts += "\n  - any Connect app",
        }
    }
    if modes.contains(Mode::Basic) {
        accepts += "\n  - basic auth: an unscoped API token (Basic)";
    }
    if let Some(because) = &operation.callers.because {
        accepts += &format!("\nbecause {}", escape(because));
    }
    let mut fix = if operation.scopes.is_empty() {
        "no scope closes this gap: use a client that authenticates in one of these ways".to_owned()
    } else {
        "to fix: add what is missing to the `scopes!` set, enable it for the app or token, and have users consent again"
            .to_owned()
    };
    if closed_to_connect {
        fix += "; for a Connect app no scope closes this gap";
    }
    let bound = format!(
        "in generic code, bound the auth mode: `A: Allows<confluence_sdk::{}::op::{}>`",
        version.module(),
        operation.type_ident
    );
    Texts {
        message,
        accepts,
        fix,
        bound,
    }
}

/// `GET /wiki/api/v2/pages/{{id}}`, escaped for the attribute.
fn route(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), escape(&operation.path))
}

fn escape(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// `scope `a``, `scopes `a` + `b``.
fn spelled(all: &[usize]) -> String {
    let names: Vec<String> = all.iter().map(|bit| format!("`{}`", SCOPES[*bit].name)).collect();
    format!(
        "{} {}",
        if names.len() == 1 { "scope" } else { "scopes" },
        names.join(" + ")
    )
}

/// All alternatives in the vendor's spelling.
pub(crate) fn scope_words(alternatives: &[Vec<usize>]) -> Option<String> {
    let words: Vec<String> = alternatives
        .iter()
        .map(|all| {
            all.iter()
                .map(|bit| format!("`{}`", SCOPES[*bit].name))
                .collect::<Vec<_>>()
                .join(" + ")
        })
        .collect();
    (!words.is_empty()).then(|| words.join(" or "))
}
