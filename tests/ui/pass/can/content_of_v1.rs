//! An attachment is named by an id of its own kind in both versions.

use confluence_sdk::{Basic, Client, v1::op};

pub fn run(client: &Client<Basic>, request: &op::DownloadAttachment) {
    let _ = client.can(request);
}

fn main() {}
