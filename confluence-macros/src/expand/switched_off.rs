//! A group of operations that is not compiled → a method that cannot be called and says which cargo feature brings the
//! group.

use crate::input::switched_off::Group;
use crate::names::pascal;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The method with its sentence. What it returns is left open, so that nothing is said of the calls that follow.
pub(crate) fn expand(group: &Group) -> TokenStream {
    let Group { on, name, feature } = group;
    let (feature, shown) = (feature.value(), if on == "V1" { "client.v1()" } else { "client" });
    let leaf = format_ident!("{}IsSwitchedOn", pascal(&name.to_string()));
    let message =
        format!("`{shown}.{name}()` is behind the cargo feature `{feature}` of `confluence-sdk`, which is off");
    let label = format!("enable the cargo feature `{feature}`");
    let note = format!(
        "in Cargo.toml: `confluence-sdk = {{{{ version = \"{}\", features = [\"{feature}\"] }}}}`",
        env!("CARGO_PKG_VERSION_MAJOR").to_owned() + "." + env!("CARGO_PKG_VERSION_MINOR"),
    );
    let target = if on == "V1" {
        quote!(crate::v1::V1<'_, A>)
    } else {
        quote!(crate::Client<A>)
    };
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
        #[doc(hidden)]
        pub trait #leaf<Group>: crate::grants::seal::SwitchedOn {
            fn group() -> Group;
        }
        impl<A> #target {
            #[doc(hidden)]
            pub fn #name<Group>(&self) -> Group
            where
                A: #leaf<Group>,
            {
                A::group()
            }
        }
    }
}
