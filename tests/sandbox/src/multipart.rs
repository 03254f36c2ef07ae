//! Forms of parts, as uploads send them.

use crate::answer::Problem;
use crate::intake::why;
use axum::body::{Body, Bytes};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest as _, Multipart};
use axum::http::Request;
use axum::http::request::Parts;

/// One part of a form.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) media_type: Option<String>,
    pub(crate) bytes: Bytes,
}

impl Part {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// Reads the whole form.
pub(crate) async fn read(parts: &Parts, body: Body) -> Result<Vec<Part>, Problem> {
    let request = Request::from_parts(parts.clone(), body);
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| Problem::unsupported_media_type())?;
    let broken = |error: MultipartError| why(&error).unwrap_or_else(|| Problem::bad_request(error.body_text()));
    let mut read = Vec::new();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let (file_name, media_type) = (
            field.file_name().map(str::to_owned),
            field.content_type().map(str::to_owned),
        );
        read.push(Part {
            name,
            file_name,
            media_type,
            bytes: field.bytes().await.map_err(broken)?,
        });
    }
    Ok(read)
}
