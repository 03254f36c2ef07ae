//! Connect: apps are installed, called with signed tokens, and sign their own requests.

pub(crate) mod call_app;
pub(crate) mod descriptor;
pub(crate) mod impersonation;
pub(crate) mod install;
pub(crate) mod installation;
pub(crate) mod qsh;
pub(crate) mod signed_request;
pub(crate) mod upm;
