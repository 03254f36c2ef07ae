//! Audit: the log, and how long it is kept.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::state::State;
use crate::state::audit::{UNITS, can_be_kept, span};
use jiff::Timestamp;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getAuditRecords", read(get_audit_records)),
    ("createAuditRecord", write(create_audit_record)),
    ("exportAuditRecords", read(export_audit_records)),
    ("getAuditRecordsForTimePeriod", read(get_audit_records_for_time_period)),
    ("getRetentionPeriod", read(get_retention_period)),
    ("setRetentionPeriod", write(set_retention_period)),
];

/// The records that `startDate`, `endDate` and `searchString` ask for, the newest first.
fn found(state: &State, call: &Call<'_>) -> Result<Vec<Value>, Problem> {
    let bound = |wire| match call.query(wire) {
        Some(text) => text
            .parse::<i64>()
            .map(Some)
            .map_err(|_| Problem::bad_request(format!("`{wire}` is not a time: {text}"))),
        None => Ok(None),
    };
    let (start, end) = (bound("startDate")?, bound("endDate")?);
    Ok(between(state, call, start, end))
}

/// The records of a time that contain `searchString`, the newest first.
fn between(state: &State, call: &Call<'_>, start: Option<i64>, end: Option<i64>) -> Vec<Value> {
    let wanted_text = call.query("searchString").map(str::to_lowercase);
    let wanted = |record: &&Value| {
        let at = record["creationDate"].as_i64().unwrap_or_default();
        start.is_none_or(|start| start <= at)
            && end.is_none_or(|end| at <= end)
            && wanted_text.as_ref().is_none_or(|text| contains(record, text))
    };
    state.audit_records().filter(wanted).cloned().collect()
}

/// Whether a text in the value contains this one.
fn contains(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own.to_lowercase().contains(text),
        Value::Array(items) => items.iter().any(|item| contains(item, text)),
        Value::Object(members) => members.values().any(|member| contains(member, text)),
        _ => false,
    }
}

fn get_audit_records(state: &State, call: &Call<'_>) -> Outcome {
    Ok(Reply::ok(by_offset(call, 1000, found(state, call)?)?))
}

/// The records of the last months, or of another period that ends now.
fn get_audit_records_for_time_period(state: &State, call: &Call<'_>) -> Outcome {
    let number = call.number("number")?.unwrap_or(3);
    let units = call.query("units").unwrap_or("MONTHS");
    let span = span(number, units).ok_or_else(|| Problem::bad_request(format!("`units` cannot be {units}")))?;
    let records = between(state, call, Some(state.before(span)), None);
    Ok(Reply::ok(by_offset(call, 1000, records)?))
}

fn get_retention_period(state: &State, _: &Call<'_>) -> Outcome {
    let (number, units) = state.audit.retention;
    Ok(Reply::ok(json!({ "number": number, "units": units })))
}

fn set_retention_period(state: &mut State, call: &Call<'_>) -> Outcome {
    let number = call.member("number").and_then(Value::as_u64);
    let number = number.ok_or_else(|| Problem::bad_request("`number` must be given as a number"))?;
    let units = call.required_text("units")?;
    let known = UNITS.iter().find(|(name, _)| *name == units);
    match known {
        Some((units, _)) if can_be_kept(number, units) => state.audit.retention = (number, units),
        _ => {
            return Err(Problem::bad_request(format!(
                "Records cannot be kept for {number} {units}, but for a year"
            )));
        }
    }
    get_retention_period(state, call)
}

fn create_audit_record(state: &mut State, call: &Call<'_>) -> Outcome {
    let address = call.required_text("remoteAddress")?;
    let text = |member: &str| call.text(member).unwrap_or_default();
    let or = |member: &str, default: Value| call.member(member).cloned().unwrap_or(default);
    let record = json!({
        "author": or("author", state.record_author(&call.caller.account)),
        "remoteAddress": address,
        "creationDate": or("creationDate", state.now().as_millisecond().into()),
        "summary": text("summary"),
        "description": text("description"),
        "category": text("category"),
        "sysAdmin": or("sysAdmin", false.into()),
        "affectedObject": or("affectedObject", json!({ "name": "", "objectType": "" })),
        "changedValues": or("changedValues", json!([])),
        "associatedObjects": or("associatedObjects", json!([])),
    });
    state.add_record(record.clone());
    Ok(Reply::ok(record))
}

fn export_audit_records(state: &State, call: &Call<'_>) -> Outcome {
    let mut csv = "Date,Author,Category,Summary,Description,Remote address\n".to_owned();
    for record in found(state, call)? {
        let at = record["creationDate"]
            .as_i64()
            .and_then(|at| Timestamp::from_millisecond(at).ok());
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let cells = [
            at.map(crate::state::stamp).unwrap_or_default(),
            text(&record["author"]["displayName"]),
            text(&record["category"]),
            text(&record["summary"]),
            text(&record["description"]),
            text(&record["remoteAddress"]),
        ];
        csv.push_str(&cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).join(","));
        csv.push('\n');
    }
    match call.query("format") {
        None | Some("csv") => Ok(Reply::bytes("text/csv", csv.into_bytes())),
        Some("zip") => Ok(Reply::bytes("application/zip", zip("audit.csv", csv.as_bytes()))),
        Some(other) => Err(Problem::bad_request(format!("`format` cannot be {other}"))),
    }
}

/// An archive that holds one file, stored as it is.
fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
    // What the local and the central header have in common: version, flags, method, time, date, checksum, sizes,
    // lengths.
    let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
    common.extend(checksum(bytes).to_le_bytes());
    common.extend(length);
    common.extend(length);
    common.extend((name.len() as u16).to_le_bytes());
    common.extend([0, 0]);
    let mut archive = b"PK\x03\x04".to_vec();
    archive.extend(&common);
    archive.extend(name.as_bytes());
    archive.extend(bytes);
    let directory = archive.len() as u32;
    archive.extend(b"PK\x01\x02\x14\x00");
    archive.extend(&common);
    archive.extend([0; 14]);
    archive.extend(name.as_bytes());
    let size = archive.len() as u32 - directory;
    archive.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    archive.extend(size.to_le_bytes());
    archive.extend(directory.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

/// CRC-32 as archives use it.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    #[test]
    fn checksum_is_the_known_one() {
        assert_eq!(super::checksum(b"123456789"), 0xcbf4_3926);
    }
}
