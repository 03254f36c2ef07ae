//! Twin of the refused case of the same name.

use confluence_sdk::{SpaceKey, cql};

pub fn run(space: &SpaceKey) {
    let _ = cql!(space = { space });
}
