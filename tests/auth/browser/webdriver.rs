//! Chromium without a screen, told what to do by way of ChromeDriver: the few commands of the WebDriver protocol that
//! the tests need.
//!
//! It blocks. The tests' servers run on other threads.

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A browser with one window and a profile of its own. It ends when it is dropped.
pub(super) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    profile: PathBuf,
}

/// A thing on a page, by the id that ChromeDriver gave it.
pub(super) struct Element(String);

/// So the protocol names the id of an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const PATIENCE: Duration = Duration::from_secs(30);

impl Browser {
    pub(super) fn start() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("confluence-browser-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&profile).unwrap();
        // The port that it takes for IPv6 may be in use for IPv4. It ends then, and another try takes another port.
        let (driver, port) = (0..5)
            .find_map(|_| start_driver(&profile))
            .expect("chromedriver tells its port");
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
            profile,
        };
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=900,900",
            &format!("--user-data-dir={}", browser.profile.display()),
        ];
        let options = json!({"args": arguments});
        let capabilities = json!({"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }});
        let answer = browser.command("POST", "/session", &json!({"capabilities": capabilities}));
        browser.session = answer["sessionId"].as_str().expect("a session").to_owned();
        browser
    }

    pub(super) fn open(&self, url: &str) {
        self.in_session("POST", "/url", &json!({"url": url}));
    }

    pub(super) fn url(&self) -> String {
        text(self.in_session("GET", "/url", &Value::Null))
    }

    pub(super) fn title(&self) -> String {
        text(self.in_session("GET", "/title", &Value::Null))
    }

    /// Waits until the page has another title.
    #[track_caller]
    pub(super) fn wait_for_title(&self, wanted: &str) {
        let started = Instant::now();
        while self.title() != wanted {
            assert!(started.elapsed() < PATIENCE, "the page is {:?}", self.title());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the address has this part.
    #[track_caller]
    pub(super) fn wait_for_url(&self, part: &str) {
        let started = Instant::now();
        while !self.url().contains(part) {
            assert!(started.elapsed() < PATIENCE, "the page is {:?}", self.url());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Everything on the page that a CSS selector finds.
    pub(super) fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.in_session(
            "POST",
            "/elements",
            &json!({"using": "css selector", "value": selector}),
        );
        let ids = found.as_array().expect("a list of elements").iter();
        ids.map(|id| Element(text(id[ELEMENT].clone()))).collect()
    }

    pub(super) fn text(&self, element: &Element) -> String {
        text(self.in_session("GET", &format!("/element/{}/text", element.0), &Value::Null))
    }

    pub(super) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(|element| self.text(element)).collect()
    }

    /// Clicks the one thing that the selector finds and that has this text.
    #[track_caller]
    pub(super) fn click(&self, selector: &str, label: &str) {
        let mut found = self.all(selector);
        found.retain(|element| self.text(element).starts_with(label));
        assert_eq!(found.len(), 1, "{label:?} among {:?}", self.texts(selector));
        self.click_element(&found[0]);
    }

    pub(super) fn click_element(&self, element: &Element) {
        self.in_session("POST", &format!("/element/{}/click", element.0), &json!({}));
    }

    /// Types into the one thing that the selector finds.
    #[track_caller]
    pub(super) fn type_into(&self, selector: &str, text: &str) {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector}");
        self.in_session(
            "POST",
            &format!("/element/{}/value", found[0].0),
            &json!({"text": text}),
        );
    }

    /// The value of a CSS property, as the browser computes it for the first thing that the selector finds.
    pub(super) fn css(&self, selector: &str, property: &str) -> String {
        let found = self.all(selector);
        text(self.in_session("GET", &format!("/element/{}/css/{property}", found[0].0), &Value::Null))
    }

    /// Presses keys where the focus is. `\u{e000}` and what follows it are the protocol's special keys.
    pub(super) fn press(&self, keys: &str) {
        let focused = self.in_session("GET", "/element/active", &Value::Null);
        let id = text(focused[ELEMENT].clone());
        self.in_session("POST", &format!("/element/{id}/value"), &json!({"text": keys}));
    }

    pub(super) fn back(&self) {
        self.in_session("POST", "/back", &json!({}));
    }

    /// The value that a script returns. Its arguments are in `arguments`.
    pub(super) fn run(&self, script: &str, arguments: Value) -> Value {
        self.in_session("POST", "/execute/sync", &json!({"script": script, "args": [arguments]}))
    }

    /// The same, for a script that returns a promise.
    pub(super) fn run_to_end(&self, script: &str, arguments: Value) -> Value {
        let script = format!(
            "const done = arguments[1]; (async () => {{ {script} }})().then(done, (error) => done(String(error)));"
        );
        self.in_session(
            "POST",
            "/execute/async",
            &json!({"script": script, "args": [arguments]}),
        )
    }

    /// What the browser complained about since it was asked last: errors of scripts, what a policy forbade, files that
    /// are missing.
    pub(super) fn complaints(&self) -> Vec<String> {
        let log = self.in_session("POST", "/se/log", &json!({"type": "browser"}));
        let entries = log.as_array().expect("a list of entries").iter();
        entries.map(|entry| text(entry["message"].clone())).collect()
    }

    /// Makes the person one who prefers light or dark pages.
    pub(super) fn prefers(&self, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.chrome("Emulation.setEmulatedMedia", &json!({"features": features}));
    }

    /// Shows pages as they are printed.
    pub(super) fn prints(&self) {
        self.chrome("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    }

    /// Gives the window the size of another screen, in CSS pixels.
    pub(super) fn screen(&self, width: u32, height: u32) {
        let mobile = width < 600;
        self.chrome(
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}),
        );
    }

    pub(super) fn without_scripts(&self) {
        self.chrome("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
    }

    /// A command of Chromium itself.
    fn chrome(&self, command: &str, parameters: &Value) {
        self.in_session(
            "POST",
            "/goog/cdp/execute",
            &json!({"cmd": command, "params": parameters}),
        );
    }

    fn in_session(&self, method: &str, path: &str, body: &Value) -> Value {
        self.command(method, &format!("/session/{}{path}", self.session), body)
    }

    fn command(&self, method: &str, path: &str, body: &Value) -> Value {
        match self.exchange(method, path, body) {
            Ok((200, answer)) => answer,
            Ok((status, answer)) => panic!("{method} {path}: {status} {answer}"),
            Err(error) => panic!("{method} {path}: {error}"),
        }
    }

    fn exchange(&self, method: &str, path: &str, body: &Value) -> std::io::Result<(u16, Value)> {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        // By its length: the browser, when it is started, inherits the connection and keeps it open.
        let mut answer = BufReader::new(stream);
        let (mut line, mut length) = (String::new(), 0);
        answer.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        while line != "\r\n" {
            line.clear();
            answer.read_line(&mut line)?;
            match line.split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().unwrap_or(0);
                }
                Some(_) => {}
                None if line.is_empty() => return Err(std::io::ErrorKind::UnexpectedEof.into()),
                None => {}
            }
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body)?;
        let mut value: Value = serde_json::from_slice(&body)?;
        Ok((status.unwrap_or_default(), value["value"].take()))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // First the browser, which would outlive its driver. Nothing may panic here.
        let _ = self.exchange("DELETE", &format!("/session/{}", self.session), &Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// ChromeDriver and its port, unless it ends at once.
fn start_driver(profile: &Path) -> Option<(Child, u16)> {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        // Whatever it leaves behind goes with the profile.
        .env("TMPDIR", profile)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver is installed");
    let lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    let port = lines.map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    if port.is_none() {
        let _ = driver.kill();
        let _ = driver.wait();
    }
    port.map(|port| (driver, port))
}

fn text(value: Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("not a text: {value}"))
        .to_owned()
}
