//! The request of an operation as a plain struct, its setters on the call, and its static declaration.

use super::{doc_lines, doc_text, docs, option, permission, refusal, variant};
use crate::checked::{
    Asks, Connect, Endpoints, Field, Limits, Operation, Param, Place, USUAL_ERRORS, Version, WhoMayCall,
};
use crate::input::{Form, argument_of, is_named, written};
use crate::vocabulary::SCOPES;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

/// The items of the `op` module for one operation.
pub(crate) fn expand(operation: &Operation, group: &Endpoints) -> TokenStream {
    let op = &operation.type_ident;
    let docs = doc_lines(&docs::request(operation, group));
    let fields = operation.fields.iter().map(|field| {
        let (docs, ident, ty) = (doc_lines(&docs::field(field)), &field.ident, &field.ty);
        quote!(#docs pub #ident: #ty)
    });
    let (parameters, values) = required(operation);
    let new_docs = if parameters.is_empty() {
        "A request. It has no required arguments."
    } else {
        "A request with its required arguments."
    };
    let inits = operation.fields.iter().zip(&values).map(|(field, value)| {
        let ident = &field.ident;
        quote!(#ident: #value)
    });
    let (places, params) = (0..operation.params.len(), operation.params.iter().map(param));
    let names = operation.fields.iter().map(|field| &field.ident);
    let files = files(operation);
    let output = operation.output.clone().map_or_else(|| quote!(()), |ty| quote!(#ty));
    let declaration = declaration(operation, group);
    let (needs, gaps) = (refusal::needs(operation, group.version), refusal::gaps(operation));
    let asks = operation.asks.map(|Asks { list, at }| {
        let list = Ident::new(list, Span::call_site());
        quote!(crate::expansion::askable! { #op #list #at })
    });
    let alias = operation.respelt.then(|| {
        let id = &operation.id;
        quote!(#[doc(alias = #id)])
    });
    // Spanned at the declaration, so that "Source" in the docs leads there.
    let request = quote_spanned! {op.span()=>
        pub struct #op { #(#fields),* }
    };
    quote! {
        #docs
        #alias
        #[derive(Clone)]
        #[non_exhaustive]
        #request
        impl #op {
            #[doc = #new_docs]
            #[inline]
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#inits),* }
            }
        }
        crate::expansion::request! {
            #op { #(#names)* } [#(#places #params)*] [#files] #output,
            #declaration,
            #needs
        }
        #gaps
        #asks
    }
}

/// The parameters of `new` and of the method, and the value of every field.
pub(crate) fn required(operation: &Operation) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let mut parameters = Vec::new();
    let values = operation
        .fields
        .iter()
        .map(|field| {
            if field.required {
                let (parameter, value) = field_accepted(field, &field.ty);
                parameters.push(parameter);
                value
            } else if field.form == Form::Optional {
                quote!(None)
            } else {
                quote!(Default::default())
            }
        })
        .collect();
    (parameters, values)
}

fn field_accepted(field: &Field, ty: &Type) -> (TokenStream, TokenStream) {
    let ident = &field.ident;
    if field.one_of {
        (quote!(#ident: impl Into<#ty>), quote!(#ident.into()))
    } else {
        accepted(ident, ty)
    }
}

/// How a value is taken and turned into the field's type: texts, and ids of any kind of content, by `Into`; lists by
/// `IntoIterator`; queries by a trait that says what is none.
pub(crate) fn accepted(ident: &Ident, ty: &Type) -> (TokenStream, TokenStream) {
    if let Some(inner) = argument_of(ty, "Vec") {
        return if is_named(inner, "String") || is_named(inner, "ContentId") {
            let map = quote!(#ident.into_iter().map(Into::into).collect());
            (quote!(#ident: impl IntoIterator<Item = impl Into<#inner>>), map)
        } else {
            (
                quote!(#ident: impl IntoIterator<Item = #inner>),
                quote!(#ident.into_iter().collect()),
            )
        };
    }
    if CONVERTED.iter().any(|name| is_named(ty, name)) {
        (quote!(#ident: impl Into<#ty>), quote!(#ident.into()))
    } else if ["Cql", "UserCql"].iter().any(|query| is_named(ty, query)) {
        let query = quote!(crate::cql::IntoQuery);
        (quote!(#ident: impl #query<#ty>), quote!(#query::into_query(#ident)))
    } else {
        (quote!(#ident: #ty), quote!(#ident))
    }
}

/// What is taken by `Into`: texts, ids of any kind of content, and what is made of bodies of all formats.
const CONVERTED: [&str; 10] = [
    "String",
    "Value",
    "Json",
    "ContentId",
    "BlogPostBody",
    "CommentBody",
    "ContentBodyCreate",
    "ContentTemplateBodyCreate",
    "CustomContentBody",
    "PageBody",
];

/// The setters of an operation, on its request and on its call. They are documented on the page of the request: with
/// those of all operations, the page of `Call` would be too long to be of use.
pub(crate) fn setters(operation: &Operation) -> TokenStream {
    let op = &operation.type_ident;
    let setters = operation.fields.iter().filter(|field| !field.required).map(|field| {
        let (docs, ident) = (doc_text(&docs::field(field)), &field.ident);
        let wrapped = field.form == Form::Optional;
        let ty = if wrapped { written(&field.ty).inner } else { &field.ty };
        let (parameter, value) = field_accepted(field, ty);
        let value = if wrapped { quote!(Some(#value)) } else { value };
        let deprecated = field
            .deprecated
            .as_ref()
            .map(|note| quote!(#[deprecated(note = #note)]));
        let to_the_field = format!(" Sets [`{ident}`](#structfield.{ident}).");
        quote!(#docs #to_the_field [#deprecated] #ident(#parameter) #value;)
    });
    let setters: TokenStream = setters.collect();
    if setters.is_empty() {
        return setters;
    }
    let docs = format!(" What is optional for `{}`.", operation.ident);
    quote!(crate::expansion::setters! { #op #docs #setters })
}

/// The places and names of files.
fn files(operation: &Operation) -> TokenStream {
    let files = operation.params.iter().enumerate().filter(|(_, param)| {
        param.place == Place::Part
            && operation
                .fields
                .iter()
                .any(|field| field.ident == param.field && is_named(innermost(&field.ty), "FilePart"))
    });
    files.map(|(i, Param { field, .. })| quote!(#i #field)).collect()
}

/// The type within `Option<…>` or `Vec<…>`.
fn innermost(ty: &Type) -> &Type {
    written(ty).inner
}

fn declaration(operation: &Operation, group: &Endpoints) -> TokenStream {
    let Operation {
        ident,
        docs,
        id,
        method,
        path,
        callers,
        paged,
        headers,
        max_body,
        deprecated,
        replaced_by,
        repeat,
        experimental,
        app_access_exempt,
        answer,
        errors,
        ..
    } = operation;
    let (tag, group_name) = (&group.tag, group.ident.to_string());
    let name = ident.to_string();
    let rust_path = format!("{}::op::{}", group.version.module(), operation.type_ident);
    let version = Ident::new(
        if group.version == Version::V1 { "V1" } else { "V2" },
        Span::call_site(),
    );
    let (method, answer) = (variant(method), variant(answer));
    let summary = docs::summary(docs);
    let headers = (!headers.is_empty()).then(|| {
        let headers = headers.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(headers: &[#(#headers),*],)
    });
    let paging = paged.map(|way| {
        let way = variant(way);
        let limit = operation.fields.iter().find(|field| field.ident == "limit");
        let size: Option<u32> = limit.and_then(|limit| limit.default.as_ref()?.parse().ok());
        let size = size.map(|size| quote!(page_size: Some(#size),));
        quote!(paging: Some(rt::Paging::#way), #size)
    });
    let scope = |bit: &usize| {
        let bit = u8::try_from(*bit).expect("a set has fewer than 256 bits");
        quote!(rt::Scope::at(#bit))
    };
    let scopes = operation.scopes.iter().map(|all| {
        let all = all.iter().map(scope);
        quote!(&[#(#all),*])
    });
    let connect = match &operation.connect {
        Connect::Inaccessible => quote!(Inaccessible),
        Connect::Any => quote!(Any),
        Connect::Needs(bit) => {
            let scope = scope(bit);
            quote!(Needs(#scope))
        }
    };
    let modes = callers.modes.iter().map(variant);
    let callers = if callers.who == WhoMayCall::Everyone && callers.because.is_none() {
        quote!(rt::CallersAtRunTime::EVERYONE)
    } else {
        let because = option(callers.because.as_ref());
        quote!(rt::CallersAtRunTime { modes: &[#(rt::Mode::#modes),*], because: #because })
    };
    let permission = permission::data(&operation.permission);
    let number = super::number::of(group.version, id);
    let permission_words = permission::words(&operation.permission);
    let choices: Vec<_> = operation.fields.iter().filter(|field| field.one_of).collect();
    let choices = (!choices.is_empty()).then(|| {
        let choices = choices.iter().map(|Field { ident, ty, .. }| {
            let name = ident.to_string();
            quote!(rt::Choice::of::<#ty>(#name))
        });
        quote!(choices: &[#(#choices),*],)
    });
    let max_body = max_body.map(|bytes| quote!(max_body: Some(#bytes),));
    let deprecated = deprecated.as_ref().map(|note| quote!(deprecated: Some(#note),));
    let replaced_by = replaced_by.as_ref().map(|id| quote!(replaced_by: Some(#id),));
    let repeat = repeat.map(|repeat| {
        let repeat = variant(repeat);
        quote!(repeat: Some(rt::Repeat::#repeat),)
    });
    let experimental = experimental.then(|| quote!(experimental: true,));
    let app_access_exempt = app_access_exempt.map(|exempt| quote!(app_access_rule_exempt: Some(#exempt),));
    let errors = (*errors != USUAL_ERRORS).then(|| quote!(errors: &[#(#errors),*],));
    debug_assert!(SCOPES.len() < 256);
    quote! {
        #version #rust_path #id #name #group_name #tag #method #path #answer #summary {
            scopes: &[#(#scopes),*],
            connect: rt::ConnectAccess::#connect,
            callers: #callers,
            permission: &#permission,
            permission_words: #permission_words,
            number: #number,
            #choices #headers #max_body #paging #deprecated #replaced_by #repeat #experimental #app_access_exempt #errors
        }
    }
}

/// Name on the wire, place, and what else is to be said of a parameter.
fn param(param: &Param) -> TokenStream {
    let Param {
        field,
        name,
        one_of,
        wire,
        place,
        required,
        may_be_empty,
        always,
        numbers,
        limits,
        deprecated,
    } = param;
    let (text, place) = (name.to_string(), variant(place));
    let of = one_of.then(|| quote!(of #field));
    let required = required.then(|| quote!(required()));
    let may_be_empty = may_be_empty.then(|| quote!(may_be_empty()));
    let always = always.as_ref().map(|value| quote!(always(#value)));
    let numbers = numbers.then(|| quote!(numbers()));
    let limits = (*limits != Limits::default()).then(|| {
        let limits = self::limits(limits);
        quote!(limits(rt::model::#limits))
    });
    let deprecated = deprecated.as_ref().map(|note| quote!(deprecated(#note)));
    quote!(#name #text #of #wire #place #required #may_be_empty #always #numbers #limits #deprecated,)
}

/// What a value is limited to, as the SDK has it.
pub(crate) fn limits(limits: &Limits) -> TokenStream {
    let Limits {
        range,
        max_len,
        max_items,
    } = limits;
    let range = option(range.map(|(low, high)| quote!((#low, #high))));
    let (max_len, max_items) = (option(*max_len), option(*max_items));
    quote!(Limits { range: #range, max_len: #max_len, max_items: #max_items })
}
