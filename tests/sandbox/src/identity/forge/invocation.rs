//! The contents of a call to the remote of a Forge app.

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
/// let scheduled = Invocation::new("11111111-2222-4333-8444-555555555555")
///     .module("scheduledTrigger", "hourly")
///     .system_token();
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
    /// A call for an event of the app with this id. The builder's [`forge_app`](crate::Builder::forge_app) must have
    /// installed the app. Without further calls, it is a POST with an empty JSON object. It has no token for calls to
    /// Confluence, and no user.
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

    /// Sets the module that makes the call: its type and its key in the manifest.
    pub fn module(mut self, kind: &str, key: &str) -> Self {
        self.module = (kind.to_owned(), key.to_owned());
        self
    }

    /// Sets the method. Methods other than POST are only for calls from a user interface.
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// Makes it a call from a user interface with this user. The claims then include `principal` and `context`.
    pub fn user(mut self, user: &User) -> Self {
        self.user = Some(user.clone());
        self
    }

    /// Sets what the module knows about the place where it is shown.
    pub fn extension(mut self, extension: Value) -> Self {
        self.extension = extension;
        self
    }

    /// Adds the token with which the app acts as itself.
    pub fn system_token(mut self) -> Self {
        self.system_token = true;
        self
    }

    /// Adds the token with which the app acts as the user. A [`user`](Self::user) must be set.
    pub fn user_token(mut self) -> Self {
        self.user_token = true;
        self
    }

    /// Sets the body, which is sent as JSON.
    pub fn body(mut self, body: Value) -> Self {
        self.body = body;
        self
    }

    /// Signs the invocation token as if it was signed this long ago. It is valid for 25 seconds. The tokens for calls
    /// to Confluence are valid for four hours.
    pub fn aged(mut self, age: Duration) -> Self {
        self.age = age;
        self
    }
}
