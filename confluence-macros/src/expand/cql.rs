//! What `cql!` becomes: statements that write the query, each value by a trait that quotes it.

use crate::check_cql::{Joined, Piece, Put, Searched, Written};
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
    // A name that an expression in braces cannot mean. Its methods are named by their path: a trait of the user's may
    // have one of the same name.
    let draft = Ident::new("draft", Span::mixed_site());
    let written = pieces.map(|piece| write(sdk, &draft, piece));
    let order = order.map(|fields| quote!(#sdk::cql::expanded::Draft::order(&mut #draft, #fields);));
    let joined = Ident::new(&format!("{joined:?}"), Span::call_site());
    let finish = finish(searched);
    quote!({
        #[allow(unused_mut)]
        let mut #draft = #sdk::cql::expanded::begin(#start);
        #(#written)*
        #order
        #sdk::cql::expanded::Draft::#finish(#draft, #sdk::cql::expanded::Joined::#joined)
    })
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

/// The statement that writes a piece. A value is given to its trait, so that rustc names the trait alone where the type
/// is wrong.
fn write(sdk: &Path, draft: &Ident, piece: Piece) -> TokenStream {
    let (put, at, value) = match piece {
        Piece::Plain(text) => return quote!(#sdk::cql::expanded::Draft::plain(&mut #draft, #text);),
        Piece::Value { put, at, value } => (put, at, expression(value)),
    };
    match put {
        Put::One(of) => {
            let of = Ident::new(of, at);
            quote_spanned!(at=> #sdk::cql::#of::put(&(#value), &mut #draft);)
        }
        Put::Several(of) => {
            let of = Ident::new(of, at);
            let list = Ident::new("list", Span::mixed_site());
            // No expression of the user stands where this name is known.
            let one = Ident::new("one", at);
            let put = quote_spanned!(at=> #sdk::cql::#of::put(&#one, &mut #draft));
            quote!(
                let #list = #sdk::cql::expanded::Draft::open(&mut #draft);
                for #one in #value {
                    #sdk::cql::expanded::Draft::next(&mut #draft, #list);
                    #put;
                }
                #sdk::cql::expanded::Draft::close(&mut #draft, #list);
            )
        }
        Put::Part(of) => {
            let of = Ident::new(of, at);
            quote_spanned!(at=> #sdk::cql::expanded::Draft::part(&mut #draft, #sdk::cql::IntoQuery::<#sdk::cql::#of>::into_query(&(#value)));)
        }
        Put::Argument(method) => {
            let method = Ident::new(method, at);
            quote_spanned!(at=> #sdk::cql::expanded::Draft::#method(&mut #draft, &(#value));)
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
