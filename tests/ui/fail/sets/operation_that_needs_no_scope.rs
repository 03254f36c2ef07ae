//! A set that declares operations opens no other, not even one that any Connect app may call, and so do its parts.

use confluence_sdk::{Client, Connect, scopes, v2::op};

scopes! { pub struct Acting = "ACT_AS_USER"; }
scopes! { pub struct Mine = Acting, connect for op::GetPageById; }

fn run(client: &Client<Connect<Mine>>) {
    let _ = client.v1().dynamic_modules().get_modules(); // `Mine` does not declare it
}

fn main() {}
