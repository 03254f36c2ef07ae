//! Changes one member at a time of answers that are made from the documents, and reads them with the SDK.
//!
//! * An optional member ([`members`]): the answer can still be read, and what is passed over is reported.
//! * A result of a page ([`results`]): the other results and the link to the next page are delivered.
//! * What an answer is about ([`needed`]): without it, there is an error.

mod members;
mod needed;
mod results;
mod table;

use crate::decode::generate::{Generator, Sample};
use crate::document::Documents;
use crate::findings::Findings;
use crate::pair::Pair;
use crate::report::Report;
use crate::requests::schema::recursive;
use confluence_sdk::__rt::model::{Echo, Type};
use confluence_sdk::__rt::{Inspect, blank_requests};
use confluence_sdk::spec;
use serde_json::Value;
use table::Table;

/// The number of answers for each schema.
const ANSWERS: u64 = 1;

/// Mutates the answers of every operation whose answer is JSON.
pub(crate) fn run(documents: &Documents) -> Report {
    let recursive = [recursive(&documents.v1), recursive(&documents.v2)];
    let (mut table, mut answers) = (Table::default(), 0);
    for (index, request) in blank_requests().enumerate() {
        let declaration = request.declaration();
        let pair = Pair::of(documents, declaration, &mut Findings::default());
        let (Some(pair), Some(model)) = (pair, request.output()) else {
            continue;
        };
        let mut of_operation = 0;
        for response in &pair.operation.responses {
            let Some(schema) = &response.schema else { continue };
            let answer = Answer {
                request: &*request,
                status: response.status,
                model,
            };
            let recursive = &recursive[usize::from(declaration.version == spec::ApiVersion::V2)];
            for seed in 0..ANSWERS {
                let seed = index as u64 * ANSWERS + seed;
                let sample = Generator::new(recursive, seed, false).answer(&pair.doc.view(schema));
                answer.mutate(&sample, seed, &mut table);
            }
            of_operation = 1;
        }
        answers += of_operation;
    }
    table.report(answers)
}

/// An answer of one operation.
struct Answer<'a> {
    request: &'a dyn Inspect,
    status: u16,
    model: Type,
}

impl Answer<'_> {
    fn mutate(&self, sample: &Sample, seed: u64, table: &mut Table) {
        if let Err(error) = self.read(&sample.value) {
            table.fail(self.name(), &format!("cannot be read without any change: {error}"));
            return;
        }
        members::mutate(self, &sample.value, seed, table);
        results::mutate(self, &sample.value, table);
        needed::mutate(self, &sample.value, table);
    }

    fn name(&self) -> &'static str {
        self.request.declaration().name
    }

    fn read(&self, value: &Value) -> Result<Echo, String> {
        match self.request.echo(self.status, value.to_string().as_bytes()) {
            Ok(Some(echo)) => Ok(echo),
            Ok(None) => Err("it is not read as JSON".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn is_page(&self) -> bool {
        self.request.declaration().paging.is_some()
    }
}
