//! Judges the body of a request that has arrived.

use super::judge::{Judge, as_text};
use super::multipart;
use crate::document::Body;
use crate::findings::{Aspect, Findings};
use serde_json::Value;

/// Judges the body of a request.
pub(crate) fn judge(judge: &Judge<'_>, findings: &mut Findings) -> Result<(), String> {
    let sent = &judge.captured.body;
    let Some(body) = &judge.pair.operation.body else {
        if !sent.is_empty() || judge.captured.media_type().is_some() {
            findings.add("body", Aspect::Undeclared, "is not in the document");
        }
        return Ok(());
    };
    match (&judge.filling.body, sent.is_empty()) {
        (None, true) => return Ok(()),
        (None, false) => findings.add("body", Aspect::Unasked, "sent, but not filled in"),
        (Some(_), true) => findings.add("body", Aspect::Missing, "filled in, but not sent"),
        (Some(filled), false) => content(judge, body, filled, findings)?,
    }
    Ok(())
}

fn content(judge: &Judge<'_>, body: &Body, filled: &Value, findings: &mut Findings) -> Result<(), String> {
    let media_type = judge.captured.media_type();
    if body.media_type != "*/*" {
        findings.compare(
            "header content-type",
            Aspect::Value,
            Some(body.media_type.as_str()),
            media_type,
        );
    }
    let sent = match media_type {
        Some("multipart/form-data") => form(judge, filled, findings),
        _ => serde_json::from_slice(&judge.captured.body).map_err(|error| error.to_string()),
    };
    let sent = match sent {
        Ok(sent) => sent,
        Err(problem) => {
            findings.add("body", Aspect::Value, problem);
            return Ok(());
        }
    };
    same(filled, &sent, "body", findings);
    for violation in judge.schemas.violations(&body.schema, &sent)? {
        let place = format!("body{}", violation.path);
        findings.add(&place, violation.aspect, violation.problem);
    }
    Ok(())
}

/// The parts of a form as an object of texts. If parts repeat the text that was filled in, it is there once.
fn form(judge: &Judge<'_>, filled: &Value, findings: &mut Findings) -> Result<Value, String> {
    let content_type = judge.captured.header("content-type").unwrap_or_default();
    let mut form = serde_json::Map::new();
    for part in multipart::read(content_type, &judge.captured.body)? {
        let content = String::from_utf8(part.content).map_err(|error| error.to_string())?;
        let place = format!("body.{}", part.name);
        findings.compare(&place, Aspect::Style, part.name == "file", part.file_name.is_some());
        if form.get(&part.name).is_none_or(|known| *known == filled[&part.name]) {
            form.insert(part.name, content.into());
        }
    }
    Ok(form.into())
}

/// Compares what was sent with what was filled in, member by member.
fn same(filled: &Value, sent: &Value, place: &str, findings: &mut Findings) {
    match (filled, sent) {
        (Value::Object(filled), Value::Object(sent)) => {
            for (name, value) in filled {
                match sent.get(name) {
                    Some(sent) => same(value, sent, &format!("{place}.{name}"), findings),
                    None => findings.add(&format!("{place}.{name}"), Aspect::Missing, "filled in, but not sent"),
                }
            }
            for name in sent.keys().filter(|name| !filled.contains_key(*name)) {
                findings.add(&format!("{place}.{name}"), Aspect::Unasked, "sent, but not filled in");
            }
        }
        (Value::Array(filled), Value::Array(sent)) if filled.len() == sent.len() => {
            for (filled, sent) in filled.iter().zip(sent) {
                same(filled, sent, &format!("{place}[]"), findings);
            }
        }
        // The schema checks the type.
        _ if as_text(filled) == as_text(sent) => {}
        _ => findings.add(place, Aspect::Value, format!("filled in {filled}, sent {sent}")),
    }
}
