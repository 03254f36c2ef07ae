//! Twin of the refused case of the same name.

use confluence_sdk::oauth::{Code, Pending};
use confluence_sdk::{Result, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub fn run(one: Pending<Reader>, other: Pending<Reader>, query: &str) -> Result<[Code<Reader>; 2]> {
    Ok([one.callback(query)?, other.callback(query)?])
}
