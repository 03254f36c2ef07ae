//! A client of a mock may call what its set opens.

use confluence_sdk::testing::Mock;
use confluence_sdk::{OAuth, PageId, Result, scopes};

scopes! { pub struct Reader = "read:page:confluence", "delete:page:confluence"; }

pub async fn test(mock: &Mock) -> Result<()> {
    mock.client::<OAuth<Reader>>().pages().delete_page(PageId::new(7)).await
}

fn main() {}
