//! A listing is an iterator.

use confluence_sdk::{Basic, Client, Result};

pub fn list(client: &Client<Basic>) -> Result<()> {
    for page in client.pages().get_pages().items() {
        println!("{:?}", page?.title);
    }
    Ok(())
}

fn main() {}
