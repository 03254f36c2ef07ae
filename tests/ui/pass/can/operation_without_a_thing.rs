//! Who may give a space a property can be asked: the permission is about one space.

use confluence_sdk::{Basic, Client, v2::op};

pub fn run(client: &Client<Basic>, request: &op::CreateSpaceProperty) {
    let _ = client.can(request);
}

fn main() {}
