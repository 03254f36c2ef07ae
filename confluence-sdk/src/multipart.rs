//! `multipart/form-data` bodies: files, and the text fields that are sent with them.

use crate::Result;
use crate::error::Error;
use crate::file_part::FilePart;
use crate::payload::Chunk;
use bytes::Bytes;
use std::hash::{BuildHasher, RandomState};

/// Builds a multipart body. The body is a list of chunks, so files are not copied, and
/// those of this machine not read yet.
pub(crate) struct Form {
    boundary: String,
    chunks: Vec<Chunk>,
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
        self.push(Bytes::copy_from_slice(value.as_bytes()));
        self.push(Bytes::from_static(b"\r\n"));
    }

    pub(crate) fn file(&mut self, name: &str, file: &FilePart) -> Result<()> {
        if file.name().is_empty() {
            let problem = match file.path() {
                Some(path) => format!("has a file whose path does not end with a name in UTF-8: {path:?}"),
                None => "has a file without a name".to_owned(),
            };
            return Err(Error::input(name, problem));
        }
        let media_type = file.sent_media_type();
        if media_type.is_empty() || media_type.chars().any(|c| c.is_control() || !c.is_ascii()) {
            return Err(Error::input(
                name,
                format!("has a file whose media type is not one: {media_type:?}"),
            ));
        }
        self.head(
            &format!("name=\"{}\"; filename=\"{}\"", quoted(name), quoted(file.name())),
            media_type,
        );
        self.chunks.push(Chunk::File(file.clone()));
        self.push(Bytes::from_static(b"\r\n"));
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Vec<Chunk> {
        let end = format!("--{}--\r\n", self.boundary);
        self.push(end);
        self.chunks
    }

    fn push(&mut self, bytes: impl Into<Bytes>) {
        self.chunks.push(Chunk::Bytes(bytes.into()));
    }

    fn head(&mut self, disposition: &str, media_type: &str) {
        let head = format!(
            "--{}\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: {media_type}\r\n\r\n",
            self.boundary
        );
        self.push(head);
    }
}

/// Escapes a name for use between quotes, as browsers do (HTML Living Standard, multipart form data).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
