//! Finds the operation for a method and a path: with the paths of the spec, and then with the legacy ones.

use crate::v1::legacy::{self, Legacy};
use confluence_sdk::spec::{self, Declaration};
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};

/// All paths, cut into segments.
pub(crate) struct Routes {
    documented: Vec<Route<&'static Declaration>>,
    legacy: Vec<Route<&'static Legacy>>,
}

struct Route<T> {
    segments: Vec<Segment>,
    method: &'static str,
    leads_to: T,
}

enum Segment {
    Literal(&'static str),
    Argument(&'static str),
}

/// Values of the arguments in a path, by their name in the path.
pub(crate) type PathArguments = BTreeMap<&'static str, String>;

/// The result of routing.
pub(crate) enum Found {
    Operation(&'static Declaration, PathArguments),
    /// An address that the vendor has, but not in its documents.
    Legacy(&'static Legacy, PathArguments),
    /// The path has these methods only.
    WrongMethod(BTreeSet<&'static str>),
    Nothing,
}

impl Routes {
    pub(crate) fn new() -> Self {
        let documented = spec::operations().map(|held| Route::new(held.method.as_str(), held.path, held));
        let legacy = legacy::TABLES.iter().copied().flatten();
        Self {
            documented: ordered(documented.collect()),
            legacy: ordered(legacy.map(|held| Route::new(held.method, held.path, held)).collect()),
        }
    }

    /// HEAD is answered like GET. The HTTP server leaves the body out.
    pub(crate) fn find(&self, method: &str, path: &str) -> Found {
        let method = if method == "HEAD" { "GET" } else { method };
        let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let mut others = BTreeSet::new();
        if let Some((operation, arguments)) = find_in(&self.documented, method, &segments, &mut others) {
            return Found::Operation(operation, arguments);
        }
        if let Some((legacy, arguments)) = find_in(&self.legacy, method, &segments, &mut others) {
            return Found::Legacy(legacy, arguments);
        }
        if others.is_empty() {
            Found::Nothing
        } else {
            Found::WrongMethod(others)
        }
    }
}

/// `/space/_private` comes before `/space/{spaceKey}`: if several paths fit, the one with more literal text is used.
fn ordered<T>(mut routes: Vec<Route<T>>) -> Vec<Route<T>> {
    routes.sort_by_key(|route| {
        route
            .segments
            .iter()
            .map(|segment| matches!(segment, Segment::Argument(_)))
            .collect::<Vec<_>>()
    });
    routes
}

/// Where the method and the path lead. The other methods of the path are added to `others`.
fn find_in<T: Copy>(
    routes: &[Route<T>],
    method: &str,
    path: &[&str],
    others: &mut BTreeSet<&'static str>,
) -> Option<(T, PathArguments)> {
    for route in routes {
        if let Some(arguments) = route.matches(path) {
            if route.method == method {
                return Some((route.leads_to, arguments));
            }
            others.insert(route.method);
        }
    }
    None
}

impl<T> Route<T> {
    fn new(method: &'static str, path: &'static str, leads_to: T) -> Self {
        let cut = |segment: &'static str| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => Segment::Argument(name),
            None => Segment::Literal(segment),
        };
        Self {
            segments: path.trim_start_matches('/').split('/').map(cut).collect(),
            method,
            leads_to,
        }
    }

    fn matches(&self, path: &[&str]) -> Option<PathArguments> {
        if path.len() != self.segments.len() {
            return None;
        }
        let mut arguments = PathArguments::new();
        for (segment, text) in self.segments.iter().zip(path) {
            let text = percent_decode_str(text).decode_utf8().ok()?;
            match segment {
                Segment::Literal(literal) if *literal == text => {}
                Segment::Argument(name) if !text.is_empty() => drop(arguments.insert(name, text.into_owned())),
                Segment::Literal(_) | Segment::Argument(_) => return None,
            }
        }
        Some(arguments)
    }
}
