//! The descriptors of Connect apps, and the checks before an app is installed.

use confluence_sdk::scope::{Scope, ScopeKind};
use serde_json::Value;
use std::collections::BTreeMap;
use url::Url;

/// The parts of a valid descriptor that the sandbox needs.
#[derive(Clone, Debug)]
pub(crate) struct Descriptor {
    pub(crate) key: String,
    pub(crate) name: String,
    /// Without a slash at its end.
    pub(crate) base_url: String,
    /// Paths below the base, by event.
    pub(crate) lifecycle: BTreeMap<String, String>,
    /// In upper case.
    pub(crate) scopes: Vec<String>,
    /// Paths below the base, by event.
    pub(crate) webhooks: BTreeMap<String, String>,
}

impl Descriptor {
    /// Reads the descriptor from the address `at`, or says what is wrong with it.
    pub(crate) fn read(at: &Url, json: &[u8]) -> Result<Self, String> {
        let value: Value = serde_json::from_slice(json).map_err(|error| format!("it is not JSON: {error}"))?;
        let text = |name: &str| {
            let found = value[name].as_str().filter(|text| !text.is_empty());
            found.ok_or_else(|| format!("`{name}` must be given as text"))
        };
        let key = text("key")?;
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-._".contains(letter);
        if key.len() > 64 || !key.chars().all(is_plain) {
            return Err("`key` must be at most 64 letters, digits, `-`, `.` and `_`".to_owned());
        }
        let base_url = text("baseUrl")?.trim_end_matches('/');
        if !at.as_str().starts_with(&format!("{base_url}/")) {
            return Err(format!("`baseUrl` is {base_url}, and the descriptor is not below it"));
        }
        match value["authentication"]["type"].as_str() {
            Some("jwt") => {}
            Some("none") => return Err("the sandbox installs apps with `authentication.type` jwt only".to_owned()),
            _ => return Err("`authentication.type` must be jwt or none".to_owned()),
        }
        let name = text("name")?;
        let lifecycle = lifecycle(&value["lifecycle"])?;
        if !lifecycle.contains_key("installed") {
            return Err("`authentication.type` jwt needs `lifecycle.installed`".to_owned());
        }
        if value["apiMigrations"]["signed-install"] == Value::Bool(false) {
            return Err("`apiMigrations.signed-install` cannot be false any more".to_owned());
        }
        Ok(Self {
            key: key.to_owned(),
            name: name.to_owned(),
            base_url: base_url.to_owned(),
            lifecycle,
            scopes: scopes(&value["scopes"])?,
            webhooks: webhooks(&value["modules"])?,
        })
    }

    /// The path of the base URL. It is not part of the hash of a request.
    pub(crate) fn base_path(&self) -> String {
        let path = Url::parse(&self.base_url).map(|url| url.path().to_owned());
        path.unwrap_or_default().trim_end_matches('/').to_owned()
    }
}

fn relative(name: &str, value: &Value) -> Result<String, String> {
    let path = value
        .as_str()
        .filter(|path| path.starts_with('/') && !path.starts_with("//"));
    path.map(str::to_owned)
        .ok_or_else(|| format!("{name} must be a path below `baseUrl` and start with a slash"))
}

fn lifecycle(value: &Value) -> Result<BTreeMap<String, String>, String> {
    const EVENTS: [&str; 4] = ["installed", "uninstalled", "enabled", "disabled"];
    let mut paths = BTreeMap::new();
    for (event, path) in value.as_object().into_iter().flatten() {
        if !EVENTS.contains(&event.as_str()) {
            return Err(format!("`lifecycle` has no event {event}"));
        }
        paths.insert(event.clone(), relative(&format!("`lifecycle.{event}`"), path)?);
    }
    Ok(paths)
}

fn scopes(value: &Value) -> Result<Vec<String>, String> {
    let listed = match value {
        Value::Null => return Ok(Vec::new()),
        Value::Array(listed) => listed,
        _ => return Err("`scopes` must be a list".to_owned()),
    };
    let read = |scope: &Value| {
        let name = scope.as_str().unwrap_or_default();
        let uniform = name == name.to_ascii_lowercase() || name == name.to_ascii_uppercase();
        let known = Scope::find(&name.to_ascii_uppercase().replace('-', "_"));
        match known.filter(|scope| uniform && scope.kind() == ScopeKind::Connect) {
            Some(scope) => Ok(scope.name().to_owned()),
            None => Err(format!("`scopes` has no scope {scope}")),
        }
    };
    listed.iter().map(read).collect()
}

fn webhooks(modules: &Value) -> Result<BTreeMap<String, String>, String> {
    if !modules.is_null() && !modules.is_object() {
        return Err("`modules` must be an object".to_owned());
    }
    let mut paths = BTreeMap::new();
    for webhook in modules["webhooks"].as_array().into_iter().flatten() {
        let event = webhook["event"].as_str().ok_or("a webhook must name its `event`")?;
        paths.insert(event.to_owned(), relative("the `url` of a webhook", &webhook["url"])?);
    }
    Ok(paths)
}
