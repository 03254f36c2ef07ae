//! When requests go, by a clock that a test moves.

use super::*;
use crate::clock::Moved;
use crate::site::{Gateway, Site};
use http::{HeaderName, HeaderValue};

const NONE: Caps = Caps {
    concurrent: None,
    spacing: None,
    budget: 100,
};
const SECOND: Duration = Duration::from_secs(1);

fn site(pace: &Pace, name: &str) -> Arc<Lane> {
    let site = Site::new(&format!("https://{name}.atlassian.net")).unwrap();
    pace.lane(&site.into(), Mode::Basic)
}

fn tenant(pace: &Pace, cloud: &str, mode: Mode) -> Arc<Lane> {
    pace.lane(&Gateway::new(cloud).unwrap().into(), mode)
}

fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
    all.iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
        .collect()
}

/// How long a request waited that has so much time.
async fn waited(lane: &Lane, clock: &Moved, endpoint: u32, limit: Duration) -> Result<Duration, Held> {
    let before = clock.now();
    if lane.try_enter().is_none() {
        lane.enter(clock, endpoint, Some(before + limit)).await?;
    }
    Ok(clock.now() - before)
}

const MINUTE: Duration = Duration::from_secs(60);
const OK: StatusCode = StatusCode::OK;
const REFUSED: StatusCode = StatusCode::TOO_MANY_REQUESTS;
/// 30 seconds after the time of the clock.
const RESET: (&str, &str) = ("x-ratelimit-reset", "2026-03-26T15:59:30Z");

#[tokio::test]
async fn what_is_left_is_spread_over_the_time_until_the_reset() {
    let (pace, clock) = (Pace::new(NONE), Moved::new());
    let lane = site(&pace, "a");
    let left =
        |left: &str, limit: &str| headers(&[RESET, ("x-ratelimit-remaining", left), ("x-ratelimit-limit", limit)]);
    lane.learn(&*clock, 1, OK, &left("900", "1000"));
    assert!(lane.try_enter().is_some());

    // 30 requests in 30 seconds, then 10 points for each.
    lane.learn(&*clock, 1, OK, &left("30", "1000"));
    for _ in 0..3 {
        assert_eq!(waited(&lane, &clock, 1, MINUTE).await, Ok(SECOND));
    }
    lane.learn(&*clock, 1, OK, &left("20", "1000"));
    assert_eq!(waited(&lane, &clock, 1, MINUTE).await, Ok(SECOND));
    let slower = waited(&lane, &clock, 1, MINUTE).await.unwrap();
    assert!(slower >= 3 * SECOND && slower <= 5 * SECOND, "{slower:?}");

    // Nothing left: not before the reset, unless the call would be over then. The server may still take it.
    lane.learn(&*clock, 1, OK, &left("0", "1000"));
    assert_eq!(waited(&lane, &clock, 1, 10 * SECOND).await, Ok(Duration::ZERO));
    lane.learn(&*clock, 1, OK, &left("0", "1000"));
    assert_eq!(waited(&lane, &clock, 1, MINUTE).await, Ok(30 * SECOND));

    // The server says that all is well.
    lane.learn(&*clock, 1, OK, &left("1000", "1000"));
    assert!(lane.try_enter().is_some());
}

#[tokio::test]
async fn near_limit_alone_slows_down_for_a_while() {
    let (pace, clock) = (Pace::new(NONE), Moved::new());
    let lane = site(&pace, "a");
    lane.learn(&*clock, 1, OK, &headers(&[("x-ratelimit-nearlimit", "true")]));
    assert_eq!(waited(&lane, &clock, 1, MINUTE).await, Ok(SECOND / 4));
    clock.on(2 * MINUTE);
    lane.learn(&*clock, 1, OK, &HeaderMap::new());
    assert!(lane.try_enter().is_some());
}

#[tokio::test]
async fn a_quota_pauses_its_tenant_and_a_global_one_all_tenants() {
    let (pace, clock) = (Pace::new(NONE), Moved::new());
    let [a, b] = ["a", "b"].map(|cloud| tenant(&pace, cloud, Mode::OAuth));
    let other = tenant(&pace, "b", Mode::Basic);
    let quota = |reason| headers(&[RESET, ("ratelimit-reason", reason)]);

    a.learn(&*clock, 1, REFUSED, &quota("confluence-quota-tenant-based"));
    let held = waited(&a, &clock, 2, 10 * SECOND).await.unwrap_err();
    let reason = "confluence-quota-tenant-based".to_owned();
    assert_eq!(
        held,
        Held::Paused {
            wait: 30 * SECOND,
            reason
        }
    );
    assert!(b.try_enter().is_some());
    assert_eq!(waited(&a, &clock, 2, MINUTE).await, Ok(30 * SECOND));
    a.learn(&*clock, 1, OK, &HeaderMap::new());
    assert!(a.try_enter().is_some());

    a.learn(&*clock, 1, REFUSED, &quota("confluence-quota-global-based"));
    for lane in [&a, &b] {
        assert!(waited(lane, &clock, 1, SECOND).await.is_err());
    }
    assert_eq!(waited(&other, &clock, 1, SECOND).await, Ok(Duration::ZERO));
    assert_eq!(waited(&b, &clock, 1, MINUTE).await, Ok(30 * SECOND));
    assert!(
        b.try_enter().is_some(),
        "the pause is over, and nothing is looked at any more"
    );
}

#[tokio::test]
async fn a_burst_slows_its_operation_only() {
    let (pace, clock) = (Pace::new(NONE), Moved::new());
    let lane = site(&pace, "a");
    let burst = headers(&[("retry-after", "4"), ("ratelimit-reason", "confluence-burst-based")]);
    for _ in 0..50 {
        lane.learn(&*clock, 1, REFUSED, &burst);
    }
    assert_eq!(waited(&lane, &clock, 2, MINUTE).await, Ok(Duration::ZERO));
    // A call that would be over then goes at once.
    assert_eq!(waited(&lane, &clock, 1, SECOND).await, Ok(Duration::ZERO));
    // 50 refusals at once count as one, so the ones that wait go quickly.
    let first = waited(&lane, &clock, 1, MINUTE).await.unwrap();
    assert!(first >= 4 * SECOND && first < 5 * SECOND, "{first:?}");
    for _ in 0..20 {
        assert!(waited(&lane, &clock, 1, MINUTE).await.unwrap() <= SECOND / 40);
        lane.learn(&*clock, 1, OK, &HeaderMap::new());
    }
    assert!(lane.try_enter().is_some());
}

#[tokio::test]
async fn requests_in_a_second_are_spread_evenly() {
    let caps = Caps {
        spacing: Some(SECOND / 10),
        ..NONE
    };
    let (pace, clock) = (Pace::new(caps), Moved::new());
    let (a, b) = (tenant(&pace, "a", Mode::OAuth), tenant(&pace, "b", Mode::OAuth));
    assert_eq!(waited(&a, &clock, 1, MINUTE).await, Ok(Duration::ZERO));
    for lane in [&a, &b, &a, &b] {
        assert_eq!(waited(lane, &clock, 1, MINUTE).await, Ok(SECOND / 10));
    }
    assert_eq!(waited(&a, &clock, 1, SECOND / 20).await, Err(Held::TimeIsUp));
    // Another host has its own limit.
    assert_eq!(waited(&site(&pace, "c"), &clock, 1, MINUTE).await, Ok(Duration::ZERO));
}

/// Asks for a turn and expects to wait.
fn queued(turns: &mut Turns, lane: u64, now: Instant) -> Arc<Ticket> {
    let ticket = Ticket::new(1, None);
    assert!(matches!(turns.ask(lane, Mode::OAuth, &ticket, now), Step::Wait(_)));
    ticket
}

#[test]
fn lanes_take_turns() {
    let caps = Caps {
        concurrent: Some(1),
        ..NONE
    };
    let (mut turns, now) = (Turns::new(caps), Instant::now());
    let first = Ticket::new(1, None);
    assert_eq!(turns.ask(7, Mode::OAuth, &first, now), Step::Granted);
    // One lane floods, another one comes late.
    let flood: Vec<_> = (0..100).map(|_| queued(&mut turns, 1, now)).collect();
    let late: Vec<_> = (0..3).map(|_| queued(&mut turns, 2, now)).collect();
    let mut order = Vec::new();
    for _ in 0..8 {
        turns.ended();
        for (lane, tickets) in [(1, &flood), (2, &late)] {
            for ticket in tickets {
                if turns.step(lane, ticket, now) == Step::Granted
                    && !order.iter().any(|(_, seen)| Arc::ptr_eq(seen, ticket))
                {
                    order.push((lane, ticket.clone()));
                }
            }
        }
    }
    let lanes: Vec<_> = order.iter().map(|(lane, _)| *lane).collect();
    assert_eq!(lanes, [1, 2, 1, 2, 1, 2, 1, 1]);
    for ((_, ticket), expected) in order.iter().filter(|(lane, _)| *lane == 1).zip(&flood) {
        assert!(Arc::ptr_eq(ticket, expected), "within a lane the first one goes first");
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_gives_its_place_to_the_next() {
    let caps = Caps {
        concurrent: Some(1),
        ..NONE
    };
    let pace = Pace::new(caps);
    let lane = site(&pace, "a");
    let clock: Arc<dyn Clock> = Arc::new(crate::clock::SystemClock);
    let enter = || {
        let (lane, clock) = (lane.clone(), clock.clone());
        tokio::spawn(async move { lane.enter(&*clock, 1, None).await })
    };
    let permit = enter().await.unwrap().unwrap();
    let waiting: Vec<_> = (0..4).map(|_| enter()).collect();
    tokio::task::yield_now().await;
    let [one, two, three, four] = waiting.try_into().unwrap_or_else(|_| unreachable!());
    // One is dropped while it waits, one right after it was called.
    one.abort();
    tokio::task::yield_now().await;
    drop(permit);
    two.abort();
    let permit = three.await.unwrap().unwrap();
    assert!(!four.is_finished());
    drop(permit);
    assert!(four.await.unwrap().is_ok());
}

#[test]
fn lanes_that_nobody_uses_are_forgotten() {
    let pace = Pace::new(NONE);
    let used = site(&pace, "used");
    for n in 0..1000 {
        site(&pace, &format!("s{n}"));
    }
    assert!(lock(&pace.known).lanes.len() <= 65);
    assert!(Arc::ptr_eq(&used, &site(&pace, "used")));
    assert!(!Arc::ptr_eq(&used, &site(&pace, "s1")));
}
