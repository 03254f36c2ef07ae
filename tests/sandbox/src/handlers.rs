//! The table of operations that the sandbox implements. The file of each tag lists its operations. To implement another
//! one, add it there.

use crate::answer::Outcome;
use crate::call::Call;
use crate::state::State;
use crate::{v1, v2};
use confluence_sdk::spec::{self, ApiVersion, Declaration};
use std::collections::HashMap;

/// Implements one operation. Everything that the spec declares about it has been checked before.
#[derive(Clone, Copy)]
pub(crate) enum Handler {
    /// Changes nothing, so any number of these run at the same time.
    Read(fn(&State, &Call<'_>) -> Outcome),
    /// Runs alone.
    Write(fn(&mut State, &Call<'_>) -> Outcome),
}

/// A handler that changes nothing.
pub(crate) const fn read(handler: fn(&State, &Call<'_>) -> Outcome) -> Handler {
    Handler::Read(handler)
}

/// A handler that can change the state.
pub(crate) const fn write(handler: fn(&mut State, &Call<'_>) -> Outcome) -> Handler {
    Handler::Write(handler)
}

/// A list of operationIds and their handlers.
pub(crate) type Table = &'static [(&'static str, Handler)];

/// Every handler, by version and operationId.
pub(crate) struct Handlers {
    by_operation: HashMap<(ApiVersion, &'static str), Handler>,
}

impl Handlers {
    pub(crate) fn new() -> Self {
        Self {
            by_operation: all().map(|(version, id, handler)| ((version, id), handler)).collect(),
        }
    }

    pub(crate) fn find(&self, operation: &Declaration) -> Option<Handler> {
        self.by_operation.get(&(operation.version, operation.id)).copied()
    }
}

/// The operations that the sandbox implements: their version and operationId. Others answer 501.
pub fn implemented() -> impl Iterator<Item = (ApiVersion, &'static str)> {
    let handlers = Handlers::new();
    let played = spec::operations().filter(move |operation| handlers.find(operation).is_some());
    played.map(|operation| (operation.version, operation.id))
}

fn all() -> impl Iterator<Item = (ApiVersion, &'static str, Handler)> {
    let of = |version, tables: &'static [Table]| {
        tables
            .iter()
            .flat_map(move |table| table.iter().map(move |(id, handler)| (version, *id, *handler)))
    };
    of(ApiVersion::V1, v1::TABLES).chain(of(ApiVersion::V2, v2::TABLES))
}

#[cfg(test)]
mod tests {
    use super::all;
    use confluence_sdk::spec;
    use std::collections::HashSet;

    /// The number of operations in the vendor's documents. Until the spec has all of them, there can be a handler for
    /// an operation that the spec does not have.
    const EVERY_OPERATION: usize = 348;

    #[test]
    fn every_handler_belongs_to_an_operation_and_to_no_two() {
        let known: HashSet<_> = spec::operations()
            .map(|operation| (operation.version, operation.id))
            .collect();
        let mut seen = HashSet::new();
        for (version, id, _) in all() {
            assert!(
                known.contains(&(version, id)) || known.len() < EVERY_OPERATION,
                "{version:?} has no {id}"
            );
            assert!(seen.insert((version, id)), "{version:?} {id} has two handlers");
        }
    }
}
