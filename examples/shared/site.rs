//! The site that the short examples run on: a sandbox in the same process, on a bad day with `UNKIND=1`.

#![allow(dead_code, reason = "no example uses all of it")]
use confluence_sandbox::{NewPage, Sandbox};
use confluence_sdk::scope::ScopeList;
use confluence_sdk::{Basic, Client, Credential, Gateway, OAuth, OAuthScopes, PageId, SpaceId};
use std::error::Error;
use std::path::{Path, PathBuf};
use weather::weather;

#[path = "weather.rs"]
mod weather;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

pub(crate) struct Site {
    sandbox: Sandbox,
    folder: PathBuf,
}

impl Site {
    /// A site with a space `DOCS`.
    pub(crate) async fn start() -> Result<Self> {
        let plans = NewPage::new("DOCS", "Plans")
            .body("<p>See <ac:link><ri:page ri:content-title=\"Old ideas\" /></ac:link>.</p>");
        let ideas = NewPage::new("DOCS", "Old ideas").below("Plans").body("<p>A boat.</p>");
        let builder = Sandbox::builder()
            .space("DOCS", "Documents")
            .page(plans.label("draft").attachment("plan.txt", "text/plain", "First, ask."))
            .page(ideas.attachment("boat.txt", "text/plain", "A drawing of it."))
            .page(
                NewPage::new("DOCS", "Hall of fame")
                    .body("<p>Nobody yet.</p>")
                    .comment("writer", "<p>!words please</p>"),
            );
        let folder = std::env::temp_dir().join(format!("confluence-example-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self {
            sandbox: weather(builder).start().await?,
            folder,
        })
    }

    /// A client of the site's administrator, who consented to these scopes.
    pub(crate) fn client<S: OAuthScopes>(&self) -> Result<Client<OAuth<S>>> {
        let scopes = ScopeList::of::<S>();
        let token = self
            .sandbox
            .token(&self.sandbox.admin(), &scopes.names().collect::<Vec<_>>());
        let gateway = Gateway::at(self.sandbox.url(), self.sandbox.cloud_id())?;
        Ok(Client::new(gateway, Credential::granted(token, &scopes.to_string())?)?)
    }

    /// The space `DOCS`.
    pub(crate) async fn space(&self) -> Result<SpaceId> {
        let spaces = self.admin()?.spaces().get_spaces().items().collect().await?;
        Ok(spaces.first().ok_or("there is no space")?.id)
    }

    /// The page with this title.
    pub(crate) async fn page(&self, title: &str) -> Result<PageId> {
        let pages = self.admin()?.pages().get_pages().title(title).items().collect().await?;
        Ok(pages.first().ok_or("there is no such page")?.id)
    }

    fn admin(&self) -> Result<Client<Basic>> {
        let admin = self.sandbox.admin();
        Ok(Client::basic(self.sandbox.url(), admin.email(), admin.api_token())?)
    }

    /// The same folder with two files of Markdown.
    pub(crate) fn folder_with_markdown(&self) -> Result<&Path> {
        std::fs::create_dir(self.folder.join("Menu"))?;
        std::fs::write(
            self.folder.join("Menu.md"),
            "# Today\n\n| Fish | 12 |\n|---|---|\n| Chips | 4 |\n",
        )?;
        std::fs::write(
            self.folder.join("Menu/Fish & chips.md"),
            "- [x] *fried*\n- [ ] with **peas**\n",
        )?;
        Ok(&self.folder)
    }

    /// A folder of this run, which is removed with the site.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The files of Markdown in a folder, each with its name as a title. There are none if there is no folder.
pub(crate) fn markdown_in(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(title) = name.and_then(|name| name.strip_suffix(".md")) {
            files.push((title.to_owned(), path));
        }
    }
    files.sort();
    Ok(files)
}
