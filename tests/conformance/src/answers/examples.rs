//! Runs the example in the docs of every operation on a sandbox. What readers see and what is run are the same text.
//!
//! An example finds what the lines of `calls.txt` have made before the first call of its operation, and gets from this
//! line what it does not make itself. Then the sandbox goes back, and the line is called.

use super::kept::Kept;
use super::request::{As, Callers};
use super::script::{self, Call};
use super::{CALLS, name_of};
use crate::document::{Documents, Operation};
use crate::findings::Findings;
use crate::pair::Pair;
use crate::report::Report;
use crate::requests::binding::Binding;
use crate::requests::fill::fill;
use crate::requests::generate::Filling;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use confluence_sandbox::Sandbox;
use confluence_sdk::__rt::{Inspect, blank_requests};
use confluence_sdk::auth::Authorize;
use confluence_sdk::scope::{Scope, ScopeList};
use confluence_sdk::{Basic, Client, Connect, Credential, Dynamic, ForgeApp, Gateway, Http, Site, scopes};
use serde_json::Value;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

scopes! {
    struct Any = "offline_access";
    struct Addon = "NONE";
}

/// Runs all examples.
pub(crate) fn run(documents: &Documents) -> Result<Report, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(run_all(documents))
}

async fn run_all(documents: &Documents) -> Result<Report, String> {
    // A task is done when it is asked for.
    let sandbox = Sandbox::builder().task_time(Duration::ZERO).start().await;
    let sandbox = sandbox.map_err(|error| error.to_string())?;
    let (callers, mut kept) = (Callers::of(&sandbox), Kept::default());
    let mut waiting: BTreeMap<String, Box<dyn Inspect + Send + Sync>> = blank_requests()
        .map(|request| {
            (
                format!("{}:{}", request.declaration().version, request.declaration().id),
                request,
            )
        })
        .collect();
    let all = waiting.len();
    let mut failed = Vec::new();
    for call in script::read(CALLS)? {
        let (document, operation) = documents.find(&call.operation)?;
        let name = name_of(document, operation);
        let mut refused = None;
        if let Some(mut request) = waiting.remove(&name) {
            give(&mut *request, documents, operation, &call, &kept).map_err(|problem| format!("{name}: {problem}"))?;
            let client = client(&sandbox, &callers, &call).map_err(|error| error.to_string())?;
            let before = sandbox.snapshot();
            refused = request.example(&client).await.err();
            sandbox.reset_to(&before);
        }
        let answer = callers.send(operation, &call, &kept, As::Named).await?;
        // The sandbox has no global theme, and there is no operation to choose one: so it is right to say so.
        let refused = refused
            .filter(|error| error.status().is_none_or(|status| status != answer.status) || answer.succeeded(operation));
        failed.extend(refused.map(|error| format!("{name}: {error}\n")));
        kept.keep(&call, answer.json);
    }
    failed.extend(
        waiting
            .keys()
            .map(|name| format!("{name}: no line of calls.txt calls it\n")),
    );
    Ok(Report {
        text: format!("{}{} of {all} examples succeed\n", failed.concat(), all - failed.len()),
        passed: failed.is_empty(),
    })
}

/// Puts what the line says into the request.
fn give(
    request: &mut dyn Inspect,
    documents: &Documents,
    operation: &Operation,
    call: &Call,
    kept: &Kept,
) -> Result<(), String> {
    let mut findings = Findings::default();
    let pair = Pair::of(documents, request.declaration(), &mut findings).ok_or("it is not in the document")?;
    let mut params = BTreeMap::new();
    for (name, text) in &call.arguments {
        // Parts of a form are no parameters, and examples make their own.
        if let Some(at) = operation.params.iter().position(|param| param.name == *name) {
            let text = kept.fill(text)?;
            params.insert(at, value(&operation.params[at].schema, text));
        }
    }
    let body = call.body.as_ref().map(|body| kept.fill(body)).transpose()?;
    let body = body.map(|body| serde_json::from_str(&body)).transpose();
    let filling = Filling {
        params,
        body: body.map_err(|error: serde_json::Error| error.to_string())?,
        members: Vec::new(),
        shapes: BTreeMap::new(),
    };
    fill(request, &pair, &Binding::of(&pair), &filling, &mut findings).map_err(|refusal| refusal.place())
}

/// A text as the schema has it: a number, a list of texts, or the text.
fn value(schema: &Value, text: String) -> Value {
    match schema["type"].as_str() {
        Some("integer" | "number" | "boolean") => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        Some("array") => text
            .split(',')
            .map(|text| value(&schema["items"], text.to_owned()))
            .collect(),
        _ => Value::String(text),
    }
}

/// The client of the one who makes a call. It may call everything: what scopes open is tried elsewhere.
fn client(sandbox: &Sandbox, callers: &Callers<'_>, call: &Call) -> confluence_sdk::Result<Client<Dynamic>> {
    let http = Http::builder().build()?;
    let everything: ScopeList = Scope::all().collect();
    let site = Site::new(sandbox.url())?;
    Ok(match callers.header_of(&call.who) {
        Some(header) if call.who == "forge" => http
            .client(
                Gateway::at(sandbox.url(), sandbox.cloud_id())?,
                Credential::<ForgeApp<Any>>::with(Sent(header.to_owned()), everything),
            )
            .dynamic(),
        Some(header) => http
            .client(
                site,
                Credential::<Connect<Addon>>::with(Sent(header.to_owned()), everything),
            )
            .dynamic(),
        None => {
            let admin = sandbox.admin();
            http.client(site, Credential::<Basic>::basic(admin.email(), admin.api_token())?)
                .dynamic()
        }
    })
}

/// A header that is known.
struct Sent(String);

impl Authorize for Sent {
    fn authorize<'a>(
        &'a self,
        request: &'a mut Parts,
    ) -> Pin<Box<dyn Future<Output = confluence_sdk::Result<()>> + Send + 'a>> {
        let header = HeaderValue::from_str(&self.0).expect("a token has no line breaks");
        request.headers.insert(header::AUTHORIZATION, header);
        Box::pin(async { Ok(()) })
    }
}
