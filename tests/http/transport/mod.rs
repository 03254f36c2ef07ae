//! The transport: what is put around it, and the time limits that hold above it.

mod settings;
mod time_limits;
mod wrapped;
