//! OAuth 2.0: the apps, their grants, the endpoint that gives out tokens, and service accounts.

pub(crate) mod app;
pub(crate) mod grant;
pub(crate) mod lost;
pub(crate) mod resources;
pub(crate) mod service_account;
pub(crate) mod token_call;
pub(crate) mod token_endpoint;
