//! Which operation of the vendor tells beforehand whether the caller has the permission that another one declares.
//!
//! v2 lists what the caller may do with one thing: `GET /pages/{id}/operations`. So the permission has to be about one
//! thing, whose id is among the arguments, and each term of it has to be told by that list.

use crate::checked::{Asks, Field, Object, Param, Permission};
use crate::input::{Form, is_named};
use crate::vocabulary::GRANTS;

/// The lists: type of the id, start of the path where the type does not say it all, kind of thing, the operation.
const LISTS: &[(&str, &str, &str, &str)] = &[
    ("SpaceId", "", "Space", "GetSpaceOperations"),
    ("PageId", "", "Page", "GetPageOperations"),
    ("BlogPostId", "", "BlogPost", "GetBlogPostOperations"),
    ("AttachmentId", "", "Attachment", "GetAttachmentOperations"),
    ("CustomContentId", "", "CustomContent", "GetCustomContentOperations"),
    ("WhiteboardId", "", "Whiteboard", "GetWhiteboardOperations"),
    ("DatabaseId", "", "Database", "GetDatabaseOperations"),
    ("SmartLinkId", "", "SmartLink", "GetSmartLinkOperations"),
    ("FolderId", "", "Folder", "GetFolderOperations"),
    (
        "CommentId",
        "/wiki/api/v2/footer-comments/",
        "Comment",
        "GetFooterCommentOperations",
    ),
    (
        "CommentId",
        "/wiki/api/v2/inline-comments/",
        "Comment",
        "GetInlineCommentOperations",
    ),
];

/// `None` if nothing tells.
pub(super) fn find(permission: &Permission, path: &str, fields: &[Field], params: &[Param]) -> Option<Asks> {
    let terms = needed(permission)?;
    let thing = terms.first().map(|(.., object)| argument(object))??;
    let at = params.iter().position(|param| !param.one_of && param.name == thing)?;
    let field = fields.iter().find(|field| field.ident == thing)?;
    if !field.required || field.form != Form::Plain {
        return None;
    }
    let (.., own, list) = LISTS
        .iter()
        .find(|(id, start, ..)| is_named(&field.ty, id) && path.starts_with(start))?;
    let told = terms
        .iter()
        .all(|(verb, kind, object)| argument(object) == Some(thing) && is_told(own, verb, kind, object));
    told.then_some(Asks { list, at })
}

type Needed<'a> = (&'static str, &'static str, &'a Object);

/// What is needed in any case. Conditions are judged at run time. `None` if something else than things counts.
fn needed(permission: &Permission) -> Option<Vec<Needed<'_>>> {
    match permission {
        Permission::On { verb, kind, object } => Some(vec![(verb, kind, object)]),
        Permission::All(all) => {
            let all: Option<Vec<_>> = all.iter().map(needed).collect();
            Some(all?.concat())
        }
        // Whoever gets an answer uses the site.
        Permission::Site(row) if GRANTS[*row].marker == "UseSite" => Some(Vec::new()),
        Permission::Filters(_) | Permission::If { .. } => Some(Vec::new()),
        Permission::Site(_)
        | Permission::Any(_)
        | Permission::AppsOnly
        | Permission::NotNeeded
        | Permission::NotStated => None,
    }
}

fn argument(object: &Object) -> Option<&str> {
    match object {
        Object::EachResult => None,
        Object::Argument(argument) | Object::InSpace(argument) | Object::SpaceOf(argument) => Some(argument),
    }
}

/// Whether the list of a thing of the kind `own`, or that it is given at all, tells of this permission. How it tells is
/// in the SDK's `can.rs`.
fn is_told(own: &str, verb: &str, kind: &str, object: &Object) -> bool {
    match (verb, kind, object) {
        ("View" | "Administer", "Space", Object::InSpace(_)) => own == "Space",
        ("Create", _, Object::InSpace(_)) => own == "Space" && kind != "CustomContent",
        // The list is given to those who may view the space, and what the thing lies on.
        ("View", "Space", Object::SpaceOf(_)) => own != "Space",
        ("View", "Container", _) => matches!(own, "Attachment" | "Comment" | "CustomContent"),
        ("View" | "Edit" | "Update" | "Delete", ..) => own == kind,
        ("Create", "Comment", Object::SpaceOf(_)) => own == kind,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::endpoints;
    use crate::errors::Errors;
    use crate::input::endpoints::Endpoints;
    use proc_macro2::TokenStream;
    use quote::quote;

    /// What tells of an operation with this path, this permission and these arguments.
    fn told(path: &str, permission: TokenStream, arguments: TokenStream) -> Option<(&'static str, usize)> {
        let item = syn::parse2(quote! {
            /// Things.
            pub trait Things {
                /// Does something.
                #[post(#path)]
                #[id("doIt")]
                #[scopes("read:page:confluence")]
                #[connect(READ)]
                #[permissions(#permission)]
                #[app_access(ruled)]
                fn do_it(#arguments);
            }
        });
        let header = syn::parse2(quote!(v2, tag = "Thing", base = "/wiki/api/v2"));
        let mut errors = Errors::default();
        let input = Endpoints::read(header.unwrap(), item.unwrap(), &mut errors);
        let group = endpoints(input, &mut errors);
        let group = group.unwrap_or_else(|| panic!("{:?}", errors.texts()));
        group.operations[0].asks.map(|asks| (asks.list, asks.at))
    }

    #[test]
    fn what_is_about_one_thing_of_a_kind_with_a_list_can_be_asked() {
        let page = |permission| {
            let arguments = quote!(/** Whether. */ #[query] purge: Option<bool>, /** The page. */ id: PageId);
            told("/pages/{id}", permission, arguments)
        };
        for permission in [
            quote!(View(Page = id)),
            quote!(UseSite, Edit(Page = id), filters(View(Label))),
            quote!(View(Page = id), View(Space, of = id), Update(Page, of = id)),
            quote!(Delete(Page, of = id), if_set(purge, Administer(Space, of = id))),
        ] {
            assert_eq!(page(permission.clone()), Some(("GetPageOperations", 1)), "{permission}");
        }
        for permission in [
            quote!(UseSite),
            quote!(none),
            quote!(none_stated),
            quote!(filters(View(Page))),
            quote!(ConfluenceAdmin, View(Page = id)),
            quote!(View(Page = id) | ConfluenceAdmin),
            quote!(View(Page = id), Administer(Space, of = id)),
            quote!(View(BlogPost = id)),
            quote!(View(Content = id)),
            quote!(View(Container = id)),
            quote!(Create(Comment, of = id)),
            quote!(if_set(purge, View(Page = id))),
        ] {
            assert_eq!(page(permission.clone()), None, "{permission}");
        }
    }

    #[test]
    fn the_id_has_to_be_there_and_to_tell_the_list() {
        let space = |arguments| told("/pages", quote!(View(Space = id), Create(Page, in = id)), arguments);
        let list = Some(("GetSpaceOperations", 0));
        assert_eq!(space(quote!(/** The space. */ #[member] id: SpaceId)), list);
        assert_eq!(space(quote!(/** The space. */ #[member] id: Option<SpaceId>)), None);
        assert_eq!(space(quote!(/** The space. */ #[query] id: SpaceKey)), None);
        let comment = |path| {
            let permission = quote!(View(Container = id), View(Space, of = id), Delete(Comment, of = id));
            told(path, permission, quote!(/** The comment. */ id: CommentId)).map(|(list, _)| list)
        };
        assert_eq!(comment("/footer-comments/{id}"), Some("GetFooterCommentOperations"));
        assert_eq!(comment("/inline-comments/{id}/x"), Some("GetInlineCommentOperations"));
        assert_eq!(comment("/comments/{id}"), None);
        // Of two things there is no one list.
        let both = quote!(/** One. */ #[query] id: PageId, /** Another. */ #[query] other: PageId);
        assert_eq!(told("/pages", quote!(View(Page = id), View(Page = other)), both), None);
    }
}
