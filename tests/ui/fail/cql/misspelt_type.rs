//! A type of content that does not exist.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(type in (page, blogposts));
}

fn main() {}
