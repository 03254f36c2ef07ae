//! Finds an operation by its name, or by a method and a path.

use super::{Declaration, operations};
use std::fmt;

/// The operations with this operationId of the vendor. There can be one in each version.
pub fn find(id: &str) -> impl Iterator<Item = &'static Declaration> {
    operations().filter(move |operation| operation.id == id)
}

/// The operation with this name. The name is the vendor's operationId or the name of the method. If both versions have
/// the name, write the version in front of it.
///
/// ```
/// use confluence_sdk::spec::look_up;
///
/// assert_eq!(look_up("getPageById").unwrap().path, "/wiki/api/v2/pages/{id}");
/// assert_eq!(look_up("v1:get_task").unwrap().path, "/wiki/rest/api/longtask/{id}");
/// assert_eq!(
///     look_up("getPageByID").unwrap_err().to_string(),
///     "no operation is called `getPageByID`; did you mean `getPageById`?"
/// );
/// ```
///
/// # Errors
///
/// If no operation has the name, or two have it.
pub fn look_up(name: &str) -> Result<&'static Declaration, Unknown> {
    let of_version = |operation: &Declaration| match name.split_once(':') {
        Some((version, rest)) => (operation.version.to_string() == version).then_some(rest),
        None => Some(name),
    };
    let mut found = operations()
        .filter(|operation| of_version(operation).is_some_and(|name| [operation.id, operation.name].contains(&name)));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (Some(first), Some(second)) => Err(Unknown {
            name: name.to_owned(),
            several: true,
            nearest: [first, second].into_iter().chain(found).collect(),
        }),
        (None, _) => Err(Unknown {
            name: name.to_owned(),
            several: false,
            nearest: nearest(name),
        }),
    }
}

/// The operation that a request belongs to, with the values of its path parameters. The values are still
/// percent-encoded.
///
/// `path` is the path on the site, from `/wiki` on. A query is ignored. If several operations fit, a fixed segment wins
/// over a parameter.
///
/// ```
/// let (operation, values) = confluence_sdk::spec::route("GET", "/wiki/api/v2/pages/12?body-format=storage").unwrap();
/// assert_eq!((operation.id, values), ("getPageById", vec![("id", "12")]));
/// ```
pub fn route<'p>(method: &str, path: &'p str) -> Option<(&'static Declaration, Vec<(&'static str, &'p str)>)> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    operations()
        .filter(|operation| operation.method.as_str() == method)
        .filter_map(|operation| Some((operation, operation.matches(path)?)))
        .min_by(|(a, _), (b, _)| {
            a.path
                .split('/')
                .map(parameter)
                .map(|name| name.is_some())
                .cmp(b.path.split('/').map(parameter).map(|name| name.is_some()))
        })
}

/// The name of the parameter in this segment of a path, if it is one.
fn parameter(segment: &'static str) -> Option<&'static str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

impl Declaration {
    /// The values of the path parameters, if the path fits this operation.
    fn matches<'p>(&self, path: &'p str) -> Option<Vec<(&'static str, &'p str)>> {
        let (mut declared, mut given) = (self.path.split('/'), path.split('/'));
        let mut values = Vec::new();
        loop {
            match (declared.next(), given.next()) {
                (None, None) => return Some(values),
                (Some(declared), Some(given)) => match parameter(declared) {
                    Some(name) if !given.is_empty() => values.push((name, given)),
                    None if declared == given => {}
                    _ => return None,
                },
                _ => return None,
            }
        }
    }
}

/// Why no operation was found for a name.
#[derive(Clone, Debug)]
pub struct Unknown {
    name: String,
    several: bool,
    nearest: Vec<&'static Declaration>,
}

impl Unknown {
    /// The operations that were probably meant. These have a similar name, with the most similar one first, or they
    /// share the name.
    pub fn nearest(&self) -> &[&'static Declaration] {
        &self.nearest
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, several, nearest } = self;
        if *several {
            let names: Vec<_> = nearest
                .iter()
                .map(|operation| format!("`{}:{}`", operation.version, operation.id))
                .collect();
            return write!(
                f,
                "`{name}` is the name of several operations: write {}",
                names.join(" or ")
            );
        }
        write!(f, "no operation is called `{name}`")?;
        let mut names: Vec<_> = nearest.iter().map(|operation| format!("`{}`", operation.id)).collect();
        names.dedup();
        if names.is_empty() {
            Ok(())
        } else {
            write!(f, "; did you mean {}?", names.join(" or "))
        }
    }
}

impl std::error::Error for Unknown {}

/// Up to three operations with a similar name. At most a third of the letters may differ.
fn nearest(name: &str) -> Vec<&'static Declaration> {
    let plain = |name: &str| name.replace('_', "").to_lowercase();
    let wanted = plain(name.split_once(':').map_or(name, |(_, rest)| rest));
    let limit = (wanted.chars().count() / 3).max(1);
    let mut near: Vec<_> = operations()
        .map(|operation| (distance(&wanted, &plain(operation.id)), operation))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    // If one name is very similar, names that are much less similar are not worth showing.
    let best = near.first().map_or(0, |(distance, _)| *distance);
    near.retain(|(distance, _)| *distance <= best + 1);
    near.into_iter().take(3).map(|(_, operation)| operation).collect()
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests;
