//! A call that leads to a file is not answered with a value.

use confluence_sdk::testing::Mock;
use confluence_sdk::{AttachmentId, ContentId, Redirect, v1::op};

pub fn expect(mock: &Mock, content: ContentId, file: AttachmentId, redirect: Redirect) {
    mock.expect(op::DownloadAttachment::new(content, file)).answers(redirect); // `answers_file` takes the file
}

fn main() {}
