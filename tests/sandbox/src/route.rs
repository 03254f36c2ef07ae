//! Finds the operation for a method and a path, with the paths of the spec.

use confluence_sdk::spec::{self, Declaration};
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

/// All paths of the spec, cut into segments.
pub(crate) struct Routes {
    routes: Vec<Route>,
}

struct Route {
    segments: Vec<Segment>,
    operation: &'static Declaration,
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
    WrongMethod,
    Nothing,
}

impl Routes {
    pub(crate) fn new() -> Self {
        let mut routes: Vec<Route> = spec::operations().map(Route::new).collect();
        // `/space/_private` comes before `/space/{spaceKey}`: if several paths fit, the one with more literal text is
        // used.
        routes.sort_by_key(|route| {
            route
                .segments
                .iter()
                .map(|segment| matches!(segment, Segment::Argument(_)))
                .collect::<Vec<_>>()
        });
        Self { routes }
    }

    pub(crate) fn find(&self, method: &str, path: &str) -> Found {
        let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let mut found = Found::Nothing;
        for route in &self.routes {
            if let Some(arguments) = route.matches(&segments) {
                if route.operation.method.as_str() == method {
                    return Found::Operation(route.operation, arguments);
                }
                found = Found::WrongMethod;
            }
        }
        found
    }
}

impl Route {
    fn new(operation: &'static Declaration) -> Self {
        let cut = |segment: &'static str| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => Segment::Argument(name),
            None => Segment::Literal(segment),
        };
        Self {
            segments: operation.path.trim_start_matches('/').split('/').map(cut).collect(),
            operation,
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
