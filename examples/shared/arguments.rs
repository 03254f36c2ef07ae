//! The arguments of the examples: `--name value`, which an environment variable can replace, and switches such as
//! `--serve`.
//!
//! Give secrets by environment variables: other users of the machine can see command lines.

use std::collections::{BTreeMap, BTreeSet};

pub(crate) struct Arguments {
    values: BTreeMap<&'static str, String>,
    switches: BTreeSet<&'static str>,
}

impl Arguments {
    /// Reads the arguments of the program. `known` pairs each name with its environment variable.
    pub(crate) fn read(known: &[(&'static str, &str)], switches: &[&'static str]) -> Result<Self, String> {
        let from_environment = known
            .iter()
            .filter_map(|(name, variable)| Some((*name, std::env::var(variable).ok()?)));
        let mut found = Self {
            values: from_environment.collect(),
            switches: BTreeSet::new(),
        };
        let mut given = std::env::args().skip(1);
        while let Some(argument) = given.next() {
            if let Some(switch) = switches.iter().find(|switch| **switch == argument) {
                found.switches.insert(switch);
                continue;
            }
            let Some((name, _)) = known.iter().find(|(name, _)| *name == argument) else {
                let names = known.iter().map(|(name, _)| *name).chain(switches.iter().copied());
                let names: Vec<&str> = names.collect();
                return Err(format!(
                    "unknown argument `{argument}`; there are: {}",
                    names.join(", ")
                ));
            };
            let value = given.next().ok_or_else(|| format!("`{name}` has no value"))?;
            found.values.insert(name, value);
        }
        Ok(found)
    }

    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    pub(crate) fn has(&self, switch: &str) -> bool {
        self.switches.contains(switch)
    }

    /// The values of all these names, or `None` if none of them is given. It is an error if only some are given.
    pub(crate) fn all<const N: usize>(&self, names: [&str; N]) -> Result<Option<[String; N]>, String> {
        let missing: Vec<&str> = names.into_iter().filter(|name| self.value(name).is_none()).collect();
        match missing.len() {
            0 => Ok(Some(names.map(|name| self.values[name].clone()))),
            count if count == N => Ok(None),
            _ => Err(format!("missing: {}", missing.join(", "))),
        }
    }
}
