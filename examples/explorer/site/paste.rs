//! Declarations to paste: what to write where, for some scopes.

use super::html::{Html, html};
use confluence_sdk::forge::ManifestPermissions;
use confluence_sdk::scope::{ScopeKind, ScopeList};
use confluence_sdk::spec::{Among, Declaration, Mode, smallest_scopes};

/// A family of scopes. An app has scopes of OAuth (classic, granular or both) or of Connect.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Granular,
    Classic,
    Connect,
}

impl Family {
    pub(super) const ALL: [Self; 3] = [Self::Granular, Self::Classic, Self::Connect];

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Granular => "Granular",
            Self::Classic => "Classic",
            Self::Connect => "Connect",
        }
    }

    /// The smallest sets of this family that allow an operation. If there is none, none of its scopes does.
    pub(super) fn smallest(self, operation: &'static Declaration) -> Vec<ScopeList> {
        let among = match self {
            Self::Granular => Among::Granular,
            Self::Classic => Among::Classic,
            Self::Connect => {
                let modes = [Mode::Connect, Mode::ConnectUser];
                let ways = modes.into_iter().flat_map(|mode| operation.alternatives(mode));
                return ways.take(1).map(|all| all.into_iter().collect()).collect();
            }
        };
        smallest_scopes(&[operation], among).unwrap_or_default()
    }
}

/// What to write where for these scopes. `only` is how Rust asks for what they are meant for.
pub(super) fn blocks(list: &ScopeList, only: Option<Html>) -> Html {
    let rust = html!("{}{}", block("Rust: these scopes", &rust(list)), only);
    if list.known().any(|scope| scope.kind() == ScopeKind::Connect) {
        let names: Vec<&str> = list.names().collect();
        let descriptor = format!("\"scopes\": {}", serde_json::json!(names));
        return [
            rust,
            block(
                "Connect: atlassian-connect.json",
                &descriptor.replace("\",\"", "\", \""),
            ),
        ]
        .into_iter()
        .collect();
    }
    let manifest = ManifestPermissions::from(list.clone()).to_string();
    [
        rust,
        block("Forge: manifest.yml", &manifest),
        block("OAuth 2.0: scope", &list.to_string()),
        block("Developer console: checklist", &list.checklist().to_string()),
    ]
    .into_iter()
    .collect()
}

fn rust(list: &ScopeList) -> String {
    let declared = list.declared("Mine").to_string();
    let laid_out = match declared.len() {
        0..=WIDE => declared,
        _ => declared.replace(" \"", "\n        \""),
    };
    format!("scopes! {{\n    {laid_out}\n}}")
}

/// A longer declaration has a line for each scope.
const WIDE: usize = 90;

/// One text, which the script gives a button to copy it.
pub(super) fn block(title: &str, text: &str) -> Html {
    html!(
        "<figure class=\"paste\"><figcaption>{}</figcaption><pre><code>{}</code></pre></figure>\n",
        title,
        text.trim_end()
    )
}
