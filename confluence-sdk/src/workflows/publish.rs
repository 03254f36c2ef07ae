//! A page that is there with this title and this body, whether it was there before or not.

use super::begin::Begin;
use super::edit::{Edit, PageDraft, is_like};
use super::pause::Pause;
use super::{Handle, Outcome, Written};
use crate::error::Error;
use crate::v2::{ContentStatus, PageBody, PageBulk, PageNestedBodyWrite, PageSingle, WriteRepresentation, op};
use crate::{ContentId, MayCall, PageId, Result, SpaceId};
use http::StatusCode;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// How often is begun again if others create pages with the same title at the same time.
const ATTEMPTS: usize = 4;

impl<A> crate::v2::Pages<'_, A> {
    /// Makes sure that the space has a page with this title and this body: creates it, gives it a new version, or
    /// leaves it alone if it is so already.
    ///
    /// A title is unique in its space, so it can be called again and again, and by several programs at once. Spaces
    /// around the title are left out, as a site does. Bodies are compared without what a site adds by itself: ids of
    /// macros and tasks, sizes of images, widths of tables where the body gives none. Wiki markup cannot be compared,
    /// and makes a new version each time.
    ///
    /// Calls [`get_pages_in_space`](Self::get_pages_in_space), then [`create_page`](Self::create_page) or
    /// [`get_page_by_id`](Self::get_page_by_id) and [`update_page`](Self::update_page), and needs the scopes and
    /// permissions of all.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example(client: &Client<Basic>, space: SpaceId, parent: PageId) -> Result<()> {
    /// let body = PageBody::storage("<p>Done.</p>");
    /// let page = client.pages().publish_page(space, "Release 1.2", body).parent_id(parent).await?;
    /// println!("{}: {}", page.outcome, page.value.id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the calls, as described at [`Edit`].
    ///
    /// * [`Error::is_invalid_input`] if the title is empty or longer than 255 characters, or if the space has a page
    ///   whose title differs in case alone: a site takes both for one title, and nothing is overwritten.
    /// * The refusal of the site (400) if a page has the title that is not published, such as one in the archive.
    #[doc(alias("create or update", "upsert"))]
    pub fn publish_page(&self, space: SpaceId, title: impl Into<String>, body: impl Into<PageBody>) -> PublishPage
    where
        A: MayCall<op::GetPagesInSpace> + MayCall<op::CreatePage> + MayCall<op::GetPageById> + MayCall<op::UpdatePage>,
    {
        let wanted = Wanted {
            site: Handle::of(self.client),
            space,
            title: title.into().trim().to_owned(),
            body: body.into(),
            parent_id: None,
            message: None,
        };
        PublishPage {
            state: Begin::Ready(wanted),
        }
    }
}

/// A page that is ready to be published. Set what is optional, then `.await` it: it is a [`Future`] of
/// `Result<Written<PageSingle>>`.
#[must_use = "nothing is sent until it is awaited"]
pub struct PublishPage {
    state: Begin<'static, Wanted, Written<PageSingle>>,
}

#[derive(Clone)]
struct Wanted {
    site: Handle,
    space: SpaceId,
    title: String,
    body: PageBody,
    parent_id: Option<ContentId>,
    message: Option<String>,
}

impl PublishPage {
    /// What the page shall lie under. Without it, a new page comes under the homepage of the space, and one that is
    /// there stays where it is.
    pub fn parent_id(mut self, parent: impl Into<ContentId>) -> Self {
        if let Some(wanted) = self.state.options() {
            wanted.parent_id = Some(parent.into());
        }
        self
    }

    /// What the history of the page says if it gets a new version.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        if let Some(wanted) = self.state.options() {
            wanted.message = Some(message.into());
        }
        self
    }
}

impl Wanted {
    async fn publish(self) -> Result<Written<PageSingle>> {
        self.check_title()?;
        let (mut pause, mut lost, mut refused) = (Pause::new(), None, None);
        for _ in 0..ATTEMPTS {
            match self.find().await {
                Ok(Some(id)) => return self.update(id, lost).await,
                // The title is taken, but not by a page that can be found.
                Ok(None) if refused.is_some() => break,
                Ok(None) => {}
                Err(error) => return Err(lost.unwrap_or(error)),
            }
            match self.create().await {
                Ok(page) => return Ok(Written::new(Outcome::Created, page)),
                Err(error) if error.may_have_been_applied() => lost = Some(error),
                Err(error) if matches!(error.status(), Some(StatusCode::BAD_REQUEST | StatusCode::CONFLICT)) => {
                    refused = Some(error)
                }
                Err(error) => return Err(lost.unwrap_or(error)),
            }
            pause.wait(&self.site).await;
        }
        // That there may be a page matters more than why there cannot be another one.
        let none = || Error::unexpected("there was no attempt to write");
        Err(lost.or(refused).unwrap_or_else(none))
    }

    /// Updates the page that is there, perhaps by a call whose answer was lost.
    async fn update(&self, id: PageId, lost: Option<Error>) -> Result<Written<PageSingle>> {
        match self.edit(id).await {
            Ok(written) if written.outcome == Outcome::Unchanged && lost.is_some() => {
                Ok(Written::new(Outcome::Created, written.value))
            }
            Err(error) if !error.may_have_been_applied() => Err(lost.unwrap_or(error)),
            written => written,
        }
    }

    /// What a site refuses, or stores in another way so that it is not found again.
    fn check_title(&self) -> Result<()> {
        match self.title.chars().count() {
            0 => Err(Error::input("title", "is empty; what is published must have one")),
            count @ 256.. => Err(Error::input(
                "title",
                format!("has {count} characters; 255 is the most"),
            )),
            _ => Ok(()),
        }
    }

    /// The published page with the title.
    async fn find(&self) -> Result<Option<PageId>> {
        let mut request = op::GetPagesInSpace::new(self.space);
        request.title = Some(self.title.clone());
        request.status = vec![ContentStatus::Current];
        let found: Vec<PageBulk> = self.site.open(request).items().collect().await?;
        let mut alike = None;
        for page in &found {
            match page.title.as_deref() {
                Some(title) if title == self.title => return Ok(Some(page.id)),
                Some(title) if title.to_lowercase() == self.title.to_lowercase() => alike = Some(title),
                _ => {}
            }
        }
        // A site may take them for one title, and they may come of two sources: neither is written over the other.
        alike.map_or(Ok(None), |title| {
            let wanted = &self.title;
            Err(Error::input(
                "title",
                format!("is `{wanted}`, and the space has a page `{title}`, which a site may take for the same title; rename one of them"),
            ))
        })
    }

    async fn create(&self) -> Result<PageSingle> {
        let mut request = op::CreatePage::new(self.space);
        request.title = Some(self.title.clone());
        request.parent_id = self.parent_id.clone();
        request.body = Some(self.body.clone());
        self.site.open(request).await
    }

    fn is_adf(&self) -> bool {
        match &self.body {
            PageBody::Plain(body) => body.representation == WriteRepresentation::AtlasDocFormat,
            PageBody::Nested(body) => matches!(body, PageNestedBodyWrite::AtlasDocFormat(_)),
        }
    }

    fn edit(&self, id: PageId) -> Edit<'_, PageDraft> {
        let edit = Edit::new(self.site.clone(), id, |draft: &mut PageDraft| {
            draft.title.clone_from(&self.title);
            draft.message.clone_from(&self.message);
            if self.parent_id.is_some() {
                draft.parent_id.clone_from(&self.parent_id);
            }
            let text = draft.text().to_owned();
            let before = std::mem::replace(&mut draft.body, self.body.clone());
            if is_like(&text, draft.text()) {
                draft.body = before;
            }
        });
        if self.is_adf() { edit.atlas_doc_format() } else { edit }
    }
}

impl Future for PublishPage {
    type Output = Result<Written<PageSingle>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.state.poll(cx, |wanted| Box::pin(wanted.publish()))
    }
}

impl fmt::Debug for PublishPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublishPage").finish_non_exhaustive()
    }
}
