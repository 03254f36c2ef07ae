use confluence_sdk::{Client, Connect, OAuth, scopes};

scopes! { pub struct Addon = "READ", "WRITE"; pub struct Web = "read:page:confluence"; }

pub fn both(oauth: &Client<OAuth<Web>>, connect: &Client<Connect<Addon>>) {
    let _ = oauth.pages().get_pages();
    let _ = connect.pages().get_pages();
}
