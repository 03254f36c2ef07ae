//! Macros of the program that are called as those of the standard library, of the SDK, of its operations.
#![allow(unused_macros, reason = "hostile")]

macro_rules! vec {
    ($($t:tt)*) => {
        compile_error!("vec")
    };
}
macro_rules! concat {
    ($($t:tt)*) => {
        compile_error!("concat")
    };
}
macro_rules! stringify {
    ($($t:tt)*) => {
        compile_error!("stringify")
    };
}
macro_rules! panic {
    ($($t:tt)*) => {
        compile_error!("panic")
    };
}
macro_rules! assert {
    ($($t:tt)*) => {
        compile_error!("assert")
    };
}
macro_rules! format {
    ($($t:tt)*) => {
        compile_error!("format")
    };
}
macro_rules! matches {
    ($($t:tt)*) => {
        compile_error!("matches")
    };
}
macro_rules! scopes {
    ($($t:tt)*) => {
        compile_error!("scopes")
    };
}
macro_rules! permissions {
    ($($t:tt)*) => {
        compile_error!("permissions")
    };
}
macro_rules! operations {
    ($($t:tt)*) => {
        compile_error!("operations")
    };
}
macro_rules! GetPageById {
    ($($t:tt)*) => {
        compile_error!("GetPageById")
    };
}

use confluence_sdk::v2::op;

confluence_sdk::scopes! {
    pub struct Reader = "read:page:confluence", other("read:jira-work");
    pub struct Mine = Reader, granular for op::GetPageById + op::CreatePage;
}
confluence_sdk::scopes! { pub struct More = Mine; }
confluence_sdk::permissions! { pub struct Viewer = View(Space); }
confluence_sdk::operations! { pub trait Reading = op::GetPageById; }
