//! What `cql!` becomes: a chain of calls that writes the query, each value by a method that quotes it.

use crate::check_cql::{Joined, Piece, Searched, Written};
use crate::input::cql::Braces;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Expr, Path};

/// A query without mistakes.
pub(crate) fn expand(sdk: &Path, searched: Searched, written: Written) -> TokenStream {
    let Written { pieces, order, joined } = written;
    let mut pieces = pieces.into_iter().peekable();
    let start = match pieces.next_if(|piece| matches!(piece, Piece::Plain(_))) {
        Some(Piece::Plain(text)) => text,
        _ => String::new(),
    };
    let calls = pieces.map(call);
    let order = order.map(|fields| quote!(.order(#fields)));
    let joined = Ident::new(&format!("{joined:?}"), Span::call_site());
    let finish = finish(searched);
    quote! {
        #sdk::cql::expanded::begin(#start) #(#calls)* #order .#finish(#sdk::cql::expanded::Joined::#joined)
    }
}

/// What stands beside the mistakes: the expressions, so that they are used and an editor knows their types, and a value
/// of the right type.
pub(crate) fn refused(sdk: &Path, searched: Searched, mistakes: TokenStream, expressions: Vec<Braces>) -> TokenStream {
    let expressions = expressions.into_iter().map(|braces| {
        let value = expression(braces.tokens);
        quote_spanned!(braces.span=> let _ = &(#value);)
    });
    let (finish, joined) = (
        finish(searched),
        Ident::new(&format!("{:?}", Joined::One), Span::call_site()),
    );
    quote!({
        #mistakes
        #(#expressions)*
        #sdk::cql::expanded::begin("").#finish(#sdk::cql::expanded::Joined::#joined)
    })
}

fn finish(searched: Searched) -> Ident {
    let name = match searched {
        Searched::Content => "cql",
        Searched::Users => "user_cql",
    };
    Ident::new(name, Span::call_site())
}

fn call(piece: Piece) -> TokenStream {
    match piece {
        Piece::Plain(text) => quote!(.plain(#text)),
        Piece::Value {
            method,
            by_reference,
            at,
            value,
        } => {
            let (method, value) = (Ident::new(method, at), expression(value));
            if by_reference {
                quote_spanned!(at=> .#method(&(#value)))
            } else {
                quote_spanned!(at=> .#method(#value))
            }
        }
    }
}

/// What stands in braces. What is no expression stays in them, so that rustc says what is wrong, and an editor can
/// complete it.
fn expression(tokens: TokenStream) -> TokenStream {
    match syn::parse2::<Expr>(tokens.clone()) {
        Ok(_) => tokens,
        Err(_) => quote!({ #tokens }),
    }
}
