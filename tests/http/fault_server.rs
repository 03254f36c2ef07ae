//! A server that does as it is told: it gives scripted answers in order, whole or broken, and keeps what it was asked.
//!
//! A request that the script does not expect is answered with 500 and fails the test, and so is an answer that nobody
//! fetched.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Stops when it is dropped, and fails the test then if the script was not followed.
pub(crate) struct FaultServer {
    address: String,
    shared: Arc<Mutex<Shared>>,
    listening: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    script: VecDeque<(Option<String>, Reply)>,
    otherwise: Option<Otherwise>,
    received: Vec<Received>,
    complaints: Vec<String>,
    connections: usize,
    /// How many bytes of endless answers were sent.
    endless: usize,
}

/// A request as it arrived.
#[derive(Clone, Debug, Default)]
pub(crate) struct Received {
    pub(crate) method: String,
    /// Path and query, not decoded.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    pub(crate) fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

type Render = Box<dyn FnOnce(&Received) -> Reply + Send>;
type Otherwise = Arc<dyn Fn(&Received) -> Reply + Send + Sync>;

/// One answer.
#[derive(Default)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    before_head: Duration,
    before_body: Duration,
    /// So many bytes of the body are sent, then the connection is closed.
    cut: Option<usize>,
    /// Sent instead of anything else, then the connection is closed.
    instead: Option<Vec<u8>>,
    /// The body is sent in pieces of this size, with a pause before each.
    pieces: Option<(usize, Duration)>,
    /// Sent at the end, again and again with a pause before each, until the client hangs up.
    endless: Option<(Vec<u8>, Duration)>,
    render: Option<Render>,
}

impl Reply {
    pub(crate) fn new(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    pub(crate) fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status).header("Content-Type", "application/json").body(body)
    }

    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::json(200, body)
    }

    pub(crate) fn html(status: u16, body: &str) -> Self {
        Self::new(status)
            .header("Content-Type", "text/html; charset=utf-8")
            .body(body)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Waits before the status line.
    pub(crate) fn late(mut self, delay: Duration) -> Self {
        self.before_head = delay;
        self
    }

    /// Waits between the headers and the body.
    pub(crate) fn stalls(mut self, delay: Duration) -> Self {
        self.before_body = delay;
        self
    }

    /// Closes the connection after so many bytes of the body.
    pub(crate) fn cut_after(mut self, bytes: usize) -> Self {
        self.cut = Some(bytes);
        self
    }

    /// Sends these bytes and nothing else, then closes the connection.
    pub(crate) fn raw(bytes: &[u8]) -> Self {
        Self {
            instead: Some(bytes.to_vec()),
            ..Self::default()
        }
    }

    /// Sends the body in pieces of this size, with a pause before each.
    pub(crate) fn in_pieces(mut self, size: usize, pause: Duration) -> Self {
        self.pieces = Some((size, pause));
        self
    }

    /// Goes on with these bytes for ever. To be used with [`raw`](Reply::raw).
    pub(crate) fn endless(mut self, bytes: impl Into<Vec<u8>>, pause: Duration) -> Self {
        self.endless = Some((bytes.into(), pause));
        self
    }

    /// An answer made from the request.
    pub(crate) fn of(render: impl FnOnce(&Received) -> Self + Send + 'static) -> Self {
        Self {
            render: Some(Box::new(render)),
            ..Self::default()
        }
    }

    async fn send(mut self, request: &Received, stream: &mut TcpStream, shared: &Mutex<Shared>) -> io::Result<bool> {
        while let Some(render) = self.render.take() {
            self = render(request);
        }
        tokio::time::sleep(self.before_head).await;
        if let Some(bytes) = self.instead {
            stream.write_all(&bytes).await?;
            while let Some((bytes, pause)) = &self.endless {
                tokio::time::sleep(*pause).await;
                stream.write_all(bytes).await?;
                lock(shared).endless += bytes.len();
            }
            return Ok(false);
        }
        let mut head = format!("HTTP/1.1 {} Scripted\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.status != 204 {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        stream.write_all(format!("{head}\r\n").as_bytes()).await?;
        if !self.before_body.is_zero() {
            stream.flush().await?;
            tokio::time::sleep(self.before_body).await;
        }
        let sent = self.cut.unwrap_or(self.body.len());
        let (size, pause) = self.pieces.unwrap_or((sent.max(1), Duration::ZERO));
        for piece in self.body[..sent].chunks(size) {
            if !pause.is_zero() {
                tokio::time::sleep(pause).await;
            }
            stream.write_all(piece).await?;
        }
        Ok(self.cut.is_none())
    }
}

impl FaultServer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a port on the loopback interface");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let shared = Arc::<Mutex<Shared>>::default();
        let listening = tokio::spawn(accept(listener, shared.clone()));
        Self {
            address,
            shared,
            listening,
        }
    }

    pub(crate) fn url(&self) -> &str {
        &self.address
    }

    /// The next answer, whatever is asked.
    pub(crate) fn answer(&self, reply: Reply) -> &Self {
        self.state().script.push_back((None, reply));
        self
    }

    /// The next answer, to exactly this request: `GET /wiki/api/v2/pages?limit=2`.
    pub(crate) fn expect(&self, line: &str, reply: Reply) -> &Self {
        self.state().script.push_back((Some(line.to_owned()), reply));
        self
    }

    /// How every request is answered that the script has no answer for.
    pub(crate) fn otherwise(&self, render: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> &Self {
        self.state().otherwise = Some(Arc::new(render));
        self
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.state().received.clone()
    }

    /// The only request that came.
    #[track_caller]
    pub(crate) fn only(&self) -> Received {
        let received = self.received();
        match received.as_slice() {
            [only] => only.clone(),
            several => panic!(
                "not one request: {:?}",
                several.iter().map(Received::line).collect::<Vec<_>>()
            ),
        }
    }

    #[track_caller]
    pub(crate) fn saw_nothing(&self) {
        let lines: Vec<_> = self.received().iter().map(Received::line).collect();
        assert!(lines.is_empty(), "something was sent: {lines:?}");
    }

    pub(crate) fn connections(&self) -> usize {
        self.state().connections
    }

    /// How many bytes of endless answers were sent.
    pub(crate) fn endless(&self) -> usize {
        self.state().endless
    }

    fn state(&self) -> MutexGuard<'_, Shared> {
        lock(&self.shared)
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        self.listening.abort();
        let state = self.state();
        let mut complaints = state.complaints.clone();
        for (line, _) in &state.script {
            complaints.push(format!("never asked for: {}", line.as_deref().unwrap_or("an answer")));
        }
        drop(state);
        if !complaints.is_empty() && !std::thread::panicking() {
            panic!("the script was not followed: {}", complaints.join("; "));
        }
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, shared: Arc<Mutex<Shared>>) {
    while let Ok((stream, _)) = listener.accept().await {
        lock(&shared).connections += 1;
        // Head and body go out apart; without this the kernel would hold the second back for a while.
        let _ = stream.set_nodelay(true);
        tokio::spawn(serve(stream, shared.clone()));
    }
}

async fn serve(mut stream: TcpStream, shared: Arc<Mutex<Shared>>) {
    // Errors here are the client hanging up, which some tests want.
    while let Ok(Some(request)) = read(&mut stream).await {
        let reply = next(&mut lock(&shared), &request);
        if !matches!(reply.send(&request, &mut stream, &shared).await, Ok(true)) {
            break;
        }
    }
}

fn next(shared: &mut Shared, request: &Received) -> Reply {
    shared.received.push(request.clone());
    let line = request.line();
    let complaint = match shared.script.pop_front() {
        Some((Some(expected), _)) if expected != line => format!("expected `{expected}`, got `{line}`"),
        Some((_, reply)) => return reply,
        None if shared.otherwise.is_some() => {
            let otherwise = shared.otherwise.clone();
            return Reply::of(move |request| otherwise.map_or_else(Reply::default, |render| render(request)));
        }
        None => format!("nothing more was expected, got `{line}`"),
    };
    shared.complaints.push(complaint.clone());
    Reply::new(500).body(complaint)
}

/// The next request on a connection, or `None` at its end.
async fn read(stream: &mut TcpStream) -> io::Result<Option<Received>> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut body = bytes.split_off(end + 4);
    let mut lines = head.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ').map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let mut request = Received {
        method,
        target,
        headers,
        body: Vec::new(),
    };
    if request.header("transfer-encoding") == Some("chunked") {
        request.body = chunked(stream, body).await?;
        return Ok(Some(request));
    }
    let length = request.header("content-length").map_or(Ok(0), str::parse::<usize>);
    let length = length.map_err(io::Error::other)?;
    while body.len() < length {
        if stream.read_buf(&mut body).await? == 0 {
            return Ok(None);
        }
    }
    request.body = body;
    Ok(Some(request))
}

/// The body of a request that is sent in chunks. Some of it has been read.
async fn chunked(stream: &mut TcpStream, mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = bytes.windows(2).position(|window| window == b"\r\n") {
                break end;
            }
            more(stream, &mut bytes).await?;
        };
        let size = std::str::from_utf8(&bytes[..end]).map_err(io::Error::other)?;
        let size = usize::from_str_radix(size, 16).map_err(io::Error::other)?;
        while bytes.len() < end + 2 + size + 2 {
            more(stream, &mut bytes).await?;
        }
        body.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes.drain(..end + 2 + size + 2);
        if size == 0 {
            return Ok(body);
        }
    }
}

async fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<()> {
    match stream.read_buf(bytes).await? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

#[tokio::test]
async fn a_request_that_nobody_expected_fails_the_test() {
    let server = FaultServer::start().await;
    let client = crate::clients::basic(&server);
    let error = client.spaces().get_spaces().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 500);
    assert!(
        error
            .to_string()
            .contains("nothing more was expected, got `GET /wiki/api/v2/spaces`"),
        "{error}"
    );
    assert!(complaint(server).contains("nothing more was expected"));

    let server = FaultServer::start().await;
    server.expect("GET /wiki/api/v2/pages", Reply::ok("{}"));
    let client = crate::clients::basic(&server);
    assert_eq!(client.spaces().get_spaces().await.unwrap_err().status().unwrap(), 500);
    assert!(complaint(server).contains("expected `GET /wiki/api/v2/pages`, got `GET /wiki/api/v2/spaces`"));

    let server = FaultServer::start().await;
    server.answer(Reply::ok("{}"));
    assert!(complaint(server).contains("never asked for: an answer"));
}

/// What a server has to complain of when it is dropped.
fn complaint(server: FaultServer) -> String {
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(server)));
    let panic = panic.expect_err("the server was content");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}
