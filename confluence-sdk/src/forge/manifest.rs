//! The part of an app's manifest that follows from a scope set.

use crate::grants::OAuthScopes;
use crate::scopes::ScopeList;
use std::fmt;

/// `permissions: scopes:` for `manifest.yml`. Printed, it is YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestPermissions(ScopeList);

const APP_TOKEN: &str = "read:app-system-token";
const USER_TOKEN: &str = "read:app-user-token";

/// The permissions that the manifest has to list for calls with the scopes `S`. Scopes of other products are among
/// them.
///
/// ```
/// confluence_sdk::scopes! {
///     pub struct Ours = "read:page:confluence", other("read:jira-work");
/// }
///
/// let permissions = confluence_sdk::forge::manifest_permissions::<Ours>().with_app_token();
/// assert_eq!(permissions.to_string(), "\
/// permissions:
///   scopes:
///     - read:page:confluence
///     - read:app-system-token
///     - read:jira-work
/// ");
/// ```
///
/// A change of scopes makes a new major version of the app, which administrators have to approve.
pub fn manifest_permissions<S: OAuthScopes>() -> ManifestPermissions {
    ManifestPermissions(ScopeList::of::<S>())
}

impl ManifestPermissions {
    /// Adds the scope that a remote needs to get a token to call as the app.
    pub fn with_app_token(mut self) -> Self {
        self.0.insert(APP_TOKEN);
        self
    }

    /// Adds the scope that a remote needs to get a token to call as the user.
    pub fn with_user_token(mut self) -> Self {
        self.0.insert(USER_TOKEN);
        self
    }

    /// The scopes that are listed. `offline_access` is not among them: it belongs to OAuth 2.0 (3LO).
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.0.names().filter(|name| *name != "offline_access")
    }
}

impl From<ScopeList> for ManifestPermissions {
    /// For a list that is known only at run time, such as one of [`smallest_scopes`](crate::spec::smallest_scopes).
    fn from(scopes: ScopeList) -> Self {
        Self(scopes)
    }
}

impl fmt::Display for ManifestPermissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scopes().next().is_none() {
            return f.write_str("permissions:\n  scopes: []\n");
        }
        f.write_str("permissions:\n  scopes:\n")?;
        if self.scopes().all(|name| matches!(name, APP_TOKEN | USER_TOKEN)) {
            f.write_str("    # The vendor hands out no token that works unless another scope is listed too.\n")?;
        }
        for name in self.scopes() {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | '_' | '-');
            match name.chars().all(plain) && name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.ends_with(':')
            {
                true => writeln!(f, "    - {name}")?,
                false => writeln!(f, "    - '{}'", name.replace('\'', "''"))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permissions(scopes: &str) -> ManifestPermissions {
        scopes.parse::<ScopeList>().unwrap_or_default().into()
    }

    #[test]
    fn what_yaml_would_misread_is_quoted() {
        let text = permissions("read:page:confluence it's:x a: #b offline_access").to_string();
        assert_eq!(
            text,
            "permissions:\n  scopes:\n    - read:page:confluence\n    - 'it''s:x'\n    - 'a:'\n    - '#b'\n"
        );
    }

    #[test]
    fn a_set_that_makes_no_token_work_is_remarked() {
        assert_eq!(
            permissions("offline_access").to_string(),
            "permissions:\n  scopes: []\n"
        );
        let alone = permissions("").with_app_token().with_user_token().to_string();
        assert!(alone.contains("# The vendor hands out no token"), "{alone}");
        let with = permissions("read:page:confluence").with_user_token();
        assert!(!with.to_string().contains('#'));
        assert_eq!(with.scopes().collect::<Vec<_>>(), ["read:page:confluence", USER_TOKEN]);
    }
}
