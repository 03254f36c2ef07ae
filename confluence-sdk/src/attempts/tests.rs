//! When and how long is waited, by a clock that a test moves.

use super::*;
use crate::clock::Moved;
use crate::pace::{Caps, Pace};
use crate::site::{Base, Site};
use crate::transport::{Body, Transport};
use futures_core::future::BoxFuture;
use std::future::ready;
use std::sync::{Arc, Mutex};

type Fails = fn() -> Answered;
type Answered = Result<http::Response<Body>, TransportError>;

/// Takes some seconds, then answers by the number of the request. It records the time limits that it was given.
struct Scripted<F> {
    clock: Arc<Moved>,
    takes: u64,
    answer: F,
    limits: Mutex<Vec<u64>>,
}

impl<F: Fn(usize) -> Answered + Send + Sync + 'static> Transport for Scripted<F> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Answered> {
        let Deadline(left) = request.extensions().get().copied().unwrap();
        let mut limits = self.limits.lock().unwrap();
        limits.push(left.as_secs());
        self.clock.on(Duration::from_secs(self.takes));
        Box::pin(ready((self.answer)(limits.len())))
    }
}

/// Takes five seconds to sign, and this many seconds to renew.
struct Slow(Arc<Moved>, u64);

impl Authorize for Slow {
    fn authorize<'a>(&'a self, _: &'a mut Parts) -> BoxFuture<'a, Result<()>> {
        self.0.on(Duration::from_secs(5));
        Box::pin(ready(Ok(())))
    }

    fn refused<'a>(&'a self, _: &'a HeaderMap, _: &'a Raw) -> BoxFuture<'a, Result<bool>> {
        self.0.on(Duration::from_secs(self.1));
        Box::pin(ready(Ok(true)))
    }
}

/// Signs at once.
struct Quick;

impl Authorize for Quick {
    fn authorize<'a>(&'a self, _: &'a mut Parts) -> BoxFuture<'a, Result<()>> {
        Box::pin(ready(Ok(())))
    }
}

fn request(limit: Duration) -> Outgoing {
    let (head, ()) = http::Request::new(()).into_parts();
    Outgoing {
        head,
        body: Payload::default(),
        limit,
        repeat: Repeat::Safe,
        retry_writes: false,
        retries: RetryPolicy::standard(),
        endpoint: 1,
    }
}

fn answer(status: u16, headers: &[(&'static str, &str)]) -> Answered {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    Ok(response.body(Body::empty()).unwrap())
}

fn lane() -> Arc<Lane> {
    let caps = Caps {
        concurrent: None,
        spacing: None,
        budget: 100,
    };
    let site = Site::new("https://example.atlassian.net").unwrap();
    Pace::new(caps).lane(&Base::from(site), crate::grants::Mode::Basic)
}

/// What came of it, the time limits of the requests, and the waits between them.
struct Course {
    outcome: Result<Raw>,
    limits: Vec<u64>,
    waits: Vec<Duration>,
}

async fn course(
    request: Outgoing,
    takes: u64,
    authorize: impl FnOnce(Arc<Moved>) -> Box<dyn Authorize>,
    answer: impl Fn(usize) -> Answered + Send + Sync + 'static,
) -> Course {
    let clock = Moved::new();
    let transport = Arc::new(Scripted {
        clock: clock.clone(),
        takes,
        answer,
        limits: Mutex::default(),
    });
    let mut http = Http::builder().transport(transport.clone()).build().unwrap();
    http.clock = clock.clone();
    let outcome = send(&http, &lane(), &Arc::from(authorize(clock.clone())), request).await;
    let limits = transport.limits.lock().unwrap().clone();
    Course {
        outcome,
        limits,
        waits: clock.waits(),
    }
}

async fn quick(request: Outgoing, answer: impl Fn(usize) -> Answered + Send + Sync + 'static) -> Course {
    course(request, 0, |_| Box::new(Quick), answer).await
}

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn each_attempt_has_the_time_that_is_left() {
    let refused = async |limit, renewing| {
        let slow = |clock| -> Box<dyn Authorize> { Box::new(Slow(clock, renewing)) };
        course(request(limit), 10, slow, |_| answer(401, &[])).await
    };
    let course = refused(MINUTE, 20).await;
    assert_eq!(course.outcome.unwrap().status(), 401);
    assert_eq!(course.limits, [55, 20]);

    let course = refused(MINUTE, 45).await;
    let error = course.outcome.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!((error.attempts(), error.elapsed()), (1, MINUTE));
    assert_eq!(course.limits, [55]);

    let course = refused(Duration::MAX, 20).await;
    assert_eq!(course.outcome.unwrap().status(), 401);
    assert_eq!(course.limits.len(), 2);
}

#[tokio::test]
async fn the_wait_is_what_the_server_says_and_a_little_more() {
    for (status, headers, seconds) in [
        (429, [("Retry-After", "7")], 7),
        (503, [("Retry-After", "7")], 7),
        (429, [("Retry-After", "Thu, 26 Mar 2026 15:59:09 GMT")], 9),
        (503, [("Retry-After", "Thu, 26 Mar 2026 15:59:09 GMT")], 9),
        (429, [("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")], 0),
        (429, [("X-RateLimit-Reset", "2026-03-26T15:59:30Z")], 30),
        (429, [("X-RateLimit-Reset", "2026-03-26T15:59Z")], 0),
        (503, [("X-RateLimit-Reset", "2026-03-26T15:59:30Z")], 30),
        (429, [("RateLimit", "\"global-app-quota\";r=0;t=12")], 12),
    ] {
        let course = quick(request(MINUTE), move |n| {
            answer(if n == 1 { status } else { 200 }, &headers)
        })
        .await;
        assert_eq!(course.outcome.unwrap().status(), 200, "{headers:?}");
        let named = Duration::from_secs(seconds);
        let waited: Duration = course.waits.iter().sum();
        assert!(
            waited >= named && waited <= named + Duration::from_secs(1),
            "{headers:?}: {waited:?}"
        );
    }
}

#[tokio::test]
async fn without_a_time_the_waits_double() {
    // What fails, and the longest waits together: 2 + 4 + 8 + 16 seconds, or a quarter of that.
    let cases: [(Fails, u64); 4] = [
        (|| answer(429, &[]), 30_000),
        (|| answer(502, &[]), 7500),
        (|| Err(TransportError::broken("x")), 7500),
        (|| Err(TransportError::connect("x")), 7500),
    ];
    for (fails, longest) in cases {
        let longest = Duration::from_millis(longest);
        let mut waited = Vec::new();
        for _ in 0..60 {
            let course = quick(request(MINUTE * 10), move |_| fails()).await;
            assert_eq!(course.limits.len(), 5);
            let error = course.outcome.and_then(Raw::error_for_status).unwrap_err();
            assert_eq!((error.attempts(), error.elapsed()), (5, course.waits.iter().sum()));
            assert!(error.to_string().contains("; after 5 attempts in "), "{error}");
            waited.push(error.elapsed());
        }
        waited.sort();
        // The tempo after a 429 adds less than a second.
        assert!(waited[59] <= longest + Duration::from_secs(1), "{waited:?}");
        assert!(waited[0] < longest / 2 && longest / 2 < waited[59], "{waited:?}");
    }
}

#[tokio::test]
async fn a_wait_longer_than_the_time_left_is_not_begun() {
    let course = quick(request(MINUTE), |_| answer(429, &[("Retry-After", "60")])).await;
    let error = course.outcome.unwrap().error_for_status().unwrap_err();
    assert_eq!(error.retry_after(), Some(MINUTE));
    assert_eq!((error.attempts(), error.elapsed()), (1, Duration::ZERO));
    assert!(course.waits.is_empty());

    // 40 s are over, 20 s are left.
    let slow = course_of_503().await;
    assert_eq!(slow.limits, [60, 39]);
    assert_eq!(slow.outcome.unwrap().status(), 503);
}

async fn course_of_503() -> Course {
    course(
        request(MINUTE),
        20,
        |_| Box::new(Quick),
        |n| answer(503, &[("Retry-After", if n == 1 { "0" } else { "20" })]),
    )
    .await
}

#[tokio::test]
async fn a_policy_says_how_often_and_how_long() {
    for (policy, sent) in [
        (RetryPolicy::none(), 1),
        (RetryPolicy::standard().max_attempts(0), 1),
        (RetryPolicy::standard().max_attempts(3), 3),
        (
            RetryPolicy::standard()
                .max_attempts(9)
                .backoff(Duration::ZERO, Duration::ZERO),
            9,
        ),
    ] {
        let request = Outgoing {
            retries: policy,
            ..request(MINUTE * 10)
        };
        let course = quick(request, |_| answer(500, &[])).await;
        assert_eq!(course.limits.len(), sent, "{policy:?}");
    }
    let request = Outgoing {
        retries: RetryPolicy::standard().attempt_timeout(Duration::from_secs(8)),
        ..request(MINUTE * 10)
    };
    let course = quick(request, |_| Err(TransportError::timeout("x"))).await;
    assert_eq!(course.limits, [8; 5]);
}

#[tokio::test]
async fn what_may_have_been_applied_is_not_sent_again_unless_the_caller_says_so() {
    let unsure: [Fails; 7] = [
        || answer(500, &[]),
        || answer(502, &[]),
        || answer(503, &[]),
        || answer(504, &[]),
        // Told with every answer: the server fails for another reason.
        || {
            answer(
                503,
                &[
                    ("X-RateLimit-Remaining", "50"),
                    ("X-RateLimit-Reset", "2026-03-26T15:59:30Z"),
                ],
            )
        },
        || Err(TransportError::broken("x")),
        || Err(TransportError::timeout("x")),
    ];
    for (at, fails) in unsure.into_iter().enumerate() {
        for (repeat, retry_writes, sent) in [
            (Repeat::Never, false, 1),
            (Repeat::Never, true, 5),
            (Repeat::Idempotent, false, 5),
            (Repeat::Safe, false, 5),
        ] {
            let request = Outgoing {
                repeat,
                retry_writes,
                ..request(MINUTE * 10)
            };
            let course = quick(request, move |_| fails()).await;
            assert_eq!(course.limits.len(), sent, "{at} {repeat:?} {retry_writes}");
            let error = course.outcome.and_then(Raw::error_for_status).unwrap_err();
            assert_eq!(error.may_have_been_applied(), repeat != Repeat::Safe, "{at} {error}");
        }
    }
    let certain: [Fails; 4] = [
        || answer(429, &[]),
        || answer(429, &[("Retry-After", "1")]),
        || answer(503, &[("Retry-After", "1")]),
        || Err(TransportError::connect("x")),
    ];
    for (at, fails) in certain.into_iter().enumerate() {
        let request = Outgoing {
            repeat: Repeat::Never,
            ..request(MINUTE * 10)
        };
        let course = quick(request, move |_| fails()).await;
        assert_eq!(course.limits.len(), 5, "{at}");
        let error = course.outcome.and_then(Raw::error_for_status).unwrap_err();
        assert!(!error.may_have_been_applied(), "{at} {error}");
    }
}

#[tokio::test]
async fn what_is_final_is_sent_once() {
    for status in [301, 400, 402, 405, 409, 410, 412, 413, 415, 422, 501, 505] {
        let course = quick(request(MINUTE), move |_| answer(status, &[("Retry-After", "0")])).await;
        assert_eq!(course.outcome.unwrap().status(), status);
        assert_eq!(course.limits.len(), 1, "{status}");
    }
}

#[tokio::test]
async fn what_an_earlier_attempt_did_is_not_forgotten() {
    let request = Outgoing {
        repeat: Repeat::Idempotent,
        ..request(MINUTE)
    };
    let course = quick(request, |n| match n {
        1 => Err(TransportError::broken("x")),
        _ => answer(404, &[]),
    })
    .await;
    let error = course.outcome.unwrap().error_for_status().unwrap_err();
    assert!(error.is_not_found() && error.may_have_been_applied(), "{error}");
    assert!(
        error.to_string().contains("an attempt before may have been applied"),
        "{error}"
    );
}
