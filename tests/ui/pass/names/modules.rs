//! Modules that are called as crates are.

mod core {}
mod std {}
mod alloc {}
mod serde {}
mod confluence_macros {}

mod inner {
    pub mod confluence_sdk {}
    mod core {}
    mod std {}

    use ::confluence_sdk::v2::op;
    use ::confluence_sdk::{Client, OAuth, PageId};

    ::confluence_sdk::scopes! {
        pub struct Reader = "read:page:confluence", other("read:jira-work");
        pub struct Mine = Reader, granular for op::GetPageById + op::CreatePage;
    }
    ::confluence_sdk::scopes! { pub struct More = Mine, "offline_access"; }
    ::confluence_sdk::permissions! { pub struct Viewer = View(Space); }
    ::confluence_sdk::operations! {
        pub trait Reading = op::GetPageById;
        pub trait Writing: Reading = op::CreatePage;
    }
    pub fn write<A: Writing>(client: &Client<A>) {
        let _ = client.pages().get_page_by_id(PageId::new(1));
    }
    pub fn run(client: &Client<OAuth<More>>) {
        write(client);
    }
}

#[no_implicit_prelude]
mod without_a_prelude {
    use ::confluence_sdk::v2::op;
    use ::confluence_sdk::{Client, OAuth};

    ::confluence_sdk::scopes! {
        pub struct Reader = "read:page:confluence", other("read:jira-work");
        pub struct Mine = Reader, granular for op::GetPageById + op::CreatePage;
    }
    ::confluence_sdk::scopes! { #[derive(Hash)] pub struct More = Mine, Reader; }
    ::confluence_sdk::permissions! { pub struct Viewer = View(Space); pub struct Wide = Viewer, Create(Page); }
    ::confluence_sdk::operations! {
        pub trait Reading = op::GetPageById;
        pub trait Writing: Reading = op::CreatePage;
    }
    pub fn run(client: &Client<OAuth<More>>) {
        let _ = client.at_most::<Wide>().pages().get_pages();
    }
}
