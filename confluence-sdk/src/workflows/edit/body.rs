//! Bodies in drafts, and whether two texts are the same one.

/// The representation in which a body is read.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    /// XHTML.
    Storage,
    /// JSON.
    AtlasDocFormat,
}

/// Whether what the server has is what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    Same,
    Different,
    /// The server may have written it in another way: sites add attributes and change entities.
    Unknown,
}

/// Compares the text that was sent with the one that the server has.
pub(crate) fn same_text(sent: &str, found: &str) -> Sameness {
    if sent == found {
        Sameness::Same
    } else if letters(sent).eq(letters(found)) {
        Sameness::Unknown
    } else {
        Sameness::Different
    }
}

/// The letters and digits that people see. Neither a tag nor an entity shows one, and a site changes no word.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let is_json = text.trim_start().starts_with('{');
    let (mut in_tag, mut in_entity) = (false, false);
    text.chars().filter(move |c| {
        match c {
            '<' if !is_json => in_tag = true,
            '&' if !is_json && !in_tag => in_entity = true,
            '>' => in_tag = false,
            ';' => in_entity = false,
            c if c.is_whitespace() => in_entity = false,
            _ => {}
        }
        !in_tag && !in_entity && c.is_alphanumeric()
    })
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

            fn body_of(body: Option<&BodySingle>, format: &Format) -> Result<$body> {
                let found = body.and_then(|body| match format {
                    Format::Storage => body.storage.as_ref(),
                    Format::AtlasDocFormat => body.atlas_doc_format.as_ref(),
                });
                let text = found.and_then(|found| found.value.as_ref()).ok_or_else(|| {
                    Error::unexpected("the answer has no body in the format that was asked for, so it cannot be edited")
                })?;
                let representation = match format {
                    Format::Storage => WriteRepresentation::Storage,
                    Format::AtlasDocFormat => WriteRepresentation::AtlasDocFormat,
                };
                Ok($plain::new(representation, text).into())
            }
        }
    };
}
pub(crate) use draft_body;

impl Format {
    /// The word of the API.
    pub(crate) fn word(self) -> crate::v2::PrimaryBodyRepresentationSingle {
        match self {
            Self::Storage => crate::v2::PrimaryBodyRepresentationSingle::Storage,
            Self::AtlasDocFormat => crate::v2::PrimaryBodyRepresentationSingle::AtlasDocFormat,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_attributes_are_not_known_to_be_another_text_and_other_words_are() {
        let sent = "<p>Fish &amp; <b>chips</b></p>";
        assert_eq!(same_text(sent, sent), Sameness::Same);
        let rewritten = "<p local-id=\"x1\">Fish &#38; <strong>chips</strong></p>";
        assert_eq!(same_text(sent, rewritten), Sameness::Unknown);
        assert_eq!(same_text(sent, "<p>Fish &amp; <b>crisps</b></p>"), Sameness::Different);
        assert_eq!(same_text("5", "6"), Sameness::Different);
        assert_eq!(same_text(r#"{"a":1}"#, r#"{"a": 1}"#), Sameness::Unknown);
        assert_eq!(same_text(r#"{"a":1}"#, r#"{"a": 2}"#), Sameness::Different);
    }
}
