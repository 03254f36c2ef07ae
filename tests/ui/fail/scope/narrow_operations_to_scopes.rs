//! A set of scopes would open more than a set of operations does.

use confluence_sdk::{Client, Granted, OAuth, scopes, v2::op};

scopes! { pub struct Mine = granular for op::GetPageById; pub struct Reader = "read:page:confluence"; }

pub fn hand_over(client: &Client<OAuth<Mine>>) -> Client<Granted<Reader>> {
    client.narrow::<Reader>()
}

fn main() {}
