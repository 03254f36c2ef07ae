//! The program: its arguments, what it prints, and how it ends.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Output, Stdio};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

/// The program while it runs. It ends when it is dropped.
struct Running {
    child: Child,
    greeting: String,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_confluence-sandbox"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = command(&["--port", "0"]).args(arguments).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut greeting = String::new();
        while !greeting.contains("curl") {
            assert_ne!(output.read_line(&mut greeting).unwrap(), 0, "{greeting}");
        }
        child.stdout = Some(output.into_inner());
        Self { child, greeting }
    }

    /// What the greeting says after a word at the start of a line.
    fn said(&self, word: &str) -> &str {
        let mut lines = self.greeting.lines();
        let rest = lines.find_map(|line| line.strip_prefix(word));
        rest.unwrap_or_else(|| panic!("no {word} in {}", self.greeting)).trim()
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn output(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

async fn get(url: &str, user: (&str, &str)) -> (u16, Value) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = http.get(url).basic_auth(user.0, Some(user.1)).send().await.unwrap();
    let status = answer.status().as_u16();
    (
        status,
        serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default(),
    )
}

#[test]
fn it_explains_itself() {
    let (code, help, _) = output(&["--help"]);
    assert_eq!(code, Some(0));
    for option in [
        "--port PORT",
        "--world NAME",
        "team, large, deep, files",
        "--seed NUMBER",
    ] {
        assert!(help.contains(option), "{option} in {help}");
    }
    assert_eq!(output(&["-h"]).1, help);
    let (code, version, _) = output(&["--version"]);
    assert_eq!(
        (code, version.trim()),
        (Some(0), concat!("confluence-sandbox ", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn wrong_arguments_are_named() {
    for (arguments, words) in [
        (&["--colour"][..], "invalid option '--colour'"),
        (&["team"], "unexpected argument \"team\""),
        (&["--port"], "missing argument for option '--port'"),
        (&["--port", "70000"], "cannot parse argument \"70000\""),
        (&["--port", "65535"], "give --media-port"),
        (&["--world", "mars"], "there is no world `mars`"),
        (&["--space", "DEMO"], "--space needs two values"),
        (&["--user", "anna=king"], "there is no role `king`"),
        (&["--pages", "DEMO=many"], "`many` is not a number"),
        (
            &["--oauth-app", "a,b"],
            "--oauth-app needs an id, a secret and a callback address",
        ),
        (&["--listen", "here"], "cannot parse argument \"here\""),
    ] {
        let (code, _, problem) = output(arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {problem}");
        assert!(
            problem.contains(words) && problem.contains("--help"),
            "{arguments:?}: {problem}"
        );
    }
    // What the site does not know is found when it is made.
    let (code, _, problem) = output(&["--port", "0", "--pages", "NONE=3"]);
    assert_eq!((code, problem.trim()), (Some(1), "confluence-sandbox: no space `NONE`"));
}

#[test]
fn a_port_in_use_is_named() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, _, problem) = output(&["--port", &port, "--media-port", "0", "--identity-port", "0"]);
    assert_eq!(code, Some(1));
    assert!(
        problem.contains(&format!("port {port} of 127.0.0.1 cannot be opened")),
        "{problem}"
    );
}

#[tokio::test]
async fn what_it_prints_works() {
    let running = Running::start(&[
        "--world",
        "team",
        "--space",
        "DEMO=Demo",
        "--api-token",
        "admin=secret-1",
    ]);
    let site = running.said("Site");
    let (email, token) = (
        running.said("export CONFLUENCE_USERNAME="),
        running.said("export CONFLUENCE_API_TOKEN="),
    );
    assert_eq!((running.said("export CONFLUENCE_URL="), token), (site, "secret-1"));
    let (status, spaces) = get(&format!("{site}/api/v2/spaces?keys=DEMO,ENG"), (email, token)).await;
    assert_eq!(
        (status, spaces["results"].as_array().unwrap().len()),
        (200, 2),
        "{spaces}"
    );
    let carmen = running.said("carmen").split_whitespace().collect::<Vec<_>>();
    let (status, me) = get(&format!("{site}/rest/api/user/current"), (carmen[0], carmen[1])).await;
    assert_eq!((status, &me["displayName"]), (200, &"carmen".into()), "{me}");
    let gateway = running.said("Gateway");
    assert!(gateway.contains(running.said("cloudId")), "{gateway}");
    let page = reqwest::get(running.said("Status page")).await.unwrap();
    assert!(page.text().await.unwrap().contains("getSpaces"));
}

#[test]
fn the_same_seed_prints_the_same_tokens() {
    let tokens = |seed: &str| {
        let running = Running::start(&["--world", "team", "--seed", seed]);
        let users = running.greeting.split_once("User").unwrap().1;
        let users = users.split_once("Settings").unwrap().0;
        (running.said("cloudId").to_owned(), users.to_owned())
    };
    assert_eq!(tokens("5"), tokens("5"));
    assert_ne!(tokens("5"), tokens("6"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let mut running = Running::start(&[]);
    running.signal("-INT");
    let status = running.child.wait().unwrap();
    let mut problem = String::new();
    running
        .child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut problem)
        .unwrap();
    assert_eq!((status.code(), problem.as_str()), (Some(0), ""));
}

/// In a process of their own, because a process may have 20,000 open files in many places, and both ends count.
#[tokio::test]
async fn ten_thousand_idle_connections_do_not_bring_it_down() {
    let running = Running::start(&["--space", "DEMO=Demo"]);
    let site = running.said("Site").to_owned();
    let address = site.trim_start_matches("http://").trim_end_matches("/wiki").to_owned();
    let mut idle = Vec::new();
    for number in 0..10_000 {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        if number % 2 == 0 {
            stream
                .write_all(b"GET /wiki/api/v2/pages HTTP/1.1\r\nHost:")
                .await
                .unwrap();
        }
        idle.push(stream);
    }
    let user = (
        running.said("export CONFLUENCE_USERNAME="),
        running.said("export CONFLUENCE_API_TOKEN="),
    );
    let (status, pages) = get(&format!("{site}/api/v2/pages"), user).await;
    assert_eq!((status, pages["results"].as_array().unwrap().len()), (200, 1));
}
