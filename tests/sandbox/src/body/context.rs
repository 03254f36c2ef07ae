//! Where a body is, so that its links, files and people are found.

use super::Body;
use crate::state::State;
use crate::state::content::{Content, ContentKind};
use crate::v2::show::webui;
use confluence_content::storage::Macro;
use confluence_content::{File, PageName, Site};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The content and the space of a body.
#[derive(Clone, Copy)]
pub(crate) struct Context<'s> {
    state: &'s State,
    content: Option<&'s Content>,
    space: Option<u64>,
    /// Whether the body is shown within another one. What it includes itself is not shown, or two pages that include
    /// each other would never end.
    is_included: bool,
}

impl<'s> Context<'s> {
    /// The context of content's own body.
    pub(crate) fn of(state: &'s State, content: &'s Content) -> Self {
        Self {
            state,
            content: Some(content),
            space: Some(content.space),
            is_included: false,
        }
    }

    /// The context of a body that belongs to no content.
    pub(crate) fn in_space(state: &'s State, space: Option<u64>) -> Self {
        Self {
            state,
            content: None,
            space,
            is_included: false,
        }
    }

    /// The context that a caller names by the key of a space or the id of content.
    pub(crate) fn in_context(state: &'s State, space: Option<&str>, content: Option<&str>) -> Self {
        let content = content.and_then(|id| state.contents.get(&id.parse().ok()?));
        match content {
            Some(content) => Self::of(state, content),
            None => Self::in_space(state, space.and_then(|key| Some(state.space_by_key(key)?.id))),
        }
    }

    fn page(&self, space: Option<&str>, title: &str) -> Option<&'s Content> {
        let space = match space {
            Some(key) => self.state.space_by_key(key)?.id,
            None => self.space?,
        };
        let kinds = [ContentKind::Page, ContentKind::BlogPost];
        kinds
            .into_iter()
            .find_map(|kind| self.state.published(kind, space, title, None))
    }

    /// The content whose files a body shows: what it belongs to, or what its comment is on.
    fn owner(&self) -> Option<&'s Content> {
        let content = self.content?;
        match content.kind.is_comment() {
            false => Some(content),
            true => self
                .state
                .ancestors(content)
                .into_iter()
                .find(|above| !above.kind.is_comment()),
        }
    }

    fn children(&self) -> Option<String> {
        let below = self.state.branches(self.content?.id);
        let pages = below.into_iter().filter(|child| child.kind == ContentKind::Page);
        let item = |page: &Content| {
            let address = super::escape(&webui(self.state, page));
            format!("<li><a href=\"/wiki{address}\">{}</a></li>", super::escape(&page.title))
        };
        let items: String = pages.map(item).collect();
        Some(format!("<ul class=\"childpages-macro\">{items}</ul>"))
    }

    fn included(&self, name: &str) -> Option<String> {
        let (space, title) = match name.split_once(':') {
            Some((space, title)) if self.state.space_by_key(space).is_some() => (Some(space), title),
            _ => (None, name),
        };
        let page = self.page(space, title).filter(|_| !self.is_included)?;
        let context = Self {
            is_included: true,
            ..Self::of(self.state, page)
        };
        let body: &Body = &page.latest().body;
        Some(body.as_format("export_view", &context))
    }
}

impl Site for Context<'_> {
    fn content_id(&self) -> Option<String> {
        self.content.map(Content::id_text)
    }

    fn title(&self) -> Option<String> {
        self.content.map(|content| content.title.clone())
    }

    fn page_url(&self, space: Option<&str>, title: &str) -> Option<String> {
        let page = self.page(space, title)?;
        Some(format!("/wiki{}", webui(self.state, page)))
    }

    fn file(&self, page: Option<&PageName<'_>>, name: &str) -> Option<File> {
        let owner = match page {
            Some(page) => self.page(page.space, page.title)?,
            None => self.owner()?,
        };
        let mut files = self.state.children(owner.id);
        let file = files.find(|child| child.kind == ContentKind::Attachment && child.title == name)?;
        let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC)
            .to_string()
            .replace("%2E", ".");
        Some(File {
            id: file.latest().file.as_ref()?.id.clone(),
            collection: format!("contentId-{}", owner.id),
            url: format!(
                "/wiki/download/attachments/{}/{encoded}?version={}",
                owner.id,
                file.latest().number
            ),
        })
    }

    fn user_name(&self, account_id: &str) -> Option<String> {
        self.state.accounts.get(account_id).map(|account| account.name.clone())
    }

    fn macro_html(&self, found: &Macro<'_, '_>) -> Option<String> {
        match &*found.name() {
            "children" => self.children(),
            "include" => self.included(&found.parameter("")?),
            _ => None,
        }
    }
}
