//! A circle.

use confluence_sdk::scopes;

scopes! {
    pub struct First = Second, "read:page:confluence";
    pub struct Second = First;
}

fn main() {}
