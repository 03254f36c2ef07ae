//! Bodies in drafts.

/// How content is read.
#[derive(Clone, Copy, Debug)]
pub struct How {
    pub(crate) format: Format,
    /// The draft, and not what is published.
    pub(crate) draft: bool,
}

/// The representation in which a body is read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Format {
    /// XHTML.
    Storage,
    /// JSON.
    AtlasDocFormat,
}

/// The body of a draft: how it is made of an answer, and its text.
macro_rules! draft_body {
    ($draft:ident $body:ident $plain:ident $nested:ident) => {
        impl $draft {
            /// The text of the body: XHTML in the storage format, JSON in the Atlassian document format.
            pub fn text(&self) -> &str {
                match &self.body {
                    $body::Plain(body)
                    | $body::Nested($nested::Storage(body) | $nested::AtlasDocFormat(body) | $nested::Wiki(body)) => {
                        &body.value
                    }
                }
            }

            /// The same, to be changed.
            pub fn text_mut(&mut self) -> &mut String {
                match &mut self.body {
                    $body::Plain(body)
                    | $body::Nested($nested::Storage(body) | $nested::AtlasDocFormat(body) | $nested::Wiki(body)) => {
                        &mut body.value
                    }
                }
            }

            /// Whether this body is the one that was found.
            fn same_body(&self, found: &Self) -> Sameness {
                use $crate::v2::WriteRepresentation as Written;
                let representation = |draft: &Self| match &draft.body {
                    $body::Plain(body) => body.representation.clone(),
                    $body::Nested($nested::Storage(_)) => Written::Storage,
                    $body::Nested($nested::AtlasDocFormat(_)) => Written::AtlasDocFormat,
                    $body::Nested($nested::Wiki(_)) => Written::Wiki,
                };
                if representation(self) == representation(found) {
                    same_text(self.text(), found.text())
                } else {
                    // A site gives no wiki markup back.
                    Sameness::Unknown
                }
            }

            fn body_of(body: Option<&BodySingle>, how: &How) -> Result<$body> {
                let found = body.and_then(|body| match how.format {
                    $crate::workflows::edit::Format::Storage => body.storage.as_ref(),
                    $crate::workflows::edit::Format::AtlasDocFormat => body.atlas_doc_format.as_ref(),
                });
                let text = found.and_then(|found| found.value.as_ref()).ok_or_else(|| {
                    Error::unexpected("the answer has no body in the format that was asked for, so it cannot be edited")
                })?;
                let representation = match how.format {
                    $crate::workflows::edit::Format::Storage => WriteRepresentation::Storage,
                    $crate::workflows::edit::Format::AtlasDocFormat => WriteRepresentation::AtlasDocFormat,
                };
                Ok($plain::new(representation, text).into())
            }
        }
    };
}
pub(crate) use draft_body;

#[cfg(any(feature = "blog-posts", feature = "comments", feature = "pages"))]
impl Format {
    /// The word of the API.
    pub(crate) fn word(self) -> crate::v2::PrimaryBodyRepresentationSingle {
        match self {
            Self::Storage => crate::v2::PrimaryBodyRepresentationSingle::Storage,
            Self::AtlasDocFormat => crate::v2::PrimaryBodyRepresentationSingle::AtlasDocFormat,
        }
    }
}
