//! A call that is waited for needs its scopes too.

use confluence_sdk::blocking::Wait;
use confluence_sdk::{Client, OAuth, PageId, Result, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn tidy(client: &Client<OAuth<Reader>>, id: PageId) -> Result<()> {
    client.pages().delete_page(id).wait() // `Reader` has no scope for it
}

fn main() {}
