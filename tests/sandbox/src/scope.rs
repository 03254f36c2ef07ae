//! Whether a caller's kind of credential and its scopes open an operation.

use confluence_sdk::spec::{ConnectAccess, Declaration, Mode};

use crate::answer::Problem;
use crate::auth::Caller;

/// Connect scopes from the widest to the narrowest: each brings along those after it.
const CONNECT_LADDER: [&str; 5] = ["ADMIN", "SPACE_ADMIN", "DELETE", "WRITE", "READ"];

/// Refuses a caller whose mode or scopes do not open the operation.
pub(crate) fn check(operation: &Declaration, caller: &Caller) -> Result<(), Problem> {
    let opened = match caller.mode {
        Mode::Basic => true,
        Mode::Connect | Mode::ConnectUser => match &operation.connect {
            ConnectAccess::Any => true,
            ConnectAccess::Needs(scope) => connect_scope(&caller.scopes, scope.name()),
            ConnectAccess::Inaccessible => false,
        },
        _ => operation
            .scopes
            .iter()
            .any(|alternative| alternative.iter().all(|scope| caller.scopes.iter().any(|held| held == scope.name()))),
    };
    if !opened {
        return Err(Problem::missing_scope());
    }
    if !operation.callers.allow(caller.mode) {
        let because = operation.callers.because.unwrap_or("This operation is not open to this kind of caller");
        return Err(Problem::forbidden(because));
    }
    Ok(())
}

fn connect_scope(held: &[String], needed: &str) -> bool {
    let rank = |name: &str| CONNECT_LADDER.iter().position(|scope| *scope == name);
    held.iter().any(|scope| {
        scope == needed || matches!((rank(scope), rank(needed)), (Some(held), Some(needed)) if held < needed)
    })
}
