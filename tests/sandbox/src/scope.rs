//! Checks whether the caller's kind of credential and its scopes allow an operation.

use crate::answer::Problem;
use crate::auth::Caller;
use confluence_sdk::scope::Scope;
use confluence_sdk::spec::{Carries, ConnectAccess, Declaration};

/// Refuses a caller whose mode or scopes do not allow the operation.
pub(crate) fn check(operation: &Declaration, caller: &Caller) -> Result<(), Problem> {
    let opened = match caller.mode.carries() {
        Carries::Nothing => true,
        Carries::Connect => match operation.connect {
            ConnectAccess::Any => true,
            ConnectAccess::Needs(scope) => holds(caller, scope),
            _ => false,
        },
        Carries::OAuth => operation
            .scopes
            .iter()
            .any(|all| all.iter().all(|scope| holds(caller, *scope))),
    };
    if !opened {
        return Err(Problem::missing_scope().because(lacking(operation, caller)));
    }
    if !operation.callers.allow(caller.mode) {
        let because = operation.callers.because;
        return Err(Problem::forbidden(
            because.unwrap_or("This operation is not open to this kind of caller"),
        ));
    }
    Ok(())
}

/// What the log says about missing scopes.
fn lacking(operation: &Declaration, caller: &Caller) -> String {
    let needed = match (caller.mode.carries(), operation.connect) {
        (Carries::Connect, ConnectAccess::Needs(scope)) => format!("`{scope}`"),
        (Carries::Connect, _) => "another kind of caller".to_owned(),
        _ => operation.scope_words(),
    };
    format!(
        "{} needs {needed}; the token has {}",
        operation.id,
        caller.scopes.join(" ")
    )
}

/// Whether the caller has the scope, or one that includes it.
fn holds(caller: &Caller, needed: Scope) -> bool {
    let brings = |held: &String| Scope::find(held).is_some_and(|held| held.implies().contains(&needed));
    caller.scopes.iter().any(|held| held == needed.name() || brings(held))
}
