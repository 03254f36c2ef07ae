//! A set of Connect scopes in a mode of OAuth, and the reverse.

use confluence_sdk::{Client, Connect, OAuth, scopes};

scopes! { pub struct Addon = "READ", "WRITE"; pub struct Web = "read:page:confluence"; }

pub fn both(oauth: &Client<OAuth<Addon>>, connect: &Client<Connect<Web>>) {
    let _ = oauth.pages().get_pages();
    let _ = connect.pages().get_pages();
}

fn main() {}
