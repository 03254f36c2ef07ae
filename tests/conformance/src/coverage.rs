//! Compares what the declarations say about their operations with the documents: scopes, marks, method and path, and
//! the [models](crate::models).
//!
//! [`requests`](crate::requests) compares what is sent, and [`decode`](crate::decode) compares how answers are read.

use crate::departures::{self, Subject};
use crate::document::Documents;
use crate::findings::{Aspect, Findings};
use crate::models::Comparison;
use crate::pair::Pair;
use crate::report::Report;
use confluence_sdk::__rt::blank_requests;
use confluence_sdk::spec::ConnectAccess;
use std::collections::BTreeSet;

/// Compares every declaration and every model.
pub(crate) fn run(documents: &Documents) -> Result<Report, String> {
    let mut declared = 0;
    let (mut declarations, mut parts) = (Findings::default(), Findings::default());
    let mut models = Comparison::default();
    for request in blank_requests() {
        let declaration = request.declaration();
        if let Some(pair) = Pair::of(documents, declaration, &mut declarations) {
            compare(&pair, &mut declarations);
            parts.turn_to(pair.name());
            models.operation(&pair, &*request, &mut parts);
            declared += 1;
        }
    }
    let models = models.named(documents, &mut parts);
    let judged = departures::judge(declarations.into_found(), Subject::Declaration)?
        .and(departures::judge(parts.into_found(), Subject::Model)?);
    let all = documents.operations().count();
    Ok(Report::new(
        &format!("{declared} of {all} operations declared, {models} models compared"),
        judged,
    ))
}

fn compare(pair: &Pair<'_>, findings: &mut Findings) {
    let (operation, declaration) = (pair.operation, pair.declaration);
    let mut same = |fact: &str, document: String, declared: String| {
        findings.compare(&format!("declared {fact}"), Aspect::Value, document, declared);
    };
    same(
        "method",
        operation.method.to_uppercase(),
        declaration.method.as_str().to_owned(),
    );
    same("path", operation.path.clone(), declaration.path.to_owned());
    same(
        "scopes",
        alternatives(operation.scopes.iter().map(|all| all.iter().map(String::as_str))),
        alternatives(
            declaration
                .scopes
                .iter()
                .map(|all| all.iter().map(|scope| scope.name())),
        ),
    );
    same(
        "connect scope",
        operation.connect.clone().unwrap_or_default(),
        connect(declaration.connect).to_owned(),
    );
    same(
        "deprecated",
        operation.deprecated.to_string(),
        declaration.deprecated.is_some().to_string(),
    );
    same(
        "experimental",
        operation.experimental.to_string(),
        declaration.experimental.to_string(),
    );
    same(
        "errors",
        format!("{:?}", BTreeSet::from_iter(&operation.refusals)),
        format!("{:?}", BTreeSet::from_iter(declaration.errors)),
    );
    same(
        "app access exempt",
        format!("{:?}", operation.app_access_exempt),
        format!("{:?}", declaration.app_access_rule_exempt),
    );
}

/// Alternatives of scopes as one text that does not depend on their order.
fn alternatives<'a, A: Iterator<Item = &'a str>>(alternatives: impl Iterator<Item = A>) -> String {
    let all: BTreeSet<String> = alternatives
        .map(|scopes| {
            scopes
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>()
                .join(" + ")
        })
        .collect();
    all.into_iter().collect::<Vec<_>>().join(" | ")
}

fn connect(access: ConnectAccess) -> &'static str {
    match access {
        ConnectAccess::Any => "NONE",
        ConnectAccess::Needs(scope) => scope.name(),
        _ => "INACCESSIBLE",
    }
}
