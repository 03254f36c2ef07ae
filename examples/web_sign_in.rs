//! A web app whose users sign in with OAuth 2.0 (3LO), on axum: `cargo run --example web_sign_in`.
//!
//! Without arguments it starts itself and an embedded sandbox, and two users go through it once. With `--serve` it stays, and you can sign in
//! with your browser. At the vendor: `--serve --client-id … --client-secret …` (or `CONFLUENCE_CLIENT_ID`, `CONFLUENCE_CLIENT_SECRET`), for an
//! app in the developer console with the callback `http://127.0.0.1:8915/callback` and the scopes of `Mine` below.

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

use browser::Browser;

scopes! {
    /// What users consent to. With `offline_access` they stay signed in for longer than an hour.
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

/// What all requests share.
#[derive(Clone)]
struct Web {
    /// The clients of all users go over the connections of this one.
    app: App,
    sessions: Arc<Mutex<HashMap<String, Session>>>,
}

/// What is known of a browser. It holds secrets, so it stays here: the cookie has only its name, which cannot be guessed.
///
/// A program that shall survive its restart keeps sessions in a database: [`Pending`] is serialisable, and [`Grant::keep_in`] keeps tokens.
enum Session {
    SigningIn(Pending<Mine>, Instant),
    SignedIn(Grant<Mine>),
}

/// A sign-in that takes longer is forgotten.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// GET /: the sites that the user granted.
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

/// GET /sign-in: on to the consent page. What the callback is checked against stays in the session.
async fn sign_in(State(web): State<Web>) -> Result<Response, Refusal> {
    let sign_in = web.app.sign_in::<Mine>();
    let url = sign_in.url().to_string();
    let cookie = web.new_session(Session::SigningIn(sign_in.pending(), Instant::now()))?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&url)).into_response())
}

/// GET /callback: back from the consent page. Only who began a sign-in here can end it, and only once.
async fn callback(State(web): State<Web>, headers: HeaderMap, RawQuery(query): RawQuery) -> Result<Response, Refusal> {
    let pending = web.pending(&headers).ok_or(Failure::StateMismatch)?;
    let code = pending.callback(query.as_deref().unwrap_or_default())?;
    let grant = web.app.exchange(code).await?;
    // Under a new name: the former one was known before anybody had signed in.
    let cookie = web.new_session(Session::SignedIn(grant))?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

/// GET /sites/{cloud_id}: what this user sees there. A client costs no connection, so each request makes its own.
async fn spaces(State(web): State<Web>, headers: HeaderMap, Path(cloud_id): Path<String>) -> Result<Response, Refusal> {
    let Some(grant) = web.grant(&headers) else {
        return Ok(Redirect::to("/").into_response());
    };
    // The gateway refuses sites that the user did not grant.
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

    /// The sign-in that is under way in a session, which ends with this. One that is signed in stays so.
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

    /// Opens a session, and answers with its cookie. One that is served over https says `Secure` too.
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
        // `Lax`, or it would not come along when the consent page leads back.
        Ok(format!("session={name}; Path=/; HttpOnly; SameSite=Lax"))
    }
}

fn session_name(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(COOKIE)?.to_str().ok()?;
    cookies.split("; ").find_map(|cookie| cookie.strip_prefix("session="))
}

/// A request that comes to nothing, with what the user is told.
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
            // They can sign in again.
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

/// Names of spaces and sites are somebody's text: in a page they stay text.
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
        // The sandbox, if there is one, runs as long as this does.
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
    sandbox.start().await
}

/// Two users sign in and look; a third one does not consent, and somebody makes up a callback.
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

    println!("\nSomebody is lured to the callback of somebody else's sign-in:");
    let consent = visit(&mut browser, &sign_in, 303).await?;
    visit(&mut Browser::default(), &sandbox.consent(&consent, &user, true)?, 400).await?;
    Ok(())
}

/// Loads a page, tells what it says, and answers with where it leads. The state and the code that are in addresses are not told.
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
