//! What clients of mocks and recordings have in common: an address that leads nowhere, a credential that everybody
//! knows, and a clock that does not wait.

use super::clock::NoWaits;
use crate::Client;
use crate::auth::{Authorize, Credential, Reaches};
use crate::clock::Clock;
use crate::grants::Carries;
use crate::http::Http;
use crate::scopes::ScopeList;
use crate::site::{Base, Gateway, Site};
use crate::transport::{BoxFuture, Transport};
use http::HeaderValue;
use http::header::AUTHORIZATION;
use http::request::Parts;
use std::sync::Arc;

/// No such host exists anywhere (RFC 6761).
const SITE: &str = "https://site.invalid";
const CLOUD: &str = "00000000-0000-0000-0000-000000000000";
/// Looks like no word of a message, so that it is not taken out of one.
const CREDENTIAL: &str = "Bearer credential-of-the-mock-5d1e0c7a";

/// What sends through this transport and waits for nothing.
pub(super) fn http(transport: Arc<dyn Transport>, clock: &Arc<NoWaits>) -> Http {
    let http = Http::builder().transport(transport).build();
    let mut http = http.unwrap_or_else(|error| panic!("the default settings are refused: {error}"));
    http.clock = clock.clone() as Arc<dyn Clock>;
    http
}

/// A client whose credential has these scopes.
pub(super) fn client<A: Reaches>(http: &Http, scopes: ScopeList) -> Client<A> {
    http.client_at(base(A::MODE.carries()), Credential::with(MadeUp, scopes))
}

/// Where a client of a mode calls.
fn base(carries: Carries) -> Base {
    let address = "it is an address";
    match carries {
        Carries::OAuth => Gateway::new(CLOUD).expect(address).into(),
        Carries::Nothing | Carries::Connect => Site::new(SITE).expect(address).into(),
    }
}

struct MadeUp;

impl Authorize for MadeUp {
    fn authorize<'a>(&'a self, request: &'a mut Parts) -> BoxFuture<'a, crate::Result<()>> {
        let mut value = HeaderValue::from_static(CREDENTIAL);
        value.set_sensitive(true);
        request.headers.insert(AUTHORIZATION, value);
        Box::pin(std::future::ready(Ok(())))
    }

    fn renews(&self) -> bool {
        false
    }
}
