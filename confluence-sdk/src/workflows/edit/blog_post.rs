//! Editing blog posts.

use super::sealed::Draft;
use super::{Edit, How, Sameness, draft_body, same_text};
use crate::error::Error;
use crate::v2::{
    BlogPostBody, BlogPostBodyWrite, BlogPostNestedBodyWrite, BlogPostSingle, BlogPostStatus, BodySingle, NewVersion,
    WriteRepresentation, op,
};
use crate::workflows::{Handle, Working};
use crate::{BlogPostId, MayCall, Result};

/// What can be changed of a blog post: what the closure of [`edit_blog_post`](crate::v2::BlogPosts::edit_blog_post)
/// gets.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BlogPostDraft {
    /// The title.
    pub title: String,
    /// The body, in the representation in which it was read. [`text_mut`](BlogPostDraft::text_mut) is a short way to
    /// its text.
    pub body: BlogPostBody,
    /// Published or draft. A draft that becomes [`Current`](BlogPostStatus::Current) is published.
    pub status: BlogPostStatus,
    /// What the history of the blog post says about the new version. By itself it makes no new version.
    pub message: Option<String>,
}

draft_body! { BlogPostDraft BlogPostBody BlogPostBodyWrite BlogPostNestedBodyWrite }

impl<A> crate::v2::BlogPosts<'_, A> {
    /// Edits a blog post safely: as [`edit_page`](crate::v2::Pages::edit_page) does a page.
    ///
    /// * Calls [`get_blog_post_by_id`](Self::get_blog_post_by_id) and [`update_blog_post`](Self::update_blog_post), and
    ///   needs the scopes and permissions of both.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example(client: &Client<Basic>, id: BlogPostId) -> Result<()> {
    /// client.blog_posts().edit_blog_post(id, |post| post.title = "Release 1.2".to_owned()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Edit`].
    pub fn edit_blog_post<'f>(
        &self,
        id: BlogPostId,
        edit: impl FnMut(&mut BlogPostDraft) + Send + 'f,
    ) -> Edit<'f, BlogPostDraft>
    where
        A: MayCall<op::GetBlogPostById> + MayCall<op::UpdateBlogPost>,
    {
        Edit::new(Handle::of(self.client), id, edit)
    }
}

impl Edit<'_, BlogPostDraft> {
    /// Edits the draft and not the published blog post. What has never been published has a draft alone.
    pub fn of_draft(self) -> Self {
        self.reading_drafts()
    }
}

impl Draft for BlogPostDraft {
    type Id = BlogPostId;
    type Content = BlogPostSingle;

    fn read(site: &Handle, id: &BlogPostId, how: &How, version: Option<u32>) -> Working<'static, BlogPostSingle> {
        let mut request = op::GetBlogPostById::new(*id);
        request.body_format = Some(how.format.word());
        request.version = version;
        request.get_draft = how.draft.then_some(true);
        site.call(request)
    }

    fn of(post: &BlogPostSingle, how: &How) -> Result<(Self, u32)> {
        let status = match super::is_published(post.status.as_ref())? {
            true => BlogPostStatus::Current,
            false => BlogPostStatus::Draft,
        };
        let draft = Self {
            title: post.title.clone().unwrap_or_default(),
            body: Self::body_of(post.body.as_ref(), how)?,
            status,
            message: None,
        };
        Ok((draft, super::number_of(post.version.as_ref())?))
    }

    fn next(&self, before: &Self, number: u32) -> u32 {
        super::next_of(
            before.status == BlogPostStatus::Current && self.status == BlogPostStatus::Current,
            number,
        )
    }

    fn write(&self, site: &Handle, id: &BlogPostId, number: u32, _: &Self) -> Working<'static, BlogPostSingle> {
        let mut version = NewVersion::new(number);
        version.message = self.message.clone();
        let request = op::UpdateBlogPost::new(*id, self.status.clone(), &self.title, self.body.clone(), version);
        site.call(request)
    }

    fn same(&self, found: &Self, _: &Self) -> Sameness {
        if self.title != found.title || self.status != found.status {
            return Sameness::Different;
        }
        self.same_body(found)
    }

    fn is_changed(&self, before: &Self) -> bool {
        let message = before.message.clone();
        Self {
            message,
            ..self.clone()
        } != *before
    }
}
