//! What the vendor's document literally says about a caller. The SDK's own declarations are not used here.

use crate::document::Operation;
use confluence_sdk::spec::Mode;

/// The Connect scopes, in the order of the vendor's reference for Connect apps. Each scope includes those before it.
pub(super) const CONNECT_LADDER: [&str; 5] = ["READ", "WRITE", "DELETE", "SPACE_ADMIN", "ADMIN"];
/// The Connect scopes that include no other scope.
pub(super) const CONNECT_ALONE: [&str; 2] = ["ACT_AS_USER", "ACCESS_EMAIL_ADDRESSES"];

/// Whether a client with this mode and these scopes may call the operation.
pub(super) fn permits(operation: &Operation, mode: Mode, scopes: &[String]) -> bool {
    match mode {
        Mode::Basic => accepts(operation, "basicAuth"),
        Mode::ApiToken | Mode::OAuth | Mode::ServiceAccount | Mode::ForgeApp | Mode::ForgeUser => {
            accepts(operation, "oAuthDefinitions")
                && operation
                    .scopes
                    .iter()
                    .any(|all| all.iter().all(|scope| scopes.contains(scope)))
        }
        Mode::Connect => connect(operation, scopes),
        Mode::ConnectUser => scopes.iter().any(|scope| scope == "ACT_AS_USER") && connect(operation, scopes),
        other => unreachable!("{other:?} is not in the vendor's documents"),
    }
}

/// `security` names the accepted schemes. If it is absent, the document says nothing about them and excludes none.
fn accepts(operation: &Operation, scheme: &str) -> bool {
    let Some(security) = &operation.security else {
        return true;
    };
    security.iter().any(|accepted| accepted == scheme)
}

fn connect(operation: &Operation, scopes: &[String]) -> bool {
    match operation.connect.as_deref() {
        None | Some("INACCESSIBLE") => false,
        Some("NONE") => true,
        Some(needed) => scopes.iter().any(|scope| scope == needed || comes_with(scope, needed)),
    }
}

fn comes_with(scope: &str, needed: &str) -> bool {
    let rung = |name: &str| CONNECT_LADDER.iter().position(|rung| *rung == name);
    matches!((rung(scope), rung(needed)), (Some(scope), Some(needed)) if scope > needed)
}

/// Refuses what [`permits`] would read wrongly: an alternative without scopes, and an unknown Connect scope or scheme.
pub(super) fn refuse_unreadable(operation: &Operation) -> Result<(), String> {
    let of = |problem: String| Err(format!("{}:{}: {problem}", operation.version, operation.id));
    if operation.scopes.iter().any(Vec::is_empty) {
        return of("an alternative without scopes".to_owned());
    }
    if let Some(connect) = operation.connect.as_deref()
        && !["INACCESSIBLE", "NONE"]
            .iter()
            .chain(&CONNECT_LADDER)
            .chain(&CONNECT_ALONE)
            .any(|known| *known == connect)
    {
        return of(format!("unknown Connect scope {connect}"));
    }
    let schemes = operation.security.iter().flatten();
    match schemes
        .clone()
        .find(|scheme| !["basicAuth", "oAuthDefinitions"].contains(&scheme.as_str()))
    {
        Some(scheme) => of(format!("unknown security scheme {scheme}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ApiVersion;

    fn operation() -> Operation {
        Operation {
            version: ApiVersion::V1,
            id: "movePage".to_owned(),
            method: "put".to_owned(),
            path: String::new(),
            tag: String::new(),
            description: String::new(),
            params: Vec::new(),
            body: None,
            responses: Vec::new(),
            refusals: Vec::new(),
            scopes: vec![owned(&["classic"]), owned(&["read", "write"])],
            connect: Some("WRITE".to_owned()),
            security: Some(owned(&["oAuthDefinitions"])),
            deprecated: false,
            experimental: false,
            app_access_exempt: None,
        }
    }

    fn owned(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn one_alternative_is_needed_wholly() {
        let permits = |scopes: &[&str]| permits(&operation(), Mode::OAuth, &owned(scopes));
        assert!(permits(&["classic"]) && permits(&["write", "other", "read"]));
        assert!(!permits(&["read"]) && !permits(&["other"]));
    }

    #[test]
    fn connect_scopes_come_with_those_below() {
        let permits = |mode, scopes: &[&str]| permits(&operation(), mode, &owned(scopes));
        assert!(permits(Mode::Connect, &["WRITE"]) && permits(Mode::Connect, &["ADMIN"]));
        assert!(!permits(Mode::Connect, &["READ"]) && !permits(Mode::Connect, &["ACCESS_EMAIL_ADDRESSES"]));
        assert!(!permits(Mode::ConnectUser, &["WRITE"]) && permits(Mode::ConnectUser, &["WRITE", "ACT_AS_USER"]));
    }

    #[test]
    fn only_a_stated_security_rules_a_scheme_out() {
        let mut operation = operation();
        assert!(!permits(&operation, Mode::Basic, &[]));
        operation.security = None;
        assert!(permits(&operation, Mode::Basic, &[]));
    }

    #[test]
    fn new_words_are_refused() {
        let mut operation = operation();
        assert_eq!(refuse_unreadable(&operation), Ok(()));
        operation.connect = Some("OWN".to_owned());
        assert_eq!(
            refuse_unreadable(&operation),
            Err("v1:movePage: unknown Connect scope OWN".to_owned())
        );
    }
}
