//! Calls every operation on a sandbox and validates each answer by the vendor's documents.
//!
//! `calls.txt` has the calls. They are sent as plain HTTP requests, which are made from the document alone: neither the
//! SDK nor the declarations of the spec have a part in it. So a mistake that the sandbox shares with them is found.

mod examples;
mod kept;
mod matrix;
mod request;
mod script;

use crate::departures::{self, Subject};
use crate::document::{ApiVersion, Document, Documents, Operation};
use crate::findings::{Aspect, Findings};
use crate::report::Report;
use crate::requests::schema::Schemas;
use confluence_sandbox::Sandbox;
use kept::Kept;
use request::{Answer, As, Callers};
use std::collections::BTreeSet;
use std::time::Duration;

pub(crate) use examples::run as examples;
pub(crate) use matrix::run as refusals;

const CALLS: &str = include_str!("calls.txt");

/// Makes all calls of the list.
pub(crate) fn run(documents: &Documents) -> Result<Report, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime
        .map_err(|error| error.to_string())?
        .block_on(call_all(documents))
}

async fn call_all(documents: &Documents) -> Result<Report, String> {
    let sandbox = Sandbox::builder()
        .task_time(Duration::ZERO)
        .start()
        .await
        .map_err(|error| error.to_string())?;
    let validator = Validator::of(documents)?;
    let callers = Callers::of(&sandbox);
    let (mut kept, mut findings, mut called) = (Kept::default(), Findings::default(), BTreeSet::new());
    let calls = script::read(CALLS)?;
    for call in &calls {
        let (document, operation) = documents.find(&call.operation)?;
        let name = name_of(document, operation);
        findings.turn_to(name.clone());
        called.insert(name);
        match callers.send(operation, call, &kept, As::Named).await {
            Ok(answer) => {
                validator.judge(document, operation, &answer, &mut findings)?;
                kept.keep(call, answer.json);
            }
            Err(problem) => findings.add(&format!("line {}", call.line), Aspect::Refused, problem),
        }
    }
    for operation in documents.operations() {
        let name = format!("{}:{}", operation.version, operation.id);
        if !called.contains(&name) {
            findings.turn_to(name);
            findings.add("answer", Aspect::Missing, "no line of calls.txt calls it");
        }
    }
    let judged = departures::judge(findings.into_found(), Subject::Played)?;
    let done = format!("{} answers of {} operations validated", calls.len(), called.len());
    Ok(Report::new(&done, judged))
}

/// The name in findings: `v2:getPageById`.
fn name_of(document: &Document, operation: &Operation) -> String {
    format!("{}:{}", document.version, operation.id)
}

/// The schemas of both documents.
struct Validator {
    v1: Schemas,
    v2: Schemas,
}

impl Validator {
    fn of(documents: &Documents) -> Result<Self, String> {
        let (v1, v2) = (Schemas::of(&documents.v1)?, Schemas::of(&documents.v2)?);
        Ok(Self { v1, v2 })
    }

    /// Notes what is wrong with an answer: its status, or a member.
    fn judge(
        &self,
        document: &Document,
        operation: &Operation,
        answer: &Answer,
        findings: &mut Findings,
    ) -> Result<(), String> {
        let Some(response) = operation
            .responses
            .iter()
            .find(|response| response.status == answer.status)
        else {
            findings.add("status", Aspect::Value, answer.shown());
            return Ok(());
        };
        let Some(schema) = &response.schema else {
            return Ok(());
        };
        let Some(json) = &answer.json else {
            let is_json = response
                .media_types
                .iter()
                .any(|media_type| media_type.contains("json"));
            if is_json {
                findings.add("answer", Aspect::Type, "is not JSON");
            }
            return Ok(());
        };
        let schemas = match document.version {
            ApiVersion::V1 => &self.v1,
            ApiVersion::V2 => &self.v2,
        };
        for violation in schemas.violations(schema, json)? {
            findings.add(
                &format!("answer{}", violation.path),
                violation.aspect,
                violation.problem,
            );
        }
        Ok(())
    }
}
