//! Puts values with the shape of the document into the arguments of a request.

use super::binding::{Binding, Body};
use super::generate::{Filling, Shape, place_of_param};
use crate::findings::{Aspect, Findings};
use crate::pair::Pair;
use confluence_sdk::__rt::Inspect;
use confluence_sdk::__rt::model::accept_value;
use confluence_sdk::spec::Place;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A value that its argument does not accept.
pub(crate) struct Refusal {
    /// The place of the argument: `query status` or `body`.
    place: String,
    /// The steps from there to the wrong value.
    steps: Vec<String>,
    problem: String,
}

impl Refusal {
    /// The place of the wrong value.
    pub(crate) fn place(&self) -> String {
        let steps = self.steps.iter().map(|step| {
            if is_index(step) {
                "[]".to_owned()
            } else {
                format!(".{step}")
            }
        });
        self.place.clone() + &steps.collect::<String>()
    }

    /// The shape that was chosen for the wrong value, if there was a choice.
    pub(crate) fn shape<'f>(&self, filling: &'f Filling) -> Option<&'f Shape> {
        let inner = self.place.strip_prefix("body")?.split('.').skip(1).map(str::to_owned);
        let steps: Vec<String> = inner.chain(self.steps.iter().cloned()).collect();
        filling
            .shapes
            .get(&steps.iter().map(|step| format!("/{step}")).collect::<String>())
    }

    /// Reports it.
    pub(crate) fn found(self, filling: &Filling, findings: &mut Findings) {
        let place = match self.shape(filling) {
            Some(shape) => format!("{} as {}", self.place(), shape.name),
            None => self.place(),
        };
        findings.add(&place, Aspect::Refused, self.problem);
    }
}

/// Fills the request. Stops at the first value that is not accepted.
pub(crate) fn fill(
    request: &mut dyn Inspect,
    pair: &Pair<'_>,
    binding: &Binding,
    filling: &Filling,
    findings: &mut Findings,
) -> Result<(), Refusal> {
    for (param, value) in &filling.params {
        let place = place_of_param(pair.operation, *param);
        // Without an argument the value is not sent. This is found when the request is judged.
        let Some(index) = binding.params[*param] else { continue };
        let is_list = matches!(
            pair.declaration.params[index].place,
            Place::QueryCsv | Place::QueryRepeat
        );
        if is_list && !value.is_array() {
            findings.add(
                &place,
                Aspect::Style,
                "one value in the document, a list in the declaration",
            );
            put(request, &place, index, &json!([value]))?;
        } else {
            put(request, &place, index, value)?;
        }
    }
    match (&binding.body, &filling.body) {
        (Body::Whole(index), Some(body)) => put(request, "body", *index, body)?,
        (Body::Pieces(pieces), Some(Value::Object(members))) => {
            let mut chosen: BTreeMap<&str, (usize, Map<String, Value>)> = BTreeMap::new();
            for (name, value) in members {
                let Some((_, index)) = pieces.iter().find(|(wire, _)| wire == name) else {
                    continue;
                };
                match pair.declaration.params[*index].choice {
                    Some(argument) => {
                        let (_, together) = chosen.entry(argument).or_insert_with(|| (*index, Map::new()));
                        together.insert(name.clone(), value.clone());
                    }
                    None => put(request, &format!("body.{name}"), *index, value)?,
                }
            }
            for (index, together) in chosen.into_values() {
                put(request, "body", index, &together.into())?;
            }
        }
        (Body::Pieces(_), _) | (_, None) => {}
    }
    Ok(())
}

fn put(request: &mut dyn Inspect, place: &str, index: usize, value: &Value) -> Result<(), Refusal> {
    let is_part = request.declaration().params[index].place == Place::Part;
    let slot = request.slot(index);
    let taken = match accept_value(value, slot) {
        // The document cannot say that a form takes several parts with the same name.
        Err(_) if is_part => accept_value(&json!([value, value]), slot),
        // The document also cannot say that a text contains an object.
        Err(fail) => match value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok()) {
            Some(object) if object.is_object() => accept_value(&object, slot),
            _ => Err(fail),
        },
        Ok(()) => Ok(()),
    };
    taken.map_err(|fail| {
        let problem = fail.to_string();
        Refusal {
            place: place.to_owned(),
            steps: steps(&problem),
            problem,
        }
    })
}

/// The place of the wrong value, from the end of the message: ``at `$.pages[2].id` ``.
fn steps(problem: &str) -> Vec<String> {
    let path = problem.rsplit_once(" at `$").and_then(|(_, path)| path.split_once('`'));
    let steps = path.map_or("", |(path, _)| path).split(['.', '[', ']']);
    steps.filter(|step| !step.is_empty()).map(str::to_owned).collect()
}

fn is_index(step: &str) -> bool {
    step.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_no_indices() {
        let problem = "missing member `id` at `$.pages[12].to`".to_owned();
        let refusal = Refusal {
            place: "body".to_owned(),
            steps: steps(&problem),
            problem,
        };
        assert_eq!(refusal.place(), "body.pages[].to");
        assert!(steps("expected a list").is_empty());
    }
}
