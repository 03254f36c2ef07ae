//! A tour of the SDK against a real HTTP server: `cargo run --example tour`.
//!
//! Without arguments it uses a sandbox in the same process. With `--site https://… --email … --token …` (or
//! `CONFLUENCE_SITE`, `CONFLUENCE_EMAIL`, `CONFLUENCE_API_TOKEN`) it does the same on a real site, with an API token
//! without scopes. It first says what it will create, and deletes it at the end.

use confluence_sandbox::{Access, Sandbox};
use confluence_sdk::v1::{LabelCreate, V1LabelPrefix};
use confluence_sdk::v2::{CommentBody, NewVersion, PageBody, PageSingle, PageStatus};
use confluence_sdk::{
    Basic, Call, Client, ContentId, Credential, Error, FilePart, Gateway, OAuth, Operation, Result, SpaceId, SpaceKey,
    cql, operations, scopes, v1, v2,
};
use std::time::{Duration, Instant};

#[path = "shared/arguments.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod arguments;
#[path = "shared/weather.rs"]
mod weather;

scopes! {
    /// The scopes that the tour needs. If you remove one, this file does not compile.
    pub struct Tour =
        "read:space:confluence", "read:page:confluence", "write:page:confluence", "delete:page:confluence", "write:comment:confluence",
        "write:confluence-space", "write:confluence-file", "write:confluence-content", "readonly:content.attachment:confluence",
        "search:confluence", "read:confluence-space.summary", "read:confluence-user";
}

operations! {
    /// The operations that the tour calls. A client of any auth mode that may call them all can take the tour.
    pub trait Touring =
        v1::op::GetCurrentUser + v1::op::CreateSpace + v1::op::DeleteSpace + v1::op::AddLabelsToContent + v1::op::CreateAttachment
        + v1::op::DownloadAttachment + v1::op::SearchByCql + v1::op::GetTask
        + v2::op::GetSpaces + v2::op::CreatePage + v2::op::UpdatePage + v2::op::GetPageById + v2::op::GetPagesInSpace
        + v2::op::CreateFooterComment + v2::op::CreatePageProperty + v2::op::DeletePage;
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let known = [
        ("--site", "CONFLUENCE_SITE"),
        ("--email", "CONFLUENCE_EMAIL"),
        ("--token", "CONFLUENCE_API_TOKEN"),
    ];
    let arguments = arguments::Arguments::read(&known, &[])?;
    match arguments.all(["--site", "--email", "--token"])? {
        Some([site, email, token]) => on_a_real_site(&site, &email, token).await?,
        None => in_the_sandbox().await?,
    }
    Ok(())
}

async fn on_a_real_site(site: &str, email: &str, token: String) -> Result<()> {
    let client = Client::basic(site, email, token)?;
    let mut guide = Guide::new();
    println!("On {site}: one new space with eight pages, a comment, labels and a small attachment.");
    println!("Everything is in that space, which is deleted at the end.\n");
    tour(&client, &mut guide).await?;
    guide.summary();
    Ok(())
}

async fn in_the_sandbox() -> Result<()> {
    let sandbox = weather::weather(Sandbox::builder().space("OPS", "Operations").access(
        "OPS",
        "reader",
        Access::read(),
    ))
    .start()
    .await
    .expect("a port on the loopback interface");
    println!("A sandbox listens at {}. Nothing leaves this machine.\n", sandbox.url());

    // An OAuth 2.0 client. The token endpoint says which scopes were granted. They are compared with the scopes in the
    // type.
    let granted = confluence_sdk::scope::ScopeList::of::<Tour>();
    let names: Vec<&str> = granted.names().collect();
    let token = sandbox.token(&sandbox.admin(), &names);
    let gateway = Gateway::at(sandbox.url(), sandbox.cloud_id())?;
    let client: Client<OAuth<Tour>> = Client::new(gateway.clone(), Credential::granted(token, &granted.to_string())?)?;
    let mut guide = Guide::new();
    tour(&client, &mut guide).await?;

    println!("\nWhat refusals look like:");
    permission_missing(&sandbox, &mut guide).await?;
    scope_missing_at_run_time(&sandbox, &gateway, &mut guide).await?;
    checked_before_sending(&client, &mut guide).await?;
    println!("\nA call outside of the declared scopes does not get that far. With `client` as above,");
    println!("    client.v1().groups().get_groups().await");
    println!(
        "is refused by rustc: not allowed to call `get_groups` (GET /wiki/rest/api/group): `Tour` does not have `read:confluence-groups` …"
    );
    guide.summary();
    println!("The server counted {} requests.", sandbox.requests().len());
    Ok(())
}

/// The tour, for every client that may call its operations.
async fn tour<A: Touring>(client: &Client<A>, guide: &mut Guide) -> Result<()> {
    let me = guide.step("who am I", client.v1().users().get_current_user()).await?;
    guide.tell(me.display_name.as_deref().unwrap_or("somebody"));

    let key = SpaceKey::new(format!(
        "TOUR{}",
        confluence_sdk::Timestamp::now().as_millis() % 100_000_000
    ))?;
    guide
        .step(
            "a new space",
            client.v1().spaces().create_space("A tour of the SDK", key.clone()),
        )
        .await?;
    let done = in_the_space(client, guide, &key).await;
    // The space is deleted even if something failed in it.
    let cleaned = clean_up(client, guide, key).await;
    done.and(cleaned)
}

async fn in_the_space<A: Touring>(client: &Client<A>, guide: &mut Guide, key: &SpaceKey) -> Result<()> {
    let spaces = guide
        .step("its id", client.spaces().get_spaces().keys([key.clone()]))
        .await?;
    let Some(space) = spaces.results.first().map(|space| space.id) else {
        return Ok(());
    };
    guide.tell(&format!("{key} is {space}"));

    let home = guide
        .step(
            "a page",
            client
                .pages()
                .create_page(space)
                .title("Releases")
                .body(PageBody::storage("<p>What was shipped.</p>")),
        )
        .await?;
    edit(client, guide, &home).await?;
    attach(client, guide, &home).await?;
    let labels = [
        LabelCreate::new(V1LabelPrefix::Global, "release"),
        LabelCreate::new(V1LabelPrefix::Global, "tour"),
    ];
    guide
        .step(
            "two labels",
            client
                .v1()
                .labels()
                .add_labels_to_content(ContentId::from(home.id), labels),
        )
        .await?;
    guide
        .step(
            "a comment",
            client
                .comments()
                .create_footer_comment(home.id, CommentBody::storage("<p>Well done.</p>")),
        )
        .await?;
    guide
        .step(
            "a property",
            client.content_properties().create_page_property(
                home.id,
                "reviewed",
                serde_json::json!({ "by": "the tour" }),
            ),
        )
        .await?;
    for number in 1..=6 {
        let title = format!("Release 1.{number} – “notes” / 🚀");
        guide
            .step(
                "a child page",
                client
                    .pages()
                    .create_page(space)
                    .title(title)
                    .parent_id(ContentId::from(home.id)),
            )
            .await?;
    }
    walk(client, guide, space).await?;
    let found = guide
        .step(
            "search by CQL",
            client
                .v1()
                .search()
                .search_by_cql(cql!(space = {key} and label = "release")),
        )
        .await?;
    guide.tell(&format!("{} found", found.results.len()));

    let spare = guide
        .step(
            "a page to delete",
            client.pages().create_page(space).title("Not needed"),
        )
        .await?;
    guide.step("to the trash", client.pages().delete_page(spare.id)).await?;
    Ok(())
}

/// Edits a page twice. The second edit uses a version number that is already taken, so it is refused.
async fn edit<A: Touring>(client: &Client<A>, guide: &mut Guide, page: &PageSingle) -> Result<()> {
    let next = page.version.as_ref().and_then(|version| version.number).unwrap_or(1) + 1;
    let update = |text: &str| {
        let version = NewVersion::new(next).message("by the tour");
        client.pages().update_page(
            page.id,
            PageStatus::Current,
            "Releases",
            PageBody::storage(text),
            version,
        )
    };
    guide
        .step("a new version of it", update("<p>What was shipped, and when.</p>"))
        .await?;
    guide
        .refused("the same version again", update("<p>Too late.</p>"), Error::is_conflict)
        .await
}

/// Uploads a file, then downloads it from the address that the server redirects to.
async fn attach<A: Touring>(client: &Client<A>, guide: &mut Guide, page: &PageSingle) -> Result<()> {
    let container = ContentId::from(page.id);
    let report = FilePart::new("report.csv", "release,downloads\n1.1,100\n").media_type("text/csv");
    let uploaded = guide
        .step(
            "an attachment",
            client.v1().attachments().create_attachment(container.clone(), [report]),
        )
        .await?;
    let Some(id) = uploaded.results.first().and_then(|content| content.id.as_ref()) else {
        return Ok(());
    };
    let attachment = confluence_sdk::AttachmentId::new(id.as_str())?;
    let redirect = guide
        .step(
            "where its bytes are",
            client.v1().attachments().download_attachment(container, attachment),
        )
        .await?;
    let host = redirect.location().host_str().unwrap_or_default().to_owned();
    let bytes = redirect.download().await?.bytes;
    guide.tell(&format!(
        "{} bytes from {host}, fetched without credentials",
        bytes.len()
    ));
    Ok(())
}

/// Reads all pages of a space through a stream. Each request fetches three pages.
async fn walk<A: Touring>(client: &Client<A>, guide: &mut Guide, space: SpaceId) -> Result<()> {
    guide.announce::<v2::op::GetPagesInSpace>("every page of the space, in batches of three");
    let mut pages = client.pages().get_pages_in_space(space).limit(3).items();
    let mut count = 0;
    while let Some(page) = pages.next().await {
        let page = page?;
        count += 1;
        guide.tell(&format!("{count}. {}", page.title.as_deref().unwrap_or("(untitled)")));
    }
    Ok(())
}

async fn clean_up<A: Touring>(client: &Client<A>, guide: &mut Guide, key: SpaceKey) -> Result<()> {
    let accepted = guide
        .step("the space goes", client.v1().spaces().delete_space(key))
        .await?;
    for _ in 0..60 {
        let task = guide
            .step(
                "is it gone",
                client.v1().long_tasks().get_task(accepted.task.id.clone()),
            )
            .await?;
        if task.finished == Some(true) {
            guide.tell(if task.successful == Some(true) {
                "gone"
            } else {
                "it could not be deleted"
            });
            break;
        }
        guide.tell(&format!("{} %", task.percentage_complete.unwrap_or_default()));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}

/// The user does not have the permission. v2 answers 404 for this, as it does for a page that does not exist.
async fn permission_missing(sandbox: &Sandbox, guide: &mut Guide) -> Result<()> {
    let (admin, reader) = (sandbox.admin(), sandbox.user("reader"));
    let admin: Client<Basic> = Client::basic(sandbox.url(), admin.email(), admin.api_token())?;
    let reader: Client<Basic> = Client::basic(sandbox.url(), reader.email(), reader.api_token())?;
    let mut spaces = admin.spaces().get_spaces().items();
    while let Some(space) = spaces.next().await {
        let page = admin
            .pages()
            .create_page(space?.id)
            .title("Not for everybody to delete")
            .await?;
        guide
            .refused(
                "a reader deletes a page",
                reader.pages().delete_page(page.id),
                Error::is_not_found,
            )
            .await?;
    }
    Ok(())
}

/// The type claims a scope that the token does not have. The server refuses the call, and the error says which scope is
/// needed.
async fn scope_missing_at_run_time(sandbox: &Sandbox, gateway: &Gateway, guide: &mut Guide) -> Result<()> {
    let token = sandbox.token(&sandbox.admin(), &["read:page:confluence"]);
    let claims: Client<OAuth<Tour>> = Client::new(gateway.clone(), Credential::declared(token)?)?;
    guide
        .refused(
            "a token with fewer scopes than claimed",
            claims.spaces().get_spaces(),
            Error::is_scope,
        )
        .await
}

/// The calls of a dynamic client are checked at run time, before anything is sent.
async fn checked_before_sending(client: &Client<OAuth<Tour>>, guide: &mut Guide) -> Result<()> {
    guide
        .refused(
            "a dynamic client without the scope",
            client.dynamic().v1().groups().get_groups(),
            Error::is_scope,
        )
        .await
}

/// Prints what happens, step by step.
struct Guide {
    steps: u32,
    started: Instant,
}

impl Guide {
    fn new() -> Self {
        Self {
            steps: 0,
            started: Instant::now(),
        }
    }

    /// Makes a call. Prints what it was and how long it took.
    async fn step<O: Operation>(&mut self, what: &str, call: Call<O>) -> Result<O::Output> {
        self.announce::<O>(what);
        let started = Instant::now();
        let result = call.await;
        self.tell(&format!(
            "{} in {:.1} ms",
            if result.is_ok() { "done" } else { "failed" },
            started.elapsed().as_secs_f64() * 1e3
        ));
        result
    }

    /// Makes a call that must be refused, and prints the error.
    async fn refused<O: Operation>(
        &mut self,
        what: &str,
        call: Call<O>,
        as_expected: fn(&Error) -> bool,
    ) -> Result<()> {
        self.announce::<O>(what);
        match call.await {
            Err(error) if as_expected(&error) => {
                self.tell(&format!("refused, as it should be: {error}"));
                Ok(())
            }
            Err(error) => Err(error),
            Ok(_) => {
                self.tell("was not refused");
                Ok(())
            }
        }
    }

    fn announce<O: Operation>(&mut self, what: &str) {
        self.steps += 1;
        let operation = O::DECLARATION;
        println!("{:3}. {what}", self.steps);
        println!("     {} {}  ({})", operation.method, operation.path, operation.id);
        println!("     scopes: {}", operation.scope_words());
    }

    fn tell(&self, what: &str) {
        println!("     → {what}");
    }

    fn summary(&self) {
        println!(
            "\n{} steps in {:.0} ms.",
            self.steps,
            self.started.elapsed().as_secs_f64() * 1e3
        );
    }
}
