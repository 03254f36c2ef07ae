//! `multipart/form-data` bodies: files, and the text fields that are sent with them.

use crate::Result;
use crate::error::Error;
use bytes::Bytes;
use std::fmt;
use std::hash::{BuildHasher, RandomState};

/// A file to upload.
///
/// ```
/// use confluence_sdk::FilePart;
///
/// let report = FilePart::new("report.csv", "a,b\n1,2\n").media_type("text/csv");
/// ```
#[derive(Clone)]
pub struct FilePart {
    name: String,
    media_type: String,
    bytes: Bytes,
}

impl FilePart {
    /// Makes a file from its name and its content.
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            media_type: "application/octet-stream".to_owned(),
            bytes: bytes.into(),
        }
    }

    /// Sets the media type, such as `image/png`. Default: `application/octet-stream`.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = media_type.into();
        self
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The content of the file.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "FilePart({:?}, {}, {} bytes)",
            self.name,
            self.media_type,
            self.bytes.len()
        )
    }
}

impl crate::model::ToNode for FilePart {
    fn node(&self) -> crate::model::Node<'_> {
        crate::model::Node::Text(std::borrow::Cow::Borrowed(&self.name))
    }
}

impl crate::model::Blank for FilePart {
    fn blank() -> Self {
        Self::new("", Bytes::new())
    }
}

impl crate::model::Slot for FilePart {
    /// A text becomes a file with this name and this content. The conformance tests fill requests this way.
    fn accept(&mut self, event: crate::model::Event<'_>) -> crate::model::Done {
        let mut text = String::new();
        crate::model::Slot::accept(&mut text, event)?;
        *self = Self::new(text.clone(), text);
        Ok(())
    }
}

/// An argument of an operation that holds files.
pub trait FileParts {
    /// The files, in the order in which they are sent.
    fn parts(&self) -> Vec<&FilePart>;
}
impl FileParts for FilePart {
    fn parts(&self) -> Vec<&FilePart> {
        vec![self]
    }
}
impl FileParts for Vec<FilePart> {
    fn parts(&self) -> Vec<&FilePart> {
        self.iter().collect()
    }
}
impl FileParts for Option<FilePart> {
    fn parts(&self) -> Vec<&FilePart> {
        self.iter().collect()
    }
}

/// Builds a multipart body. The body is a list of chunks, so files are not copied.
pub(crate) struct Form {
    boundary: String,
    chunks: Vec<Bytes>,
}

impl Form {
    pub(crate) fn new() -> Self {
        // The boundary is random for each body, so nobody can prepare a file that contains it.
        let random = RandomState::new();
        let boundary = format!(
            "----confluence-sdk-{:016x}{:016x}",
            random.hash_one(0),
            random.hash_one(1)
        );
        Self {
            boundary,
            chunks: Vec::new(),
        }
    }

    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.head(&format!("name=\"{}\"", quoted(name)), "text/plain; charset=utf-8");
        self.chunks.push(Bytes::copy_from_slice(value.as_bytes()));
        self.chunks.push(Bytes::from_static(b"\r\n"));
    }

    pub(crate) fn file(&mut self, name: &str, file: &FilePart) -> Result<()> {
        if file.name.is_empty() {
            return Err(Error::input(name, "has a file without a name"));
        }
        if file.media_type.is_empty() || file.media_type.chars().any(|c| c.is_control() || !c.is_ascii()) {
            return Err(Error::input(
                name,
                format!("has a file whose media type is not one: {:?}", file.media_type),
            ));
        }
        self.head(
            &format!("name=\"{}\"; filename=\"{}\"", quoted(name), quoted(&file.name)),
            &file.media_type,
        );
        self.chunks.push(file.bytes.clone());
        self.chunks.push(Bytes::from_static(b"\r\n"));
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Vec<Bytes> {
        self.chunks.push(format!("--{}--\r\n", self.boundary).into());
        self.chunks
    }

    fn head(&mut self, disposition: &str, media_type: &str) {
        let head = format!(
            "--{}\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: {media_type}\r\n\r\n",
            self.boundary
        );
        self.chunks.push(head.into());
    }
}

/// Escapes a name for use between quotes, as browsers do (HTML Living Standard, multipart form data).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
