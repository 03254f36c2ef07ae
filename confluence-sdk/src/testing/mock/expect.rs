//! Says what an expectation answers.

use super::Mock;
use super::expectation::{Given, Often};
use super::pages::{Asked, Paged};
use super::wanted::Wanted;
use crate::fetch::Redirect;
use crate::operation::Operation;
use crate::page::Envelope;
use crate::response::{Download, Raw};
use crate::spec::Declaration;
use crate::testing::failure::Failure;
use crate::testing::model::{Model, short_name, written};
use crate::testing::reply::{Answer, Reply, ToAnswer};
use bytes::Bytes;
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// An expectation of a [`Mock`], to be told what it answers. `O` is the operation that is expected.
///
/// Answers are given one after the other, each to one call: `.fails(404).answers(page)` fails for the first call and
/// answers the second. [`times`](Expect::times) and [`always`](Expect::always) repeat the last one.
///
/// A call that the SDK sends again, because it failed in a way that may pass, continues to the next answer, and stays
/// at the last one: `.fails(503).answers(page)` answers one call that is tried twice, and `.fails(503)` fails however
/// often it is tried.
pub struct Expect<'m, O> {
    mock: &'m Mock,
    place: usize,
    operation: Option<&'static Declaration>,
    what: PhantomData<fn() -> O>,
}

/// Stands for the operation where an expectation is of a request that is not in the spec.
#[derive(Debug)]
pub enum AnyRequest {}

impl<'m, O> Expect<'m, O> {
    pub(super) fn new(mock: &'m Mock, place: usize, operation: Option<&'static Declaration>) -> Self {
        Self {
            mock,
            place,
            operation,
            what: PhantomData,
        }
    }

    /// Answers with this JSON. It is not compared with the spec before it is read, so a test can see what happens with
    /// an answer that is wrong.
    pub fn answers_json(self, json: Value) -> Self {
        self.gives(Given::Reply(Reply::Answer(Answer::new(200).json(&json))))
    }

    /// Answers with these bytes, with any status and headers.
    ///
    /// # Panics
    ///
    /// If the status or a header cannot be sent.
    #[track_caller]
    pub fn answers_raw(self, status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Self {
        let mut answer = Answer::new(status);
        answer.body = body.into();
        let headers = headers.iter();
        let answer = headers.fold(answer, |answer, (name, value)| answer.header(name, value));
        self.gives(Given::Reply(Reply::Answer(answer)))
    }

    /// Fails: with a status, with a [`Refusal`](crate::testing::Refusal), or because there is no answer.
    pub fn fails(self, failure: impl Into<Failure>) -> Self {
        let reply = failure.into().reply(self.operation);
        self.gives(Given::Reply(reply))
    }

    /// Gives the last answer to this many calls.
    pub fn times(self, times: usize) -> Self {
        self.often(Often::Times(times))
    }

    /// Gives the last answer to any number of calls, also to none.
    pub fn always(self) -> Self {
        self.often(Often::Always)
    }

    fn often(self, often: Often) -> Self {
        self.mock.state().expectations[self.place].often = often;
        self
    }

    fn gives(self, given: Given) -> Self {
        self.mock.state().expectations[self.place].answers.push(given);
        self
    }
}

impl<O: Operation> Expect<'_, O> {
    /// Answers with this value. Only the operation's own answer is taken.
    ///
    /// ```compile_fail,E0308
    /// # use confluence_sdk::{PageId, testing::Mock, v2::{Label, op}};
    /// # fn test(mock: &Mock, label: Label) {
    /// mock.expect(op::GetPageById::new(PageId::new(7))).answers(label); // expected `PageSingle`, found `Label`
    /// # }
    /// ```
    pub fn answers(self, answer: O::Output) -> Self
    where
        O::Output: ToAnswer,
    {
        let answer = Reply::Answer(answer.to_answer());
        self.gives(Given::Reply(answer))
    }

    /// Answers with pages of these items, each of which leads to the next one. It counts as one call, however many
    /// pages are read.
    ///
    /// ```
    /// # use confluence_sdk::{Basic, Result, answer, testing::Mock, v2::{PageBulk, op}};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// let page = |id: u64| answer!(PageBulk { id: id.into() });
    ///
    /// let mock = Mock::new();
    /// mock.expect(op::GetPages::new()).answers_pages([vec![page(1), page(2)], vec![page(3)]]);
    ///
    /// let pages = mock.client::<Basic>().pages().get_pages().items().collect().await?;
    /// assert_eq!(pages.len(), 3);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// If such an answer has members beside its items that the server always sends. Give that one as JSON.
    #[track_caller]
    pub fn answers_pages<I>(self, pages: impl IntoIterator<Item = I>) -> Self
    where
        I: IntoIterator<Item = <O::Output as Envelope>::Item>,
        O::Output: Envelope,
        <O::Output as Envelope>::Item: Model,
    {
        let pages = pages
            .into_iter()
            .map(|page| page.into_iter().map(|item| written(&item)).collect());
        let pages = Paged::new(O::DECLARATION, pages.collect());
        if let Reply::Answer(answer) = pages.answer(Asked::START)
            && let Err(error) = O::decode(Raw::new(answer.into_http(|body| body)))
        {
            panic!(
                "items alone make no `{}`, use `answers_json`: {error}",
                short_name::<O::Output>()
            );
        }
        self.gives(Given::Pages(Arc::new(pages)))
    }
}

impl<O: Operation<Output = Redirect>> Expect<'_, O> {
    /// Answers with a file: the call leads to the address of another host, and the file is there.
    ///
    /// ```
    /// # use confluence_sdk::{AttachmentId, Basic, PageId, Result, testing::{self, Mock}, v1::op};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// let (page, file) = (PageId::new(7), AttachmentId::new("att9")?);
    /// let mock = Mock::new();
    /// mock.expect(op::DownloadAttachment::new(page, file.clone()))
    ///     .answers_file(testing::download("a.csv", "text/csv", "1,2"));
    ///
    /// let client = mock.client::<Basic>();
    /// let download = client.v1().attachments().download_attachment(page, file).await?.download().await?;
    /// assert_eq!((download.file_name(), &download.bytes[..]), (Some("a.csv"), &b"1,2"[..]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn answers_file(self, file: Download) -> Self {
        let address = self.mock.keep_file(&file);
        let answer = Answer::new(302).header("location", &address);
        self.gives(Given::Reply(Reply::Answer(answer)))
    }
}

impl Expect<'_, AnyRequest> {
    /// The request has this query parameter too. Parameters that are not named are unexpected.
    pub fn query(self, name: &str, value: &str) -> Self {
        if let Wanted::Plain(plain) = &mut self.mock.state().expectations[self.place].wanted {
            plain.query.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The body is this JSON. Without it, any body will do.
    pub fn json(self, body: Value) -> Self {
        if let Wanted::Plain(plain) = &mut self.mock.state().expectations[self.place].wanted {
            plain.body = Some(body);
        }
        self
    }
}

impl<O> fmt::Debug for Expect<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wanted = self.mock.state().expectations[self.place].wanted.to_string();
        f.debug_tuple("Expect").field(&wanted).finish()
    }
}
