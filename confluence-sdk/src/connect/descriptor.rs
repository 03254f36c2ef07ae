//! An app's descriptor (`atlassian-connect.json`), which a site reads when the app is installed.

use crate::Result;
use crate::address::Address;
use crate::error::Error;
use crate::grants::ConnectScopes;
use crate::scopes::ScopeList;
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value, json};

/// An app's descriptor. [`Serialize`] writes it as JSON, which is served at the address that the app is installed from.
///
/// ```
/// use confluence_sdk::connect::Descriptor;
/// use confluence_sdk::scopes;
/// use serde_json::json;
///
/// scopes! { pub struct Mine = "WRITE", "ACT_AS_USER"; }
///
/// # fn main() -> confluence_sdk::Result<()> {
/// let descriptor = Descriptor::builder("com.example.my-app", "https://app.example.com")
///     .name("My app")
///     .vendor("Example", "https://example.com")
///     .installed("/installed")
///     .uninstalled("/uninstalled")
///     .scopes::<Mine>()
///     .module("generalPages", json!({"key": "start", "url": "/start", "name": {"value": "Start"}}))
///     .build()?;
///
/// let json = serde_json::to_value(&descriptor).unwrap();
/// assert_eq!(json["scopes"], json!(["READ", "WRITE", "ACT_AS_USER"]));
/// assert_eq!(json["apiMigrations"]["signed-install"], true);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Descriptor {
    key: String,
    base_url: String,
    base_path: String,
    json: Map<String, Value>,
}

/// A descriptor that is being put together.
#[derive(Clone, Debug)]
pub struct DescriptorBuilder {
    key: String,
    base_url: String,
    lifecycle: Map<String, Value>,
    links: Map<String, Value>,
    modules: Map<String, Value>,
    scopes: ScopeList,
    context_qsh: bool,
    json: Map<String, Value>,
}

impl Descriptor {
    /// Starts with the members that every descriptor has: the app's key, which must never change, and the address that
    /// all its paths are below.
    pub fn builder(key: impl Into<String>, base_url: impl Into<String>) -> DescriptorBuilder {
        DescriptorBuilder {
            key: key.into(),
            base_url: base_url.into(),
            lifecycle: Map::new(),
            links: Map::new(),
            modules: Map::new(),
            scopes: ScopeList::default(),
            context_qsh: true,
            json: Map::new(),
        }
    }

    /// The app's key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The address of the app, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The path of the base URL, which does not count in [`qsh`](super::qsh()) of requests to the app. Mostly empty.
    pub fn base_path(&self) -> &str {
        &self.base_path
    }
}

impl Serialize for Descriptor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

impl DescriptorBuilder {
    /// The name that people see.
    pub fn name(self, name: &str) -> Self {
        self.member("name", name)
    }

    /// A sentence about what the app does.
    pub fn description(self, description: &str) -> Self {
        self.member("description", description)
    }

    /// The maker of the app.
    pub fn vendor(self, name: &str, url: &str) -> Self {
        self.member("vendor", json!({ "name": name, "url": url }))
    }

    /// A link by its relation, such as `self` or `homepage`.
    pub fn link(mut self, relation: &str, url: &str) -> Self {
        self.links.insert(relation.to_owned(), url.into());
        self
    }

    /// The path of the `installed` call, below the base URL. [`App::installed`](super::App::installed) serves it.
    pub fn installed(self, path: &str) -> Self {
        self.lifecycle("installed", path)
    }

    /// The path of the `uninstalled` call. [`App::uninstalled`](super::App::uninstalled) serves it.
    pub fn uninstalled(self, path: &str) -> Self {
        self.lifecycle("uninstalled", path)
    }

    /// The path of the `enabled` call. It comes like a webhook: verify it with [`App::verify`](super::App::verify).
    pub fn enabled(self, path: &str) -> Self {
        self.lifecycle("enabled", path)
    }

    /// The path of the `disabled` call. It comes like a webhook: verify it with [`App::verify`](super::App::verify).
    pub fn disabled(self, path: &str) -> Self {
        self.lifecycle("disabled", path)
    }

    /// The scopes that the app asks for, which are those of its clients. Implied scopes are among them.
    pub fn scopes<C: ConnectScopes>(mut self) -> Self {
        self.scopes = ScopeList::of::<C>();
        self
    }

    /// Whether the vendor sells licences for the app.
    pub fn enable_licensing(self, enabled: bool) -> Self {
        self.member("enableLicensing", enabled)
    }

    /// Whether context tokens name themselves as such. This is the default, and
    /// [`App::verify_context`](super::App::verify_context) needs it.
    pub fn context_qsh(mut self, enabled: bool) -> Self {
        self.context_qsh = enabled;
        self
    }

    /// Adds a module: its kind, such as `generalPages` or `webhooks`, and the members that the vendor's documentation
    /// of the kind asks for. Modules of one kind make a list. A few kinds have one module only, such as
    /// `configurePage`; for these use [`only_module`](Self::only_module).
    pub fn module(mut self, kind: &str, module: Value) -> Self {
        match self.modules.entry(kind).or_insert_with(|| Value::Array(Vec::new())) {
            Value::Array(several) => several.push(module),
            one => *one = Value::Array(vec![one.take(), module]),
        }
        self
    }

    /// Sets the only module of a kind.
    pub fn only_module(mut self, kind: &str, module: Value) -> Self {
        self.modules.insert(kind.to_owned(), module);
        self
    }

    /// Any other member, such as `translations`.
    pub fn member(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.json.insert(name.to_owned(), value.into());
        self
    }

    /// Checks all parts and makes the descriptor.
    ///
    /// # Errors
    ///
    /// [`is_invalid_input`](crate::Error::is_invalid_input), and [`field`](Error::field) names the part: the key, the
    /// base URL, `lifecycle.installed` if it is missing, a path, or a member that is set twice.
    pub fn build(self) -> Result<Descriptor> {
        check_key(&self.key)?;
        let address = Address::parse(&self.base_url).and_then(Address::without_query);
        let url = address.map_err(|problem| problem.of("baseUrl"))?.into_url();
        if !self.lifecycle.contains_key("installed") {
            return Err(Error::input(
                "lifecycle.installed",
                "is needed: in that call comes the secret without which nothing can be signed or verified",
            ));
        }
        for (event, path) in &self.lifecycle {
            let path = path.as_str().unwrap_or_default();
            if !path.starts_with('/') || path.starts_with("//") || path.contains(['?', '#']) {
                return Err(Error::input(
                    format!("lifecycle.{event}"),
                    format!("must be a path below the base URL, such as `/{event}`, is {path:?}"),
                ));
            }
        }
        let base_url = url.as_str().trim_end_matches('/').to_owned();
        let mut json = Map::new();
        json.insert("key".to_owned(), self.key.clone().into());
        json.insert("baseUrl".to_owned(), base_url.clone().into());
        json.insert("apiVersion".to_owned(), 1.into());
        json.insert("authentication".to_owned(), json!({ "type": "jwt" }));
        json.insert("lifecycle".to_owned(), self.lifecycle.into());
        json.insert("scopes".to_owned(), self.scopes.names().collect());
        json.insert(
            "apiMigrations".to_owned(),
            json!({ "signed-install": true, "context-qsh": self.context_qsh, "gdpr": true }),
        );
        json.insert("modules".to_owned(), self.modules.into());
        if !self.links.is_empty() {
            json.insert("links".to_owned(), self.links.into());
        }
        for (name, value) in self.json {
            if json.insert(name.clone(), value).is_some() {
                return Err(Error::input(name, "is set by the builder itself"));
            }
        }
        Ok(Descriptor {
            key: self.key,
            base_path: url.path().trim_end_matches('/').to_owned(),
            base_url,
            json,
        })
    }

    fn lifecycle(mut self, event: &str, path: &str) -> Self {
        self.lifecycle.insert(event.to_owned(), path.into());
        self
    }
}

fn check_key(key: &str) -> Result<()> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if key.is_empty() || key.len() > 64 || !key.chars().all(fits) {
        let problem = "must have 1 to 64 letters, digits, `-`, `.` or `_`, such as `com.example.my-app`";
        return Err(Error::input("key", format!("{problem}, is {key:?}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn builder(key: &str, base_url: &str) -> DescriptorBuilder {
        Descriptor::builder(key, base_url).installed("/installed")
    }

    #[test]
    fn what_is_refused_names_its_member() {
        let good = || builder("a", "https://app.example.com");
        for (wrong, field, words) in [
            (builder("", "https://a.example"), "key", "1 to 64"),
            (builder("my app", "https://a.example"), "key", "my app"),
            (builder(&"a".repeat(65), "https://a.example"), "key", "1 to 64"),
            (builder("a", "app.example.com"), "baseUrl", "no scheme"),
            (builder("a", "http://app.example.com"), "baseUrl", "in the clear"),
            (builder("a", "https://app.example.com?x"), "baseUrl", "query"),
            (builder("a", "https://me@app.example.com"), "baseUrl", "user name"),
            (
                Descriptor::builder("a", "https://a.example"),
                "lifecycle.installed",
                "secret",
            ),
            (good().enabled("enabled"), "lifecycle.enabled", "path below"),
            (
                good().enabled("https://else.example/x"),
                "lifecycle.enabled",
                "path below",
            ),
            (good().disabled("//else.example/x"), "lifecycle.disabled", "path below"),
            (good().member("key", "b"), "key", "builder itself"),
        ] {
            let error = wrong.build().unwrap_err();
            assert_eq!(error.field(), Some(field), "{error}");
            assert!(error.to_string().contains(words), "{error}");
        }
    }

    #[test]
    fn everything_stands_where_the_vendor_reads_it() {
        let descriptor = builder("com.example.app", "https://app.example.com/base/")
            .name("App")
            .description("Does it.")
            .vendor("Example", "https://example.com")
            .link("self", "https://app.example.com/base/descriptor")
            .uninstalled("/uninstalled")
            .enable_licensing(true)
            .module("webhooks", json!({"event": "page_created", "url": "/w"}))
            .module("webhooks", json!({"event": "page_removed", "url": "/w"}))
            .only_module("configurePage", json!({"key": "c"}))
            .build()
            .unwrap();
        assert_eq!(descriptor.base_path(), "/base");
        assert_eq!(
            serde_json::to_value(&descriptor).unwrap(),
            json!({
                "key": "com.example.app",
                "baseUrl": "https://app.example.com/base",
                "name": "App",
                "description": "Does it.",
                "vendor": {"name": "Example", "url": "https://example.com"},
                "links": {"self": "https://app.example.com/base/descriptor"},
                "apiVersion": 1,
                "authentication": {"type": "jwt"},
                "enableLicensing": true,
                "lifecycle": {"installed": "/installed", "uninstalled": "/uninstalled"},
                "scopes": [],
                "modules": {
                    "webhooks": [{"event": "page_created", "url": "/w"}, {"event": "page_removed", "url": "/w"}],
                    "configurePage": {"key": "c"}
                },
                "apiMigrations": {"signed-install": true, "context-qsh": true, "gdpr": true}
            })
        );
    }

    proptest! {
        #[test]
        fn any_text_is_judged_without_panic(key in ".*", url in ".*", path in ".*") {
            let _ = Descriptor::builder(key, url).installed(&path).build();
        }
    }
}
