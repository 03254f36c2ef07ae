//! Editing comments.

use super::sealed::Draft;
use super::{Edit, How, Sameness, draft_body, same_text};
use crate::error::Error;
use crate::v2::{
    BodySingle, CommentBody, CommentBodyWrite, CommentNestedBodyWrite, FooterCommentModel, InlineCommentModel,
    InlineCommentResolutionStatus, NewVersion, WriteRepresentation, op,
};
use crate::workflows::{Handle, Working};
use crate::{CommentId, MayCall, Result};

/// What can be changed of a comment in the footer: what the closure of
/// [`edit_footer_comment`](crate::v2::Comments::edit_footer_comment) gets.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FooterCommentDraft {
    /// The body, in the representation in which it was read. [`text_mut`](FooterCommentDraft::text_mut) is a short way
    /// to its text.
    pub body: CommentBody,
    /// What the history of the comment says about the new version. By itself it makes no new version.
    pub message: Option<String>,
}

/// What can be changed of a comment in the text: what the closure of
/// [`edit_inline_comment`](crate::v2::Comments::edit_inline_comment) gets.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InlineCommentDraft {
    /// The body, in the representation in which it was read. [`text_mut`](InlineCommentDraft::text_mut) is a short way
    /// to its text.
    pub body: CommentBody,
    /// Whether what the comment is about is done. It is sent only if it was changed.
    pub resolved: bool,
    /// What the history of the comment says about the new version. By itself it makes no new version.
    pub message: Option<String>,
}

draft_body! { FooterCommentDraft CommentBody CommentBodyWrite CommentNestedBodyWrite }
draft_body! { InlineCommentDraft CommentBody CommentBodyWrite CommentNestedBodyWrite }

impl<A> crate::v2::Comments<'_, A> {
    /// Edits a comment in the footer safely: as [`edit_page`](crate::v2::Pages::edit_page) does a page.
    ///
    /// * Calls [`get_footer_comment_by_id`](Self::get_footer_comment_by_id) and
    ///   [`update_footer_comment`](Self::update_footer_comment), and needs the scopes and permissions of both.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example(client: &Client<Basic>, id: CommentId) -> Result<()> {
    /// client.comments().edit_footer_comment(id, |comment| comment.body = CommentBody::storage("<p>Done.</p>")).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Edit`].
    pub fn edit_footer_comment<'f>(
        &self,
        id: CommentId,
        edit: impl FnMut(&mut FooterCommentDraft) + Send + 'f,
    ) -> Edit<'f, FooterCommentDraft>
    where
        A: MayCall<op::GetFooterCommentById> + MayCall<op::UpdateFooterComment>,
    {
        Edit::new(Handle::of(self.client), id, edit)
    }

    /// Edits a comment in the text safely: as [`edit_page`](crate::v2::Pages::edit_page) does a page.
    ///
    /// * Calls [`get_inline_comment_by_id`](Self::get_inline_comment_by_id) and
    ///   [`update_inline_comment`](Self::update_inline_comment), and needs the scopes and permissions of both.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example(client: &Client<Basic>, id: CommentId) -> Result<()> {
    /// client.comments().edit_inline_comment(id, |comment| comment.resolved = true).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Edit`].
    pub fn edit_inline_comment<'f>(
        &self,
        id: CommentId,
        edit: impl FnMut(&mut InlineCommentDraft) + Send + 'f,
    ) -> Edit<'f, InlineCommentDraft>
    where
        A: MayCall<op::GetInlineCommentById> + MayCall<op::UpdateInlineComment>,
    {
        Edit::new(Handle::of(self.client), id, edit)
    }
}

impl Draft for FooterCommentDraft {
    type Id = CommentId;
    type Content = FooterCommentModel;

    fn read(site: &Handle, id: &CommentId, how: &How, version: Option<u32>) -> Working<'static, FooterCommentModel> {
        let mut request = op::GetFooterCommentById::new(*id);
        request.body_format = Some(how.format.word());
        request.version = version;
        site.call(request)
    }

    fn of(comment: &FooterCommentModel, how: &How) -> Result<(Self, u32)> {
        let draft = Self {
            body: Self::body_of(comment.body.as_ref(), how)?,
            message: None,
        };
        Ok((draft, super::number_of(comment.version.as_ref())?))
    }

    fn write(&self, site: &Handle, id: &CommentId, number: u32, _: &Self) -> Working<'static, FooterCommentModel> {
        let mut version = NewVersion::new(number);
        version.message = self.message.clone();
        site.call(op::UpdateFooterComment::new(*id, version, self.body.clone()))
    }

    fn same(&self, found: &Self, _: &Self) -> Sameness {
        self.same_body(found)
    }

    fn is_changed(&self, before: &Self) -> bool {
        self.body != before.body
    }
}

impl Draft for InlineCommentDraft {
    type Id = CommentId;
    type Content = InlineCommentModel;

    fn read(site: &Handle, id: &CommentId, how: &How, version: Option<u32>) -> Working<'static, InlineCommentModel> {
        let mut request = op::GetInlineCommentById::new(*id);
        request.body_format = Some(how.format.word());
        request.version = version;
        site.call(request)
    }

    fn of(comment: &InlineCommentModel, how: &How) -> Result<(Self, u32)> {
        let draft = Self {
            body: Self::body_of(comment.body.as_ref(), how)?,
            resolved: comment.resolution_status == Some(InlineCommentResolutionStatus::Resolved),
            message: None,
        };
        Ok((draft, super::number_of(comment.version.as_ref())?))
    }

    fn write(&self, site: &Handle, id: &CommentId, number: u32, before: &Self) -> Working<'static, InlineCommentModel> {
        let mut version = NewVersion::new(number);
        version.message = self.message.clone();
        let mut request = op::UpdateInlineComment::new(*id);
        request.version = Some(version);
        request.body = Some(self.body.clone());
        request.resolved = Some(self.resolved).filter(|resolved| *resolved != before.resolved);
        site.call(request)
    }

    fn same(&self, found: &Self, _: &Self) -> Sameness {
        if self.resolved != found.resolved {
            return Sameness::Different;
        }
        self.same_body(found)
    }

    fn is_changed(&self, before: &Self) -> bool {
        self.body != before.body || self.resolved != before.resolved
    }
}
