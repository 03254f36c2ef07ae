//! The bodies of requests.

use super::Storage;
#[cfg(feature = "markdown")]
use super::{Converted, Site};

/// Bodies that are made of storage format, and those that are made of documents as well.
macro_rules! bodies {
    ($(#[$on:meta] $version:ident::$body:ident = $storage:expr $(, $document:expr)?;)*) => {$(
        #[$on]
        impl From<Storage<'_>> for crate::$version::$body {
            fn from(body: Storage<'_>) -> Self {
                Self::from(&body)
            }
        }

        #[$on]
        impl From<&Storage<'_>> for crate::$version::$body {
            fn from(body: &Storage<'_>) -> Self {
                let make: fn(String) -> Self = $storage;
                make(body.as_str().to_owned())
            }
        }

        $(
            #[$on]
            impl From<super::adf::Document> for crate::$version::$body {
                fn from(document: super::adf::Document) -> Self {
                    Self::from(&document)
                }
            }

            #[$on]
            impl From<&super::adf::Document> for crate::$version::$body {
                fn from(document: &super::adf::Document) -> Self {
                    let make: fn(String) -> Self = $document;
                    make(document.to_json())
                }
            }
        )?

        #[$on]
        #[cfg(feature = "markdown")]
        impl crate::$version::$body {
            /// Of Markdown, as storage format, with a note about each thing that storage format cannot say. The
            /// [module `markdown`](crate::content::markdown) says what becomes of what.
            ///
            /// The [`Site`] resolves addresses: with one of your own, links to other Markdown files become links to
            /// pages. `&NoSite` leaves them as they are.
            pub fn markdown(markdown: &str, site: &dyn Site) -> Converted<Self> {
                let make: fn(String) -> Self = $storage;
                super::markdown::to_storage(markdown, site).map(make)
            }
        }
    )*};
}

bodies! {
    #[cfg(feature = "pages")]
    v2::PageBody = crate::v2::PageBody::storage, crate::v2::PageBody::atlas_doc_format;
    #[cfg(feature = "blog-posts")]
    v2::BlogPostBody = crate::v2::BlogPostBody::storage, crate::v2::BlogPostBody::atlas_doc_format;
    #[cfg(feature = "comments")]
    v2::CommentBody = crate::v2::CommentBody::storage, crate::v2::CommentBody::atlas_doc_format;
    #[cfg(feature = "custom-content")]
    v2::CustomContentBody = crate::v2::CustomContentBody::storage, crate::v2::CustomContentBody::atlas_doc_format;
    #[cfg(any(feature = "v1-content", feature = "v1-settings"))]
    v1::ContentBodyCreate = in_storage, in_adf;
    #[cfg(feature = "v1-settings")]
    v1::ContentTemplateBodyCreate = |value| crate::v1::ContentTemplateBodyCreate::Storage(in_storage(value));
}

#[cfg(any(feature = "v1-content", feature = "v1-settings"))]
fn in_storage(value: String) -> crate::v1::ContentBodyCreate {
    crate::v1::ContentBodyCreate::new(value, crate::v1::ContentBodyRepresentation::Storage)
}

#[cfg(any(feature = "v1-content", feature = "v1-settings"))]
fn in_adf(value: String) -> crate::v1::ContentBodyCreate {
    crate::v1::ContentBodyCreate::new(value, crate::v1::ContentBodyRepresentation::AtlasDocFormat)
}
