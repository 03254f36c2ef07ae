//! Nothing tells beforehand who may create spaces: the permission is about no one thing.

use confluence_sdk::{Basic, Client, v2::op};

pub fn run(client: &Client<Basic>, request: &op::CreateSpace) {
    let _ = client.can(request);
}

fn main() {}
