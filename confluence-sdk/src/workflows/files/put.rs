//! One file to the site, without a needless version.

use super::{Container, HasFiles};
use crate::error::Error;
use crate::file_part::Pieces;
use crate::v1::op;
use crate::v2::AttachmentBulk;
use crate::workflows::{Outcome, Written};
use crate::{DownloadStream, FilePart, Result};
use bytes::Bytes;
use std::future::poll_fn;

/// How often a file is sent if the answers are lost.
const ATTEMPTS: usize = 3;

pub(super) async fn put<I: HasFiles>(container: &Container<I>, file: FilePart) -> Result<Written<AttachmentBulk>> {
    let mut lost: Option<(Outcome, Error)> = None;
    for sent in 0..=ATTEMPTS {
        let there = match container.find(file.name()).await {
            Ok(there) => there,
            Err(error) => return Err(lost.map_or(error, |(_, lost)| lost)),
        };
        let outcome = if there.is_some() {
            Outcome::Updated
        } else {
            Outcome::Created
        };
        let same = match &there {
            Some(there) => is_same(container, &file, there).await,
            None => Ok(false),
        };
        let same = match same {
            Ok(same) => same,
            Err(error) => return Err(lost.map_or(error, |(_, lost)| lost)),
        };
        if let (Some(there), true) = (&there, same) {
            let outcome = lost.map_or(Outcome::Unchanged, |(outcome, _)| outcome);
            return Ok(Written::new(outcome, there.clone()));
        }
        if let Some((_, error)) = lost.take_if(|_| sent == ATTEMPTS || !file.is_repeatable()) {
            return Err(error);
        }
        // The same name can be spelled in another way there.
        let name = there
            .as_ref()
            .and_then(|there| there.title.as_deref())
            .unwrap_or(file.name());
        let named = file.clone().file_name(name);
        let request = op::CreateOrUpdateAttachments::new(container.of.into(), vec![named]);
        match container.site.open(request).await {
            Ok(_) => return arrived(container, file.name(), outcome).await,
            Err(error) if error.may_have_been_applied() => lost = Some((outcome, error)),
            Err(error) => return Err(lost.map_or(error, |(_, lost)| lost)),
        }
    }
    Err(lost.map_or_else(
        || Error::unexpected("there was no attempt to upload"),
        |(_, error)| error,
    ))
}

async fn arrived<I: HasFiles>(
    container: &Container<I>,
    name: &str,
    outcome: Outcome,
) -> Result<Written<AttachmentBulk>> {
    let missing = || Error::unexpected(format!("`{name}` was uploaded, and then it was not listed"));
    let there = container.find(name).await.and_then(|there| there.ok_or_else(missing));
    // The upload was done, although the file cannot be shown.
    there
        .map(|there| Written::new(outcome, there))
        .map_err(Error::after_a_write)
}

/// Whether an attachment has the content of a file.
async fn is_same<I: HasFiles>(container: &Container<I>, file: &FilePart, there: &AttachmentBulk) -> Result<bool> {
    if file.bytes().is_none() && file.path().is_none() {
        return Ok(false);
    }
    let (mut pieces, length) = file.without_progress().open().await?;
    if length.is_none() || length != there.file_size {
        return Ok(false);
    }
    let mut download = container.fetch(there).await?.stream().await?;
    have_the_same_bytes(&mut pieces, &mut download).await
}

async fn have_the_same_bytes(file: &mut Pieces, download: &mut DownloadStream) -> Result<bool> {
    let (mut ours, mut theirs) = (Bytes::new(), Bytes::new());
    loop {
        while ours.is_empty()
            && let Some(piece) = poll_fn(|cx| file.as_mut().poll_next(cx)).await
        {
            ours = piece?;
        }
        while theirs.is_empty()
            && let Some(piece) = download.next().await
        {
            theirs = piece?;
        }
        let length = ours.len().min(theirs.len());
        if length == 0 {
            return Ok(ours.len() == theirs.len());
        }
        if ours.split_to(length) != theirs.split_to(length) {
            return Ok(false);
        }
    }
}
