//! A gap cannot claim to be none.

use confluence_sdk::{Client, Granted, OAuth, refusal, scope, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }
scopes! { pub struct Cleaner = "delete:page:confluence"; }

impl refusal::NothingMissing<Reader, Cleaner> for scope::DeletePage {
    type Proof = refusal::Nothing;
}

pub fn more(client: &Client<OAuth<Reader>>) -> Client<Granted<Cleaner>> {
    client.narrow::<Cleaner>()
}

fn main() {}
