//! A gap that swallows others.

use confluence_sdk::__rt::Gap;

pub struct Small;
impl Gap for Small {}

fn main() {}
