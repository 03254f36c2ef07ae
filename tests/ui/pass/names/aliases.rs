//! Operations and sets by other names.

use confluence_sdk::v2::op::GetPageById as A;
use confluence_sdk::v2::op::{self, CreatePage};
use confluence_sdk::{Client, OAuth, PageId, v2};

type Own = op::GetPages;
pub type Public = v2::op::DeletePage;

mod elsewhere {
    pub use confluence_sdk::v2::op as renamed;
    pub type Deep = confluence_sdk::v2::op::GetPages;
    /// Called as the SDK's module.
    pub mod op {
        pub use confluence_sdk::v2::op::GetPages as Other;
        pub use confluence_sdk::v2::op::GetSpaces;
        pub type Alias = confluence_sdk::v2::op::GetPages;
    }
}

confluence_sdk::scopes! {
    pub struct Mine = granular for A + CreatePage + Own + Public + elsewhere::Deep + elsewhere::renamed::GetPages
        + elsewhere::op::GetSpaces + elsewhere::op::Other + elsewhere::op::Alias + self::op::GetPages
        + ::confluence_sdk::v2::op::GetPages;
}
confluence_sdk::operations! {
    pub trait All = A + CreatePage + Own + Public + elsewhere::Deep + elsewhere::renamed::GetPages
        + elsewhere::op::GetSpaces + elsewhere::op::Other + elsewhere::op::Alias + self::op::GetPages
        + ::confluence_sdk::v2::op::GetPages;
}
use All as Everything;
confluence_sdk::operations! { pub trait Included: Everything + self::All = op::GetPages; }

mod sets {
    confluence_sdk::scopes! {
        pub struct First = "read:page:confluence";
        pub struct Second = First;
        pub struct Third = self::Second;
        pub struct Fourth = super::sets::Third;
    }
    pub type Alias = Fourth;
}
use sets::Alias as Renamed;
confluence_sdk::scopes! {
    pub struct Union = sets::Fourth, sets::Alias;
    pub struct More = Renamed, Union,;
    pub struct Plus = More + Union + Renamed;
}

fn delete<X: Included>(client: &Client<X>) {
    let _ = client.pages().delete_page(PageId::new(1));
}
fn run(client: &Client<OAuth<Mine>>, plus: &Client<OAuth<Plus>>) {
    delete(client);
    let _ = plus.pages().get_pages();
}
