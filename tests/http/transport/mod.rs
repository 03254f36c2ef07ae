//! The transport: what is put around it, and the time limits that hold above it.

mod environment;
mod settings;
mod time_limits;
mod wrapped;
