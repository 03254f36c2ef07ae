//! Troubles and limits over HTTP, for programs in other languages.

use super::trouble::{Rule, Trouble};
use super::{Limits, Meter, Unkind};
use crate::answer::Reply;
use axum::http::Method;
use serde_json::{Value, json};

/// Answers a request to the troubles or the limits: `name` says to which.
pub(crate) fn answer(unkind: &Unkind, name: &str, method: &Method, body: &[u8]) -> Reply {
    let refused = |problem: String| Reply::json(400, json!({ "code": 400, "message": problem }));
    match (name, method) {
        ("trouble", &Method::GET) => Reply::ok(list(unkind)),
        ("trouble", &Method::POST) => match read(body) {
            Ok(trouble) => {
                unkind.now().rules.push(Rule::new(trouble));
                Reply::json(201, list(unkind))
            }
            Err(problem) => refused(problem),
        },
        ("limits", &Method::POST) => match Limits::read(body) {
            Ok(limits) => {
                unkind.now().meter = Some(Meter::new(limits));
                Reply::empty(204)
            }
            Err(problem) => refused(problem),
        },
        ("limits", &Method::DELETE) => {
            unkind.now().meter = None;
            Reply::empty(204)
        }
        (_, &Method::DELETE) => {
            *unkind.now() = super::Now::default();
            Reply::empty(204)
        }
        _ => Reply::json(405, json!({ "code": 405, "message": "Method Not Allowed" })),
    }
}

fn read(body: &[u8]) -> Result<Trouble, String> {
    let value: Value = serde_json::from_slice(body).map_err(|error| format!("the trouble is not JSON: {error}"))?;
    Trouble::read(&value)
}

fn list(unkind: &Unkind) -> Value {
    let now = unkind.now();
    json!({ "troubles": now.rules.iter().map(|rule| rule.trouble.write()).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fault, LimitHeaders, Odd};
    use std::time::Duration;

    #[test]
    fn every_fault_is_read_as_it_is_written() {
        let second = Duration::from_secs(1);
        for fault in [
            Fault::RateLimited(LimitHeaders::Gateway),
            Fault::Status(503),
            Fault::Busy(second),
            Fault::Gone,
            Fault::Anonymous,
            Fault::Html,
            Fault::Latency(second),
            Fault::CutBefore,
            Fault::CutAfter,
            Fault::CutBody(100),
            Fault::Stall,
            Fault::Slow(second),
            Fault::Odd(Odd::NoNextLink),
        ] {
            let trouble = Trouble::new(fault)
                .method("GET")
                .operation("getPages")
                .every(3)
                .after(1)
                .chance(0.5, 7)
                .times(2);
            assert_eq!(read(trouble.write().to_string().as_bytes()), Ok(trouble));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (body, words) in [
            ("{", "not JSON"),
            ("[]", "a JSON object"),
            (r#"{"fault":"x"}"#, "`fault` is none"),
            (r#"{"fault":{"status":200}}"#, "`fault` is none"),
            (r#"{"fault":{"status":503},"evry":2}"#, "`evry`"),
            (r#"{"fault":{"status":503},"every":"2"}"#, "`every` must be"),
            (r#"{"fault":{"status":503},"server":"moon"}"#, "`moon` is not a server"),
            (r#"{"fault":{"status":503},"chance":2}"#, "`chance` must be"),
        ] {
            let problem = read(body.as_bytes()).unwrap_err();
            assert!(problem.contains(words), "{body}: {problem}");
        }
    }
}
