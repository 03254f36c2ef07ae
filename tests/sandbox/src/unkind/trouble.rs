//! When a fault happens.

use super::fault::Fault;
use crate::log::Server;
use axum::http::Method;
use serde_json::{Value, json};

/// A fault, and the requests that it happens to. Without further calls it happens to every request to the site and the
/// gateway.
///
/// ```no_run
/// use confluence_sandbox::{Fault, Trouble};
///
/// # fn demo(sandbox: confluence_sandbox::Sandbox) {
/// // Each fifth request gets 502. The next two pages that are created are created, but the answer is lost.
/// sandbox.trouble(Trouble::new(Fault::Status(502)).every(5));
/// sandbox.trouble(Trouble::new(Fault::CutAfter).operation("createPage").times(2));
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    pub(super) fault: Fault,
    server: Option<Server>,
    method: Option<Method>,
    operation: Option<String>,
    path: Option<String>,
    every: u64,
    after: u64,
    times: Option<u64>,
    chance: Option<(f64, u64)>,
}

/// A request, as far as rules look at it.
pub(super) struct Asked<'a> {
    pub(super) server: Server,
    pub(super) method: &'a Method,
    pub(super) path: &'a str,
    pub(super) operation: Option<&'a str>,
}

impl Trouble {
    /// This fault, for every request to the site and the gateway.
    pub fn new(fault: Fault) -> Self {
        Self {
            fault,
            server: None,
            method: None,
            operation: None,
            path: None,
            every: 1,
            after: 0,
            times: None,
            chance: None,
        }
    }

    /// Only for requests to this server. JSON: `"server": "media"`.
    pub fn server(mut self, server: Server) -> Self {
        self.server = Some(server);
        self
    }

    /// Only for requests with this method. JSON: `"method": "GET"`.
    ///
    /// # Panics
    ///
    /// If it is not an HTTP method.
    #[track_caller]
    pub fn method(mut self, method: &str) -> Self {
        let parsed = Method::from_bytes(method.as_bytes());
        self.method = Some(parsed.unwrap_or_else(|_| panic!("`{method}` is not an HTTP method")));
        self
    }

    /// Only for this operation, by the vendor's operationId. JSON: `"operation": "createPage"`.
    pub fn operation(mut self, id: impl Into<String>) -> Self {
        self.operation = Some(id.into());
        self
    }

    /// Only for paths that contain this text. JSON: `"path": "/pages"`.
    pub fn path(mut self, part: impl Into<String>) -> Self {
        self.path = Some(part.into());
        self
    }

    /// Only for each `n`th of these requests. JSON: `"every": 5`.
    pub fn every(mut self, n: u64) -> Self {
        self.every = n.max(1);
        self
    }

    /// Not for the first `n` of these requests. JSON: `"after": 3`.
    pub fn after(mut self, n: u64) -> Self {
        self.after = n;
        self
    }

    /// Only so many times. JSON: `"times": 2`.
    pub fn times(mut self, n: u64) -> Self {
        self.times = Some(n);
        self
    }

    /// Only by chance, with this probability from 0 to 1. The same seed gives the same sequence. JSON: `"chance": 0.1,
    /// "seed": 7`.
    pub fn chance(mut self, probability: f64, seed: u64) -> Self {
        self.chance = Some((probability, seed));
        self
    }

    fn is_about(&self, asked: &Asked<'_>) -> bool {
        let api = matches!(asked.server, Server::Site | Server::Gateway);
        self.server.map_or(api, |server| server == asked.server)
            && self.method.as_ref().is_none_or(|method| method == asked.method)
            && self.operation.as_deref().is_none_or(|id| asked.operation == Some(id))
            && self.path.as_deref().is_none_or(|part| asked.path.contains(part))
    }

    /// Reads the JSON form.
    pub(super) fn read(value: &Value) -> Result<Self, String> {
        const KNOWN: [&str; 10] = [
            "fault",
            "server",
            "method",
            "operation",
            "path",
            "every",
            "after",
            "times",
            "chance",
            "seed",
        ];
        let members = value.as_object().ok_or("a trouble is a JSON object")?;
        if let Some(name) = members.keys().find(|name| !KNOWN.contains(&name.as_str())) {
            return Err(format!("`{name}` is not a member of a trouble"));
        }
        let text = |name: &str| match members.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(format!("`{name}` must be a text")),
        };
        let number = |name: &str| match members.get(name) {
            None => Ok(None),
            Some(value) => value
                .as_u64()
                .map(Some)
                .ok_or(format!("`{name}` must be a whole number")),
        };
        let mut trouble = Self::new(Fault::read(members.get("fault").unwrap_or(&Value::Null))?);
        if let Some(name) = text("server")? {
            trouble.server = Some(server(name).ok_or(format!("`{name}` is not a server"))?);
        }
        if let Some(name) = text("method")? {
            let method = Method::from_bytes(name.as_bytes()).map_err(|_| format!("`{name}` is not an HTTP method"))?;
            trouble.method = Some(method);
        }
        trouble.operation = text("operation")?.map(str::to_owned);
        trouble.path = text("path")?.map(str::to_owned);
        trouble = trouble
            .every(number("every")?.unwrap_or(1))
            .after(number("after")?.unwrap_or(0));
        trouble.times = number("times")?;
        if let Some(chance) = members.get("chance") {
            let probability = chance.as_f64().filter(|chance| (0.0..=1.0).contains(chance));
            let probability = probability.ok_or("`chance` must be a number from 0 to 1")?;
            trouble = trouble.chance(probability, number("seed")?.unwrap_or(0));
        }
        Ok(trouble)
    }

    /// The JSON form.
    pub(super) fn write(&self) -> Value {
        let mut value = json!({ "fault": self.fault.write(), "every": self.every, "after": self.after });
        let texts = [
            ("server", self.server.map(name)),
            ("method", self.method.as_ref().map(Method::as_str)),
            ("operation", self.operation.as_deref()),
            ("path", self.path.as_deref()),
        ];
        for (member, text) in texts {
            if let Some(text) = text {
                value[member] = text.into();
            }
        }
        if let Some(times) = self.times {
            value["times"] = times.into();
        }
        if let Some((chance, seed)) = self.chance {
            value["chance"] = chance.into();
            value["seed"] = seed.into();
        }
        value
    }
}

fn server(text: &str) -> Option<Server> {
    [Server::Site, Server::Gateway, Server::Identity, Server::Media]
        .into_iter()
        .find(|server| name(*server) == text)
}

fn name(server: Server) -> &'static str {
    match server {
        Server::Site => "site",
        Server::Gateway => "gateway",
        Server::Identity => "identity",
        Server::Media => "media",
    }
}

/// A trouble and how often it was looked at.
pub(super) struct Rule {
    pub(super) trouble: Trouble,
    met: u64,
    struck: u64,
    random: u64,
}

impl Rule {
    pub(super) fn new(trouble: Trouble) -> Self {
        Self {
            random: trouble.chance.map_or(0, |(_, seed)| seed),
            trouble,
            met: 0,
            struck: 0,
        }
    }

    /// Whether the fault happens to this request.
    pub(super) fn strikes(&mut self, asked: &Asked<'_>) -> bool {
        let trouble = &self.trouble;
        if !trouble.is_about(asked) || trouble.times.is_some_and(|times| self.struck >= times) {
            return false;
        }
        self.met += 1;
        let due = self.met > trouble.after && (self.met - trouble.after).is_multiple_of(trouble.every);
        let strikes = due && self.trouble.chance.is_none_or(|(chance, _)| self.draw() < chance);
        self.struck += u64::from(strikes);
        strikes
    }

    /// A number from 0 to 1, by SplitMix64 (Steele, Lea and Flood, 2014).
    fn draw(&mut self) -> f64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
