//! With `UNKIND=1` in the environment it is a bad day. Each example succeeds all the same.

use confluence_sandbox::{Builder, Fault, LimitHeaders, Odd, Trouble};
use std::time::Duration;

/// Adds limits, failures, broken connections, late and odd answers, if the environment asks for them.
pub(crate) fn weather(mut sandbox: Builder) -> Builder {
    if std::env::var_os("UNKIND").is_none() {
        return sandbox;
    }
    // The numbers are even, so that a call does not fail many times in a row.
    for (fault, every) in [
        (Fault::RateLimited(LimitHeaders::Gateway), 10),
        (Fault::RateLimited(LimitHeaders::None), 22),
        (Fault::Busy(Duration::from_millis(100)), 26),
        (Fault::Latency(Duration::from_millis(20)), 3),
        (Fault::Odd(Odd::MoreMembers), 2),
        (Fault::Odd(Odd::UnknownWords), 5),
    ] {
        sandbox = sandbox.trouble(Trouble::new(fault).every(every));
    }
    // Whether a write was done is not known after these, so the SDK would not send it again by itself.
    for (fault, every) in [
        (Fault::Status(502), 6),
        (Fault::CutBefore, 14),
        (Fault::CutAfter, 34),
        (Fault::CutBody(20), 38),
        (Fault::Slow(Duration::from_millis(2)), 10),
    ] {
        sandbox = sandbox.trouble(Trouble::new(fault).method("GET").every(every));
    }
    println!("The sandbox has a bad day.");
    sandbox
}
