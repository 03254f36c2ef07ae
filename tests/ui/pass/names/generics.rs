//! Sets and bounds of one letter, as type parameters are called.

use confluence_sdk::v2::op;
use confluence_sdk::{Client, Connect, OAuth};

confluence_sdk::scopes! {
    pub struct A = "read:page:confluence";
    pub struct S = A;
    pub struct O = S;
    pub struct K = O;
    pub struct B = K;
    pub struct R = B;
    pub struct T = R;
    pub struct G = T;
    pub struct P = G;
    pub struct C = P;
    pub struct F = granular for op::GetPages;
    pub struct W = F, C;
}
confluence_sdk::scopes! { pub struct M = W; }

mod ceilings {
    confluence_sdk::permissions! { pub struct A = View(Space); }
    confluence_sdk::permissions! {
        pub struct O = A;
        pub struct P = O;
    }
}

mod bounds {
    use confluence_sdk::v2::op;
    use confluence_sdk::{Client, PageId};

    confluence_sdk::operations! {
        pub trait A = op::GetPageById;
        pub trait O = op::CreatePage;
        pub trait S: A + O = op::GetPages;
        pub trait B: S = op::GetPages;
    }
    pub(super) fn read<X: B>(client: &Client<X>) {
        let _ = client.pages().get_page_by_id(PageId::new(1));
    }
}

fn run(client: &Client<OAuth<M>>) {
    let _ = client.pages().get_pages();
    let _ = client.at_most::<ceilings::P>().pages().get_pages();
}

/// The two programs of old: overflow, and a trait that was not found.
mod of_old {
    confluence_sdk::scopes! { pub struct R = "read:page:confluence"; pub struct S = R; }
    confluence_sdk::operations! { pub trait A = confluence_sdk::v2::op::GetPageById; }
}
