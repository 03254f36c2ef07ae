//! The SDK over real HTTP: against a server that misbehaves on purpose, and against the sandbox.

mod attempts;
mod bad_answers;
mod bad_input;
mod cancelled;
mod clients;
mod content_codings;
mod downloads;
mod fault_server;
mod futures;
mod lifecycle;
mod limits;
mod odd_answers;
mod one_of;
mod paging;
mod redirects;
mod refusals;
mod request_properties;
mod requests;
mod retries;
mod run_time_scopes;
mod secrets;
mod traced;
mod transport;
mod unused_scopes;
mod uploads;
mod words;
