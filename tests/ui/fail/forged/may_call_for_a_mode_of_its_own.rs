//! A type that may call, and is no auth mode.

use confluence_sdk::{Client, MayCall, PageId, v2::op};

#[derive(Clone, Copy, Debug)]
pub struct Mine;
impl MayCall<op::DeletePage> for Mine {}

pub fn run(client: &Client<Mine>, id: PageId) {
    let _ = client.pages().delete_page(id);
}

fn main() {}
