//! The file of a recording: JSON that people can read and change.

use super::clean::{Cleaner, SECRET, asks_for_a_token, of_tokens};
use crate::Result;
use crate::content_coding;
use crate::error::Error;
use crate::response::media_type;
use crate::testing::reply::{Answer, Fault, Reply};
use crate::testing::sent::Sent;
use crate::transport::TransportError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::path::Path;

const ABOUT: &str = "requests and answers of Confluence, recorded without secrets by confluence-sdk";
const FORMAT: u64 = 1;

/// Writes a recording: the whole file, or nothing.
pub(super) fn save(path: &Path, exchanges: &Value, complete: bool) -> Result<()> {
    let file = json!({ "about": ABOUT, "format": FORMAT, "complete": complete, "exchanges": exchanges });
    let failed =
        |error: std::io::Error| Error::file(&path.display().to_string(), format!("cannot be written: {error}"));
    let text = serde_json::to_string_pretty(&file).map_err(|error| failed(error.into()))?;
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("recording");
    let part = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = fs::File::create(&part).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        fs::rename(&part, path)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&part);
        failed(error)
    })
}

/// Reads a recording that was finished.
pub(super) fn load(path: &Path) -> Result<Vec<Value>> {
    let name = path.display().to_string();
    let text = fs::read(path).map_err(|error| Error::file(&name, format!("cannot be read: {error}")))?;
    let no_recording = |problem: String| Error::file(&name, format!("is no recording: {problem}"));
    let mut file: Value = serde_json::from_slice(&text).map_err(|error| no_recording(error.to_string()))?;
    if file["format"] != FORMAT {
        return Err(no_recording(format!(
            "its `format` is {}, and not {FORMAT}",
            file["format"]
        )));
    }
    if file["complete"] != true {
        return Err(Error::file(
            &name,
            "was not finished: the program that recorded it ended before `Recorder::finish`; record it again",
        ));
    }
    match file["exchanges"].take() {
        Value::Array(exchanges) => Ok(exchanges),
        _ => Err(no_recording("it has no list of `exchanges`".to_owned())),
    }
}

/// A request, as it is written and compared.
pub(super) fn request(sent: &Sent, cleaner: &Cleaner) -> Value {
    let body = match asks_for_a_token(sent) {
        true => json!({ "left_out": "it asks for a token" }),
        false => match sent.parts() {
            parts if parts.is_empty() => content(media_type(&sent.headers), &sent.body, is_call(sent), cleaner),
            parts => {
                let parts = parts.iter().map(|part| {
                    json!({
                        "name": part.name(),
                        "file_name": part.file_name().map(|name| cleaner.text(name)),
                        "media_type": part.media_type(),
                        "body": content(part.media_type(), part.bytes(), false, cleaner),
                    })
                });
                json!({ "parts": parts.collect::<Value>() })
            }
        },
    };
    let query = cleaner.query(sent);
    let query = query.iter().map(|(name, value)| json!([name, value]));
    json!({
        "method": sent.method.as_str(),
        "path": cleaner.text(&sent.path),
        "query": query.collect::<Value>(),
        "body": body,
    })
}

/// An answer to a request, as it is written.
pub(super) fn answer(sent: &Sent, head: &http::response::Parts, bytes: &Bytes, cleaner: &Cleaner) -> Value {
    let body = match asks_for_a_token(sent) {
        true => json!({ "json": of_tokens(bytes) }),
        false if content_coding::remaining(&head.headers).is_some() => {
            json!({ "left_out": "it has a content coding, so it cannot be searched for secrets" })
        }
        false => content(media_type(&head.headers), bytes, is_call(sent), cleaner),
    };
    let headers = cleaner.headers(&head.headers);
    let headers = headers.iter().map(|(name, value)| json!([name, value]));
    json!({ "status": head.status.as_u16(), "headers": headers.collect::<Value>(), "body": body })
}

/// What is written where there was no answer.
pub(super) fn fault(error: &TransportError) -> Value {
    json!({ "fault": match () {
        () if error.is_connect() => "connect",
        () if error.is_timeout() => "timeout",
        () => "broken",
    } })
}

/// Whether a request is one of the API. Others are for files, which are written byte for byte as far as they can be.
fn is_call(sent: &Sent) -> bool {
    sent.made_for.is_some()
}

/// Content as JSON, as text or, if it is neither, as Base64.
fn content(media_type: Option<&str>, bytes: &Bytes, as_json: bool, cleaner: &Cleaner) -> Value {
    if bytes.is_empty() {
        return Value::Null;
    }
    // A number or a word by itself is a text, whose digits are kept.
    if as_json && let Ok(json @ (Value::Object(_) | Value::Array(_))) = serde_json::from_slice(bytes) {
        return json!({ "json": cleaner.json(&json) });
    }
    if media_type == Some("application/x-www-form-urlencoded") {
        return json!({ "left_out": "it is a form, whose fields may be secrets" });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => json!({ "text": cleaner.text(text) }),
        Err(_) => json!({ "base64": STANDARD.encode(bytes) }),
    }
}

/// What comes back for a recorded request. `None` if that is not to be read.
pub(super) fn reply(response: &Value) -> Option<Reply> {
    if let Some(fault) = response["fault"].as_str() {
        return Some(Reply::Fault(match fault {
            "connect" => Fault::Connect,
            "timeout" => Fault::Timeout,
            _ => Fault::Broken,
        }));
    }
    let status = response["status"]
        .as_u64()
        .and_then(|status| u16::try_from(status).ok())?;
    let mut answer = Answer::new(http::StatusCode::from_u16(status).ok()?.as_u16());
    for header in response["headers"].as_array()? {
        let name = http::HeaderName::from_bytes(header[0].as_str()?.as_bytes()).ok()?;
        answer
            .headers
            .append(name, http::HeaderValue::from_str(header[1].as_str()?).ok()?);
    }
    let body = &response["body"];
    answer.body = match (&body["json"], body["text"].as_str(), body["base64"].as_str()) {
        (Value::Null, Some(text), _) => Bytes::copy_from_slice(text.as_bytes()),
        (Value::Null, None, Some(coded)) => STANDARD.decode(coded).ok()?.into(),
        (Value::Null, None, None) if body.get("json").is_none() => Bytes::new(),
        (json, ..) => json.to_string().into(),
    };
    Some(Reply::Answer(answer))
}

/// Whether a recorded request is one for a page behind the first one. Streams read such pages ahead of need.
pub(super) fn is_later_page(request: &Value) -> bool {
    let names = request["query"].as_array().into_iter().flatten().map(|pair| &pair[0]);
    request["method"] == "GET" && names.into_iter().any(|name| name == "cursor" || name == "start")
}

/// A recorded request in a line.
pub(super) fn line(request: &Value) -> String {
    let text = |name: &str| request[name].as_str().unwrap_or_default();
    let query = request["query"].as_array().into_iter().flatten();
    let query = query.map(|pair| {
        format!(
            "{}={}",
            pair[0].as_str().unwrap_or_default(),
            pair[1].as_str().unwrap_or(SECRET)
        )
    });
    let query: Vec<String> = query.collect();
    match query.is_empty() {
        true => format!("{} {}", text("method"), text("path")),
        false => format!("{} {}?{}", text("method"), text("path"), query.join("&")),
    }
}
