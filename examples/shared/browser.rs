//! A very small browser, so that the examples can run without a person. It loads pages over plain HTTP and keeps one
//! cookie.

use std::io;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[derive(Default)]
pub(crate) struct Browser {
    cookie: Option<String>,
}

pub(crate) struct Page {
    pub(crate) status: u16,
    /// The address that a redirect leads to.
    pub(crate) location: Option<String>,
    pub(crate) body: String,
}

impl Browser {
    /// Loads one page. The caller must follow redirects.
    pub(crate) async fn load(&mut self, url: &str) -> io::Result<Page> {
        let invalid = |problem: &str| io::Error::new(io::ErrorKind::InvalidInput, problem.to_owned());
        let rest = url.strip_prefix("http://").ok_or_else(|| invalid("not plain HTTP"))?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let cookie = self.cookie.iter().map(|cookie| format!("Cookie: {cookie}\r\n"));
        let cookie: String = cookie.collect();
        // With HTTP/1.0 the answer is not chunked, and ends when the connection closes.
        let request = format!("GET /{path} HTTP/1.0\r\nHost: {host}\r\nAccept: text/html\r\n{cookie}\r\n");
        let mut stream = TcpStream::connect(host).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;

        let (head, body) = answer
            .split_once("\r\n\r\n")
            .ok_or_else(|| invalid("not an answer in HTTP"))?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let header = |wanted: &str| {
            let lines = head.lines().filter_map(|line| line.split_once(": "));
            let mut values = lines.filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
            values.next().map(|(_, value)| value.to_owned())
        };
        if let Some(cookie) = header("set-cookie") {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        Ok(Page {
            status: status.ok_or_else(|| invalid("an answer without a status"))?,
            location: header("location"),
            body: body.to_owned(),
        })
    }
}
