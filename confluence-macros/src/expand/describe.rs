//! A model or a request → what the tests that compare with the vendor's documents are told of it. Nothing of it is compiled
//! without the feature `__conformance`.

use crate::checked::Operation;
use crate::input::Form;
use crate::input::model::Member;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Type;

/// The members of a struct.
pub(crate) fn structure(ident: &Ident, members: &[Member]) -> TokenStream {
    let name = ident.to_string();
    let members = members.iter().map(|member| {
        let Member { ident, wire, ty, .. } = member;
        let (rust, required) = (ident.to_string(), member.form == Form::Plain);
        quote! {
            M::Member { wire: #wire, rust: #rust, required: #required, part: <#ty as M::Described>::described }
        }
    });
    described(
        ident,
        &quote!(M::Type::Object(M::Form { name: #name, members: &[#(#members),*] })),
    )
}

/// The values of an enum.
pub(crate) fn enumeration(ident: &Ident, variants: &[(Ident, String)]) -> TokenStream {
    let name = ident.to_string();
    let values = variants.iter().map(|(_, value)| value);
    described(
        ident,
        &quote!(M::Type::Words(M::Words { name: #name, values: &[#(#values),*] })),
    )
}

/// The shapes of an enum of shapes.
pub(crate) fn untagged(ident: &Ident, types: &[&Type]) -> TokenStream {
    let name = ident.to_string();
    described(
        ident,
        &quote!(M::Type::Shapes(#name, &[#(<#types as M::Described>::described),*])),
    )
}

fn described(ident: &Ident, value: &TokenStream) -> TokenStream {
    quote! {
        #[cfg(feature = "__conformance")]
        impl M::Described for #ident {
            fn described() -> M::Type {
                #value
            }
        }
    }
}

/// What a request tells of its arguments and of its answer, as methods of `Arguments`.
pub(crate) fn request(operation: &Operation, output: &TokenStream) -> TokenStream {
    let arguments = operation.arguments.iter().enumerate().map(|(i, argument)| {
        let ty = &argument.ty;
        quote!(#i => <#ty as rt::model::Described>::described())
    });
    let page = if operation.paged.is_some() {
        quote!(::core::option::Option::Some(rt::model::page::<#output>))
    } else {
        quote!(::core::option::Option::None)
    };
    quote! {
        #[cfg(feature = "__conformance")]
        fn argument(&self, index: usize) -> rt::model::Type {
            match index {
                #(#arguments,)*
                _ => rt::out_of_range(),
            }
        }
        #[cfg(feature = "__conformance")]
        fn output(&self) -> ::core::option::Option<rt::model::Type> {
            <#output as rt::model::Output>::output()
        }
        #[cfg(feature = "__conformance")]
        fn echo(&self, status: u16, body: &[u8]) -> rt::Result<::core::option::Option<rt::model::Echo>> {
            rt::model::echo::<#output>(<Self as rt::Operation>::DECLARATION, status, body, #page)
        }
    }
}
