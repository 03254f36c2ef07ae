//! Connect only.

use confluence_sdk::Client;

pub fn run(client: &Client<confluence_sdk::Basic>) {
    let _ = client.v1().dynamic_modules().get_modules();
}

fn main() {}
