//! A set is asked to cover another.

use confluence_sdk::{Covers, OAuthScopes, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }
scopes! { pub struct Editor = "read:page:confluence", "write:page:confluence"; }

fn at_least<S: OAuthScopes + Covers<T>, T: OAuthScopes>(_: S, _: T) {}

pub fn run() {
    at_least(Reader, Editor);
}

fn main() {}
