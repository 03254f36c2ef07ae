//! The faults, and what must follow from each.

use super::calls::Kind;
use crate::fault_server::Reply;
use confluence_sdk::Error;
use confluence_sdk::spec::Repeat;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::sync::LazyLock;
use std::time::Duration;

/// What a fault means for the caller. All expectations follow from it and from the kind of call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing was sent.
    NoConnection,
    /// It was not done, and may be soon.
    Busy,
    /// It was not done, and will not be before the time limit of the call.
    BusyForLong,
    /// Nobody knows whether it was done. Another attempt may succeed.
    Unknown,
    /// The same, after the answer has begun.
    CutShort,
    /// The same, and nothing says that the rest would be of the same file.
    CutShortForGood,
    /// The answer is too slow for one that is read whole. For a file it is not.
    Slow,
    /// The server says yes, and what follows is not the answer.
    Wrong,
    /// The same, but a file can be anything.
    WrongUnlessFile,
    /// More comes than is read. A file has no such limit but its time.
    TooMuch,
    /// The server says no.
    No,
    /// The server says no to the credential. A signed address may have expired, and is asked for anew.
    SignIn,
    /// The answer is elsewhere. Only a download goes there.
    Elsewhere,
    /// The answer is where it was asked for.
    Circle,
}

use Meaning::{
    Busy, BusyForLong, Circle, CutShort, CutShortForGood, Elsewhere, No, NoConnection, SignIn, Slow, TooMuch, Unknown,
    Wrong, WrongUnlessFile,
};

pub(super) type Question = (&'static str, fn(&Error) -> bool);

/// A fault.
pub(super) struct Fault {
    pub(super) name: &'static str,
    pub(super) meaning: Meaning,
    /// What the caller asks of the error that comes of it.
    pub(super) question: Question,
    /// The answer. The address is that of another host.
    pub(super) reply: fn(Kind, &str) -> Reply,
}

const CONNECT: Question = ("connect", Error::is_connect);
const UNANSWERED: Question = ("unanswered", Error::is_unanswered);
const TIMEOUT: Question = ("timeout", Error::is_timeout);
const LIMITED: Question = ("rate_limited", Error::is_rate_limited);
const SERVER: Question = ("server_error", Error::is_server_error);
const SIGN_IN: Question = ("unauthorized", Error::is_unauthorized);
const GONE: Question = ("gone", Error::is_gone);
const BAD: Question = ("400", |error| error.status().is_some_and(|status| status == 400));
/// The server said that all is well, so the status is no help: the error must say something else.
const NOT_THIS: Question = ("not the answer", |error| {
    !error.is_unanswered() && error.status().is_some_and(|status| status == 200)
});
const REDIRECT: Question = ("redirect", |error| {
    error.is_redirect() || error.status().is_some_and(|status| status == 302)
});

const NEVER: Duration = Duration::from_secs(600);
const JSON_HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n";

const fn fault(name: &'static str, meaning: Meaning, question: Question, reply: fn(Kind, &str) -> Reply) -> Fault {
    Fault {
        name,
        meaning,
        question,
        reply,
    }
}

pub(super) const FAULTS: [Fault; 34] = [
    fault("no connection", NoConnection, CONNECT, |_, _| Reply::new(500)),
    fault("closed before the answer", Unknown, UNANSWERED, |_, _| Reply::raw(b"")),
    fault("closed in the status line", Unknown, UNANSWERED, |_, _| {
        Reply::raw(b"HTTP/1.1 20")
    }),
    fault("closed in the head", Unknown, UNANSWERED, |_, _| Reply::raw(JSON_HEAD)),
    fault("closed in the body", CutShort, UNANSWERED, |kind, _| {
        kind.with_body().cut_after(20)
    }),
    fault("stalled before the head", Unknown, TIMEOUT, |kind, _| {
        kind.good().late(NEVER)
    }),
    fault("stalled in the body", CutShort, TIMEOUT, |kind, _| {
        kind.with_body().stalls(NEVER)
    }),
    fault("slow body", Slow, TIMEOUT, |kind, _| {
        kind.with_body().in_pieces(12, Duration::from_millis(250))
    }),
    fault("429 without a header", Busy, LIMITED, |_, _| Reply::new(429)),
    fault("429, Retry-After in seconds", Busy, LIMITED, |_, _| {
        Reply::new(429).header("Retry-After", "0")
    }),
    fault("429, Retry-After as a date", Busy, LIMITED, |_, _| {
        Reply::new(429).header("Retry-After", "Tue, 02 Jun 2026 10:00:00 GMT")
    }),
    fault("429, X-RateLimit-Reset", Busy, LIMITED, |_, _| {
        let reply = Reply::new(429).header("X-RateLimit-Reset", "2026-06-02T10:00:00Z");
        reply
            .header("X-RateLimit-Remaining", "0")
            .header("X-RateLimit-Limit", "100")
    }),
    fault("429, RateLimit", Busy, LIMITED, |_, _| {
        let reply = Reply::new(429).header("RateLimit", "\"burst\";r=0;t=0");
        reply.header("RateLimit-Policy", "\"burst\";q=100;w=1")
    }),
    fault("429, Retry-After of an hour", BusyForLong, LIMITED, |_, _| {
        Reply::new(429).header("Retry-After", "3600")
    }),
    fault("503, Retry-After", Busy, SERVER, |_, _| {
        Reply::new(503).header("Retry-After", "0")
    }),
    fault("503", Unknown, SERVER, |_, _| Reply::html(503, "<h1>busy</h1>")),
    fault("500", Unknown, SERVER, |_, _| Reply::json(500, r#"{"message":"oh"}"#)),
    fault("502", Unknown, SERVER, |_, _| Reply::html(502, "<h1>Bad gateway</h1>")),
    fault("504", Unknown, SERVER, |_, _| {
        Reply::html(504, "<h1>Gateway timeout</h1>")
    }),
    fault("200 with HTML", Wrong, NOT_THIS, |_, _| {
        Reply::html(200, "<html><title>Sign in</title></html>")
    }),
    fault("JSON that is not whole", WrongUnlessFile, NOT_THIS, |_, _| {
        Reply::ok(r#"{"id":"7","tit"#)
    }),
    fault("Content-Length too large", CutShortForGood, UNANSWERED, |_, _| {
        Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{}")
    }),
    fault("Content-Length too small", WrongUnlessFile, NOT_THIS, |_, _| {
        Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{\"id\":\"7\"}")
    }),
    fault("no HTTP", Unknown, UNANSWERED, |_, _| {
        Reply::raw(b"220 mail.example.test ESMTP\r\n")
    }),
    fault("endless head", Unknown, UNANSWERED, |_, _| {
        Reply::raw(b"HTTP/1.1 200 OK\r\n").endless("X-More: and more\r\n".repeat(1000), Duration::from_millis(1))
    }),
    fault("endless body", TooMuch, UNANSWERED, |_, _| {
        Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[").endless(vec![b' '; 64 << 10], TICK)
    }),
    fault("endless body of a refusal", No, BAD, |_, _| {
        Reply::raw(b"HTTP/1.1 400 Bad\r\nContent-Type: text/plain\r\n\r\n").endless(vec![b'x'; 64 << 10], TICK)
    }),
    fault("redirect to another host", Elsewhere, REDIRECT, |_, other| {
        Reply::new(302).header("Location", &format!("{other}/elsewhere"))
    }),
    fault("redirect in a circle", Circle, REDIRECT, |_, _| {
        Reply::of(|asked| Reply::new(302).header("Location", &asked.target))
    }),
    fault("gzip bomb", WrongUnlessFile, UNANSWERED, |_, _| gzip()),
    fault("gzip that is cut off", CutShortForGood, UNANSWERED, |_, _| {
        gzip().cut_after(200)
    }),
    fault("401", SignIn, SIGN_IN, |_, _| {
        Reply::json(401, r#"{"code":401,"message":"Unauthorized"}"#)
    }),
    fault("403, X-Seraph-LoginReason", SignIn, SIGN_IN, |_, _| {
        Reply::json(403, r#"{"message":"anonymous"}"#).header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
    }),
    fault("410", SignIn, GONE, |_, _| {
        Reply::json(410, r#"{"code":410,"message":"Gone"}"#)
    }),
];

/// The pause of an endless answer, so that it does not fill a disk.
const TICK: Duration = Duration::from_millis(5);

/// Four MiB of zeros, in a few kilobytes.
fn gzip() -> Reply {
    static CODED: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&vec![0; 4 << 20]).unwrap();
        encoder.finish().unwrap()
    });
    Reply::new(200)
        .header("Content-Type", "application/json")
        .header("Content-Encoding", "gzip")
        .body(CODED.clone())
}

/// What must come of a call.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Expected {
    pub(super) succeeds: bool,
    /// How many requests the server gets.
    pub(super) requests: usize,
    pub(super) may_have_been_applied: bool,
}

/// How often a request is sent that may be sent again.
pub(super) const ATTEMPTS: u32 = 3;
/// How often a file is asked for that never gets on.
const REOPENED: usize = 5;

/// What must come of a call if the fault happens once, or always. `None` if it cannot happen.
pub(super) fn expected(fault: &Fault, kind: Kind, always: bool) -> Option<Expected> {
    let changes = kind.repeat() != Repeat::Safe;
    let (may_be_repeated, most) = (kind.repeat() != Repeat::Never, ATTEMPTS as usize);
    let fails = |requests, may_have_been_applied| Expected {
        succeeds: false,
        requests,
        may_have_been_applied,
    };
    let succeeds = |requests| Expected {
        succeeds: true,
        requests,
        may_have_been_applied: false,
    };
    Some(match fault.meaning {
        NoConnection if always => fails(0, false),
        NoConnection => return None,
        Busy if always => fails(most, false),
        Busy => succeeds(2),
        BusyForLong | No => fails(1, false),
        SignIn => match kind {
            Kind::Download if always => fails(2, false),
            Kind::Download => succeeds(2),
            _ => fails(1, false),
        },
        Slow if kind.is_file() => succeeds(1),
        // What was answered directly cannot be asked for from the middle.
        CutShort if kind == Kind::Export => fails(1, false),
        CutShortForGood if kind.is_file() => fails(1, false),
        CutShort if kind == Kind::Download && always => fails(REOPENED, false),
        Unknown | CutShort | CutShortForGood | Slow if !may_be_repeated => fails(1, true),
        Unknown | CutShort | CutShortForGood | Slow if always => fails(most, changes),
        Unknown | CutShort | CutShortForGood | Slow => succeeds(2),
        WrongUnlessFile if kind.is_file() => return None,
        Wrong | WrongUnlessFile | TooMuch => fails(1, changes),
        Elsewhere if kind == Kind::Download => succeeds(1),
        Elsewhere | Circle => fails(1, false),
    })
}
