//! The bodies of answers.

#[cfg(feature = "markdown")]
use super::{Converted, Site};
use super::{Storage, adf::Document};
use crate::error::{Error, Result};

/// A body that an answer can have in several representations.
trait Representations {
    /// How a caller asks for the body.
    const ASKED: &'static str;

    /// Each representation by its name, with its value if the answer has it.
    fn all(&self) -> Vec<(&'static str, Option<&str>)>;
}

impl<T: Representations> Representations for Box<T> {
    const ASKED: &'static str = T::ASKED;

    fn all(&self) -> Vec<(&'static str, Option<&str>)> {
        (**self).all()
    }
}

const STORAGE: &str = "storage";
const ADF: &str = "atlas_doc_format";

fn value<'b, B: Representations>(body: Option<&'b B>, representation: &str) -> Option<&'b str> {
    let all = body?.all();
    all.into_iter().find(|(name, _)| *name == representation)?.1
}

fn missing<B: Representations>(body: Option<&B>, wanted: &[&str]) -> Error {
    let all = body.map(Representations::all).unwrap_or_default();
    let there: Vec<String> = all
        .iter()
        .filter(|(_, value)| value.is_some())
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    let there = match there.is_empty() {
        true => "it has none".to_owned(),
        false => format!("it has {}", there.join(", ")),
    };
    let wanted: Vec<String> = wanted.iter().map(|name| format!("`{name}`")).collect();
    let wanted = wanted.join(" or ");
    Error::of_body(format!(
        "the answer has no body in the representation {wanted}; {there}. {}",
        B::ASKED
    ))
}

fn storage<B: Representations>(body: Option<&B>) -> Result<Storage<'_>> {
    let value = value(body, STORAGE).ok_or_else(|| missing(body, &[STORAGE]))?;
    Ok(Storage::parse(value)?)
}

fn adf<B: Representations>(body: Option<&B>) -> Result<Document> {
    let value = value(body, ADF).ok_or_else(|| missing(body, &[ADF]))?;
    Ok(Document::parse(value)?)
}

fn text<B: Representations>(body: Option<&B>) -> Result<String> {
    match (value(body, STORAGE), value(body, ADF)) {
        (Some(value), _) => Ok(Storage::parse(value)?.text()),
        (None, Some(value)) => Ok(Document::parse(value)?.text()),
        (None, None) => Err(missing(body, &[STORAGE, ADF])),
    }
}

#[cfg(feature = "markdown")]
fn markdown<B: Representations>(body: Option<&B>, site: &dyn Site) -> Result<Converted<String>> {
    match (value(body, STORAGE), value(body, ADF)) {
        (Some(value), _) => Ok(Storage::parse(value)?.to_markdown(site)),
        (None, Some(value)) => Ok(Document::parse(value)?.to_markdown(site)?),
        (None, None) => Err(missing(body, &[STORAGE, ADF])),
    }
}

/// The models whose bodies are of a type, and the representations of that type.
macro_rules! bodies {
    ($(
        $(#[$on:meta])*
        $version:ident::$body:ident { $($member:ident)* } asked $asked:literal of { $($feature:literal $model:ident)* }
    )*) => {$(
        $(#[$on])*
        impl Representations for crate::$version::$body {
            const ASKED: &'static str = $asked;

            fn all(&self) -> Vec<(&'static str, Option<&str>)> {
                vec![$((stringify!($member), self.$member.as_ref().and_then(|body| body.value.as_deref()))),*]
            }
        }

        $(
            #[cfg(feature = $feature)]
            impl crate::$version::$model {
                /// The body in storage format, read and checked.
                ///
                /// # Errors
                ///
                /// If the answer does not have the body in the representation `storage`, or it is not well-formed.
                pub fn storage(&self) -> Result<Storage<'_>> {
                    storage(self.body.as_ref())
                }

                /// The body as a document in the Atlassian document format.
                ///
                /// # Errors
                ///
                /// If the answer does not have the body in the representation `atlas_doc_format`, or it is no document.
                pub fn adf(&self) -> Result<Document> {
                    adf(self.body.as_ref())
                }

                /// The text of the body, without markup. Each block is a line of its own.
                ///
                /// # Errors
                ///
                /// If the answer has the body neither as `storage` nor as `atlas_doc_format`, or it cannot be read.
                pub fn text(&self) -> Result<String> {
                    text(self.body.as_ref())
                }

                /// The body as Markdown. The [module `markdown`](crate::content::markdown) says what becomes of macros
                /// and the like.
                ///
                /// # Errors
                ///
                /// If the answer has the body neither as `storage` nor as `atlas_doc_format`, or it cannot be read.
                #[cfg(feature = "markdown")]
                pub fn markdown(&self, site: &dyn Site) -> Result<Converted<String>> {
                    markdown(self.body.as_ref(), site)
                }
            }
        )*
    )*};
}

bodies! {
    #[cfg(any(feature = "blog-posts", feature = "comments", feature = "pages"))]
    v2::BodySingle { storage atlas_doc_format view export_view anonymous_export_view styled_view editor }
    asked "Set `body_format` on the call" of {
        "pages" PageSingle
        "blog-posts" BlogPostSingle
        "comments" AttachmentCommentModel
        "comments" CustomContentCommentModel
        "comments" FooterCommentModel
        "comments" InlineCommentModel
    }
    #[cfg(any(feature = "blog-posts", feature = "comments", feature = "pages", feature = "versions"))]
    v2::BodyBulk { storage atlas_doc_format }
    asked "Set `body_format` on the call" of {
        "pages" PageBulk
        "blog-posts" BlogPostBulk
        "comments" PageCommentModel
        "comments" PageInlineCommentModel
        "comments" BlogPostCommentModel
        "comments" BlogPostInlineCommentModel
        "comments" ChildrenCommentModel
        "comments" InlineCommentChildrenModel
        "versions" VersionedEntity
    }
    #[cfg(feature = "custom-content")]
    v2::CustomContentBodySingle { raw storage atlas_doc_format view export_view anonymous_export_view }
    asked "Set `body_format` on the call" of { "custom-content" CustomContentSingle }
    #[cfg(any(feature = "custom-content", feature = "versions"))]
    v2::CustomContentBodyBulk { raw storage atlas_doc_format }
    asked "Set `body_format` on the call" of {
        "custom-content" CustomContentBulk
        "versions" VersionedCustomContent
    }
    #[cfg(feature = "tasks")]
    v2::TaskBodySingle { storage atlas_doc_format }
    asked "Set `body_format` on the call" of { "tasks" Task }
    #[cfg(feature = "__v1-content-models")]
    v1::ContentFormats {
        view export_view styled_view storage wiki editor editor2 anonymous_export_view atlas_doc_format dynamic raw
    }
    asked "Put `body.storage` or the like into `expand` on the call" of {
        "__v1-content-models" V1Content
        "v1-settings" ContentTemplate
    }
}
