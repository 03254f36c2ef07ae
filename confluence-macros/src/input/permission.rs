//! The language of `#[permissions(…)]`.

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, parenthesized};

/// One term as it is written.
pub(crate) enum Term {
    /// `UseSite`, `none`
    Word(Ident),
    /// `View(Page = id)`
    On { verb: Ident, kind: Ident, object: Written },
    /// `a | b`
    Any(Vec<Term>),
    /// `all(a, b)`
    All(Vec<Term>),
    /// `if_given(arg, a, else = b)`, `if_set(…)`, `if_is(arg, "value", …)`
    If {
        condition: Ident,
        argument: Ident,
        value: Option<LitStr>,
        then: Box<Term>,
        otherwise: Option<Box<Term>>,
    },
    /// `filters(…)`
    Filters(Vec<Term>),
}

/// How the object of a term is named.
pub(crate) enum Written {
    /// `View(Page)`, within `filters(…)` only
    Nothing,
    /// `View(Page = id)`
    Is(Ident),
    /// `Create(Page, in = space_id)`
    In(Ident),
    /// `Delete(Page, of = id)`
    Of(Ident),
}

/// The whole list.
pub(crate) struct Terms(pub(crate) Vec<Term>);

impl Parse for Terms {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        list(input).map(Terms)
    }
}

fn list(input: ParseStream<'_>) -> syn::Result<Vec<Term>> {
    Ok(Punctuated::<Term, Token![,]>::parse_terminated(input)?
        .into_iter()
        .collect())
}

impl Parse for Term {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let first = single(input)?;
        if !input.peek(Token![|]) {
            return Ok(first);
        }
        let mut any = vec![first];
        while input.peek(Token![|]) {
            input.parse::<Token![|]>()?;
            any.push(single(input)?);
        }
        Ok(Term::Any(any))
    }
}

fn single(input: ParseStream<'_>) -> syn::Result<Term> {
    let word: Ident = input.parse()?;
    if !input.peek(syn::token::Paren) {
        return Ok(Term::Word(word));
    }
    let content;
    parenthesized!(content in input);
    match word.to_string().as_str() {
        "all" => list(&content).map(Term::All),
        "filters" => list(&content).map(Term::Filters),
        "if_given" | "if_set" | "if_is" => condition(word, &content),
        _ => object(word, &content),
    }
}

fn condition(condition: Ident, content: ParseStream<'_>) -> syn::Result<Term> {
    let argument = content.parse()?;
    content.parse::<Token![,]>()?;
    let value = if condition == "if_is" {
        let value = content.parse()?;
        content.parse::<Token![,]>()?;
        Some(value)
    } else {
        None
    };
    let then = Box::new(content.parse()?);
    let mut otherwise = None;
    if content.peek(Token![,]) {
        content.parse::<Token![,]>()?;
        if !content.is_empty() {
            content.parse::<Token![else]>()?;
            content.parse::<Token![=]>()?;
            otherwise = Some(Box::new(content.parse()?));
        }
    }
    nothing_more(content)?;
    Ok(Term::If {
        condition,
        argument,
        value,
        then,
        otherwise,
    })
}

fn object(verb: Ident, content: ParseStream<'_>) -> syn::Result<Term> {
    let kind = content.parse()?;
    let object = if content.peek(Token![=]) {
        content.parse::<Token![=]>()?;
        Written::Is(content.parse()?)
    } else if content.peek(Token![,]) {
        content.parse::<Token![,]>()?;
        if content.peek(Token![in]) {
            content.parse::<Token![in]>()?;
            content.parse::<Token![=]>()?;
            Written::In(content.parse()?)
        } else {
            let of: Ident = content.parse()?;
            if of != "of" {
                return Err(syn::Error::new(of.span(), "expected `in = …` or `of = …`"));
            }
            content.parse::<Token![=]>()?;
            Written::Of(content.parse()?)
        }
    } else {
        Written::Nothing
    };
    nothing_more(content)?;
    Ok(Term::On { verb, kind, object })
}

fn nothing_more(content: ParseStream<'_>) -> syn::Result<()> {
    if content.is_empty() {
        Ok(())
    } else {
        Err(content.error("unexpected token"))
    }
}

impl Written {
    /// Where to point for a mistake in how the object is named.
    pub(crate) fn argument(&self) -> Option<&Ident> {
        match self {
            Written::Nothing => None,
            Written::Is(ident) | Written::In(ident) | Written::Of(ident) => Some(ident),
        }
    }
}
