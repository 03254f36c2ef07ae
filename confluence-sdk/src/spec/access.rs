//! Which scopes allow an operation, and which operations a list of scopes allows.

use super::{Carries, ConnectAccess, Declaration, Mode, operations};
use crate::scopes::{Scope, ScopeList};
use std::fmt;

/// The operations that a client with this mode and these scopes may call, in the order of [`operations`].
///
/// ```
/// use confluence_sdk::{scope::ScopeList, spec::{Mode, opened_by}};
///
/// let granted: ScopeList = "write:watcher:confluence read:jira-work".parse().unwrap();
/// let opened: Vec<_> = opened_by(Mode::OAuth, &granted).map(|operation| operation.id).collect();
/// assert!(opened.contains(&"addContentWatcher"));
/// ```
pub fn opened_by(mode: Mode, scopes: &ScopeList) -> impl Iterator<Item = &'static Declaration> {
    operations().filter(move |operation| operation.opens(mode, scopes))
}

impl Declaration {
    /// The sets of scopes that allow the operation to a client with this mode. One set is enough. An empty set means
    /// that no scope is needed. If there is no set at all, such a client cannot call the operation.
    ///
    /// A Connect scope may also be implied by another one. Such sets are not listed.
    ///
    /// ```
    /// use confluence_sdk::spec::{Mode, look_up};
    ///
    /// let watchers = look_up("getWatchesForPage").unwrap();
    /// let alternatives = watchers.alternatives(Mode::OAuth);
    /// assert_eq!(
    ///     format!("{alternatives:?}"),
    ///     "[[read:confluence-content.summary], [read:watcher:confluence, read:user:confluence]]"
    /// );
    /// ```
    pub fn alternatives(&self, mode: Mode) -> Vec<Vec<Scope>> {
        if !self.callers.allow(mode) {
            return Vec::new();
        }
        match mode.carries() {
            Carries::Nothing => vec![Vec::new()],
            Carries::Connect => {
                let acts = (mode == Mode::ConnectUser)
                    .then(|| Scope::find("ACT_AS_USER"))
                    .flatten();
                let needed = match self.connect {
                    ConnectAccess::Inaccessible => return Vec::new(),
                    ConnectAccess::Any => None,
                    ConnectAccess::Needs(scope) => Some(scope),
                };
                vec![acts.into_iter().chain(needed).collect()]
            }
            Carries::OAuth => self.scopes.iter().map(|all| all.to_vec()).collect(),
        }
    }

    /// Whether a client with this mode and these scopes may call the operation. The compiler gives the same answer for
    /// types.
    ///
    /// # Errors
    ///
    /// [`Denied`], which says what is missing: the mode may not call it, or the scopes do not open it.
    pub fn admits(&'static self, mode: Mode, scopes: &ScopeList) -> Result<(), Denied> {
        if self.opens(mode, scopes) {
            return Ok(());
        }
        Err(Denied {
            operation: self,
            mode,
            why: Why::Scopes(scopes.clone()),
        })
    }

    fn opens(&self, mode: Mode, scopes: &ScopeList) -> bool {
        self.alternatives(mode)
            .iter()
            .any(|all| all.iter().all(|scope| scopes.contains(*scope)))
    }
}

/// Why a client may not call an operation.
#[derive(Clone, Debug)]
pub struct Denied {
    operation: &'static Declaration,
    mode: Mode,
    why: Why,
}

#[derive(Clone, Debug)]
enum Why {
    /// The client has these scopes, and they are not enough.
    Scopes(ScopeList),
    /// The client's set declares operations, and this operation is not one of them.
    Undeclared,
    /// The operation needs a permission that the client's ceiling does not include.
    Ceiling,
}

impl Denied {
    pub(crate) fn undeclared(operation: &'static Declaration, mode: Mode) -> Self {
        Self {
            operation,
            mode,
            why: Why::Undeclared,
        }
    }

    pub(crate) fn beyond_the_ceiling(operation: &'static Declaration, mode: Mode) -> Self {
        Self {
            operation,
            mode,
            why: Why::Ceiling,
        }
    }

    /// The scopes that are missing, in the vendor's spelling. If there are alternatives, these belong to the one that
    /// needs the fewest more. Empty if no scope would help.
    pub fn missing(&self) -> Vec<String> {
        let Why::Scopes(scopes) = &self.why else {
            return Vec::new();
        };
        let lacking = |all: &Vec<Scope>| -> Vec<String> {
            all.iter()
                .filter(|scope| !scopes.contains(**scope))
                .map(|scope| scope.name().to_owned())
                .collect()
        };
        self.operation
            .alternatives(self.mode)
            .iter()
            .map(lacking)
            .min_by_key(Vec::len)
            .unwrap_or_default()
    }
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.why {
            Why::Scopes(_) => {}
            Why::Undeclared => {
                return f.write_str("the client's set declares operations, and this is not among them");
            }
            Why::Ceiling => {
                return write!(
                    f,
                    "the client's ceiling of permissions does not include what it needs: {}",
                    self.operation.permission_words
                );
            }
        }
        let missing = self.missing();
        if missing.is_empty() {
            write!(f, "{} may not call this operation", self.mode.words())?;
            return match self.operation.callers.because {
                Some(because) => write!(f, ": {because}"),
                None => Ok(()),
            };
        }
        write!(f, "the client lacks {}", missing.join(" + "))?;
        if self.operation.scopes.len() > 1 && self.mode.carries_scopes() {
            write!(f, " (the operation accepts {})", self.operation.scope_words())?;
        }
        Ok(())
    }
}

impl std::error::Error for Denied {}
