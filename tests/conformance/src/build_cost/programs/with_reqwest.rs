//! Prints a page.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    id: String,
    status: Option<Status>,
    title: Option<String>,
    space_id: Option<String>,
    parent_id: Option<String>,
    author_id: Option<String>,
    created_at: Option<String>,
    version: Option<Version>,
    body: Option<Body>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Current,
    Draft,
    Archived,
    Trashed,
    Deleted,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Version {
    number: Option<u32>,
    message: Option<String>,
    minor_edit: Option<bool>,
    author_id: Option<String>,
    created_at: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Body {
    storage: Option<Representation>,
}

#[derive(Debug, Deserialize)]
struct Representation {
    value: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = std::env::var("CONFLUENCE_TOKEN")?;
    let client = reqwest::Client::builder().build()?;
    let base = "https://api.atlassian.com/ex/confluence/11223344-5566-7788-99aa-bbccddeeff00";
    let page: Page = client
        .get(format!("{base}/wiki/api/v2/pages/98305?body-format=storage"))
        .bearer_auth(token)
        .send()
        .await?
        .error_for_status()?
        .json()
        .await?;
    let version = page.version.and_then(|version| version.number);
    println!("{} {:?} {:?}", page.id, page.title, version);
    if let Some(storage) = page.body.and_then(|body| body.storage) {
        println!("{:?}", storage.value);
    }
    Ok(())
}
