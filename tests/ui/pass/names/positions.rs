//! Operations, scopes, sets and scopes of other products in a set, in every order.

use confluence_sdk::{Client, Connect, OAuth, PageId, v1, v2::op};

confluence_sdk::scopes! {
    pub struct First = granular for op::GetPageById + op::CreatePage, "offline_access", other("x");
    pub struct Between = "offline_access", granular for op::GetPageById + op::CreatePage, other("x");
    pub struct Last = other("x"), "offline_access", granular for op::GetPageById + op::CreatePage;
    pub struct Families = granular for op::GetPageById, classic for v1::op::CopyPage, granular for op::CreatePage;
    pub struct Sets = First, granular for op::GetSpaces, Families, "read:space:confluence";
    pub struct Comma = granular for op::GetPageById,;
    pub struct Addon = connect for op::GetPageById, "ACT_AS_USER";
    pub struct Addons = "ACT_AS_USER", connect for op::GetPageById + op::DeletePage, connect for op::CreatePage;
    pub struct Bare = Addons, "NONE";
    pub struct BareToo = "NONE", connect for op::GetPageById;
}
confluence_sdk::scopes! {
    pub struct Apart = Sets, granular for op::GetPages;
    pub struct ApartToo = granular for op::GetPages, First, other("y"), Families;
}

fn run(client: &Client<OAuth<Apart>>, too: &Client<OAuth<ApartToo>>, addon: &Client<Connect<Bare>>) {
    let id = PageId::new(1);
    let _ = client.pages().get_page_by_id(id);
    let _ = client.spaces().get_spaces();
    let _ = too.pages().get_pages();
    let _ = addon.pages().get_page_by_id(id);
    let _ = addon.pages().delete_page(id);
}
