//! Text is searched for words.

use confluence_sdk::cql;

pub fn run() {
    let _ = cql!(type = page and text = "plans");
}

fn main() {}
