//! Under any ceiling: what it must include is named.

use confluence_sdk::{Basic, Client, PageId, PermissionSet, Within};

pub fn tidy<P: PermissionSet>(client: &Client<Within<Basic, P>>, id: PageId) {
    let _ = client.pages().delete_page(id);
}

fn main() {}
