//! Bodies of the crate `confluence-content` in requests and in answers.

use confluence_sandbox::Sandbox;
use confluence_sdk::content::adf::{Document, Node, NodeKind};
use confluence_sdk::content::{LinkedPage, NoSite, Site as Addresses, Storage, markdown};
use confluence_sdk::v2::{
    BlogPostBody, CommentBody, PageBody, PrimaryBodyRepresentation, PrimaryBodyRepresentationSingle,
    WriteRepresentation,
};
use confluence_sdk::{Basic, Client, Credential, Site, SpaceId};

async fn stage() -> (Sandbox, Client<Basic>, SpaceId) {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let admin = sandbox.admin();
    let credential = Credential::basic(admin.email(), admin.api_token()).unwrap();
    let client = Client::new(Site::new(sandbox.url()).unwrap(), credential).unwrap();
    let space = client.spaces().get_spaces().await.unwrap().results.remove(0).id;
    (sandbox, client, space)
}

/// The folder of Markdown in which `guide/set up.md` is the page `Set up`.
struct Folder;

impl Addresses for Folder {
    fn page_at(&self, address: &str) -> Option<LinkedPage> {
        (address == "guide/set up.md").then(|| "Set up".into())
    }

    fn page_url(&self, _: Option<&str>, title: &str) -> Option<String> {
        (title == "Set up").then(|| "guide/set%20up.md".to_owned())
    }
}

#[tokio::test]
async fn markdown_is_a_page_and_the_page_is_the_same_markdown() {
    let (_sandbox, client, space) = stage().await;
    let text = "# Fish\n\n- [x] *fried*\n- [ ] raw\n\nSee [first](guide/set%20up.md#oven).\n";
    let body = PageBody::markdown(text, &Folder);
    assert!(body.notes.is_empty(), "{:?}", body.notes);
    let id = client
        .pages()
        .create_page(space)
        .title("Fish")
        .body(body.value)
        .await
        .unwrap()
        .id;

    let storage = PrimaryBodyRepresentationSingle::Storage;
    let page = client.pages().get_page_by_id(id).body_format(storage).await.unwrap();
    let back = page.markdown(&Folder).unwrap();
    assert_eq!(back.value, text);
    let tasks = page.storage().unwrap().tasks();
    assert_eq!((tasks[0].complete, tasks[1].text.as_str()), (true, "raw"));
    assert_eq!(page.text().unwrap(), "Fish\nfried\nraw\nSee first.");

    let adf = PrimaryBodyRepresentationSingle::AtlasDocFormat;
    let page = client.pages().get_page_by_id(id).body_format(adf).await.unwrap();
    assert_eq!(page.adf().unwrap().content[0].kind, NodeKind::Heading);
    assert_eq!(page.markdown(&Folder).unwrap().value, text);
}

#[tokio::test]
async fn every_body_takes_storage_format_and_documents() {
    let (_sandbox, client, space) = stage().await;
    let document = Document::new([Node::paragraph([Node::text("one")])]);
    let checked = Storage::parse("<p>two</p>").unwrap();
    let id = client
        .pages()
        .create_page(space)
        .title("A")
        .body(&document)
        .await
        .unwrap()
        .id;
    let pages = client
        .pages()
        .get_pages()
        .id([id])
        .body_format(PrimaryBodyRepresentation::Storage);
    assert_eq!(pages.await.unwrap().results[0].text().unwrap(), "one");

    let post = client
        .blog_posts()
        .create_blog_post(space)
        .title("B")
        .body(&checked)
        .await
        .unwrap()
        .id;
    let post = client.blog_posts().get_blog_post_by_id(post);
    let post = post
        .body_format(PrimaryBodyRepresentationSingle::Storage)
        .await
        .unwrap();
    assert_eq!(post.storage().unwrap(), checked);

    let said = CommentBody::markdown("*three*", &NoSite).value;
    let comment = client.comments().create_footer_comment(id, said).await.unwrap().id;
    let comment = client.comments().get_footer_comment_by_id(comment);
    let comment = comment
        .body_format(PrimaryBodyRepresentationSingle::AtlasDocFormat)
        .await
        .unwrap();
    assert_eq!(comment.adf().unwrap().text(), "three");
}

#[tokio::test]
async fn an_answer_without_the_representation_says_which_it_has() {
    let (_sandbox, client, space) = stage().await;
    let id = client
        .pages()
        .create_page(space)
        .title("A")
        .body(PageBody::storage("<p>x</p>"))
        .await
        .unwrap()
        .id;
    let view = PrimaryBodyRepresentationSingle::View;
    let page = client.pages().get_page_by_id(id).body_format(view).await.unwrap();
    let error = page.storage().unwrap_err();
    assert!(error.is_body());
    assert_eq!(
        error.to_string(),
        "the answer has no body in the representation `storage`; it has `view`. Set `body_format` on the call"
    );
    let page = client.pages().get_page_by_id(id).await.unwrap();
    assert_eq!(
        page.text().unwrap_err().to_string(),
        "the answer has no body in the representation `storage` or `atlas_doc_format`; it has none. Set `body_format` on \
         the call"
    );
    // `?` takes what cannot be read into the SDK's error.
    let unclosed = || -> confluence_sdk::Result<()> { Storage::parse("<p>x").map(drop).map_err(Into::into) };
    assert_eq!(
        unclosed().unwrap_err().to_string(),
        "the body cannot be read: Unexpected close tag </xml>; expected </p>. (line 1, column 5)"
    );
}

#[test]
fn a_body_names_its_representation() {
    let body = |body: PageBody| match body {
        PageBody::Plain(body) => (body.representation, body.value),
        other => panic!("{other:?}"),
    };
    let (representation, value) = body(Document::new([Node::rule()]).into());
    assert!(matches!(representation, WriteRepresentation::AtlasDocFormat));
    assert_eq!(Document::parse(&value).unwrap(), Document::new([Node::rule()]));
    let (representation, value) = body(Storage::parse("<hr />").unwrap().into());
    assert!(matches!(representation, WriteRepresentation::Storage));
    assert_eq!(value, "<hr />");
    let BlogPostBody::Plain(post) = BlogPostBody::markdown("---", &NoSite).value else {
        panic!("it is nested");
    };
    assert_eq!(post.value, markdown::to_storage("---", &NoSite).value);
}
