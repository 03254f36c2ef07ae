//! Nor by union.

confluence_sdk::scopes! {
    pub struct Addon = "READ";
    pub struct Mixed = Addon, "read:page:confluence";
}

fn main() {}
