//! What is refused of operations.

use super::*;
use crate::vocabulary::{Mode, Modes};
use quote::quote;

/// Checks one operation with these attributes.
fn checked(attributes: proc_macro2::TokenStream) -> Result<checked::Operation, Vec<String>> {
    let item = syn::parse2(quote! {
        /// Pages.
        pub trait Pages {
            /// One page.
            #[get("/pages/{id}")]
            #[id("getPageById")]
            #attributes
            fn get_page_by_id(
                /// The page.
                id: PageId,
            ) -> PageSingle;
        }
    });
    let header = syn::parse2(quote!(v2, tag = "Page", base = "/wiki/api/v2"));
    let mut errors = Errors::default();
    let input = Endpoints::read(header.unwrap(), item.unwrap(), &mut errors);
    match endpoints(input, &mut errors) {
        Some(mut group) => Ok(group.operations.remove(0)),
        None => Err(errors.texts()),
    }
}

#[test]
fn modes_follow_from_scopes_connect_scope_and_callers() {
    let modes = |attributes| checked(attributes).unwrap().callers.modes;
    let rest = quote!(#[permissions(View(Page = id))] #[app_access(ruled)]);
    assert_eq!(
        modes(quote!(#[scopes("read:page:confluence")] #[connect(READ)] #rest)),
        Modes::ALL
    );
    assert_eq!(
        modes(quote!(#[scopes(none, because = "so")] #[connect(inaccessible)] #rest)),
        Modes::of(&[Mode::Basic])
    );
    let only = quote!(#[scopes("read:page:confluence")] #[connect(inaccessible)] #[callers(only(ForgeApp, Connect), because = "so")] #rest);
    assert_eq!(modes(only), Modes::of(&[Mode::ForgeApp]));
}

#[test]
fn what_concerns_the_docs_is_checked_too() {
    let rest = quote! {
        #[scopes("read:page:confluence")] #[connect(READ)] #[permissions(View(Page = id))] #[app_access(ruled)]
    };
    let all = checked(quote!(#rest #[errors(403, 404)] #[example(id = PageId::new(7))])).unwrap();
    assert_eq!((all.errors, all.example.sets.len()), (vec![403, 404], 1));
    assert_eq!(checked(rest.clone()).unwrap().errors, [400, 401, 404]);
    assert!(checked(quote!(#rest #[errors()])).unwrap().errors.is_empty());
    for (declared, says) in [
        (
            quote!(#[example(iid = 7)]),
            "`iid` is no argument; help: did you mean `id`?",
        ),
        (quote!(#[example(page: PageId, id = page)]), "`page` is no argument"),
        (quote!(#[example(id = 7, id = 8)]), "`id` stands twice"),
        (
            quote!(#[errors(404, 400)]),
            "statuses are in ascending order, each once",
        ),
        (quote!(#[errors(200)]), "the status of a refusal is from 400 to 599"),
        (
            quote!(#[errors(400, 401, 404)]),
            "these are assumed anyway; help: leave `#[errors]` out",
        ),
    ] {
        assert_eq!(checked(quote!(#rest #declared)).err(), Some(vec![says.to_owned()]));
    }
}

/// What is wrong with a comment whose target is declared by this.
fn target(target: proc_macro2::TokenStream) -> Result<checked::Operation, Vec<String>> {
    let item = syn::parse2(quote! {
        /// Comments.
        pub trait Comments {
            /// Writes one.
            #[post("/comments")]
            #[id("createComment")]
            #[scopes("write:comment:confluence")]
            #[connect(WRITE)]
            #[permissions(if_given(page_id, View(Page = page_id)))]
            #[app_access(ruled)]
            fn create_comment(
                /// What to comment on.
                #target,
                /// What it says.
                #[member]
                body: String,
            );
        }
    });
    let header = syn::parse2(quote!(v2, tag = "Comment", base = "/wiki/api/v2"));
    let mut errors = Errors::default();
    let input = Endpoints::read(header.unwrap(), item.unwrap(), &mut errors);
    match endpoints(input, &mut errors) {
        Some(mut group) => Ok(group.operations.remove(0)),
        None => Err(errors.texts()),
    }
}

#[test]
fn one_of_several_members_is_one_field() {
    let operation = target(quote!(#[one_of(page_id, alias("short", max_len = 9))] target: Target)).unwrap();
    let fields: Vec<_> = operation.fields.iter().map(|field| field.ident.to_string()).collect();
    assert_eq!(fields, ["target", "body"]);
    assert!(operation.fields[0].required);
    let params: Vec<_> = operation
        .params
        .iter()
        .map(|param| (param.wire.as_str(), param.required))
        .collect();
    assert_eq!(params, [("pageId", false), ("short", false), ("body", true)]);
    assert_eq!(operation.params[1].limits.max_len, Some(9));
    let optional = target(quote!(#[one_of(page_id, space_id)] target: Option<Target>)).unwrap();
    assert!(!optional.fields[0].required);
}

#[test]
fn one_of_several_is_refused_where_it_makes_no_sense() {
    for (declared, says) in [
        (quote!(#[one_of(page_id)] target: Target), "one of which?"),
        (quote!(#[one_of(page_id, space_id)] target: Vec<Target>), "one value"),
        (
            quote!(#[one_of(page_id, space_id)] #[query] target: Target),
            "says the place",
        ),
        (
            quote!(#[one_of(page_id, body)] target: Target),
            "a second parameter with the wire name `body`",
        ),
        (
            quote!(#[one_of(page_id, space_id("spaceId"))] target: Target),
            "is the wire name anyway",
        ),
        (
            quote!(#[one_of(space_id, other_id)] target: Target),
            "unknown argument `page_id`",
        ),
        (
            quote!(#[body] #[one_of(page_id, space_id)] target: Target),
            "says the place",
        ),
    ] {
        let errors = target(declared.clone()).map(|_| ()).unwrap_err();
        assert!(
            errors.iter().any(|error| error.contains(says)),
            "{declared}: {errors:?}"
        );
    }
}

#[test]
fn a_paged_operation_has_its_arguments_by_itself() {
    let params = |paged| {
        let rest = quote!(#[scopes("read:page:confluence")] #[connect(READ)] #[permissions(none)] #[app_access(ruled)]);
        checked(quote!(#[paged(#paged)] #rest)).map(|operation| {
            let of = |param: &checked::Param| (param.wire.clone(), param.limits.range);
            operation.params.iter().skip(1).map(of).collect::<Vec<_>>()
        })
    };
    let usual = vec![("cursor".to_owned(), None), ("limit".to_owned(), Some((1, 250)))];
    assert_eq!(params(quote!(cursor)), Ok(usual));
    let own = vec![("start".to_owned(), None), ("limit".to_owned(), Some((0, 9)))];
    assert_eq!(params(quote!(offset, limit(range = 0..=9))), Ok(own));
    assert_eq!(params(quote!(ancestors)).unwrap().len(), 1);
    assert!(params(quote!(pages)).unwrap_err()[0].starts_with("unknown way of paging"));
    assert_eq!(params(quote!(cursor, limit(csv))).unwrap_err(), ["unexpected `csv`"]);
}

#[test]
fn what_is_left_out_is_reported_together() {
    let errors = checked(quote!()).map(|_| ()).unwrap_err();
    for word in ["scopes", "Connect scope", "permission", "app_access"] {
        assert!(errors.iter().any(|error| error.contains(word)), "{word}: {errors:?}");
    }
}
