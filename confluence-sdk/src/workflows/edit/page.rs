//! Editing pages.

use super::sealed::Draft;
use super::{Edit, How, Sameness, draft_body, same_text};
use crate::error::Error;
use crate::v2::{
    BodySingle, NewVersion, PageBody, PageBodyWrite, PageNestedBodyWrite, PageSingle, PageStatus, WriteRepresentation,
    op,
};
use crate::workflows::{Handle, Working};
use crate::{AccountId, ContentId, MayCall, PageId, Result};

/// What can be changed of a page: what the closure of [`edit_page`](crate::v2::Pages::edit_page) gets.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PageDraft {
    /// The title.
    pub title: String,
    /// The body, in the representation in which it was read. [`text_mut`](PageDraft::text_mut) is a short way to its
    /// text.
    pub body: PageBody,
    /// Published or draft. A draft that becomes [`Current`](PageStatus::Current) is published.
    pub status: PageStatus,
    /// What the page lies under. It is sent only if it was changed.
    pub parent_id: Option<ContentId>,
    /// Who owns the page. It is sent only if it was changed.
    pub owner_id: Option<AccountId>,
    /// What the history of the page says about the new version. By itself it makes no new version.
    pub message: Option<String>,
}

draft_body! { PageDraft PageBody PageBodyWrite PageNestedBodyWrite }

impl<A> crate::v2::Pages<'_, A> {
    /// Edits a page safely: reads it, lets the closure change a draft of it, and writes the draft as the next version.
    ///
    /// If somebody else has written a version in the meantime, all of it is done again with what they wrote, so the
    /// closure may run several times. Nothing is written if the closure changes nothing.
    ///
    /// * Calls [`get_page_by_id`](Self::get_page_by_id) and [`update_page`](Self::update_page), and needs the scopes
    ///   and permissions of both.
    /// * Title, body, status, parent and owner stay as they are where the closure does not change them.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example<A: Allows<op::GetPageById> + Allows<op::UpdatePage>>(client: &Client<A>, id: PageId) -> Result<()> {
    /// let written = client.pages().edit_page(id, |page| page.text_mut().push_str("<p>One more line.</p>")).await?;
    /// println!("{}: {:?}", written.outcome, written.value.version);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Edit`]. A page that is archived or in the trash cannot be edited.
    #[doc(alias("update_with", "read-modify-write", "409", "version conflict"))]
    pub fn edit_page<'f>(&self, id: PageId, edit: impl FnMut(&mut PageDraft) + Send + 'f) -> Edit<'f, PageDraft>
    where
        A: MayCall<op::GetPageById> + MayCall<op::UpdatePage>,
    {
        Edit::new(Handle::of(self.client), id, edit)
    }
}

impl Edit<'_, PageDraft> {
    /// Edits the draft and not the published page. What has never been published has a draft alone.
    pub fn of_draft(self) -> Self {
        self.reading_drafts()
    }
}

impl Draft for PageDraft {
    type Id = PageId;
    type Content = PageSingle;

    fn read(site: &Handle, id: &PageId, how: &How, version: Option<u32>) -> Working<'static, PageSingle> {
        let mut request = op::GetPageById::new(*id);
        request.body_format = Some(how.format.word());
        request.version = version;
        request.get_draft = how.draft.then_some(true);
        site.call(request)
    }

    fn of(page: &PageSingle, how: &How) -> Result<(Self, u32)> {
        let status = match super::is_published(page.status.as_ref())? {
            true => PageStatus::Current,
            false => PageStatus::Draft,
        };
        let draft = Self {
            title: page.title.clone().unwrap_or_default(),
            body: Self::body_of(page.body.as_ref(), how)?,
            status,
            parent_id: page.parent_id.clone(),
            owner_id: page.owner_id.clone(),
            message: None,
        };
        Ok((draft, super::number_of(page.version.as_ref())?))
    }

    fn next(&self, before: &Self, number: u32) -> u32 {
        super::next_of(
            before.status == PageStatus::Current && self.status == PageStatus::Current,
            number,
        )
    }

    fn write(&self, site: &Handle, id: &PageId, number: u32, before: &Self) -> Working<'static, PageSingle> {
        let mut version = NewVersion::new(number);
        version.message = self.message.clone();
        let mut request = op::UpdatePage::new(*id, self.status.clone(), &self.title, self.body.clone(), version);
        request.parent_id = self.parent_id.clone().filter(|_| self.parent_id != before.parent_id);
        request.owner_id = self.owner_id.clone().filter(|_| self.owner_id != before.owner_id);
        site.call(request)
    }

    fn same(&self, found: &Self, before: &Self) -> Sameness {
        if self.title != found.title || self.status != found.status {
            return Sameness::Different;
        }
        let is_placed = (self.parent_id == before.parent_id || self.parent_id == found.parent_id)
            && (self.owner_id == before.owner_id || self.owner_id == found.owner_id);
        match self.same_body(found) {
            Sameness::Same if is_placed => Sameness::Same,
            // It is not there, and to be placed twice is the same as once.
            Sameness::Same if self.body == before.body => Sameness::Different,
            // Somebody may have moved it since: that makes no version.
            Sameness::Same => Sameness::Unknown,
            other => other,
        }
    }

    fn is_changed(&self, before: &Self) -> bool {
        let message = before.message.clone();
        Self {
            message,
            ..self.clone()
        } != *before
    }
}
