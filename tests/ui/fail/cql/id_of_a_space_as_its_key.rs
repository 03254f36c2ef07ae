//! A space is named by its key, not by its id.

use confluence_sdk::{SpaceId, cql};

pub fn run(space: &SpaceId) {
    let _ = cql!(space = {space});
}

fn main() {}
