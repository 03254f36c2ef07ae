//! A gap that swallows others.

pub struct Small;
impl confluence_sdk::__rt::Gap for Small {
    type Plus<G: confluence_sdk::__rt::Gap> = confluence_sdk::__rt::Nothing;
    type After<G: confluence_sdk::__rt::Gap> = confluence_sdk::__rt::Nothing;
    type Or<G: confluence_sdk::__rt::Gap> = confluence_sdk::__rt::Nothing;
    type OrAfter<G: confluence_sdk::__rt::Gap> = confluence_sdk::__rt::Nothing;
    type Else<G: confluence_sdk::__rt::Gap> = confluence_sdk::__rt::Nothing;
}

fn main() {}
