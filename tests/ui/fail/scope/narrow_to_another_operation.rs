//! A set of operations is not handed over as a set of others.

use confluence_sdk::{Client, Granted, OAuth, scopes, v2::op};

scopes! { pub struct Mine = granular for op::GetPageById; pub struct Lists = granular for op::GetPages; }

pub fn hand_over(client: &Client<OAuth<Mine>>) -> Client<Granted<Lists>> {
    client.narrow::<Lists>()
}

fn main() {}
