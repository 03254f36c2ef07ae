//! `scopes! { … }`, `permissions! { … }` and `operations! { … }` as they are written.
//!
//! Each begins with the path of the SDK in brackets, put there by the macro that users call, so that a renamed
//! dependency works.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitStr, Path, Token, Visibility, bracketed, parenthesized};

/// `[::confluence_sdk] #[…] pub struct Name = item, item; …`
pub(crate) struct Sets<T> {
    pub(crate) sdk: Path,
    pub(crate) sets: Vec<Set<T>>,
}

/// One set.
pub(crate) struct Set<T> {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) items: Vec<T>,
}

/// One member of a set of scopes.
pub(crate) enum ScopeItem {
    /// `"read:page:confluence"`
    Scope(LitStr),
    /// `other("read:jira-work")`
    Other(LitStr),
    /// `granular for op::GetPageById + op::CreatePage`
    Operations { family: Ident, operations: Vec<Path> },
    /// Another set.
    Union(Path),
}

/// One member of a set of permissions.
pub(crate) enum GrantItem {
    /// `View(Space)` or `UseSite`
    Grant { verb: Ident, kind: Option<Ident> },
    /// Another set.
    Union(Path),
}

/// What a set consists of.
pub(crate) trait Member: Parse {
    /// A set of them.
    const SET: &'static str;
    /// What is said where neither another nor the end follows.
    const GO_ON: &'static str;
}

impl Member for ScopeItem {
    const SET: &'static str = "pub struct Mine = \"read:page:confluence\";";
    const GO_ON: &'static str = "expected `,` or `;`; help: scopes are written in quotes, with a `,` between: `\"read:page:confluence\", \"offline_access\"`";
}

impl Member for GrantItem {
    const SET: &'static str = "pub struct Mine = View(Space);";
    const GO_ON: &'static str = "expected `,` or `;`; help: permissions are written as `View(Space), Create(Page)`";
}

impl<T: Member> Parse for Sets<T> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let sdk = sdk(input)?;
        let mut sets = Vec::new();
        while !input.is_empty() {
            let attrs = input.call(Attribute::parse_outer)?;
            let vis = input.parse()?;
            if !input.peek(Token![struct]) {
                return Err(input.error(format_args!(
                    "expected `struct`; help: a set is declared as `{}`",
                    T::SET
                )));
            }
            input.parse::<Token![struct]>()?;
            let ident: Ident = input.parse()?;
            let mut items = Vec::new();
            if !input.peek(Token![=]) && !input.peek(Token![;]) && !input.is_empty() {
                return Err(input.error(format_args!("expected `=`; help: a set is declared as `{}`", T::SET)));
            }
            if input.peek(Token![=]) {
                input.parse::<Token![=]>()?;
                while !input.is_empty() && !input.peek(Token![;]) {
                    items.push(input.parse()?);
                    if input.peek(Token![,]) {
                        input.parse::<Token![,]>()?;
                    } else if input.peek(Token![+]) {
                        input.parse::<Token![+]>()?;
                    } else {
                        break;
                    }
                }
            }
            if input.is_empty() {
                return Err(does_not_end(&ident));
            }
            if !input.peek(Token![;]) {
                return Err(input.error(T::GO_ON));
            }
            input.parse::<Token![;]>()?;
            sets.push(Set {
                attrs,
                vis,
                ident,
                items,
            });
        }
        Ok(Sets { sdk, sets })
    }
}

fn sdk(input: ParseStream<'_>) -> syn::Result<Path> {
    let content;
    bracketed!(content in input);
    content.call(Path::parse_mod_style)
}

impl Parse for ScopeItem {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return input.parse().map(ScopeItem::Scope);
        }
        if input.peek(Ident) && input.peek2(Token![for]) {
            let family = input.parse()?;
            input.parse::<Token![for]>()?;
            let mut operations = vec![operation(input)?];
            while input.peek(Token![+]) {
                input.parse::<Token![+]>()?;
                operations.push(operation(input)?);
            }
            return Ok(ScopeItem::Operations { family, operations });
        }
        if input.peek(Ident) && input.peek2(syn::token::Paren) {
            let word: Ident = input.parse()?;
            if word != "other" {
                return Err(syn::Error::new(
                    word.span(),
                    "expected a scope in quotes, `other(\"…\")`, or another set",
                ));
            }
            let content;
            parenthesized!(content in input);
            return content.parse().map(ScopeItem::Other);
        }
        input.parse().map(ScopeItem::Union).map_err(|error| {
            syn::Error::new(
                error.span(),
                "expected a scope in quotes, such as \"read:page:confluence\"",
            )
        })
    }
}

impl Parse for GrantItem {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Ident) && input.peek2(syn::token::Paren) {
            let verb = input.parse()?;
            let content;
            parenthesized!(content in input);
            let kind = Some(content.parse()?);
            return Ok(GrantItem::Grant { verb, kind });
        }
        if input.peek(LitStr) {
            let text: LitStr = input.parse()?;
            let problem = format!(
                "`{}` stands in quotes; help: a permission is written without",
                text.value()
            );
            return Err(syn::Error::new(text.span(), problem));
        }
        let fork = input.fork();
        if let Ok(word) = Ident::parse_any(&fork)
            && crate::vocabulary::grant(&word.to_string(), "Site").is_some()
        {
            return Ok(GrantItem::Grant {
                verb: input.parse()?,
                kind: None,
            });
        }
        input.parse().map(GrantItem::Union)
    }
}

/// `[::confluence_sdk] #[…] pub trait Name = CreatePage + GetPageById; …`
pub(crate) struct Bounds {
    pub(crate) sdk: Path,
    pub(crate) bounds: Vec<Bound>,
}

/// One bound.
pub(crate) struct Bound {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    /// Other bounds that it includes.
    pub(crate) includes: Vec<Path>,
    pub(crate) operations: Vec<Path>,
}

impl Parse for Bounds {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let sdk = sdk(input)?;
        let mut bounds = Vec::new();
        while !input.is_empty() {
            let attrs = input.call(Attribute::parse_outer)?;
            let vis = input.parse()?;
            let expected = |what: &str| {
                input.error(format_args!(
                    "expected `{what}`; help: a bound is declared as `{BOUND}`"
                ))
            };
            if !input.peek(Token![trait]) {
                return Err(expected("trait"));
            }
            input.parse::<Token![trait]>()?;
            let ident: Ident = input.parse()?;
            let mut includes = Vec::new();
            if input.peek(Token![:]) {
                input.parse::<Token![:]>()?;
                includes = Punctuated::<Path, Token![+]>::parse_separated_nonempty(input)?
                    .into_iter()
                    .collect();
            }
            if !input.peek(Token![=]) {
                return Err(expected("="));
            }
            input.parse::<Token![=]>()?;
            let mut operations = vec![operation(input)?];
            while input.peek(Token![+]) {
                input.parse::<Token![+]>()?;
                operations.push(operation(input)?);
            }
            if input.is_empty() {
                return Err(does_not_end(&ident));
            }
            if input.peek(Token![,]) {
                return Err(input.error("operations are joined by `+`; help: `op::GetPageById + op::GetPages`"));
            }
            input.parse::<Token![;]>()?;
            bounds.push(Bound {
                attrs,
                vis,
                ident,
                includes,
                operations,
            });
        }
        Ok(Bounds { sdk, bounds })
    }
}

const BOUND: &str = "pub trait Reading = op::GetPageById + op::GetPages;";

/// Without this, rustc points at the whole macro.
fn does_not_end(ident: &Ident) -> syn::Error {
    syn::Error::new(
        ident.span(),
        format_args!("`{ident}` does not end; help: write a `;` after it"),
    )
}

/// The path of an operation.
fn operation(input: ParseStream<'_>) -> syn::Result<Path> {
    let word = |error: syn::Error| syn::Error::new(error.span(), "expected an operation, such as `op::GetPageById`");
    if input.peek(LitStr) {
        return Err(input.error("expected an operation, such as `op::GetPageById`; a scope stands after a `,`"));
    }
    input.call(Path::parse_mod_style).map_err(word)
}
