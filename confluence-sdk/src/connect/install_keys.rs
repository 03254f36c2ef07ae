//! The keys with which the vendor signs lifecycle calls.
//!
//! Anyone can send a call that names a key, and each key has an address of its own. So keys are kept, each is fetched
//! as a [`Document`] is, and all of them together are fetched only so often: callers wait for their turn, in the order
//! in which they came, and one that hangs up gives its turn away.

use crate::Result;
use crate::address::Address;
use crate::clock::within;
use crate::error::Error;
use crate::http::Http;
use crate::jwt::TokenError;
use crate::keys::{self, Document, KeysError};
use jsonwebtoken::DecodingKey;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

const VENDOR: &str = "https://connect-install-keys.atlassian.com";
/// A key is fetched again after this time, so that a withdrawn one is forgotten.
const LIFE: Duration = Duration::from_secs(60 * 60);
/// A key that there is not is not asked for again before this time. It is shorter at first.
const PAUSE: Duration = Duration::from_secs(10);
/// The most keys that are kept. The vendor has a few at a time.
const MOST: usize = 64;
/// So many keys can be fetched at once, then one in each [`TURN`].
const BURST: u32 = 16;
const TURN: Duration = Duration::from_millis(250);

/// The source of the public keys that verify the `installed` and `uninstalled` calls.
///
/// By default they are fetched from the vendor by the id that a call names, and kept for an hour. A fetch takes five
/// seconds and 64 KiB at most, and redirects are not followed. Calls that name unknown keys cause a few fetches in a
/// second at most. RSA keys with fewer than 2048 bits are refused.
#[derive(Clone)]
pub struct InstallKeys(Source);

#[derive(Clone)]
enum Source {
    Fetched(Arc<Fetched>),
    Given(HashMap<String, DecodingKey>),
}

struct Fetched {
    below: Url,
    known: Mutex<Known>,
    turns: tokio::sync::Mutex<Turns>,
}

#[derive(Default)]
struct Known {
    documents: HashMap<String, (Document<DecodingKey>, u64)>,
    /// Counts uses, to find the key that was not used for the longest time.
    uses: u64,
}

/// How many fetches may begin now, and when one more was added.
struct Turns {
    free: u32,
    since: Instant,
}

impl Default for InstallKeys {
    /// Fetched from the vendor's host.
    fn default() -> Self {
        Self::below(Url::parse(VENDOR).expect("the vendor's address is one"))
    }
}

impl InstallKeys {
    /// Fetched below another address than the vendor's: `{address}/{kid}`.
    ///
    /// # Errors
    ///
    /// If the address is not `https` with a host, or plain `http` on the loopback interface, or if it has a query:
    /// [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn fetched_from(address: &str) -> Result<Self> {
        // The id of a key is added to the end.
        let address = Address::parse(address).and_then(Address::without_query);
        let address = address.map_err(|problem| problem.of("install_keys"))?;
        Ok(Self::below(address.into_url()))
    }

    fn below(address: Url) -> Self {
        Self(Source::Fetched(Arc::new(Fetched {
            below: address,
            known: Mutex::default(),
            turns: tokio::sync::Mutex::new(Turns {
                free: BURST,
                since: Instant::now(),
            }),
        })))
    }

    /// These keys only, by their id, each in PEM. Nothing is fetched.
    ///
    /// # Errors
    ///
    /// If a key is not a public RSA key in PEM: [`is_invalid_input`](crate::Error::is_invalid_input), and the text
    /// names its id.
    pub fn given<'a>(keys: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self> {
        let read = |(kid, pem): (&str, &str)| match read(pem.as_bytes()) {
            Ok(key) => Ok((kid.to_owned(), key)),
            Err(problem) => Err(Error::input("install_keys", format!("{problem}: that of {kid:?}"))),
        };
        Ok(Self(Source::Given(keys.into_iter().map(read).collect::<Result<_>>()?)))
    }

    /// The key with this id. The caller has checked that the id has the form of one.
    pub(super) async fn find(&self, http: &Http, kid: &str) -> Result<DecodingKey, TokenError> {
        match &self.0 {
            Source::Given(keys) => keys.get(kid).cloned().ok_or_else(|| unknown(kid)),
            Source::Fetched(fetched) => fetched.find(http, kid).await,
        }
    }
}

fn unknown(kid: &str) -> TokenError {
    TokenError::UnknownKey(kid.to_owned())
}

/// Reads a key in PEM. Otherwise says what it is.
fn read(pem: &[u8]) -> Result<DecodingKey, String> {
    let key = DecodingKey::from_rsa_pem(pem).map_err(|_| "is no public RSA key in PEM")?;
    keys::strong(key)
}

impl Fetched {
    async fn find(&self, http: &Http, kid: &str) -> Result<DecodingKey, TokenError> {
        let document = self.document(http, kid);
        match document.held(LIFE) {
            Some((key, true)) => return Ok((*key).clone()),
            // It is fetched again beside this call.
            Some(_) => document.refresh(PAUSE, Duration::ZERO).await,
            None => {
                if within(keys::TIME_LIMIT, self.turn(&document)).await.is_none() {
                    return Err(TokenError::KeysUnavailable(KeysError::Crowded.into()));
                }
                document.refresh(PAUSE, keys::PATIENCE).await;
            }
        }
        match (document.failure(), document.held(LIFE)) {
            (Some(failure), _) if matches!(*failure, KeysError::Status(404 | 410)) => Err(unknown(kid)),
            (_, Some((key, _))) => Ok((*key).clone()),
            (Some(failure), None) => Err(TokenError::KeysUnavailable(failure.into())),
            // The fetch was not waited for to its end.
            (None, None) => Err(TokenError::KeysUnavailable(KeysError::Crowded.into())),
        }
    }

    /// The document of a key, which may not have been fetched yet.
    fn document(&self, http: &Http, kid: &str) -> Document<DecodingKey> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.uses += 1;
        let now = known.uses;
        if let Some((document, used)) = known.documents.get_mut(kid) {
            *used = now;
            return document.clone();
        }
        if known.documents.len() >= MOST {
            // Keys that there are go last: the vendor has few of them, and strangers can name any number of others.
            let oldest = known.documents.iter();
            let oldest = oldest.min_by_key(|(_, (document, used))| (document.held(LIFE).is_some(), *used));
            if let Some(oldest) = oldest.map(|(kid, _)| kid.clone()) {
                known.documents.remove(&oldest);
            }
        }
        let mut url = self.below.clone();
        let path = format!("{}/{}", url.path().trim_end_matches('/'), crate::request::encode(kid));
        url.set_path(&path);
        let document = Document::new(http.clone(), url, |pem| read(pem).map_err(KeysError::Unreadable));
        known.documents.insert(kid.to_owned(), (document.clone(), now));
        document
    }

    /// Waits until a fetch may begin, if one is due. Callers are served in the order in which they came.
    async fn turn(&self, document: &Document<DecodingKey>) {
        if !document.is_due(PAUSE) {
            return;
        }
        let mut turns = self.turns.lock().await;
        // Another caller may have fetched it meanwhile.
        while document.is_due(PAUSE) {
            let passed = turns.since.elapsed();
            let added = u32::try_from(passed.as_millis() / TURN.as_millis()).unwrap_or(BURST);
            if added > 0 {
                turns.free = turns.free.saturating_add(added).min(BURST);
                turns.since = Instant::now();
            }
            if let Some(free) = turns.free.checked_sub(1) {
                turns.free = free;
                return;
            }
            tokio::time::sleep(TURN.saturating_sub(passed)).await;
        }
    }
}

impl fmt::Debug for InstallKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Fetched(fetched) => write!(f, "InstallKeys({})", fetched.below),
            Source::Given(keys) => write!(f, "InstallKeys({} given)", keys.len()),
        }
    }
}
