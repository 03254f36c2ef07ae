//! Prints a page.

use confluence_sdk::v2::PrimaryBodyRepresentationSingle;
use confluence_sdk::{Client, Credential, Gateway, OAuth, PageId, scopes};

scopes! {
    /// The scopes of the token.
    pub struct Reader = "read:page:confluence";
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = std::env::var("CONFLUENCE_TOKEN")?;
    let gateway = Gateway::new("11223344-5566-7788-99aa-bbccddeeff00")?;
    let client = Client::new(gateway, Credential::<OAuth<Reader>>::declared(token)?)?;
    let page = client
        .pages()
        .get_page_by_id(PageId::from(98305))
        .body_format(PrimaryBodyRepresentationSingle::Storage)
        .await?;
    let version = page.version.and_then(|version| version.number);
    println!("{} {:?} {:?}", page.id, page.title, version);
    if let Some(storage) = page.body.and_then(|body| body.storage) {
        println!("{:?}", storage.value);
    }
    Ok(())
}
