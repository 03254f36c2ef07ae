//! Sign-in for programs without a web server: the browser is sent back to this machine.

mod request;

use super::app::App;
use super::failure::Failure;
use super::sign_in::{Code, Pending, SignIn};
use crate::Result;
use crate::error::Error;
use request::{Target, target};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use url::Url;

/// Waits on this machine for one user to come back from the browser.
///
/// The app's callback is an address such as `http://127.0.0.1:8914/callback`, registered as such; this listens at its
/// port, on the loopback interface alone. For `localhost`, which browsers look for at `127.0.0.1` and at `[::1]`, it
/// listens at both.
///
/// ```no_run
/// use confluence_sdk::{oauth::{self, App, Loopback}, scopes};
///
/// scopes! { pub struct Mine = "read:page:confluence", "offline_access"; }
///
/// # async fn run(secret: String) -> confluence_sdk::Result<()> {
/// let app = App::new("client-id", secret, "http://127.0.0.1:8914/callback")?;
/// let code = Loopback::bind(&app).await?.wait(app.sign_in::<Mine>(), |url| {
///     println!("Sign in at {url}");
///     let _ = oauth::open_in_browser(url);
/// });
/// let grant = app.exchange(code.await?).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Loopback {
    listeners: Vec<TcpListener>,
    path: String,
    limit: Duration,
}

/// The longest head of a request that is read.
const HEAD_LIMIT: usize = 8 << 10;
/// How long a connection may take to send one.
const HEAD_TIME: Duration = Duration::from_secs(10);

impl Loopback {
    /// Listens at the port of the app's callback address.
    ///
    /// # Errors
    ///
    /// If that address is not plain http at `127.0.0.1`, `[::1]` or `localhost`, or its port is taken. For `localhost`
    /// the port must be free at both addresses: the program that has it at one of them could be sent the code.
    pub async fn bind(app: &App) -> Result<Self> {
        const BOTH: [IpAddr; 2] = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
        let url = app.redirect_url();
        let refuse = |problem: &str| Err(Error::input("redirect_uri", problem));
        let addresses = match (url.scheme(), url.host_str()) {
            ("http", Some("127.0.0.1")) => &BOTH[..1],
            ("http", Some("[::1]")) => &BOTH[1..],
            ("http", Some("localhost")) => &BOTH[..],
            _ => return refuse("is not at this machine; register one such as `http://127.0.0.1:8914/callback`"),
        };
        let Some(port) = url.port().filter(|port| *port != 0) else {
            return refuse("has no port; register one such as `http://127.0.0.1:8914/callback`");
        };
        let mut listeners = Vec::new();
        for address in addresses {
            let address = SocketAddr::new(*address, port);
            match TcpListener::bind(address).await {
                Ok(listener) => listeners.push(listener),
                // A machine without IPv6: nobody else can listen there either.
                Err(error) if address.is_ipv6() && !listeners.is_empty() && is_absent(&error) => {}
                Err(error) => {
                    return Err(Error::setup(format!(
                        "nothing can listen at {address}, where `redirect_uri` points: {error}"
                    )));
                }
            }
        }
        Ok(Self {
            listeners,
            path: url.path().to_owned(),
            limit: Duration::from_secs(300),
        })
    }

    /// Sets how long to wait for the user. The default is five minutes.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Shows the address with `show`, waits for the user to come back, and tells them in the browser that they can
    /// close the page.
    ///
    /// A request that is not a callback of this sign-in is refused, and the waiting continues.
    ///
    /// # Errors
    ///
    /// [`Failure::NobodyCame`] when time is up, and those of [`Pending::callback`] that end a sign-in.
    pub async fn wait<S: 'static>(self, sign_in: SignIn<S>, show: impl FnOnce(&Url)) -> Result<Code<S>> {
        show(sign_in.url());
        let (sender, mut back) = mpsc::channel(1);
        let door = Arc::new(Door {
            path: self.path,
            pending: sign_in.into_pending(),
            back: sender,
        });
        let listening = self.listeners.into_iter();
        let _listening = Listening(listening.map(|at| tokio::spawn(listen(at, door.clone()))).collect());
        drop(door);
        match tokio::time::timeout(self.limit, back.recv()).await {
            Ok(Some(outcome)) => Ok(outcome?),
            Ok(None) => Err(Failure::Interrupted.into()),
            Err(_) => Err(Failure::NobodyCame(self.limit).into()),
        }
    }
}

/// Opens the address in the user's browser, with the platform's own program for that.
///
/// # Errors
///
/// If the program cannot be started.
pub fn open_in_browser(url: &Url) -> io::Result<()> {
    let (program, arguments): (_, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut command = std::process::Command::new(program);
    command.args(arguments).arg(url.as_str());
    let nothing = std::process::Stdio::null;
    let mut child = command.stdin(nothing()).stdout(nothing()).stderr(nothing()).spawn()?;
    // Some of these programs run as long as the browser. Waiting for them leaves no zombie process behind.
    std::thread::spawn(move || child.wait());
    Ok(())
}

/// Ends the listening, and with it all connections.
struct Listening(Vec<JoinHandle<()>>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.iter().for_each(JoinHandle::abort);
    }
}

/// Whether this machine has no such address, or no such kind of address.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::AddrNotAvailable | io::ErrorKind::Unsupported
    ) || error.to_string().contains("not supported")
}

struct Door<S> {
    path: String,
    pending: Pending<S>,
    back: mpsc::Sender<Result<Code<S>, Failure>>,
}

async fn listen<S: 'static>(listener: TcpListener, door: Arc<Door<S>>) {
    // Each connection on its own: browsers open some in advance and send nothing over them.
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(connections.spawn(serve(stream, door.clone()))),
            // Such as too many open files, which passes.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn serve<S>(mut stream: TcpStream, door: Arc<Door<S>>) {
    let head = tokio::time::timeout(HEAD_TIME, read_head(&mut stream)).await;
    let head = match head {
        Ok(Ok(head)) => head,
        // Gone, or silent.
        Ok(Err(_)) | Err(_) => return,
    };
    let (status, text, outcome) = door.judge(head.as_deref().and_then(target));
    let answered = answer(&mut stream, status, text).await;
    if let Some(outcome) = outcome {
        // The user has come back, even if their browser does not fetch the page any more.
        drop(answered);
        let _ = door.back.send(outcome).await;
    }
}

impl<S> Door<S> {
    fn judge(&self, target: Option<Target<'_>>) -> (&'static str, &'static str, Option<Result<Code<S>, Failure>>) {
        let Some(Target { method, path, query }) = target else {
            return (
                "400 Bad Request",
                "This is not a request that is understood here.",
                None,
            );
        };
        if path != self.path {
            return ("404 Not Found", "There is nothing here.", None);
        }
        if method != "GET" {
            return ("405 Method Not Allowed", "This page is only to be looked at.", None);
        }
        match self.pending.check(query) {
            Ok(code) => ("200 OK", "You are signed in. You can close this page.", Some(Ok(code))),
            Err(failure @ (Failure::StateMismatch | Failure::BadCallback(_))) => {
                drop(failure);
                (
                    "400 Bad Request",
                    "This does not belong to the sign-in that is under way.",
                    None,
                )
            }
            Err(Failure::Declined) => {
                let text = "You did not consent. You can close this page.";
                ("200 OK", text, Some(Err(Failure::Declined)))
            }
            Err(failure) => {
                let text = "The sign-in failed; the program that asked for it says why. You can close this page.";
                ("200 OK", text, Some(Err(failure)))
            }
        }
    }
}

/// The head of a request, or `None` if it is too long.
async fn read_head(stream: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    let mut head = Vec::new();
    loop {
        if head.windows(4).any(|window| window == b"\r\n\r\n") {
            return Ok(Some(head));
        }
        if head.len() > HEAD_LIMIT {
            return Ok(None);
        }
        if stream.read_buf(&mut head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

async fn answer(stream: &mut TcpStream, status: &str, text: &str) -> io::Result<()> {
    let page =
        format!("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sign-in</title><p>{text}</p></html>");
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'\r\n\r\n",
        page.len()
    );
    stream.write_all(format!("{head}{page}").as_bytes()).await?;
    stream.shutdown().await?;
    // Bytes that still arrive are read for a while: closing a connection with unread bytes may lose the page.
    let mut rest = [0; 1024];
    let drained = async { while stream.read(&mut rest).await.is_ok_and(|bytes| bytes > 0) {} };
    let _ = tokio::time::timeout(Duration::from_millis(200), drained).await;
    Ok(())
}
