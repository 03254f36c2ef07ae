//! Sends every operation that the SDK declares, and validates the requests that arrive by the vendor's documents.
//!
//! The values are generated from the documents. They go through the SDK like the values of a user, and code of this
//! crate reads the requests. So if a declaration misses a parameter, a member or a style of list, or has one too many,
//! the effect is found. [`coverage`](crate::coverage) compares what is not sent: scopes and marks.

pub(crate) mod binding;
mod captured;
mod choices;
mod examine;
mod facts;
pub(crate) mod fill;
pub(crate) mod generate;
mod judge;
mod judge_body;
mod members;
mod multipart;
pub(crate) mod sample;
pub(crate) mod schema;
mod server;
mod session;

use crate::departures::{self, Subject};
use crate::document::Documents;
use crate::findings::Findings;
use crate::pair::Pair;
use crate::report::Report;
use confluence_sdk::__rt::blank_requests;
use confluence_sdk::spec;
use examine::Examination;
use schema::Schemas;
use session::Session;

/// Examines every declared operation.
pub(crate) fn run(documents: &Documents) -> Result<Report, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime
        .map_err(|error| error.to_string())?
        .block_on(examine_all(documents))
}

async fn examine_all(documents: &Documents) -> Result<Report, String> {
    let (v1, v2) = (Schemas::of(&documents.v1)?, Schemas::of(&documents.v2)?);
    let mut session = Session::start().await?;
    let mut findings = Findings::default();
    let mut operations = 0;
    for (index, request) in blank_requests().enumerate() {
        let declaration = request.declaration();
        let Some(pair) = Pair::of(documents, declaration, &mut findings) else {
            continue;
        };
        let schemas = match declaration.version {
            spec::ApiVersion::V1 => &v1,
            spec::ApiVersion::V2 => &v2,
        };
        Examination::of(pair, index, schemas, &mut session)
            .run(&mut findings)
            .await?;
        operations += 1;
    }
    let judged = departures::judge(findings.into_found(), Subject::Request)?;
    let done = format!("{} requests of {operations} operations validated", session.sent);
    Ok(Report::new(&done, judged))
}
