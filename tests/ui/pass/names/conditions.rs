//! What is not there leaves nothing behind.

use confluence_sdk::v2::op;
use confluence_sdk::{Client, OAuth};

confluence_sdk::scopes! {
    #[cfg(any())]
    pub struct Gone = "read:page:confluence", granular for op::GetPages;
    #[cfg(all())]
    pub struct There = "read:page:confluence";
    #[cfg(any())]
    pub struct Part = Gone;
    #[cfg(all())]
    pub struct Part = There;
    #[cfg(any())]
    pub struct Either = "read:page:confluence";
    #[cfg(not(any()))]
    pub struct Either = "read:space:confluence";
    pub struct Union = Either;
}
confluence_sdk::permissions! {
    #[cfg(any())]
    pub struct NoCeiling = View(Space);
    #[cfg(all())]
    pub struct Ceiling = View(Space);
    #[cfg(all())]
    pub struct Higher = Ceiling, Create(Page);
}
confluence_sdk::operations! {
    #[cfg(any())]
    pub trait NoBound = op::NotThere;
    #[cfg(all())]
    pub trait Bound = op::GetPages;
    #[cfg(all())]
    pub trait More: Bound = op::GetPageById;
}

fn run(client: &Client<OAuth<Union>>) {
    let _ = client.spaces().get_spaces();
    let _ = client.at_most::<Higher>();
}
