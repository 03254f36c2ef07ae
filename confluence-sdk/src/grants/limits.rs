//! What a client's type forbids beyond its scopes, kept for calls that are checked at run time.

use super::{BitList, Bool, Declared, Parts, PermissionSet, ScopeSet, Set, Words, bits, scope_bits};
use crate::scopes::ScopeList;
use crate::spec::{Declaration, Denied, Mode};
use std::sync::Arc;

/// What a client may not do although its scopes would open it. Every conversion of a client carries it along, and none
/// takes from it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limits {
    /// Operations that its set declares; `None` for a set of scopes.
    operations: Option<Arc<Operations>>,
    /// Permissions that it must not go beyond.
    ceiling: Option<BitList>,
}

#[derive(Debug)]
struct Operations {
    numbers: Vec<u16>,
    /// Scopes that open whatever they suffice for.
    free: ScopeList,
    /// Whether what needs no scope at all is open.
    unscoped: bool,
}

impl Operations {
    /// Whether the scopes beside the declared operations open this one.
    fn open(&self, operation: &'static Declaration, mode: Mode) -> bool {
        let needs_none = operation.alternatives(mode).iter().any(Vec::is_empty);
        operation.admits(mode, &self.free).is_ok() && (self.unscoped || !needs_none)
    }
}

impl Limits {
    /// Those of a set of scopes.
    pub(crate) fn of<S: ScopeSet>() -> Self {
        let operations = (!<Tree<S> as Declared>::EMPTY).then(|| {
            let mut numbers = Vec::new();
            <Tree<S> as Declared>::collect(0, &mut numbers);
            Arc::new(Operations {
                numbers,
                free: free::<S>(),
                unscoped: <<S as Set>::Parts as Parts>::Unscoped::VALUE,
            })
        });
        Self {
            operations,
            ceiling: None,
        }
    }

    /// The same with the ceiling `P`, and with the ceiling that was there: what neither includes is forbidden.
    pub(crate) fn at_most<P: PermissionSet>(&self) -> Self {
        let mut ceiling = bits::<P>();
        if let Some(before) = &self.ceiling {
            ceiling
                .iter_mut()
                .zip(before)
                .for_each(|(bits, before)| *bits &= before);
        }
        Self {
            operations: self.operations.clone(),
            ceiling: Some(ceiling),
        }
    }

    /// Those of `T`, taken by a client that has these. `None` if `T` would open what these forbid.
    pub(crate) fn narrowed<T: ScopeSet>(&self) -> Option<Self> {
        let wanted = Self::of::<T>();
        let may = self.operations.as_ref().is_none_or(|own| {
            let free = |scopes: &ScopeList| own.free.lacks(scopes).is_empty();
            // Scopes open more than operations do, unless they were free before.
            free(&ScopeList::of_bits(scope_bits(&bits::<T>())))
                || wanted.operations.as_ref().is_some_and(|wanted| {
                    free(&wanted.free)
                        && (own.unscoped || !wanted.unscoped)
                        && wanted.numbers.iter().all(|number| own.numbers.contains(number))
                })
        });
        may.then_some(Self {
            ceiling: self.ceiling,
            ..wanted
        })
    }

    /// Whether anything is forbidden.
    pub(crate) fn any(&self) -> bool {
        self.operations.is_some() || self.ceiling.is_some()
    }

    /// Whether a call is within them.
    pub(crate) fn admit(&self, operation: &'static Declaration, mode: Mode) -> Result<(), Denied> {
        if let Some(operations) = &self.operations
            && !operations.numbers.contains(&operation.number)
            && !operations.open(operation, mode)
        {
            return Err(Denied::undeclared(operation, mode));
        }
        match &self.ceiling {
            Some(ceiling) if !(operation.met_by)(ceiling) => Err(Denied::beyond_the_ceiling(operation, mode)),
            _ => Ok(()),
        }
    }
}

type Tree<S> = <<S as Set>::Parts as Parts>::Operations;

/// The scopes of a set that open whatever they suffice for.
fn free<S: Set>() -> ScopeList {
    ScopeList::of_bits(scope_bits(&<<S as Set>::Parts as Parts>::Free::LIST))
}
