//! Every operation with its scopes, with one less and with none; by somebody without a permission; on what is not
//! there.
//!
//! The calls are those of `calls.txt`, and what they need comes from the document alone. Before each call, those that
//! must be refused are tried, so a refusal that comes too late is found too: then the call itself no longer succeeds.

use super::kept::Kept;
use super::request::{Answer, As, Callers};
use super::script::{self, Call};
use super::{CALLS, name_of};
use crate::departures::{self, Subject};
use crate::document::{ApiVersion, Documents, Operation};
use crate::findings::{Aspect, Findings};
use crate::report::Report;
use confluence_sandbox::{Access, Sandbox};
use serde_json::Value;
use std::time::Duration;

/// Somebody who may use the site, and may do nothing in the spaces of the calls.
const STRANGER: &str = "reader";
/// Somebody who may not use the site.
const OUTSIDER: &str = "outsider";

/// Makes all calls of the list, and before each of them those that must be refused.
pub(crate) fn run(documents: &Documents) -> Result<Report, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(try_all(documents))
}

async fn try_all(documents: &Documents) -> Result<Report, String> {
    let sandbox = Sandbox::builder()
        .task_time(Duration::ZERO)
        .start()
        .await
        .map_err(|error| error.to_string())?;
    let (callers, mut kept, mut findings) = (Callers::of(&sandbox), Kept::default(), Findings::default());
    let mut refused = 0;
    for (index, call) in script::read(CALLS)?.iter().enumerate() {
        let (document, operation) = documents.find(&call.operation)?;
        findings.turn_to(name_of(document, operation));
        for key in ["DEMO", "OTHER", "MINE"] {
            sandbox.set_access(key, STRANGER, Access::none());
        }
        let mut trial = Trial {
            callers: &callers,
            operation,
            call,
            kept: &kept,
            findings: &mut findings,
            refused: 0,
        };
        // What cannot even be sent is found below, where the call itself is made.
        let _ = trial.all().await;
        refused += trial.refused;
        let alternative = operation.scopes.get(index % operation.scopes.len().max(1));
        let caller = match alternative {
            Some(scopes) if with_scopes(call) => As::Scoped("admin", scopes),
            _ => As::Named,
        };
        match callers.send(operation, call, &kept, caller).await {
            Ok(answer) if answer.succeeded(operation) => kept.keep(call, answer.json),
            Ok(answer) => {
                findings.add("allowed", Aspect::Refused, answer.shown());
                // Later lines need what this one makes.
                if let Ok(answer) = callers.send(operation, call, &kept, As::Named).await {
                    kept.keep(call, answer.json);
                }
            }
            Err(problem) => findings.add("allowed", Aspect::Refused, problem),
        }
    }
    let judged = departures::judge(findings.into_found(), Subject::Refused)?;
    Ok(Report::new(&format!("{refused} refusals seen"), judged))
}

/// What is tried before one call.
struct Trial<'t> {
    callers: &'t Callers<'t>,
    operation: &'t Operation,
    call: &'t Call,
    kept: &'t Kept,
    findings: &'t mut Findings,
    refused: usize,
}

impl Trial<'_> {
    async fn all(&mut self) -> Result<(), String> {
        self.scopes().await?;
        self.permission().await?;
        self.absent().await
    }

    /// Without scopes, and with each alternative less one scope.
    async fn scopes(&mut self) -> Result<(), String> {
        let alternatives = &self.operation.scopes;
        if alternatives.is_empty() || !with_scopes(self.call) {
            return Ok(());
        }
        let mut sets = vec![Vec::new()];
        for alternative in alternatives {
            for left_out in alternative {
                let set: Vec<String> = alternative.iter().filter(|scope| *scope != left_out).cloned().collect();
                let opens = |alternative: &Vec<String>| alternative.iter().all(|scope| set.contains(scope));
                if !alternatives.iter().any(opens) {
                    sets.push(set);
                }
            }
        }
        for set in sets {
            let answer = self.send(self.call, As::Scoped("admin", &set)).await?;
            let says_so = answer.text.contains("scope does not match");
            self.must(
                &format!("with scopes {}", set.join(" ")),
                answer.status == 401 && says_so,
                &answer,
            );
        }
        Ok(())
    }

    /// By somebody who may not use the site, and by somebody who may do nothing with the things that the call names.
    async fn permission(&mut self) -> Result<(), String> {
        if self.is_by_an_app() {
            return Ok(());
        }
        let answer = self.send(self.call, As::User(OUTSIDER)).await?;
        self.must("by an outsider", matches!(answer.status, 401 | 403 | 404), &answer);
        let reads = self.operation.method == "get";
        if self.call.who == "anyone" {
            // What changes something would be done twice.
            if reads {
                let answer = self.send(self.call, As::User(STRANGER)).await?;
                self.must("by anyone", answer.succeeded(self.operation), &answer);
            }
            return Ok(());
        }
        let answer = self.send(self.call, As::User(STRANGER)).await?;
        let sees_nothing = reads && answer.succeeded(self.operation) && is_empty(&answer);
        self.must(
            "by a stranger",
            sees_nothing || matches!(answer.status, 403 | 404),
            &answer,
        );
        Ok(())
    }

    fn is_by_an_app(&self) -> bool {
        matches!(&*self.call.who, "app" | "forge")
    }

    /// With each argument of the path changed to one that is not there.
    async fn absent(&mut self) -> Result<(), String> {
        // Putting something under a new key makes it.
        if self.operation.id.starts_with("put") {
            return Ok(());
        }
        let in_path = |name: &String| self.operation.path.contains(&format!("{{{name}}}"));
        let arguments = self.call.arguments.iter().enumerate();
        let places: Vec<usize> = arguments
            .filter(|(_, (name, _))| in_path(name))
            .map(|(place, _)| place)
            .collect();
        for place in places {
            let mut call = self.call.clone();
            let (name, value) = &mut call.arguments[place];
            let Some(other) = absent(name, &self.kept.fill(value)?) else {
                continue;
            };
            let place = format!("with another {name}");
            *value = other.to_owned();
            let answer = self.send(&call, As::Named).await?;
            // Where the document has no 404, it says with which status such a call is refused.
            let listed = self.operation.version == ApiVersion::V1 && self.operation.refusals.contains(&answer.status);
            self.must(&place, answer.status == 404 || listed, &answer);
        }
        Ok(())
    }

    async fn send(&self, call: &Call, caller: As<'_>) -> Result<Answer, String> {
        self.callers.send(self.operation, call, self.kept, caller).await
    }

    fn must(&mut self, place: &str, holds: bool, answer: &Answer) {
        if holds {
            self.refused += 1;
        } else {
            self.findings.add(place, Aspect::Refused, answer.shown());
        }
    }
}

/// Whether a user may let an app make the call.
fn with_scopes(call: &Call) -> bool {
    matches!(&*call.who, "admin" | "anyone")
}

/// Whether a listing shows nothing.
fn is_empty(answer: &Answer) -> bool {
    let results = |answer: &Value| match answer {
        Value::Array(results) => results.is_empty(),
        other => other["results"].as_array().is_some_and(Vec::is_empty),
    };
    answer.json.as_ref().is_some_and(results)
}

/// Something of the same form that is not there. `None` for words, of which only some are allowed.
fn absent(name: &str, value: &str) -> Option<&'static str> {
    const WORDS: [&str; 8] = [
        "to",
        "type",
        "position",
        "operationKey",
        "relationName",
        "sourceType",
        "targetType",
        "key",
    ];
    if WORDS.contains(&name) {
        return None;
    }
    Some(match value {
        _ if name.contains("ersion") => "99",
        _ if value.bytes().all(|byte| byte.is_ascii_digit()) => "99999999",
        _ if value.starts_with("att") => "att99999999",
        _ if value.len() == 36 => "00000000-0000-4000-8000-000000000000",
        _ if value.contains(':') => "557058:00000000-0000-4000-8000-000000000000",
        _ => "nothing",
    })
}
