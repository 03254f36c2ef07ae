//! An auth mode of its own.

#[derive(Clone, Copy, Debug)]
pub struct Mine;
impl confluence_sdk::Auth for Mine {}

fn main() {}
