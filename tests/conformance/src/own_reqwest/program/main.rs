//! Prints how a reqwest client of this program behaves. It is built with and without the SDK, and must print the same.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::Duration;
use std::{env, panic, thread};

#[cfg(feature = "sdk")]
use confluence_sdk as _;

/// Set in a child of this program: what it fetches.
const FETCH: &str = "OWN_REQWEST_FETCH";

fn main() {
    if let Ok(address) = env::var(FETCH) {
        fetch(&address);
        return;
    }
    panic::set_hook(Box::new(|_| ()));
    say("Client::new()", panic::catch_unwind(reqwest::Client::new).map(drop));
    #[cfg(feature = "own-rustls")]
    say(
        "rustls::ClientConfig::builder()",
        panic::catch_unwind(rustls::ClientConfig::builder).map(drop),
    );

    let (address, head) = listen();
    fetch(&format!("http://{address}/"));
    let head = head.join().unwrap();
    println!("a request over plain http:\n{}", head.replace(&address, "HOST"));

    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        let (address, head) = listen();
        let mut child = Command::new(env::current_exe().unwrap());
        child.env(FETCH, "http://wiki.example.test/").env(variable, format!("http://{address}"));
        assert!(child.status().unwrap().success());
        // Where nobody has come, this ends the wait.
        drop(TcpStream::connect(&address).and_then(|mut stream| stream.write_all(b"nothing\r\n\r\n")));
        println!("through {variable}: {}", head.join().unwrap().lines().next().unwrap_or_default());
    }

    #[cfg(feature = "tls")]
    {
        let (address, hello) = listen();
        fetch(&format!("https://{address}/"));
        let hello = hello.join().unwrap();
        let offered = ["\u{2}h2", "\u{8}http/1.1"].map(|name| (name[1..].to_owned(), hello.contains(name)));
        println!("offered to a server: {offered:?}");
    }
}

fn say(what: &str, done: thread::Result<()>) {
    let problem = done.err().map(|panic| match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => panic.downcast_ref::<&str>().unwrap_or(&"a panic").to_string(),
    });
    println!("{what}: {}", problem.as_deref().unwrap_or("works"));
}

/// What the client gets does not matter, but what it sends.
fn fetch(address: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = reqwest::Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
        let _ = client.get(address).send().await;
    });
}

/// A server for one request. It keeps what the client sends first, and answers.
fn listen() -> (String, thread::JoinHandle<String>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let head = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = vec![0; 64 << 10];
        let count = stream.read(&mut bytes).unwrap();
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        // As Latin-1, so that no byte is lost.
        bytes[..count].iter().map(|byte| char::from(*byte)).collect()
    });
    (address, head)
}
