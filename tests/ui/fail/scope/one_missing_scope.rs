//! The plain case: the set lacks the one scope that the operation needs.

use confluence_sdk::{Client, Granted, OAuth, PageId, Result, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub async fn run(client: &Client<OAuth<Reader>>, id: PageId) -> Result<()> {
    client.pages().delete_page(id).await // needs `delete:page:confluence`
}

pub fn narrowed(client: &Client<OAuth<Reader>>) -> Client<Granted<Reader>> {
    client.narrow::<Reader>()
}

fn main() {}
