//! Names that are keywords, and names that are words of the macros.
#![allow(non_camel_case_types, reason = "hostile")]

use confluence_sdk::v2::op;
use confluence_sdk::{Client, OAuth};

mod r#mod {
    confluence_sdk::scopes! { pub struct r#struct = "read:page:confluence"; }
    confluence_sdk::operations! { pub trait r#trait = confluence_sdk::v2::op::GetPages; }
}

confluence_sdk::scopes! {
    pub struct r#type = "read:page:confluence";
    pub struct r#fn = r#type;
    pub struct r#for = r#mod::r#struct, granular for op::r#GetPages;
    pub struct r#Plain = r#for;
    pub struct other = r#Plain;
    pub struct granular = other, granular for op::GetPageById;
    pub struct classic = granular;
    pub struct connect = classic;
}
confluence_sdk::permissions! {
    pub struct r#type2 = View(Space);
    pub struct r#if = r#type2;
    pub struct View = r#if;
    pub struct UseSite = UseSite;
}
confluence_sdk::operations! {
    pub trait r#dyn = op::r#GetPages;
    pub trait r#async: r#dyn + r#mod::r#trait = op::GetPageById;
}

fn run<A: r#async>(client: &Client<A>, set: &Client<OAuth<connect>>) {
    let _ = client.pages().get_pages();
    let _ = set.at_most::<View>().pages().get_pages();
}
