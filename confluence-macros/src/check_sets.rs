//! What can be refused in `scopes!`, `permissions!` and `operations!`: words that are unknown, sets that are empty or
//! mixed, what is written where something else is meant.

use crate::check::unknown_scope;
use crate::errors::Errors;
use crate::input::sets::{Bound, Bounds, GrantItem, ScopeItem, Set};
use crate::names::pascal;
use crate::vocabulary::{self, GRANTS, Grant, SCOPE_BITS, SCOPES, ScopeKind, nearest};
use proc_macro2::{Ident, Span};
use quote::ToTokens as _;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, Path, Visibility};

/// A set with its bits.
#[derive(Clone)]
pub(crate) struct Checked {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) bits: BTreeSet<usize>,
    pub(crate) other: Vec<String>,
    /// Operations with the family of scopes that they are to be opened by.
    pub(crate) operations: Vec<(Family, Vec<Path>)>,
    pub(crate) unions: Vec<Path>,
    /// Parts that are declared beside it, whose scopes stand here in place of their names.
    pub(crate) beside: Vec<Path>,
    /// The kind; `None` if only unions tell.
    pub(crate) kind: Option<Kind>,
    /// `NONE`: a Connect app without scopes.
    pub(crate) none: bool,
    /// What the docs list.
    pub(crate) listed: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    OAuth,
    Connect,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OAuth => "OAuth",
            Self::Connect => "Connect",
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Classic,
    Granular,
    Connect,
}

impl Family {
    const ALL: [(&'static str, Family); 3] = [
        ("classic", Family::Classic),
        ("granular", Family::Granular),
        ("connect", Family::Connect),
    ];

    fn kind(self) -> Kind {
        match self {
            Family::Classic | Family::Granular => Kind::OAuth,
            Family::Connect => Kind::Connect,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Family::Classic => "classic",
            Family::Granular => "granular",
            Family::Connect => "connect",
        }
    }
}

/// Checks sets of scopes that are declared together. What is implied is added, and what one includes of another is
/// written out, so that a long chain costs nothing and a set that is private can be a part of one that is not.
pub(crate) fn scopes(sets: Vec<Set<ScopeItem>>, errors: &mut Errors) -> Vec<Checked> {
    let own: Vec<Checked> = sets.into_iter().map(|set| scope_set(set, errors)).collect();
    all_written_out(&own, errors)
}

fn all_written_out(own: &[Checked], errors: &mut Errors) -> Vec<Checked> {
    (0..own.len())
        .map(|at| written_out(at, own, &mut Vec::new(), errors))
        .collect()
}

fn scope_set(set: Set<ScopeItem>, errors: &mut Errors) -> Checked {
    let mut checked = Checked::new(set.attrs, set.vis, set.ident);
    free(&checked.ident, errors);
    if set.items.is_empty() {
        errors.push(
            checked.ident.span(),
            format_args!(
                "`{}` has no scopes; help: write them, such as `struct {} = \"read:page:confluence\";`",
                checked.ident, checked.ident
            ),
        );
    }
    for item in set.items {
        match item {
            ScopeItem::Scope(text) => checked.scope(&text, errors),
            ScopeItem::Other(text) => checked.other(&text, errors),
            ScopeItem::Operations { family, operations } => checked.operations(&family, operations, errors),
            ScopeItem::Union(path) => checked.union(path, errors),
        }
    }
    checked
}

impl Checked {
    fn new(attrs: Vec<Attribute>, vis: Visibility, ident: Ident) -> Self {
        Self {
            attrs,
            vis,
            ident,
            bits: BTreeSet::new(),
            other: Vec::new(),
            operations: Vec::new(),
            unions: Vec::new(),
            beside: Vec::new(),
            kind: None,
            none: false,
            listed: Vec::new(),
        }
    }

    /// Everything, where something was refused: so that what the program does with the set is not refused as well.
    pub(crate) fn stand_in(&mut self, bits: Range<usize>) {
        self.bits = bits.collect();
        self.operations.clear();
        self.unions.clear();
        self.beside.clear();
        self.kind.get_or_insert(Kind::OAuth);
    }

    /// Whether there are scopes in it that open operations, or `NONE`, which opens what needs none.
    pub(crate) fn opens_by_scopes(&self) -> bool {
        let opens = |bit: &usize| SCOPES[*bit].kind != ScopeKind::Platform && SCOPES[*bit].name != "ACT_AS_USER";
        self.none || self.bits.iter().any(opens)
    }

    /// The attributes that say whether the set is there at all: what is made of it is there or not with it.
    pub(crate) fn conditions(&self) -> Vec<&Attribute> {
        conditions(&self.attrs)
    }

    fn of_kind(&mut self, kind: Kind, text: &str, at: Span, errors: &mut Errors) {
        let own = *self.kind.get_or_insert(kind);
        if own != kind {
            errors.push(
                at,
                format_args!(
                    "`{text}` is of the {kind} scopes, and the set holds {own} scopes; help: declare two sets, no client has both"
                ),
            );
        }
    }

    fn scope(&mut self, text: &syn::LitStr, errors: &mut Errors) {
        let name = text.value();
        // What every Connect app has: a set of it alone opens what any of them may call.
        if name == "NONE" && self.kind != Some(Kind::OAuth) {
            self.kind = Some(Kind::Connect);
            self.none = true;
            return;
        }
        let Some(bit) = vocabulary::scope(&name) else {
            errors.push(text.span(), unknown_scope(&name));
            return;
        };
        let scope = &SCOPES[bit];
        let kind = if scope.kind == ScopeKind::Connect {
            Kind::Connect
        } else {
            Kind::OAuth
        };
        self.of_kind(kind, &name, text.span(), errors);
        let again = self.listed.contains(&format!("`{name}`"));
        if again {
            errors.push(text.span(), format_args!("`{name}` stands twice"));
        }
        self.listed.push(format!("`{name}`"));
        self.bits.insert(bit);
        let implied = scope
            .implies
            .iter()
            .filter_map(|marker| vocabulary::scope_by_marker(marker));
        self.bits.extend(implied);
    }

    fn other(&mut self, text: &syn::LitStr, errors: &mut Errors) {
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
        } else if self.other.contains(&name) {
            errors.push(text.span(), format_args!("`{name}` stands twice"));
        } else {
            self.listed.push(format!("`{name}` (of another product)"));
            self.other.push(name);
        }
    }

    fn operations(&mut self, word: &Ident, operations: Vec<Path>, errors: &mut Errors) {
        let Some((_, family)) = Family::ALL.iter().find(|(name, _)| word == name) else {
            let help = nearest(&word.to_string(), Family::ALL.iter().map(|(name, _)| *name)).unwrap_or("granular");
            errors.push(
                word.span(),
                format_args!(
                    "unknown family of scopes `{word}`; help: `classic`, `granular` or `connect`, such as `{help} for op::GetPageById`"
                ),
            );
            return;
        };
        self.of_kind(family.kind(), family.name(), word.span(), errors);
        let operations: Vec<Path> = operations.into_iter().filter(|path| operation(path, errors)).collect();
        let named: Vec<String> = operations.iter().map(|path| format!("[`{}`]", written(path))).collect();
        self.listed.push(format!(
            "what {} need of the {} scopes, opening these and no other operation",
            named.join(", "),
            family.name()
        ));
        self.operations.push((*family, operations));
    }

    fn union(&mut self, path: Path, errors: &mut Errors) {
        // A scope's type where its spelling is meant.
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let [.., module, marker] = segments.as_slice()
            && module == "scope"
            && let Some(bit) = vocabulary::scope_by_marker(marker)
        {
            errors.push(
                path.span(),
                format_args!(
                    "`{}` is a type; help: a scope is written in quotes here: `\"{}\"`",
                    written(&path),
                    SCOPES[bit].name
                ),
            );
            return;
        }
        if segments.iter().rev().nth(1).is_some_and(|module| module == "op") {
            errors.push(
                path.span(),
                format_args!(
                    "an operation needs a family of scopes here; help: `granular for {}`",
                    written(&path)
                ),
            );
            return;
        }
        self.listed.push(format!("all of [`{}`]", written(&path)));
        self.unions.push(path);
    }
}

/// Refuses a name that expansions have for themselves.
fn free(ident: &Ident, errors: &mut Errors) {
    if is_own(ident) {
        let name = ident.to_string();
        let other = Some(name.trim_matches('_')).filter(|name| !name.is_empty());
        errors.push(
            ident.span(),
            format_args!(
                "names that begin with `__` are the macro's own; help: another name, such as `{}`",
                other.unwrap_or("Mine")
            ),
        );
    }
}

/// Whether expansions have such names for themselves.
pub(crate) fn is_own(ident: &Ident) -> bool {
    ident.to_string().starts_with("__")
}

/// The set with the parts that are declared beside it in place of their names.
fn written_out(at: usize, sets: &[Checked], within: &mut Vec<usize>, errors: &mut Errors) -> Checked {
    let mut set = sets[at].clone();
    within.push(at);
    for path in std::mem::take(&mut set.unions) {
        let beside = sets
            .iter()
            .position(|other| path.is_ident(&other.ident) && other.conditions().is_empty());
        let Some(beside) = beside else {
            set.unions.push(path);
            continue;
        };
        if within.contains(&beside) {
            // Said once of all that are in the circle.
            if within.first() == Some(&beside) && within.iter().min() == Some(&beside) {
                errors.push(path.span(), format_args!("`{}` includes itself", sets[beside].ident));
            }
            continue;
        }
        let part = written_out(beside, sets, within, errors);
        if let Some(kind) = part.kind
            && *set.kind.get_or_insert(kind) != kind
        {
            errors.push(
                path.span(),
                format_args!(
                    "`{}` and `{}` are of different kinds: one holds OAuth scopes, the other Connect scopes; help: declare two sets, no client has both",
                    set.ident, part.ident
                ),
            );
        }
        set.bits.extend(part.bits);
        for other in part.other {
            if !set.other.contains(&other) {
                set.other.push(other);
            }
        }
        set.none |= part.none;
        set.operations.extend(part.operations);
        set.unions.extend(part.unions);
        set.beside.push(path);
    }
    within.pop();
    set
}

/// Checks sets of permissions that are declared together, as [`scopes`] does. Using the site is in each.
pub(crate) fn permissions(sets: Vec<Set<GrantItem>>, errors: &mut Errors) -> Vec<Checked> {
    let own: Vec<Checked> = sets.into_iter().map(|set| permission_set(set, errors)).collect();
    all_written_out(&own, errors)
}

fn permission_set(set: Set<GrantItem>, errors: &mut Errors) -> Checked {
    let mut checked = Checked::new(set.attrs, set.vis, set.ident);
    free(&checked.ident, errors);
    if set.items.is_empty() {
        errors.push(
            checked.ident.span(),
            format_args!(
                "`{}` has no permissions; help: write them, such as `struct {} = View(Space);`",
                checked.ident, checked.ident
            ),
        );
    }
    checked
        .bits
        .extend(vocabulary::grant("UseSite", "Site").map(|row| SCOPE_BITS + row));
    for item in set.items {
        match item {
            GrantItem::Union(path) => match permission_type(&path) {
                Some(written) => errors.push(
                    path.span(),
                    format_args!(
                        "`{}` is a type; help: a permission is written as `{written}` here",
                        self::written(&path)
                    ),
                ),
                None => checked.unions.push(path),
            },
            GrantItem::Grant { verb, kind } => {
                let kind_name = kind.as_ref().map_or_else(|| "Site".to_owned(), ToString::to_string);
                match vocabulary::grant(&verb.to_string(), &kind_name) {
                    Some(row) => {
                        checked.bits.insert(SCOPE_BITS + row);
                    }
                    None => errors.push(
                        kind.as_ref().map_or_else(|| verb.span(), Ident::span),
                        unknown_grant(&verb, kind.as_ref()),
                    ),
                }
            }
        }
    }
    checked
}

/// How a permission is written whose type in `confluence_sdk::permission` stands here.
fn permission_type(path: &Path) -> Option<String> {
    let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let [.., module, marker] = segments.as_slice() else {
        return None;
    };
    let grant = GRANTS.iter().find(|grant| grant.marker == marker)?;
    (module == "permission").then(|| as_written(grant))
}

/// Checks bounds for libraries. What is refused is taken out, so that it is refused once.
pub(crate) fn operations(bounds: &mut Bounds, errors: &mut Errors) {
    let declared: Vec<Ident> = bounds.bounds.iter().map(|bound| bound.ident.clone()).collect();
    for Bound { ident, operations, .. } in &mut bounds.bounds {
        free(ident, errors);
        operations.retain(|path| {
            let is_a_bound = declared.iter().any(|name| path.is_ident(name));
            if is_a_bound {
                errors.push(
                    path.span(),
                    format_args!(
                        "`{0}` is a bound, not an operation; help: bounds stand before the `=`, as in `trait {ident}: {0} = op::GetPageById;`",
                        written(path)
                    ),
                );
            }
            !is_a_bound && operation(path, errors)
        });
    }
    bounds.bounds.retain(|bound| !is_own(&bound.ident));
}

/// Refuses what is a method's name. Whether there is such an operation, rustc says.
fn operation(path: &Path, errors: &mut Errors) -> bool {
    let Some(last) = path.segments.last() else { return false };
    let name = last.ident.unraw().to_string();
    let is_a_type = !name.starts_with(|c: char| c.is_ascii_lowercase());
    if !is_a_type {
        errors.push(
            last.ident.span(),
            format_args!(
                "`{name}` is not the type of an operation; help: write `op::{}`, with `use confluence_sdk::v2::op;`",
                pascal(&name)
            ),
        );
    }
    is_a_type
}

/// The attributes that say whether an item is there at all.
pub(crate) fn conditions(attrs: &[Attribute]) -> Vec<&Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("cfg")).collect()
}

pub(crate) fn written(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

fn unknown_grant(verb: &Ident, kind: Option<&Ident>) -> String {
    let written = kind.map_or_else(|| verb.to_string(), |kind| format!("{verb}({kind})"));
    if verb == "Edit" || (verb == "View" && kind.is_some_and(|kind| vocabulary::kind(&kind.to_string()).is_some())) {
        return format!(
            "`{written}` is not granted as such: it follows from the space and the restrictions; help: `View(Space)`, `Update(Page)`"
        );
    }
    let known: Vec<String> = GRANTS.iter().map(as_written).collect();
    match nearest(&written, known.iter().map(String::as_str)) {
        Some(near) => format!("unknown permission `{written}`; help: did you mean `{near}`?"),
        None => format!("unknown permission `{written}`; help: `confluence_sdk::permission` lists them all"),
    }
}

/// `Create(Page)`, `UseSite`.
fn as_written(grant: &Grant) -> String {
    if grant.kind == "Site" {
        grant.verb.to_owned()
    } else {
        format!("{}({})", grant.verb, grant.kind)
    }
}
