//! Recordings: what is in them, what is not, and what is answered from them.

mod recordings;
mod secrets;

use confluence_sdk::testing::Recorder;
use confluence_sdk::transport::{Body, BoxFuture, Transport, TransportError};
use confluence_sdk::{Basic, Client, Credential, Http, Site};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder of a test, gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("confluence-sdk-replay-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("recording.json")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

type Answers = Box<dyn Fn(&http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError> + Send + Sync>;

/// A server that is a function.
struct Function(Arc<Answers>);

impl Transport for Function {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let answers = self.0.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect(1 << 20).await?.to_vec();
            answers(&http::Request::from_parts(head, body))
                .map(|answer| answer.map(|body| Body::from_chunks(vec![body.into()])))
        })
    }
}

/// A client whose exchange with a function is recorded.
fn recorded(
    recorder: &Recorder,
    answers: impl Fn(&http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError> + Send + Sync + 'static,
) -> Client<Basic> {
    let http = Http::builder().transport(Arc::new(Function(Arc::new(Box::new(answers)))));
    let http = http.wrap_transport(recorder.around()).build().unwrap();
    let site = Site::new("https://example.atlassian.net").unwrap();
    http.client(
        site,
        Credential::basic("ada@example.com", "t0ken-of-ada-7f1a90").unwrap(),
    )
}

fn json(status: u16, body: &str) -> Result<http::Response<Vec<u8>>, TransportError> {
    let answer = http::Response::builder()
        .status(status)
        .header("Content-Type", "application/json");
    Ok(answer.body(body.into()).unwrap())
}
