//! What a Forge app's remote is called with.

use crate::token::User;
use axum::http::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// A call that Forge makes to the remote of an app, for [`Sandbox::invoke`](crate::Sandbox::invoke).
///
/// ```
/// use confluence_sandbox::Invocation;
/// use serde_json::json;
///
/// let scheduled = Invocation::new("11111111-2222-4333-8444-555555555555").module("scheduledTrigger", "hourly").system_token();
/// # drop(scheduled);
/// ```
#[derive(Clone, Debug)]
pub struct Invocation {
    pub(crate) app: String,
    pub(crate) method: Method,
    pub(crate) module: (String, String),
    pub(crate) user: Option<User>,
    pub(crate) system_token: bool,
    pub(crate) user_token: bool,
    pub(crate) extension: Value,
    pub(crate) body: Value,
    pub(crate) age: Duration,
}

impl Invocation {
    /// A call by an event of the app with this id, which the builder's [`forge_app`](crate::Builder::forge_app) installed. Without any
    /// other call it is a POST of an empty object, carries no token for calls to Confluence, and nobody stands behind it.
    pub fn new(app_id: &str) -> Self {
        Self {
            app: app_id.to_owned(),
            method: Method::POST,
            module: ("trigger".to_owned(), "trigger".to_owned()),
            user: None,
            system_token: false,
            user_token: false,
            extension: json!({}),
            body: json!({}),
            age: Duration::ZERO,
        }
    }

    /// The module that calls, by the type and the key that the manifest gives it.
    pub fn module(mut self, kind: &str, key: &str) -> Self {
        self.module = (kind.to_owned(), key.to_owned());
        self
    }

    /// The method. Anything but POST is for calls from a user interface.
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// A call from a user interface that this user looks at: `principal` and `context` are then among the claims.
    pub fn user(mut self, user: &User) -> Self {
        self.user = Some(user.clone());
        self
    }

    /// What the module knows of the place that it is shown at.
    pub fn extension(mut self, extension: Value) -> Self {
        self.extension = extension;
        self
    }

    /// Sends the token by which the app acts as itself.
    pub fn system_token(mut self) -> Self {
        self.system_token = true;
        self
    }

    /// Sends the token by which the app acts as the user. There must be one.
    pub fn user_token(mut self) -> Self {
        self.user_token = true;
        self
    }

    /// The body, sent as JSON.
    pub fn body(mut self, body: Value) -> Self {
        self.body = body;
        self
    }

    /// Signs the invocation token as if that long ago. After 25 seconds it is void; the tokens for calls to Confluence are after four hours.
    pub fn aged(mut self, age: Duration) -> Self {
        self.age = age;
        self
    }
}
