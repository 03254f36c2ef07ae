//! What no administrator grants is not in a ceiling.

confluence_sdk::permissions! { pub struct Editor = Edit(Page); }

fn main() {}
