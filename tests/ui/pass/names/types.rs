//! Types, traits and lifetimes of the prelude, of the SDK and of what the macros write.
#![allow(non_camel_case_types, reason = "hostile")]

pub struct Option;
pub struct Result;
pub struct Vec;
pub struct String;
pub struct Box;
pub struct Some;
pub struct None;
pub struct Ok;
pub struct Err;
pub struct Self_;
pub struct u8;
pub struct u16;
pub struct u128;
pub struct usize;
pub struct bool;
pub struct char;
type str = ();

pub trait Clone {}
pub trait Copy {}
pub trait Debug {}
pub trait Send {}
pub trait Sync {}
pub trait Sized {}
pub trait From {}
pub trait Into {}
pub trait Default {}
pub trait Iterator {}
pub trait Fn {}

pub trait Set {}
pub trait ScopeSet {}
pub trait PermissionSet {}
pub trait Opens {}
pub trait Permits {}
pub trait Has {}
pub trait Operation {}
pub trait Auth {}
pub trait Allows {}
pub trait Gap {}
pub trait Kind {}
pub struct Parts;
pub struct Plain;
pub struct Beside;
pub struct For;
pub struct And;
pub struct Joined;
pub struct Words;
pub struct WordsOf;
pub struct Bits;
pub struct True;
pub struct False;
pub struct Nothing;
pub struct Others;

use confluence_sdk::v2::op;

confluence_sdk::scopes! {
    pub struct Reader = "read:page:confluence", other("read:jira-work");
    pub struct More = Reader, "offline_access";
}
confluence_sdk::scopes! {
    pub struct Mine = More, granular for op::GetPageById + op::CreatePage;
    pub struct Addon = "READ";
    pub struct Bare = "NONE";
}
confluence_sdk::permissions! {
    pub struct Viewer = View(Space);
    pub struct Wide = Viewer, Create(Page);
}
confluence_sdk::operations! {
    pub trait Reading = op::GetPageById;
    pub trait Writing: Reading = op::CreatePage;
}

fn write<A: Writing>(client: &confluence_sdk::Client<A>) {
    let _ = client.pages().get_page_by_id(confluence_sdk::PageId::new(1));
}
fn run(client: &confluence_sdk::Client<confluence_sdk::OAuth<Mine>>) {
    write(client);
    write(&client.at_most::<Wide>());
    let _ = client.narrow::<Reader>();
}
