//! A call that leads to a file is answered with the file.

use confluence_sdk::testing::{Mock, download};
use confluence_sdk::{AttachmentId, ContentId, v1::op};

pub fn expect(mock: &Mock, content: ContentId, file: AttachmentId) {
    mock.expect(op::DownloadAttachment::new(content, file))
        .answers_file(download("a.csv", "text/csv", "1,2"));
}

fn main() {}
