//! A code of one set gives no grant of another.

use confluence_sdk::oauth::{App, Code, Grant};
use confluence_sdk::{Result, scopes};

scopes! {
    pub struct Reader = "read:page:confluence";
    pub struct Writer = Reader, "write:page:confluence";
}

pub async fn run(app: &App, code: Code<Reader>) -> Result<Grant<Writer>> {
    app.exchange(code).await
}

fn main() {}
