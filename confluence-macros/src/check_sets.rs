//! What can be refused in `scopes!` and `permissions!`: words that are unknown, sets that are empty or mixed.

use crate::check::unknown_scope;
use crate::errors::Errors;
use crate::input::sets::{GrantItem, ScopeItem, Set};
use crate::vocabulary::{self, GRANTS, SCOPE_BITS, SCOPES, ScopeKind, nearest};
use proc_macro2::Ident;
use syn::{Attribute, Path, Visibility};

/// A set with its bits.
pub(crate) struct Checked {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) bits: Vec<usize>,
    pub(crate) other: Vec<String>,
    pub(crate) unions: Vec<Path>,
    /// A set of Connect scopes; `None` if only unions tell.
    pub(crate) connect: Option<bool>,
}

/// Checks a set of scopes. What is implied is added.
pub(crate) fn scopes(set: Set<ScopeItem>, errors: &mut Errors) -> Option<Checked> {
    let before = errors.is_empty();
    if set.items.is_empty() {
        errors.push(
            set.ident.span(),
            format_args!(
                "`{}` has no scopes; help: write them, such as `struct {} = \"read:page:confluence\";`",
                set.ident, set.ident
            ),
        );
        return None;
    }
    let mut checked = Checked {
        attrs: set.attrs,
        vis: set.vis,
        ident: set.ident,
        bits: Vec::new(),
        other: Vec::new(),
        unions: Vec::new(),
        connect: None,
    };
    for item in set.items {
        match item {
            // What every Connect app has: a set of it alone opens what any of them may call.
            ScopeItem::Scope(text) if text.value() == "NONE" && checked.connect != Some(false) => {
                checked.connect = Some(true);
            }
            ScopeItem::Scope(text) => match vocabulary::scope(&text.value()) {
                None => errors.push(text.span(), unknown_scope(&text.value())),
                Some(bit) => {
                    let connect = SCOPES[bit].kind == ScopeKind::Connect;
                    if *checked.connect.get_or_insert(connect) != connect {
                        errors.push(
                            text.span(),
                            "OAuth scopes and Connect scopes in one set; help: declare two, no client has both",
                        );
                    }
                    if checked.bits.contains(&bit) && SCOPES[bit].kind != ScopeKind::Connect {
                        errors.push(text.span(), format_args!("`{}` stands twice", text.value()));
                    }
                    checked.bits.push(bit);
                    checked.bits.extend(
                        SCOPES[bit]
                            .implies
                            .iter()
                            .filter_map(|marker| vocabulary::scope_by_marker(marker)),
                    );
                }
            },
            ScopeItem::Other(text) => {
                let name = text.value();
                if vocabulary::scope(&name).is_some() {
                    errors.push(
                        text.span(),
                        format_args!(
                            "`{name}` is known here; help: write it without `other(…)`, so that it opens its operations"
                        ),
                    );
                } else if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control()) {
                    errors.push(text.span(), "a scope is one word without spaces");
                } else {
                    checked.other.push(name);
                }
            }
            ScopeItem::Union(path) => checked.unions.push(path),
        }
    }
    (before && errors.is_empty()).then_some(checked)
}

/// Checks a set of permissions. Using the site is always in it.
pub(crate) fn permissions(set: Set<GrantItem>, errors: &mut Errors) -> Option<Checked> {
    if set.items.is_empty() {
        errors.push(
            set.ident.span(),
            format_args!(
                "`{}` has no permissions; help: write them, such as `struct {} = View(Space);`",
                set.ident, set.ident
            ),
        );
        return None;
    }
    let use_site = vocabulary::grant("UseSite", "Site")
        .into_iter()
        .map(|row| SCOPE_BITS + row)
        .collect();
    let mut checked = Checked {
        attrs: set.attrs,
        vis: set.vis,
        ident: set.ident,
        bits: use_site,
        other: Vec::new(),
        unions: Vec::new(),
        connect: None,
    };
    for item in set.items {
        match item {
            GrantItem::Union(path) => checked.unions.push(path),
            GrantItem::Grant { verb, kind } => {
                let kind_name = kind.as_ref().map_or_else(|| "Site".to_owned(), ToString::to_string);
                match vocabulary::grant(&verb.to_string(), &kind_name) {
                    Some(row) => checked.bits.push(SCOPE_BITS + row),
                    None => errors.push(
                        kind.as_ref().map_or_else(|| verb.span(), Ident::span),
                        unknown_grant(&verb, kind.as_ref()),
                    ),
                }
            }
        }
    }
    errors.is_empty().then_some(checked)
}

fn unknown_grant(verb: &Ident, kind: Option<&Ident>) -> String {
    let written = kind.map_or_else(|| verb.to_string(), |kind| format!("{verb}({kind})"));
    if verb == "Edit" || (verb == "View" && kind.is_some_and(|kind| vocabulary::kind(&kind.to_string()).is_some())) {
        return format!(
            "`{written}` is not granted as such: it follows from the space and the restrictions; help: `View(Space)`, `Update(Page)`"
        );
    }
    let known: Vec<String> = GRANTS
        .iter()
        .map(|grant| {
            if grant.kind == "Site" {
                grant.verb.to_owned()
            } else {
                format!("{}({})", grant.verb, grant.kind)
            }
        })
        .collect();
    match nearest(&written, known.iter().map(String::as_str)) {
        Some(near) => format!("unknown permission `{written}`; help: did you mean `{near}`?"),
        None => format!("unknown permission `{written}`; help: `confluence_sdk::permission` lists them all"),
    }
}
