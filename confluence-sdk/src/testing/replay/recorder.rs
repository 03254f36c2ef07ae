//! Writes what passes between a client and a site.

use super::cassette;
use super::clean::Cleaner;
use super::people::without_people;
use crate::Result;
use crate::content_coding;
use crate::testing::sent::Sent;
use crate::transport::{Body, BoxFuture, Transport, TransportError};
use serde_json::{Value, json};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Records a real exchange, to be answered from a file later ([`Replayer`](super::Replayer)).
///
/// ```no_run
/// use confluence_sdk::testing::Recorder;
/// use confluence_sdk::{Credential, Http, Result, Site};
///
/// # async fn example(email: &str, token: String) -> Result<()> {
/// let recorder = Recorder::new("tests/recordings/export.json").without_people();
/// let http = Http::builder().wrap_transport(recorder.around()).build()?;
/// let client = http.client(Site::new("https://your-domain.atlassian.net")?, Credential::basic(email, token)?);
///
/// let pages = client.pages().get_pages().items().collect().await?;
/// recorder.finish()?;
/// # Ok(())
/// # }
/// ```
///
/// # What is not written
///
/// * Headers that are not needed to answer: no `Authorization`, no cookies. What is written is on a list.
/// * The bodies of requests for tokens; of their answers only the kind, the time and the scopes.
/// * The credential of the request, wherever the site repeats it.
/// * Tokens and secrets by their names, in members and in parameters of addresses, and by their form. Of an address
///   that is not one of the API, such as that of a file, no value of the query is written.
/// * The address of the site and its cloud id, as far as they are in requests. Answers repeat the address.
/// * The code and the state of a sign-in: members of what the identity host answers, parameters of a callback.
/// * With [`without_people`](Recorder::without_people): account ids, names of people and e-mail addresses, and cursors,
///   which can contain them. Each has the same stand-in everywhere.
/// * What [`hide`](Recorder::hide) names.
///
/// Pages and files are written as they are, and numbers of JSON with 64 bits. Secrets are not looked for in what is
/// neither JSON nor text, such as pictures and archives. An answer with a content coding that cannot be undone here is
/// recorded without its body. Read a recording before you share it.
#[must_use = "a recording is written by `finish`"]
pub struct Recorder {
    path: PathBuf,
    without_people: bool,
    hidden: Vec<String>,
    exchanges: Arc<Mutex<Vec<Value>>>,
    finished: bool,
}

impl Recorder {
    /// Records into this file. A file that is there is replaced when the recording is finished.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            without_people: false,
            hidden: Vec::new(),
            exchanges: Arc::default(),
            finished: false,
        }
    }

    /// Writes stand-ins for people: their account ids, names and e-mail addresses. Cursors get numbers, because the
    /// site can have put an account id into them.
    pub fn without_people(mut self) -> Self {
        self.without_people = true;
        self
    }

    /// Takes this text out wherever it is, such as a secret of your program that it writes into pages. Also where it is
    /// percent-encoded. A program that sends it when the recording is replayed names it there too:
    /// [`Replayer::hide`](super::Replayer::hide).
    pub fn hide(mut self, secret: impl Into<String>) -> Self {
        self.hidden.push(secret.into());
        self
    }

    /// What is put around the transport that makes the exchange:
    /// [`HttpBuilder::wrap_transport`](crate::HttpBuilder::wrap_transport) takes it.
    pub fn around(&self) -> impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + use<> {
        let (hidden, exchanges) = (self.hidden.clone(), self.exchanges.clone());
        move |inner| -> Arc<dyn Transport> {
            Arc::new(Recorded {
                inner,
                hidden: hidden.into(),
                exchanges,
            })
        }
    }

    /// Writes the file. There is the whole file afterwards, or the one that was there before.
    ///
    /// A recorder that is dropped without this writes what it has, marked as not finished; nothing is answered from
    /// such a file. If there is a file already, that one stays, and what was not finished is beside it, with
    /// `.unfinished` at the end of its name.
    ///
    /// # Errors
    ///
    /// If the file cannot be written ([`Error::is_file`](crate::Error::is_file)).
    pub fn finish(mut self) -> Result<()> {
        self.finished = true;
        self.save(true)
    }

    fn save(&self, complete: bool) -> Result<()> {
        let exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut exchanges = Value::Array(exchanges);
        if self.without_people {
            exchanges = without_people(&exchanges);
        }
        let mut beside = self.path.clone().into_os_string();
        beside.push(".unfinished");
        if !complete && self.path.exists() {
            return cassette::save(beside.as_ref(), &exchanges, false);
        }
        cassette::save(&self.path, &exchanges, complete)?;
        // One of an earlier run, which says less.
        let _ = std::fs::remove_file(beside);
        Ok(())
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        if !self.finished {
            // Whoever replays it is told; there is nobody here to tell.
            let _ = self.save(false);
        }
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// The transport that makes the exchange, with what records it.
struct Recorded {
    inner: Arc<dyn Transport>,
    hidden: Arc<[String]>,
    exchanges: Arc<Mutex<Vec<Value>>>,
}

impl Transport for Recorded {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let (inner, hidden, exchanges) = (self.inner.clone(), self.hidden.clone(), self.exchanges.clone());
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect(u64::MAX).await?;
            let sent = Sent::new(head.clone(), body.clone());
            let cleaner = Cleaner::new(&sent, &hidden);
            let request = cassette::request(&sent, &cleaner);
            let outcome = whole(&*inner, http::Request::from_parts(head, Body::from_chunks(vec![body]))).await;
            let response = match &outcome {
                Ok((head, bytes)) => cassette::answer(&sent, head, bytes, &cleaner),
                Err(error) => cassette::fault(error),
            };
            let exchange = json!({ "request": request, "response": response });
            exchanges.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
            outcome.map(|(head, bytes)| http::Response::from_parts(head, Body::from_chunks(vec![bytes])))
        })
    }
}

/// Sends a request and reads the answer to its end.
async fn whole(
    inner: &dyn Transport,
    request: http::Request<Body>,
) -> Result<(http::response::Parts, bytes::Bytes), TransportError> {
    // What is coded could neither be cleaned nor be read by people.
    let (head, body) = content_coding::undo(inner.send(request).await?).into_parts();
    Ok((head, body.collect(u64::MAX).await?))
}
