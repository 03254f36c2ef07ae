//! Requests, made from an operation of the document.

use super::kept::Kept;
use super::script::Call;
use crate::document::Operation;
use confluence_sandbox::{Sandbox, TokenRequest};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::AUTHORIZATION;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, RequestBuilder, redirect};
use serde_json::Value;

/// An answer to one call.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) text: String,
    pub(crate) json: Option<Value>,
}

impl Answer {
    /// Whether the document lists this status among the successful ones of the operation.
    pub(crate) fn succeeded(&self, operation: &Operation) -> bool {
        operation
            .responses
            .iter()
            .any(|response| response.status == self.status)
    }

    /// The status and the beginning of the text.
    pub(crate) fn shown(&self) -> String {
        let text: String = self.text.chars().take(300).collect();
        format!("{} {text}", self.status)
    }
}

/// Who makes a call.
pub(crate) enum As<'c> {
    /// The one that the line names.
    Named,
    /// A user with their own e-mail address and token, which has no scopes.
    User(&'c str),
    /// A user with an OAuth token that has these scopes.
    Scoped(&'c str, &'c [String]),
}

/// Those who call.
pub(crate) struct Callers<'s> {
    sandbox: &'s Sandbox,
    http: Client,
    /// The `Authorization` of a Connect app and of a Forge app.
    app: String,
    forge: String,
}

/// The smallest picture that is a PNG.
const PNG: &[u8] = include_bytes!("picture.png");

impl<'s> Callers<'s> {
    pub(crate) fn of(sandbox: &'s Sandbox) -> Self {
        let connect = [
            "READ",
            "WRITE",
            "DELETE",
            "SPACE_ADMIN",
            "ADMIN",
            "ACT_AS_USER",
            "ACCESS_EMAIL_ADDRESSES",
        ];
        let forge = ["read:app-data:confluence", "write:app-data:confluence"];
        let token = |request: TokenRequest, scopes: &[&str]| sandbox.issue(request.scopes(scopes.iter().copied()));
        Self {
            sandbox,
            http: Client::builder()
                .redirect(redirect::Policy::none())
                .no_proxy()
                .build()
                .expect("a client without TLS can be built"),
            app: format!("JWT {}", token(TokenRequest::connect_app("my-app"), &connect)),
            forge: format!("Bearer {}", token(TokenRequest::forge_app("my-app"), &forge)),
        }
    }

    /// Makes a call and reads the answer.
    pub(crate) async fn send(
        &self,
        operation: &Operation,
        call: &Call,
        kept: &Kept,
        caller: As<'_>,
    ) -> Result<Answer, String> {
        let request = self.request(operation, call, kept, caller)?;
        let answer = request.send().await.map_err(|error| error.to_string())?;
        let status = answer.status().as_u16();
        let text = answer.text().await.map_err(|error| error.to_string())?;
        let json = serde_json::from_str(&text).ok();
        Ok(Answer { status, text, json })
    }

    fn request(
        &self,
        operation: &Operation,
        call: &Call,
        kept: &Kept,
        caller: As<'_>,
    ) -> Result<RequestBuilder, String> {
        let (mut path, mut query, mut form) = (operation.path.clone(), Vec::new(), Form::new());
        for (name, value) in &call.arguments {
            let value = kept.fill(value)?;
            let placeholder = format!("{{{name}}}");
            if path.contains(&placeholder) {
                path = path.replace(&placeholder, &encoded(&value));
            } else if operation.has_param(name) {
                query.push(format!("{}={}", encoded(name), encoded(&value)));
            } else if call.file.is_some() {
                form = form.text(name.clone(), value);
            } else {
                return Err(format!("the operation has no argument `{name}`"));
            }
        }
        let base = match (&caller, &*call.who) {
            (As::Scoped(..), _) | (As::Named, "forge") => self.sandbox.gateway_url(),
            _ => self.sandbox.url().to_owned(),
        };
        let method =
            Method::from_bytes(operation.method.to_uppercase().as_bytes()).map_err(|error| error.to_string())?;
        let request = self.http.request(method, format!("{base}{path}?{}", query.join("&")));
        // The vendor wants it for forms and for some operations without a body; it does no harm elsewhere.
        let request = match caller {
            As::Named => self.named(&call.who, request),
            As::User(name) => self.user(name, request),
            As::Scoped(name, scopes) => {
                let token = TokenRequest::oauth(&self.sandbox.user(name)).scopes(scopes.iter().cloned());
                request.bearer_auth(self.sandbox.issue(token))
            }
        };
        let request = request.header("X-Atlassian-Token", "no-check");
        Ok(match (&call.file, &call.body) {
            (Some((part, name)), _) => request.multipart(form.part(part.clone(), file(name)?)),
            (None, Some(body)) => {
                let body: Value = serde_json::from_str(&kept.fill(body)?).map_err(|error| error.to_string())?;
                request.json(&body)
            }
            (None, None) => request,
        })
    }

    fn named(&self, who: &str, request: RequestBuilder) -> RequestBuilder {
        match self.header_of(who) {
            Some(header) => request.header(AUTHORIZATION, header),
            None => self.user("admin", request),
        }
    }

    /// What an app sends as `Authorization`; `None` for the admin.
    pub(super) fn header_of(&self, who: &str) -> Option<&str> {
        match who {
            "app" => Some(&self.app),
            "forge" => Some(&self.forge),
            _ => None,
        }
    }

    fn user(&self, name: &str, request: RequestBuilder) -> RequestBuilder {
        let user = self.sandbox.user(name);
        request.basic_auth(user.email(), Some(user.api_token()))
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn file(name: &str) -> Result<Part, String> {
    let (bytes, media_type) = match name.ends_with(".png") {
        true => (PNG.to_vec(), "image/png"),
        false => (b"Some notes".to_vec(), "text/plain"),
    };
    let part = Part::bytes(bytes).file_name(name.to_owned());
    part.mime_str(media_type).map_err(|error| error.to_string())
}
