//! What keeps a client from an operation, and the sentences that rustc prints: a hidden trait for each gap that a
//! client can leave.

use super::variant;
use crate::checked::{Always, Connect, Operation, Version, WhoMayCall};
use crate::gaps::{self, Gap};
use crate::vocabulary::{Carries, GRANTS, Mode, SCOPES};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// What an operation needs, as types: its number, scopes, Connect scope, callers, permission.
pub(crate) fn needs(operation: &Operation, version: Version) -> TokenStream {
    let number = path(super::number::of(version, &operation.id));
    let scopes = scope_requirement(&operation.scopes);
    let connect = match operation.connect {
        Connect::Needs(bit) => scope(bit),
        Connect::Any | Connect::Inaccessible => quote!(()),
    };
    let callers = callers(operation);
    let permission = operation.always.requirement();
    quote!(#number, #scopes, #connect, #callers, #permission)
}

/// Sixteen turns from the root of the tree of operations, four by each alias of the SDK: rustc keeps every path that is
/// written.
fn path(number: u16) -> TokenStream {
    (0..4).fold(quote!(rt::Arrived), |rest, digit| {
        let turns = format_ident!("Turns{:X}", number >> (4 * digit) & 0xf);
        quote!(rt::#turns<#rest>)
    })
}

/// A trait with its sentence for each gap of an operation, and the impl that leads there. Nothing implements these
/// traits: a client without a gap does not come this way.
pub(crate) fn gaps(operation: &Operation) -> TokenStream {
    let op = &operation.type_ident;
    let mut sentences = scope_sentences(operation);
    sentences.extend(connect_sentence(operation));
    sentences.extend(callers_sentence(operation));
    sentences.extend(permission_sentences(operation));
    let leaves = sentences.into_iter().enumerate().map(|(i, sentence)| {
        let number = if i == 0 { String::new() } else { (i + 1).to_string() };
        let name = format_ident!("{op}IsAllowed{number}");
        let Sentence {
            gap,
            message,
            label,
            notes,
        } = sentence;
        quote!(crate::expansion::refusal! { #op #name #gap; #message, #label #(, #notes)* })
    });
    leaves.collect()
}

/// What rustc prints for one gap.
struct Sentence {
    gap: TokenStream,
    message: String,
    label: String,
    notes: Vec<String>,
}

fn scope_sentences(operation: &Operation) -> Vec<Sentence> {
    if !operation
        .callers
        .modes
        .iter()
        .any(|mode| mode.carries() == Carries::OAuth)
    {
        return Vec::new();
    }
    let requirement = gaps::either(
        operation
            .scopes
            .iter()
            .map(|all| gaps::both(all.iter().map(|bit| Gap::One(*bit)))),
    );
    let gaps = requirement.map(|requirement| requirement.gaps()).unwrap_or_default();
    gaps.into_iter()
        .map(|gap| {
            let words = gap.words(&|bit| format!("`{}`", SCOPES[bit].name));
            let (does_not_have, label, add) = match &gap {
                Gap::One(bit) => (
                    words.clone(),
                    format!("missing scope: {words}"),
                    format!("add `\"{}\"`", SCOPES[*bit].name),
                ),
                Gap::Both(..) => (words.clone(), format!("missing scopes: {words}"), format!("add {words}")),
                Gap::OneOf(..) => (
                    format!("one of {words}"),
                    format!("missing: one of {words}"),
                    format!("add one of {words}"),
                ),
            };
            Sentence {
                gap: gap.tokens(&scope),
                message: format!("{}: `{{Self}}` does not have {does_not_have}", not_allowed(operation)),
                label,
                notes: vec![
                    accepts(operation),
                    format!(
                        "to fix: {add} to the `scopes!` set `{{Self}}`, enable it for the app or token, and have users consent again"
                    ),
                ],
            }
        })
        .collect()
}

fn connect_sentence(operation: &Operation) -> Option<Sentence> {
    let Connect::Needs(bit) = operation.connect else {
        return None;
    };
    let name = SCOPES[bit].name;
    operation
        .callers
        .modes
        .iter()
        .any(|mode| mode.carries() == Carries::Connect)
        .then(|| Sentence {
            gap: scope(bit),
            message: format!(
                "{}: `{{Self}}` does not have the Connect scope `{name}`",
                not_allowed(operation)
            ),
            label: format!("missing Connect scope: `{name}`"),
            notes: vec![
                accepts(operation),
                format!("to fix: add `\"{name}\"` to the `scopes!` set `{{Self}}` and to the app's descriptor"),
            ],
        })
}

fn callers_sentence(operation: &Operation) -> Option<Sentence> {
    let who = operation.callers.who;
    let sentence = match (who, who.only()) {
        (WhoMayCall::Everyone, _) => return None,
        (_, Some(only)) => format!("only {only} may call it"),
        (WhoMayCall::AppsMayNotCall, _) => "apps may not call it".to_owned(),
        (WhoMayCall::AppsMayNotCallAsThemselves, _) => "an app may not call it as itself".to_owned(),
        (WhoMayCall::BasicAuthMayNotCall, _) => "basic auth may not call it".to_owned(),
        (WhoMayCall::ConnectAppsMayNotCall, _) => "Connect apps may not call it".to_owned(),
        _ => "this auth mode may not call it".to_owned(),
    };
    let barred = variant(who);
    Some(Sentence {
        gap: quote!(crate::refusal::#barred),
        message: format!("{}: {sentence}", not_allowed(operation)),
        label: "not open to this auth mode".to_owned(),
        notes: vec![
            accepts(operation),
            "no scope closes this gap: use a client that authenticates in one of these ways".to_owned(),
        ],
    })
}

fn permission_sentences(operation: &Operation) -> Vec<Sentence> {
    let gaps = requirement_of(&operation.always).map(|requirement| requirement.gaps());
    gaps.unwrap_or_default()
        .into_iter()
        .map(|gap| {
            let words = gap.words(&|row| super::permission::row_words(row));
            let declared = gap.words(&declared_permission);
            let (not_included, one) = match &gap {
                Gap::One(_) => (format!("the permission to {words}"), "it"),
                Gap::Both(..) => (format!("the permissions to {words}"), "them"),
                Gap::OneOf(..) => (format!("one of the permissions to {words}"), "one of them"),
            };
            Sentence {
                gap: gap.tokens(&permission),
                message: format!(
                    "{}: `{{Self}}` does not include {}",
                    not_allowed(operation),
                    escape(&not_included)
                ),
                label: format!("missing permission: {declared}"),
                notes: vec![format!(
                    "to fix: add {one} to the `permissions!` set `{{Self}}`, and have an administrator grant it to the account: {declared}"
                )],
            }
        })
        .collect()
}

fn requirement_of(always: &Always) -> Option<Gap> {
    match always {
        Always::Nothing => None,
        Always::Grant(row) => Some(Gap::One(*row)),
        Always::All(parts) => gaps::both(parts.iter().filter_map(requirement_of)),
        Always::Any(parts) => gaps::either(parts.iter().map(requirement_of)),
    }
}

/// `` `Create(Page)` ``, as `permissions!` takes it.
fn declared_permission(row: usize) -> String {
    let grant = &GRANTS[row];
    if grant.kind == "Site" {
        format!("`{}`", grant.verb)
    } else {
        format!("`{}({})`", grant.verb, grant.kind)
    }
}

fn scope(bit: usize) -> TokenStream {
    let marker = Ident::new(SCOPES[bit].marker, Span::call_site());
    quote!(rt::scope::#marker)
}

fn permission(row: usize) -> TokenStream {
    let marker = Ident::new(GRANTS[row].marker, Span::call_site());
    quote!(rt::permission::#marker)
}

/// `OneOf<A, (B, C)>`; `()` where the callers bar every mode that carries scopes.
fn scope_requirement(alternatives: &[Vec<usize>]) -> TokenStream {
    let requirement = gaps::either(
        alternatives
            .iter()
            .map(|all| gaps::both(all.iter().map(|bit| Gap::One(*bit)))),
    );
    requirement.map_or_else(|| quote!(()), |requirement| requirement.tokens(&scope))
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
            quote!(crate::refusal::#sentence)
        }
    });
    quote!(rt::CallersOf<#(#gaps),*>)
}

/// ``not allowed to call `get_page_by_id` (GET /wiki/api/v2/pages/{{id}})``
fn not_allowed(operation: &Operation) -> String {
    format!("not allowed to call `{}` ({})", operation.ident, route(operation))
}

/// Everything that opens the operation.
fn accepts(operation: &Operation) -> String {
    let modes = operation.callers.modes;
    let mut accepts = format!("`{}` accepts:", operation.ident);
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
    accepts
}

/// `GET /wiki/api/v2/pages/{{id}}`, escaped for the attribute.
fn route(operation: &Operation) -> String {
    format!(
        "{} {}",
        operation.method.as_str().to_uppercase(),
        escape(&operation.path)
    )
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
