//! The way of each request past the troubles and limits.

use super::Unkind;
use super::body::{Manner, unkindly};
use super::fault::Fault;
use super::limit::{self, LimitHeaders};
use super::odd::Odd;
use super::trouble::Asked;
use crate::answer::{Reply, Shape};
use crate::identity::oauth::lost::lost;
use crate::log::{ReceivedRequest, Server};
use crate::route::Found;
use crate::server::Shared;
use crate::{control, dispatch};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State as Extract};
use axum::http::{HeaderMap, Response};
use axum::middleware::Next;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// The largest answer that is changed, in bytes. Larger ones are sent as they are.
const MOST: usize = 64 << 20;

/// Passes a request on to a server of the sandbox, unless a trouble or a limit prevents it.
pub(crate) async fn serve(
    Extract((shared, host)): Extract<(Arc<Shared>, Server)>,
    request: Request,
    next: Next,
) -> Response<Body> {
    if host == Server::Site && control::has(request.uri().path()) {
        return control::answer(&shared, request).await;
    }
    // Most sandboxes are never unkind.
    if shared.unkind.is_calm() {
        return next.run(request).await;
    }
    let passing = Passing::new(&shared, host, &request);
    let faults = match passing.faults(&shared.unkind) {
        Ok(faults) => faults,
        Err(refusal) => return passing.refuse(&shared, &request, *refusal),
    };
    for fault in &faults {
        match fault {
            Fault::Latency(time) => tokio::time::sleep(*time).await,
            Fault::CutBefore => return passing.lose(&shared, &request),
            fault => {
                if let Some(refusal) = passing.refusal(fault) {
                    return passing.refuse(&shared, &request, refusal);
                }
            }
        }
    }
    let (asked, address) = (request.headers().clone(), request.uri().to_string());
    let answer = next.run(request).await;
    let priced = shared
        .unkind
        .now()
        .meter
        .as_ref()
        .is_some_and(|meter| meter.counts_points(&asked));
    if faults.iter().any(|fault| matches!(fault, Fault::CutAfter)) {
        return lost();
    }
    let odd: Vec<Odd> = faults.iter().filter_map(odd).collect();
    let manner = faults.iter().find_map(manner);
    if odd.is_empty() && manner.is_none() && !priced {
        return answer;
    }
    let (mut head, body) = answer.into_parts();
    let Ok(mut body) = to_bytes(body, MOST).await else {
        return lost();
    };
    if let Ok(mut value) = serde_json::from_slice::<Value>(&body) {
        if priced {
            let price = limit::price(passing.method == axum::http::Method::GET, &passing.path, &value);
            let now = shared.state().now();
            if let Some(meter) = &mut shared.unkind.now().meter {
                meter.settle(price, now, &mut head.headers);
            }
        }
        if !odd.is_empty() {
            for odd in odd {
                odd.change(&mut value, &mut head.headers, &address);
            }
            body = Bytes::from(value.to_string());
        }
    }
    match manner {
        Some(manner) => unkindly(Response::from_parts(head, ()), body, &manner),
        None => Response::from_parts(head, Body::from(body)),
    }
}

fn odd(fault: &Fault) -> Option<Odd> {
    match fault {
        Fault::Odd(odd) => Some(*odd),
        _ => None,
    }
}

fn manner(fault: &Fault) -> Option<Manner> {
    match fault {
        Fault::CutBody(bytes) => Some(Manner::Cut(*bytes)),
        Fault::Stall => Some(Manner::Stall),
        Fault::Slow(pause) => Some(Manner::Slow(*pause)),
        _ => None,
    }
}

/// What is known of a request before it is answered.
struct Passing {
    server: Server,
    method: axum::http::Method,
    path: String,
    operation: Option<&'static str>,
    shape: Shape,
    headers: HeaderMap,
    now: jiff::Timestamp,
}

impl Passing {
    fn new(shared: &Shared, host: Server, request: &Request) -> Self {
        let path = request.uri().path();
        let (server, on_site) = match host {
            Server::Site => dispatch::place(shared, path),
            host => (host, Ok(path.into())),
        };
        let on_site = on_site.unwrap_or(path.into());
        let found = matches!(server, Server::Site | Server::Gateway)
            .then(|| shared.routes.find(request.method().as_str(), &on_site));
        let operation = match found {
            Some(Found::Operation(declaration, _)) => Some(declaration.id),
            _ => None,
        };
        let shape = match &*on_site {
            path if path.starts_with("/wiki/api/v2/") => Shape::V2,
            path if path.starts_with("/wiki/rest/") => Shape::V1,
            _ => Shape::Gateway,
        };
        Self {
            server,
            method: request.method().clone(),
            path: path.to_owned(),
            operation,
            shape,
            headers: request.headers().clone(),
            now: shared.state().now(),
        }
    }

    /// The faults that happen to this request, or the refusal because of a limit.
    fn faults(&self, unkind: &Unkind) -> Result<Vec<Fault>, Box<Reply>> {
        let mut now = unkind.now();
        if let Some(meter) = now
            .meter
            .as_mut()
            .filter(|_| matches!(self.server, Server::Site | Server::Gateway))
        {
            meter.admit(&self.headers, self.now)?;
        }
        let asked = Asked {
            server: self.server,
            method: &self.method,
            path: &self.path,
            operation: self.operation,
        };
        let struck = now.rules.iter_mut().filter_map(|rule| {
            let strikes = rule.strikes(&asked);
            strikes.then(|| rule.trouble.fault.clone())
        });
        Ok(struck.collect())
    }

    /// The answer in place of the one that the request would get.
    fn refusal(&self, fault: &Fault) -> Option<Reply> {
        const SECOND: Duration = Duration::from_secs(1);
        Some(match fault {
            Fault::RateLimited(headers) => headers.refusal(SECOND, 100),
            Fault::Busy(wait) => {
                let seconds = wait.as_secs_f64().ceil();
                let body = limit::refusal(self.shape, 503, "Service Unavailable");
                Reply::json(503, body).header("retry-after", seconds.to_string())
            }
            Fault::Status(status @ 500..) => {
                let mut reply = Reply::bytes(
                    "text/html; charset=utf-8",
                    page("Atlassian Cloud Notifications - Page Unavailable"),
                );
                reply.status = *status;
                reply
            }
            Fault::Status(429) => LimitHeaders::None.refusal(SECOND, 0),
            Fault::Status(status) => Reply::json(*status, limit::refusal(self.shape, *status, "Refused")),
            Fault::Gone => {
                const WORDS: &str = "com.atlassian.confluence.api.service.exceptions.pagesmodes.GoneException: \
                                     This deprecated endpoint has been removed.";
                let data = serde_json::json!({ "authorized": true, "valid": true, "errors": [], "successful": true });
                Reply::json(
                    410,
                    serde_json::json!({ "statusCode": 410, "data": data, "message": WORDS }),
                )
            }
            Fault::Anonymous => {
                let (status, words) = match self.shape {
                    Shape::V2 => (404, "Not Found"),
                    Shape::V1 | Shape::Gateway => (403, "Current user not permitted to use Confluence"),
                };
                let reply = Reply::json(status, limit::refusal(self.shape, status, words));
                reply.header("x-seraph-loginreason", "AUTHENTICATED_FAILED")
            }
            Fault::Html => Reply::bytes("text/html; charset=utf-8", page("Log in with Atlassian account")),
            _ => return None,
        })
    }

    fn refuse(&self, shared: &Shared, request: &Request, reply: Reply) -> Response<Body> {
        self.note(shared, request, reply.status);
        reply.into_response()
    }

    fn lose(&self, shared: &Shared, request: &Request) -> Response<Body> {
        self.note(shared, request, 0);
        lost()
    }

    /// Logs a request that does not reach its server.
    fn note(&self, shared: &Shared, request: &Request, status: u16) {
        shared.log().push(ReceivedRequest {
            status,
            operation: self.operation,
            reason: Some("A trouble or a limit of the sandbox".to_owned()),
            ..ReceivedRequest::new(self.server, &self.method, request.uri(), &self.headers, self.now)
        });
    }
}

fn page(title: &str) -> Vec<u8> {
    format!(
        "<!DOCTYPE html><html><head><title>{title}</title><style>body {{ margin: 0 }}</style></head>\
         <body><h1>{title}</h1><script>var x = 1;</script></body></html>"
    )
    .into_bytes()
}
