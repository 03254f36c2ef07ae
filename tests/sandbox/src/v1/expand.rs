//! `expand`: the parts of an answer that a caller asks for, as a tree. `space.homepage,version` asks for two parts, and
//! for one part of the first.

use crate::call::Call;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// More parts of a path than this are not read, so that no caller can make the tree too deep.
const DEEPEST: usize = 12;

/// What is asked for. Parts that nothing has are ignored, as on the site.
#[derive(Clone, Debug, Default)]
pub(super) struct Expand {
    parts: BTreeMap<String, Expand>,
}

static NOTHING: Expand = Expand { parts: BTreeMap::new() };

impl Expand {
    /// What the call asks for, and what `always` names.
    pub(super) fn asked(call: &Call<'_>, always: &[&str]) -> Self {
        let mut tree = Self::of(always);
        for path in paths(call) {
            tree.add(path);
        }
        tree
    }

    /// What the call asks for. If it does not ask, what `default` names.
    pub(super) fn asked_or(call: &Call<'_>, default: &[&str]) -> Self {
        if paths(call).next().is_some() {
            Self::asked(call, &[])
        } else {
            Self::of(default)
        }
    }

    pub(super) fn of(paths: &[&str]) -> Self {
        let mut tree = Self::default();
        for path in paths {
            tree.add(path);
        }
        tree
    }

    fn add(&mut self, path: &str) {
        let mut tree = self;
        let parts = path.split('.').map(str::trim).filter(|part| !part.is_empty());
        for part in parts.take(DEEPEST) {
            tree = tree.parts.entry(part.to_owned()).or_default();
        }
    }

    /// The part of this name, if it is asked for.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.parts.get(name)
    }

    /// What is asked for below the part of this name.
    pub(super) fn below(&self, name: &str) -> &Self {
        self.get(name).unwrap_or(&NOTHING)
    }

    /// What this asks for, and what `more` asks for.
    pub(super) fn with(&self, more: &Self) -> Self {
        let mut both = self.clone();
        for (name, part) in &more.parts {
            let known = both.parts.entry(name.clone()).or_default();
            *known = known.with(part);
        }
        both
    }
}

fn paths<'c>(call: &'c Call<'_>) -> impl Iterator<Item = &'c str> {
    let given = call.query.iter().filter(|(name, _)| name == "expand");
    given
        .flat_map(|(_, value)| value.split(','))
        .filter(|path| !path.trim().is_empty())
}

/// An object with parts. Those that are not asked for are named in `_expandable`, with the address that has them.
pub(super) struct Parts<'e> {
    expand: &'e Expand,
    shown: Value,
    expandable: Map<String, Value>,
}

impl<'e> Parts<'e> {
    /// `shown` is what the object has in any case.
    pub(super) fn of(shown: Value, expand: &'e Expand) -> Self {
        Self {
            expand,
            shown,
            expandable: Map::new(),
        }
    }

    /// A part. Its address is empty if it has none.
    pub(super) fn part(mut self, name: &str, address: &str, show: impl FnOnce(&'e Expand) -> Value) -> Self {
        match self.expand.get(name) {
            Some(below) => self.shown[name] = show(below),
            None => drop(self.expandable.insert(name.to_owned(), address.into())),
        }
        self
    }

    /// A part that is shown without being asked for.
    pub(super) fn always(mut self, name: &str, show: impl FnOnce(&'e Expand) -> Value) -> Self {
        self.shown[name] = show(self.expand.below(name));
        self
    }

    pub(super) fn finish(mut self) -> Value {
        self.shown["_expandable"] = Value::Object(self.expandable);
        self.shown
    }
}
