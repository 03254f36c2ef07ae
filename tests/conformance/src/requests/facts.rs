//! Compares what a declaration says about its arguments with the document. Nothing is sent.

use super::binding::{Binding, Body, is_piece, place_of_argument};
use super::generate::place_of_param;
use crate::document::Document;
use crate::findings::{Aspect, Findings};
use crate::pair::Pair;
use confluence_sdk::spec::Param;
use serde_json::Value;
use std::fmt;

/// Compares every argument with the document's parameter or member.
pub(crate) fn compare(pair: &Pair<'_>, binding: &Binding, findings: &mut Findings) {
    for (index, argument) in binding.params.iter().enumerate() {
        if let Some(argument) = argument {
            let param = &pair.operation.params[index];
            let place = place_of_param(pair.operation, index);
            let argument = &pair.declaration.params[*argument];
            findings.compare(&place, Aspect::Required, param.required, argument.required);
            limits(&place, pair.doc, &param.schema, argument, findings);
        }
    }
    for (index, argument) in pair.declaration.params.iter().enumerate() {
        if let Some(place) = place_of_argument(argument)
            && !binding.params.contains(&Some(index))
        {
            let place = format!("{place} {}", argument.wire);
            findings.add(&place, Aspect::Undeclared, "is not in the document");
        }
    }
    body(pair, binding, findings);
    for choice in pair.declaration.choices.iter().filter(|choice| choice.required) {
        let sets: Vec<String> = choice.sets.iter().map(|set| set.join("+")).collect();
        let place = format!("body.{}", sets.join("/"));
        findings.add(&place, Aspect::Required, "one of these, by the declaration only");
    }
}

fn body(pair: &Pair<'_>, binding: &Binding, findings: &mut Findings) {
    let document = pair.operation.body.as_ref();
    match &binding.body {
        Body::Whole(index) => {
            let required = document.map(|body| body.required);
            let declared = Some(pair.declaration.params[*index].required);
            findings.compare("body", Aspect::Required, required, declared);
        }
        Body::Pieces(_) => {
            let members = document.map(|body| pair.doc.members(&body.schema));
            for argument in pair.declaration.params.iter().filter(|argument| is_piece(argument)) {
                let place = format!("body.{}", argument.wire);
                let found = members.as_ref().and_then(|members| {
                    let (_, schema) = members.properties.iter().find(|(name, _)| *name == argument.wire)?;
                    Some((*schema, members.required.contains(&argument.wire)))
                });
                match found {
                    Some((schema, required)) => {
                        // What is always sent is there, as the document demands, whether it is given or not.
                        let sent = argument.required || required && argument.always.is_some();
                        findings.compare(&place, Aspect::Required, required, sent);
                        limits(&place, pair.doc, schema, argument, findings);
                    }
                    None => findings.add(&place, Aspect::Undeclared, "is not in the document"),
                }
            }
        }
    }
}

fn limits(place: &str, doc: &Document, schema: &Value, argument: &Param, findings: &mut Findings) {
    let declared = Limits {
        range: argument.range,
        length: argument.max_len,
        items: argument.max_items,
    };
    findings.compare(place, Aspect::Range, Limits::of(doc.resolve(schema)), declared);
}

/// The limits of a number or a text.
#[derive(PartialEq, Eq)]
pub(crate) struct Limits {
    /// Both ends. If a number cannot be negative, or the document gives only one end, the type gives the other end.
    pub(crate) range: Option<(i64, i64)>,
    pub(crate) length: Option<u32>,
    pub(crate) items: Option<u32>,
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.range, self.length, self.items) {
            (None, None, None) => f.write_str("without limits"),
            (Some((least, most)), ..) => write!(f, "{least} to {most}"),
            (None, Some(length), _) => write!(f, "{length} characters"),
            (None, None, Some(items)) => write!(f, "{items} elements"),
        }
    }
}

impl Limits {
    pub(crate) fn of(schema: &Value) -> Self {
        let length = schema["maxLength"].as_u64();
        let largest = match schema["format"].as_str() {
            Some("int32") => i32::MAX.into(),
            _ => i64::MAX,
        };
        Self {
            range: match (schema["minimum"].as_i64(), schema["maximum"].as_i64()) {
                (Some(least), Some(most)) => Some((least, most)),
                (Some(least), None) if least > 0 => Some((least, largest)),
                _ => None,
            },
            length: length.and_then(|length| length.try_into().ok()),
            items: schema["maxItems"].as_u64().and_then(|items| items.try_into().ok()),
        }
    }
}
