//! Declarations inside of functions, closures, constants.

use confluence_sdk::v2::op;
use confluence_sdk::{Client, OAuth, PageId};

fn run() {
    confluence_sdk::scopes! {
        struct Reader = "read:page:confluence";
        struct More = Reader, "offline_access";
        struct Mine = More, granular for op::GetPageById;
    }
    confluence_sdk::scopes! { struct Apart = Mine; }
    confluence_sdk::permissions! { struct Viewer = View(Space); struct Wide = Viewer, Create(Page); }
    confluence_sdk::operations! { trait Reading = op::GetPageById; trait Listing: Reading = op::GetPages; }
    fn list<A: Listing>(client: &Client<A>) {
        let _ = client.pages().get_page_by_id(PageId::new(1));
    }
    fn all(client: &Client<OAuth<More>>) {
        list(client);
        let _ = client.at_most::<Wide>();
    }
    {
        confluence_sdk::scopes! { struct Reader = "write:page:confluence"; }
    }
    let _ = || {
        confluence_sdk::scopes! { struct Inner = Reader; }
    };
    use confluence_sdk::v2::op as operations;
    confluence_sdk::scopes! { struct Renamed = granular for operations::GetPages; }
    confluence_sdk::operations! { trait RenamedToo = operations::GetPages; }
}

async fn later() {
    confluence_sdk::scopes! { struct Reader = "read:page:confluence"; }
}

const NOTHING: () = {
    confluence_sdk::scopes! { struct Reader = "read:page:confluence"; }
};
