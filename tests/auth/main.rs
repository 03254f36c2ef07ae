//! Every way in, over real HTTP: credentials, tokens, verification.

mod attacks;
mod browser;
#[path = "../http/clients.rs"]
#[allow(dead_code, reason = "another test program uses the rest")]
mod clients;
mod connect;
#[path = "../http/fault_server.rs"]
#[allow(dead_code, reason = "another test program uses the rest")]
mod fault_server;
mod flows;
mod forge;
mod logged;
mod oauth;
mod secrets;
