//! A unit test with the mock alone, without a server and without an account: `cargo run --example unit_test`.
//!
//! `main` is what one would write as a `#[tokio::test]`. The mock comes with the feature `test-util`.

use confluence_sdk::testing::{Mock, Refusal};
use confluence_sdk::v2::{PageSingle, op};
use confluence_sdk::{Client, OAuth, PageId, Result, answer, scopes};

scopes! {
    /// What our app asks people to consent to.
    pub struct Mine = "read:page:confluence", "delete:page:confluence";
}

/// What is tested: deletes a page if its title says that it is old.
async fn tidy(client: &Client<OAuth<Mine>>, id: PageId) -> Result<bool> {
    let page = client.pages().get_page_by_id(id).await?;
    let old = page.title.is_some_and(|title| title.starts_with("Old"));
    if old {
        client.pages().delete_page(id).await?;
    }
    Ok(old)
}

#[tokio::main]
async fn main() -> Result<()> {
    let id = PageId::new(7);
    let mock = Mock::in_order();
    // The server is busy at first. The client tries again, and the test does not wait for it.
    let title = Some("Old notes".into());
    mock.expect(op::GetPageById::new(id))
        .fails(Refusal::new(429).header("Retry-After", "20"))
        .answers(answer!(PageSingle { id, title }));
    mock.expect(op::DeletePage::new(id)).answers(());

    assert!(tidy(&mock.client(), id).await?);
    mock.verify();
    println!("passed without waiting {} seconds", mock.waits()[0].as_secs());
    Ok(())
}
