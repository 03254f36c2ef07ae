//! Values of the document's shape, put into the arguments of a request.

use confluence_sdk::{
    __rt::{Arguments, model::accept_value},
    spec::Place,
};
use serde_json::{Value, json};

use super::{
    binding::{Binding, Body},
    generate::{Filling, place_of_param},
};
use crate::{
    findings::{Aspect, Findings},
    pair::Pair,
};

/// Fills the request; says whether every value was taken.
pub(crate) fn fill(
    request: &mut dyn Arguments,
    pair: &Pair<'_>,
    binding: &Binding,
    filling: &Filling,
    findings: &mut Findings,
) -> bool {
    let mut taken = true;
    let mut put = |place: &str, index: usize, value: &Value, findings: &mut Findings| {
        if let Err(problem) = put(request, index, value) {
            let place = format!("{place}{}", path_in(&problem));
            findings.add(&place, Aspect::Refused, problem);
            taken = false;
        }
    };
    for (param, value) in &filling.params {
        let place = place_of_param(pair.operation, *param);
        // Without an argument it is not sent, which is found when what was sent is judged.
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
            put(&place, index, &json!([value]), findings);
        } else {
            put(&place, index, value, findings);
        }
    }
    match (&binding.body, &filling.body) {
        (Body::Whole(index), Some(body)) => match &filling.shape {
            Some(shape) => put(&format!("body as {shape}"), *index, body, findings),
            None => put("body", *index, body, findings),
        },
        (Body::Pieces(pieces), Some(Value::Object(members))) => {
            for (name, value) in members {
                if let Some((_, index)) = pieces.iter().find(|(wire, _)| wire == name) {
                    put(&format!("body.{name}"), *index, value, findings);
                }
            }
        }
        (Body::Pieces(_), _) | (_, None) => {}
    }
    taken
}

fn put(request: &mut dyn Arguments, index: usize, value: &Value) -> Result<(), String> {
    let is_part = request.declaration().params[index].place == Place::Part;
    let slot = request.slot(index);
    match accept_value(value, slot) {
        // The document cannot say that a form takes several parts of a name.
        Err(_) if is_part => accept_value(&json!([value, value]), slot),
        // Nor that a text holds an object.
        Err(fail) => match value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok()) {
            Some(object) if object.is_object() => accept_value(&object, slot),
            _ => Err(fail),
        },
        Ok(()) => Ok(()),
    }
    .map_err(|fail| fail.to_string())
}

/// Where in the value something is wrong, by the end of the message: ``at `$.version.number` ``.
fn path_in(problem: &str) -> String {
    let path = problem.rsplit_once(" at `$").and_then(|(_, path)| path.split_once('`'));
    let mut out = String::new();
    let mut in_index = false;
    for c in path.map_or("", |(path, _)| path).chars() {
        in_index &= c != ']';
        if !in_index {
            out.push(c);
        }
        in_index |= c == '[';
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_are_left_out_of_places() {
        assert_eq!(path_in("missing member `id` at `$.pages[12].to`"), ".pages[].to");
        assert_eq!(path_in("expected a list"), "");
    }
}
