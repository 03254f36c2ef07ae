//! A web app whose users sign in with OAuth 2.0 (3LO), with axum: `cargo run --example web_sign_in`.
//!
//! Without arguments it starts the app and a sandbox in the same process, and several users of the sandbox visit the
//! app. With `--serve` the app keeps running, and you can sign in with your browser. To use the vendor, add
//! `--client-id … --client-secret …` to `--serve` (or set `CONFLUENCE_CLIENT_ID` and `CONFLUENCE_CLIENT_SECRET`). The
//! app in the developer console needs the callback `http://127.0.0.1:8915/callback` and the scopes of `Mine` below.

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use confluence_sandbox::{Access, OAuthApp, Sandbox};
use confluence_sdk::oauth::{App, Endpoints, Failure, Grant, Pending};
use confluence_sdk::{CloudId, Http, Result, scopes};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

#[path = "shared/arguments.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod arguments;
#[path = "shared/browser.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod browser;
#[path = "shared/weather.rs"]
mod weather;

use browser::Browser;

scopes! {
    /// The scopes that users consent to. With `offline_access` they stay signed in for longer than an hour.
    pub struct Mine = "read:space:confluence", "offline_access";
}

fn routes(web: Web) -> Router {
    Router::new()
        .route("/", get(start))
        .route("/sign-in", get(sign_in))
        .route("/callback", get(callback))
        .route("/sites/{cloud_id}", get(spaces))
        .with_state(web)
}

/// The state that all requests share.
#[derive(Clone)]
struct Web {
    /// The clients of all users share the connections of the app.
    app: App,
    sessions: Arc<Mutex<HashMap<String, Session>>>,
}

/// What the app knows about a browser. A session contains secrets, so it stays on the server. The cookie contains only
/// the name of the session, which nobody can guess.
///
/// If sessions must survive a restart, keep them in a database: [`Pending`] can be serialised, and [`Grant::keep_in`]
/// stores tokens.
enum Session {
    SigningIn(Pending<Mine>, Instant),
    SignedIn(Grant<Mine>),
}

/// The longest time that a sign-in may take. After it, the sign-in is forgotten.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// GET /: lists the sites that the user has granted.
async fn start(State(web): State<Web>, headers: HeaderMap) -> Result<Response, Refusal> {
    let Some(grant) = web.grant(&headers) else {
        return Ok(page(
            "Welcome",
            "<p><a href=\"/sign-in\">Sign in with Atlassian</a></p>",
        ));
    };
    let sites = grant.sites().await?;
    let items = sites.iter().map(|site| {
        let (id, name, url) = (escape(site.cloud_id.as_str()), escape(&site.name), escape(&site.url));
        format!("<li><a href=\"/sites/{id}\">{name}</a> ({url})</li>")
    });
    Ok(page("Your sites", &format!("<ul>{}</ul>", items.collect::<String>())))
}

/// GET /sign-in: redirects to the consent page. The session keeps what is needed to check the callback.
async fn sign_in(State(web): State<Web>) -> Result<Response, Refusal> {
    let sign_in = web.app.sign_in::<Mine>();
    let url = sign_in.url().to_string();
    let cookie = web.new_session(Session::SigningIn(sign_in.into_pending(), Instant::now()))?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&url)).into_response())
}

/// GET /callback: the user comes back from the consent page. Only the browser that began the sign-in can finish it, and
/// only once.
async fn callback(State(web): State<Web>, headers: HeaderMap, RawQuery(query): RawQuery) -> Result<Response, Refusal> {
    let pending = web.pending(&headers).ok_or(Failure::StateMismatch)?;
    let code = pending.callback(query.as_deref().unwrap_or_default())?;
    let grant = web.app.exchange(code).await?;
    // The session gets a new name, because the old name was known before the user had signed in.
    let cookie = web.new_session(Session::SignedIn(grant))?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

/// GET /sites/{cloud_id}: lists the spaces that the user sees on this site. A client opens no connection of its own, so
/// each request can make a new client.
async fn spaces(State(web): State<Web>, headers: HeaderMap, Path(cloud_id): Path<String>) -> Result<Response, Refusal> {
    let Some(grant) = web.grant(&headers) else {
        return Ok(Redirect::to("/").into_response());
    };
    // The gateway refuses a site that the user has not granted.
    let site = CloudId::new(cloud_id).map_err(confluence_sdk::Error::from)?;
    let client = grant.client(site)?;
    let spaces = client.spaces().get_spaces().items().collect().await?;
    let items = spaces.iter().map(|space| {
        let name = space.name.as_deref().unwrap_or("(without a name)");
        format!("<li>{}</li>", escape(name))
    });
    Ok(page("Your spaces", &format!("<ul>{}</ul>", items.collect::<String>())))
}

impl Web {
    fn grant(&self, headers: &HeaderMap) -> Option<Grant<Mine>> {
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        match sessions.get(session_name(headers)?)? {
            Session::SignedIn(grant) => Some(grant.clone()),
            Session::SigningIn(..) => None,
        }
    }

    /// Takes the unfinished sign-in out of a session. A session that is signed in is left as it is.
    fn pending(&self, headers: &HeaderMap) -> Option<Pending<Mine>> {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let name = session_name(headers)?;
        match sessions.remove(name)? {
            Session::SigningIn(pending, since) => (since.elapsed() < PATIENCE).then_some(pending),
            signed_in => {
                sessions.insert(name.to_owned(), signed_in);
                None
            }
        }
    }

    /// Opens a session and returns its cookie. If your app uses https, add `Secure` to the cookie.
    fn new_session(&self, session: Session) -> Result<String, Refusal> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|error| Refusal::ours(error.to_string()))?;
        let name = format!("{:032x}", u128::from_ne_bytes(random));
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, session| match session {
            Session::SigningIn(_, since) => since.elapsed() < PATIENCE,
            Session::SignedIn(_) => true,
        });
        sessions.insert(name.clone(), session);
        // It must be `Lax`: with `Strict` the browser would not send the cookie when the consent page redirects back.
        Ok(format!("session={name}; Path=/; HttpOnly; SameSite=Lax"))
    }
}

fn session_name(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(COOKIE)?.to_str().ok()?;
    cookies.split("; ").find_map(|cookie| cookie.strip_prefix("session="))
}

/// A request that failed: the status, and the text for the user.
struct Refusal(StatusCode, String);

impl Refusal {
    fn ours(problem: String) -> Self {
        Self(StatusCode::INTERNAL_SERVER_ERROR, problem)
    }
}

impl From<confluence_sdk::Error> for Refusal {
    fn from(error: confluence_sdk::Error) -> Self {
        match error.oauth() {
            Some(failure) => failure.clone().into(),
            None if error.is_invalid_input() => Self(StatusCode::BAD_REQUEST, error.to_string()),
            None => Self(StatusCode::BAD_GATEWAY, error.to_string()),
        }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        let status = match &failure {
            Failure::StateMismatch | Failure::BadCallback(_) => StatusCode::BAD_REQUEST,
            // The user can sign in again.
            Failure::Declined | Failure::ConsentNeeded(_) | Failure::NoRefreshToken => StatusCode::FORBIDDEN,
            _ => StatusCode::BAD_GATEWAY,
        };
        Self(status, failure.to_string())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let text = format!("<p>{}</p><p><a href=\"/sign-in\">Sign in</a></p>", escape(&self.1));
        (self.0, page("That did not work", &text)).into_response()
    }
}

fn page(title: &str, content: &str) -> Response {
    let text = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1>{content}</html>"
    );
    ([(CONTENT_SECURITY_POLICY, "default-src 'none'")], Html(text)).into_response()
}

/// The names of spaces and sites are written by users, so escape them in HTML.
fn escape(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    escaped.replace('"', "&quot;").replace('\'', "&#39;")
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let known = [
        ("--client-id", "CONFLUENCE_CLIENT_ID"),
        ("--client-secret", "CONFLUENCE_CLIENT_SECRET"),
    ];
    let arguments = arguments::Arguments::read(&known, &["--serve"])?;
    let port = if arguments.has("--serve") { 8915 } else { 0 };
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let url = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
    let callback = format!("{url}/callback");
    let http = Http::builder().user_agent("web-sign-in/1.0").build()?;

    let credentials = arguments.all(["--client-id", "--client-secret"])?;
    let (app, sandbox) = match credentials {
        Some([client_id, client_secret]) => (App::new(&client_id, client_secret, &callback)?, None),
        None => {
            let sandbox = start_sandbox(&callback).await?;
            println!("A sandbox listens at {}. Nothing leaves this machine.", sandbox.url());
            let endpoints = Endpoints::at(sandbox.identity_url(), sandbox.url())?;
            (
                App::new("my-client", "not-a-real-secret", &callback)?.endpoints(endpoints),
                Some(sandbox),
            )
        }
    };
    let web = Web {
        app: app.http(&http),
        sessions: Arc::default(),
    };
    let serving = tokio::spawn(async move { axum::serve(listener, routes(web)).await });
    match sandbox {
        Some(sandbox) if !arguments.has("--serve") => visits(&sandbox, &url).await,
        // If there is a sandbox, it runs until this returns.
        _sandbox => {
            println!("Open {url} in your browser; Ctrl-C ends it.");
            Ok(serving.await??)
        }
    }
}

async fn start_sandbox(callback: &str) -> std::io::Result<Sandbox> {
    let registered = OAuthApp::new("my-client")
        .name("The web example")
        .secret("not-a-real-secret")
        .redirect(callback)
        .scopes(["read:space:confluence"]);
    let sandbox = Sandbox::builder()
        .space("OPS", "Operations & <incidents>")
        .space("HR", "People")
        .access("HR", "reader", Access::none())
        .oauth_app(registered);
    weather::weather(sandbox).start().await
}

/// Two users sign in and look at their spaces. A third user does not consent. A fourth one is led to a callback that is
/// not theirs.
async fn visits(sandbox: &Sandbox, url: &str) -> Result<(), Box<dyn std::error::Error>> {
    let sign_in = format!("{url}/sign-in");
    for user in [sandbox.admin(), sandbox.user("reader")] {
        println!("\n{} signs in:", user.email());
        let mut browser = Browser::default();
        let consent = visit(&mut browser, &sign_in, 303).await?;
        visit(&mut browser, &sandbox.consent(&consent, &user, true)?, 303).await?;
        visit(&mut browser, url, 200).await?;
        visit(&mut browser, &format!("{url}/sites/{}", sandbox.cloud_id()), 200).await?;
    }

    println!("\nSomebody presses Cancel:");
    let (mut browser, user) = (Browser::default(), sandbox.user("writer"));
    let consent = visit(&mut browser, &sign_in, 303).await?;
    visit(&mut browser, &sandbox.consent(&consent, &user, false)?, 403).await?;

    println!("\nSomebody is led to the callback of another person's sign-in:");
    let consent = visit(&mut browser, &sign_in, 303).await?;
    visit(&mut Browser::default(), &sandbox.consent(&consent, &user, true)?, 400).await?;
    Ok(())
}

/// Loads a page, prints it, and returns the address that it redirects to. The state and the code in addresses are not
/// printed.
async fn visit(browser: &mut Browser, url: &str, expected: u16) -> Result<String, Box<dyn std::error::Error>> {
    let page = browser.load(url).await?;
    let plain = |url: &str| url.split('?').next().unwrap_or_default().to_owned();
    let leads_to = page.location.unwrap_or_default();
    let content = page.body.split_once("</h1>").map_or("", |(_, content)| content);
    let content = content.trim_end_matches("</html>");
    println!("  {} → {} {}{content}", plain(url), page.status, plain(&leads_to));
    if page.status == expected {
        Ok(leads_to)
    } else {
        Err(format!("it should be {expected}").into())
    }
}
