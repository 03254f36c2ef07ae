//! Compares models with the schemas of the documents. For answers, everything is compared. For requests, only the
//! values of texts are compared here; [`requests`](crate::requests) compares the rest.
//!
//! A named schema and its model are compared once, under the name of the schema. A schema without a name is compared at
//! its place in the operation.

mod compare;
mod shapes;

use crate::document::{Document, Documents, Response, View};
use crate::findings::{Aspect, Findings};
use crate::pair::Pair;
use crate::requests::binding::{Binding, Body};
use compare::Walk;
use confluence_sdk::__rt::Inspect;
use confluence_sdk::__rt::model::Type;
use confluence_sdk::spec::Answer;
pub(crate) use shapes::bare;
use std::collections::{HashSet, VecDeque};

/// The direction of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Direction {
    Answer,
    Request,
}

/// A named schema and its model.
struct Named<'d> {
    subject: String,
    direction: Direction,
    view: View<'d>,
    model: Type,
}

/// The comparison of all operations.
#[derive(Default)]
pub(crate) struct Comparison<'d> {
    open: VecDeque<Named<'d>>,
    /// The pairs that were seen: subject, direction, and the address of the model's members.
    seen: HashSet<(String, Direction, usize)>,
}

impl<'d> Comparison<'d> {
    /// Compares the parts of one operation that have no name. The findings must be set to this operation.
    pub(crate) fn operation(&mut self, pair: &Pair<'d>, request: &dyn Inspect, findings: &mut Findings) {
        for response in &pair.operation.responses {
            self.answer(pair, response, request, findings);
        }
        let binding = Binding::of(pair);
        for (param, argument) in pair.operation.params.iter().zip(&binding.params) {
            if let Some(argument) = argument {
                let place = format!("{} {}", param.place, param.name);
                let view = pair.doc.view(&param.schema);
                self.walk(pair.doc, Direction::Request, findings)
                    .argument(&view, request.argument(*argument), &place);
            }
        }
        let Some(body) = &pair.operation.body else { return };
        let view = pair.doc.view(&body.schema);
        let mut walk = self.walk(pair.doc, Direction::Request, findings);
        match &binding.body {
            Body::Whole(argument) => walk.part(&view, request.argument(*argument), "body"),
            Body::Pieces(pieces) => {
                let members = shapes::members(&view);
                for (name, argument) in pieces {
                    if let Some(member) = members.iter().find(|member| member.name == *name) {
                        walk.part(&member.view, request.argument(*argument), &format!("body.{name}"));
                    }
                }
            }
        }
    }

    /// Compares the named schemas that were found. Returns their number.
    pub(crate) fn named(mut self, documents: &'d Documents, findings: &mut Findings) -> usize {
        let mut count = 0;
        while let Some(named) = self.open.pop_front() {
            findings.turn_to(named.subject.clone());
            let doc = if named.subject.starts_with("v1") {
                &documents.v1
            } else {
                &documents.v2
            };
            self.walk(doc, named.direction, findings)
                .content(&named.view, named.model, "");
            count += 1;
        }
        count
    }

    fn answer(&mut self, pair: &Pair<'d>, response: &'d Response, request: &dyn Inspect, findings: &mut Findings) {
        let is_file = response
            .schema
            .as_ref()
            .is_some_and(|schema| schema["format"] == "binary");
        match (&response.schema, request.output()) {
            (Some(_), None) if is_file && pair.declaration.answer == Answer::Download => {}
            (Some(schema), Some(model)) if !is_file => {
                let view = pair.doc.view(schema);
                self.walk(pair.doc, Direction::Answer, findings)
                    .part(&view, model, "answer");
            }
            (None, None) => {}
            (schema, _) => {
                let document = if schema.is_some() { "a body" } else { "none" };
                let problem = format!(
                    "document {document} with {}, SDK {:?}",
                    response.status, pair.declaration.answer
                );
                findings.add("answer", Aspect::Type, problem);
            }
        }
    }

    fn walk<'w>(&'w mut self, doc: &'d Document, direction: Direction, findings: &'w mut Findings) -> Walk<'w, 'd> {
        Walk {
            doc,
            direction,
            findings,
            comparison: self,
        }
    }

    /// Keeps a named schema and its model, to be compared later under its name.
    fn put_aside(&mut self, doc: &Document, direction: Direction, view: &View<'d>, model: Type) -> bool {
        let (Some(name), Some((rust, address))) = (view.name, shapes::identity(model)) else {
            return false;
        };
        // Names of v1 that v2 has too begin so here.
        let rust = rust.strip_prefix("V1").unwrap_or(rust);
        let subject = if name == rust {
            format!("{}:{name}", doc.version)
        } else {
            format!("{}:{name} as {rust}", doc.version)
        };
        if self.seen.insert((subject.clone(), direction, address)) {
            self.open.push_back(Named {
                subject,
                direction,
                view: view.clone(),
                model,
            });
        }
        true
    }
}

#[cfg(test)]
mod tests;
