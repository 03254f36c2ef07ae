//! Record and replay: a real exchange, written to a file without its secrets, and answered from it.

mod cassette;
mod clean;
mod people;
mod recorder;
mod replayer;

pub use recorder::Recorder;
pub use replayer::Replayer;
