//! Every visibility. A set may be a part of one that more can see, where both are declared together.

#![allow(clippy::needless_pub_self, reason = "one of them")]

mod outer {
    pub mod inner {
        use confluence_sdk::v2::op;

        confluence_sdk::scopes! {
            struct Private = "read:space:confluence";
            pub(in super::super::outer) struct Restricted = "read:page:confluence";
            pub(super) struct Above = Restricted;
            pub(self) struct Own = Above;
            pub(crate) struct Crate = Own;
            pub struct Public = Private, Crate, granular for op::GetPages;
        }
        confluence_sdk::scopes! { struct Apart = Private, Public; }
        confluence_sdk::permissions! {
            struct Low = View(Space);
            pub(in super::super::outer) struct Middle = Low;
            pub struct High = Middle, Create(Page);
        }
        confluence_sdk::operations! {
            pub(in super::super::outer) trait Reading = op::GetPages;
            trait Listing: Reading = op::GetPageById;
            pub(crate) trait Both = op::GetPages + op::GetPageById;
        }
    }
}

fn run(client: &confluence_sdk::Client<confluence_sdk::OAuth<outer::inner::Public>>) {
    let _ = client.spaces().get_spaces();
    let _ = client.at_most::<outer::inner::High>();
}
