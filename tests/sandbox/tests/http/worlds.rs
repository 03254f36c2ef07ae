//! What the builder fills a site with.

use crate::caller::Caller;
use confluence_sandbox::Sandbox;

#[tokio::test]
async fn a_space_is_filled_with_pages() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .pages("DEMO", 300)
        .start()
        .await
        .unwrap();
    let caller = Caller::new(&sandbox, "reader");
    let (_, page) = caller.get("/wiki/api/v2/pages?limit=250&body-format=storage").await;
    let results = page["results"].as_array().unwrap();
    assert_eq!(results.len(), 250);
    assert_eq!(results[250 - 1]["title"], "Page 249", "the home page comes first");
    assert_eq!(results[1]["body"]["storage"]["value"], "<p>This is page 1 of DEMO.</p>");
    assert_eq!(
        (&results[1]["position"], &results[2]["position"]),
        (&0.into(), &1.into())
    );

    let unknown = Sandbox::builder().pages("NONE", 1).start().await.unwrap_err();
    assert_eq!(unknown.to_string(), "no space `NONE`");
}
