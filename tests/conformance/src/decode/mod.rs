//! Makes answers from the documents alone, reads them with the SDK as if a server had sent them, and writes them again.
//!
//! [`generate`] makes an answer from a schema. [`cases`] removes members from it, sets members to `null` or adds
//! unknown ones. [`same`] compares what was written with what was read. Everything comes from a fixed seed, so all runs
//! are the same.

pub(crate) mod cases;
pub(crate) mod generate;
mod instant;
pub(crate) mod pages;
pub(crate) mod same;

use crate::departures::{self, Subject};
use crate::document::{Documents, View};
use crate::findings::{Aspect, Findings};
use crate::pair::Pair;
use crate::report::Report;
use crate::requests::schema::recursive;
use cases::CASES;
use confluence_sdk::__rt::model::{Echo, Type};
use confluence_sdk::__rt::{Inspect, blank_requests};
use confluence_sdk::spec;
use generate::{Generator, Sample};
use serde_json::Value;
use std::collections::BTreeSet;

/// The number of answers for each schema. All cases are made from each of them.
const ANSWERS: u64 = 40;
/// If answers are long, fewer are made. In this many bytes every member has occurred in every form.
const BYTES: usize = 150_000;

/// Reads answers of every operation whose answer is JSON.
pub(crate) fn run(documents: &Documents) -> Result<Report, String> {
    let recursive = [recursive(&documents.v1), recursive(&documents.v2)];
    let (mut findings, mut operations, mut read, mut examples) = (Findings::default(), 0, 0, 0);
    for (index, request) in blank_requests().enumerate() {
        let declaration = request.declaration();
        let Some(pair) = Pair::of(documents, declaration, &mut findings) else {
            continue;
        };
        let Some(model) = request.output() else { continue };
        for response in &pair.operation.responses {
            // If only one side has a body, `coverage` finds it.
            let Some(schema) = &response.schema else { continue };
            let mut reading = Reading {
                request: &*request,
                status: response.status,
                model,
                findings: &mut findings,
                read: 0,
            };
            let recursive = &recursive[usize::from(declaration.version == spec::ApiVersion::V2)];
            let (answers, documented) = reading.all(&pair.doc.view(schema), recursive, index as u64 * ANSWERS);
            (read, examples) = (read + answers, examples + documented);
        }
        operations += 1;
    }
    let judged = departures::judge(findings.into_found(), Subject::Answer)?;
    let done = format!("{read} answers of {operations} operations read, {examples} of them with documented examples");
    Ok(Report::new(&done, judged))
}

/// The answers of one operation with one status.
struct Reading<'a> {
    request: &'a dyn Inspect,
    status: u16,
    model: Type,
    findings: &'a mut Findings,
    read: usize,
}

impl Reading<'_> {
    /// Reads the answers that are made from the schema. Returns their number, and the number of those that contain
    /// examples of the document.
    fn all(&mut self, view: &View<'_>, recursive: &BTreeSet<String>, seed: u64) -> (usize, usize) {
        let documented = Generator::new(recursive, seed, true).answer(view);
        let examples = usize::from(documented.examples > 0);
        if examples > 0 {
            self.one("the documented example", &documented.value);
        }
        let mut bytes = 0;
        for seed in seed..seed + ANSWERS {
            let sample = Generator::new(recursive, seed, false).answer(view);
            self.cases(&sample, seed);
            bytes += sample.value.to_string().len();
            if bytes > BYTES {
                break;
            }
        }
        (self.read, examples)
    }

    fn cases(&mut self, sample: &Sample, seed: u64) {
        for (name, case) in CASES {
            for value in case(sample, self.model) {
                self.one(&format!("{name}, seed {seed}"), &value);
            }
        }
        if self.request.declaration().paging.is_some()
            && let Some(value) = pages::going_on(&sample.value)
        {
            self.one(&format!("a page before another, seed {seed}"), &value);
        }
    }

    fn one(&mut self, case: &str, value: &Value) {
        self.read += 1;
        let body = value.to_string();
        match self.request.echo(self.status, body.as_bytes()) {
            Ok(Some(echo)) => self.judge(case, value, &echo),
            Ok(None) => self.found("", Aspect::Type, case, "it was not read as JSON"),
            Err(error) => {
                let text = error.to_string();
                self.found(&path(&text), Aspect::Refused, case, &text);
            }
        }
    }

    fn judge(&mut self, case: &str, value: &Value, echo: &Echo) {
        for odd in &echo.odd {
            self.found(&path(odd), Aspect::Refused, case, odd);
        }
        match serde_json::from_slice(&echo.json) {
            Ok(written) => {
                for difference in same::differences(self.model, value, &written) {
                    self.found(&difference.path, difference.aspect, case, &difference.problem);
                }
            }
            Err(error) => self.found(
                "",
                Aspect::Value,
                case,
                &format!("what was written is no JSON: {error}"),
            ),
        }
        if let Some(page) = &echo.page {
            let expected = pages::expected(value);
            if *page != expected {
                let problem = format!("results and next page should be {expected:?}, are {page:?}");
                self.found(" page", Aspect::Value, case, &problem);
            }
        }
    }

    fn found(&mut self, path: &str, aspect: Aspect, case: &str, problem: &str) {
        let problem: String = problem.chars().take(300).collect();
        self.findings
            .add(&format!("read{path}"), aspect, format!("{case}: {problem}"));
    }
}

/// The place in a message, such as ``at `$.results[3].id` ``, without the indices.
fn path(message: &str) -> String {
    let path = message.split_once(" at `$").and_then(|(_, rest)| rest.split_once('`'));
    let mut out = String::new();
    for step in path.map_or("", |(path, _)| path).split('[') {
        match step.split_once(']') {
            Some((index, rest)) if index.bytes().all(|b| b.is_ascii_digit()) => out += &format!("[]{rest}"),
            Some((_, rest)) => out += &format!("{{}}{rest}"),
            None => out += step,
        }
    }
    out
}

#[cfg(test)]
mod tests;
