//! A sign-in serves for one callback.

use confluence_sdk::oauth::{Code, Pending};
use confluence_sdk::{Result, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn run(one: Pending<Reader>, query: &str) -> Result<[Code<Reader>; 2]> {
    Ok([one.callback(query)?, one.callback(query)?])
}

fn main() {}
