//! A listing is an iterator and not waited for.

use confluence_sdk::blocking::Wait;
use confluence_sdk::{Basic, Client, Result};

pub fn list(client: &Client<Basic>) -> Result<()> {
    for page in client.pages().get_pages().items().wait()? { // without `.wait()`
        println!("{:?}", page?.title);
    }
    Ok(())
}

fn main() {}
