//! A permission that is not in the vocabulary.

confluence_sdk::permissions! { pub struct Publisher = Creat(Page); }

fn main() {}
