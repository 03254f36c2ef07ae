//! An access token that is renewed before it expires and after a refusal, once for all callers that ask for it.
//!
//! Tokens come from a [`Source`]. Each renewal runs as a task of its own. So nothing is lost when a caller goes away:
//! tokens that the server has handed out by then are still received and stored. A token that will expire soon is
//! renewed beside the calls, which are sent with it meanwhile. Only a call without a token that is still valid waits,
//! and [`attempts`](crate::attempts) ends its wait with the call's own time limit.

use crate::Result;
use crate::auth::{Authorize, insert_authorization};
use crate::oauth::Failure;
use crate::oauth::access_token::AccessToken;
use crate::response::Raw;
use futures_core::future::BoxFuture;
use http::HeaderMap;
use http::request::Parts;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::watch;

/// A renewal that fails while the old token is still valid is tried again after this time.
const PAUSE: Duration = Duration::from_secs(5);
/// If a token was renewed because of a refusal and is refused as well (401), this time passes before another is asked
/// for.
const DOUBT: Duration = Duration::from_secs(30);
/// This is longer than a renewal takes with all its attempts and the wait for a lock. One that takes longer has
/// stopped, perhaps with its runtime, and another is started.
const PATIENCE: Duration = Duration::from_secs(200);
/// How often a renewal is started again if the one that was waited for did not finish, perhaps because its runtime
/// ended.
const STARTS: usize = 3;

type Outcome = Result<AccessToken, Failure>;

/// A source of access tokens.
pub(crate) trait Source: Send + Sync + 'static {
    /// Returns a token other than `stale`, which has expired, will expire soon, or was refused.
    fn obtain(&self, stale: Option<AccessToken>) -> BoxFuture<'_, Outcome>;
}

/// The token that requests are sent with. Clones share it.
#[derive(Clone)]
pub(crate) struct Renewing(Arc<Shared>);

struct Shared {
    source: Box<dyn Source>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<AccessToken>,
    /// The renewal under way, and when it was started.
    flight: Option<(watch::Receiver<Option<Outcome>>, Instant)>,
    /// Set after a renewal failed while the old token was valid: no other is tried before this time.
    not_before: Option<Instant>,
    /// The last token that was renewed because the one before was refused, and the time of that.
    mended: Option<(AccessToken, Instant)>,
}

impl Renewing {
    /// Starts with this token, or with none, in which case the source is asked when one is needed.
    pub(crate) fn new(source: impl Source, token: Option<AccessToken>) -> Self {
        Self(Arc::new(Shared {
            source: Box::new(source),
            state: Mutex::new(State {
                token,
                ..State::default()
            }),
        }))
    }

    /// Returns a token to send a request with. One that will expire soon is renewed beside the call, which does not
    /// wait for that. One that has expired is renewed first.
    pub(crate) async fn token(&self) -> Outcome {
        let now = SystemTime::now();
        let held = self.state().token.clone();
        match held {
            Some(token) if token.is_fresh(now) => Ok(token),
            Some(token) if !token.has_expired(now) => {
                self.renew_ahead(&token);
                Ok(token)
            }
            held => self.renew(held).await,
        }
    }

    /// Starts a renewal, if there is none under way and the last one has not just failed.
    fn renew_ahead(&self, token: &AccessToken) {
        let waits = self.state().not_before.is_some_and(|time| Instant::now() < time);
        if !waits {
            // Without a runtime nothing can be started here. The token is still good, so nothing is lost.
            let _ = self.board(Some(token));
        }
    }

    /// Whether a refused request is to be sent once more, with the token that there is then.
    ///
    /// The gateway answers an expired token with 404 or 403 as often as with 401. So these two count as a refusal of
    /// the token, but only after it has expired.
    async fn try_again(&self, sent: &HeaderMap, answer: &Raw) -> Result<bool, Failure> {
        if answer.lacks_scope() {
            return Ok(false);
        }
        let sent = sent
            .get(http::header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let Some((_, sent)) = sent.and_then(|value| value.split_once(' ')) else {
            return Ok(false);
        };
        let (held, expired) = {
            let state = self.state();
            let Some(token) = state.token.clone() else {
                return Ok(false);
            };
            if !token.carries(sent) {
                // Somebody has renewed since this request was signed.
                return Ok(true);
            }
            let expired = token.has_expired(SystemTime::now());
            let doubted = matches!(&state.mended, Some((mended, time)) if mended.is(&token) && time.elapsed() < DOUBT);
            if !expired && (answer.status() != 401 || doubted) {
                return Ok(false);
            }
            (token, expired)
        };
        match self.renew(Some(held)).await {
            Ok(token) => {
                self.state().mended = Some((token, Instant::now()));
                Ok(true)
            }
            // The token has not expired, so the server's answer says more than this failure.
            Err(Failure::NoRefreshToken) if !expired => Ok(false),
            Err(failure) => {
                if !failure.may_pass() {
                    self.drop_token(sent);
                }
                Err(failure)
            }
        }
    }

    /// Forgets a token that was refused. So the source is asked before the next request, even if the token has not
    /// expired by the clock.
    fn drop_token(&self, refused: &str) {
        let mut state = self.state();
        if state.token.as_ref().is_some_and(|token| token.carries(refused)) {
            state.token = None;
        }
    }

    /// Returns a token other than `stale`, from the renewal under way or from a new one.
    async fn renew(&self, stale: Option<AccessToken>) -> Outcome {
        for _ in 0..STARTS {
            let mut flight = match self.board(stale.as_ref())? {
                Boarded::Arrived(token) => return Ok(token),
                Boarded::Waiting(flight) => flight,
            };
            let waited = tokio::time::timeout(PATIENCE, flight.wait_for(Option::is_some)).await;
            match waited.map(|ended| ended.map(|outcome| outcome.clone())) {
                Ok(Ok(Some(outcome))) => return outcome,
                // It ended without an outcome. The next turn waits for another.
                Ok(_) => {}
                Err(_) => {
                    self.abandon(&flight);
                    break;
                }
            }
        }
        Err(Failure::Interrupted)
    }

    /// Keeps other callers from waiting for this renewal.
    fn abandon(&self, flight: &watch::Receiver<Option<Outcome>>) {
        let mut state = self.state();
        if state
            .flight
            .as_ref()
            .is_some_and(|(current, _)| current.same_channel(flight))
        {
            state.flight = None;
        }
    }

    fn board(&self, stale: Option<&AccessToken>) -> Result<Boarded, Failure> {
        let mut state = self.state();
        if let Some(token) = &state.token
            && !stale.is_some_and(|stale| stale.is(token))
            && token.is_fresh(SystemTime::now())
        {
            return Ok(Boarded::Arrived(token.clone()));
        }
        let runtime = tokio::runtime::Handle::try_current().map_err(|_| Failure::NoRuntime)?;
        if let Some((flight, started)) = &state.flight
            && flight.has_changed().is_ok()
            && started.elapsed() < PATIENCE
        {
            return Ok(Boarded::Waiting(flight.clone()));
        }
        let (sender, flight) = watch::channel(None);
        let (this, stale, renewal) = (self.clone(), stale.cloned(), flight.clone());
        runtime.spawn(async move {
            let outcome = this.0.source.obtain(stale).await;
            this.land(&renewal, &outcome);
            sender.send_replace(Some(outcome));
        });
        state.flight = Some((flight.clone(), Instant::now()));
        Ok(Boarded::Waiting(flight))
    }

    /// Takes what a renewal brought.
    fn land(&self, flight: &watch::Receiver<Option<Outcome>>, outcome: &Outcome) {
        self.abandon(flight);
        let mut state = self.state();
        match outcome {
            Ok(token) => {
                state.token = Some(token.clone());
                state.not_before = None;
            }
            // The server says that the grant no longer has the scopes that its type promises.
            Err(failure) if !failure.missing_scopes().is_empty() => state.token = None,
            // The old token is used as long as it is good.
            Err(_) => state.not_before = Some(Instant::now() + PAUSE),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Boarded {
    Arrived(AccessToken),
    Waiting(watch::Receiver<Option<Outcome>>),
}

impl Authorize for Renewing {
    fn authorize<'a>(&'a self, request: &'a mut Parts) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let token = self.token().await?;
            token.secret().go_with(request);
            insert_authorization(&mut request.headers, &format!("Bearer {}", token.text()))
        })
    }

    fn refused<'a>(&'a self, sent: &'a HeaderMap, answer: &'a Raw) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move { Ok(self.try_again(sent, answer).await?) })
    }
}

impl fmt::Debug for Renewing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Renewing").field(&self.state().token).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    /// Gives `t1`, `t2`, … after a while, each for so long.
    struct Counting(Arc<AtomicUsize>, Duration);

    impl Source for Counting {
        fn obtain(&self, _: Option<AccessToken>) -> BoxFuture<'_, Outcome> {
            Box::pin(async {
                let count = self.0.fetch_add(1, SeqCst) + 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
                let now = SystemTime::now();
                Ok(AccessToken::new(format!("t{count}").into(), now, Some(now + self.1)))
            })
        }
    }

    fn counting(life: Duration) -> (Arc<AtomicUsize>, Renewing) {
        let count = Arc::new(AtomicUsize::new(0));
        (count.clone(), Renewing::new(Counting(count, life), None))
    }

    #[tokio::test]
    async fn however_many_ask_one_renews() {
        let (count, renewing) = counting(Duration::from_secs(3600));
        let asking: Vec<_> = (0..50)
            .map(|_| {
                let renewing = renewing.clone();
                tokio::spawn(async move { renewing.token().await.unwrap().text().to_owned() })
            })
            .collect();
        for asked in asking {
            assert_eq!(asked.await.unwrap(), "t1");
        }
        assert_eq!(count.load(SeqCst), 1);
    }

    #[tokio::test]
    async fn a_caller_who_goes_away_loses_nothing() {
        let (count, renewing) = counting(Duration::from_secs(3600));
        let gone = tokio::time::timeout(Duration::from_millis(2), renewing.token()).await;
        assert!(gone.is_err());
        assert!(renewing.token().await.unwrap().carries("t1"));
        assert_eq!(count.load(SeqCst), 1);
    }

    #[test]
    fn a_renewal_that_ended_with_its_runtime_is_started_anew() {
        let runtime = || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
        };
        let (count, renewing) = counting(Duration::from_secs(3600));
        let first = runtime();
        let asked = first.block_on(async { tokio::time::timeout(Duration::from_millis(2), renewing.token()).await });
        assert!(asked.is_err());
        drop(first);
        assert!(runtime().block_on(renewing.token()).unwrap().carries("t2"));
        assert_eq!(count.load(SeqCst), 2);
    }

    /// Never answers.
    struct Hanging;

    impl Source for Hanging {
        fn obtain(&self, _: Option<AccessToken>) -> BoxFuture<'_, Outcome> {
            Box::pin(std::future::pending())
        }
    }

    #[tokio::test]
    async fn a_token_that_is_still_good_is_not_waited_for() {
        let now = SystemTime::now();
        let token = AccessToken::new(
            "t".into(),
            now - Duration::from_secs(3590),
            Some(now + Duration::from_secs(10)),
        );
        let renewing = Renewing::new(Hanging, Some(token));
        for _ in 0..3 {
            assert!(renewing.token().await.unwrap().carries("t"));
        }
        assert!(renewing.state().flight.is_some());
    }
}
