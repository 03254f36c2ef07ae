//! Every line that any crate below logs while this is running, at every level: by `log` (reqwest, rustls) and by
//! `tracing` (h2).

use std::fmt::{Debug, Write as _};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

struct Capture;

fn lines() -> MutexGuard<'static, Option<String>> {
    static LINES: Mutex<Option<String>> = Mutex::new(None);
    LINES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins to capture what the whole program logs.
pub(crate) fn start() {
    static SET: OnceLock<()> = OnceLock::new();
    SET.get_or_init(|| {
        log::set_logger(&Capture).unwrap();
        tracing::subscriber::set_global_default(Capture).unwrap();
    });
    *lines() = Some(String::new());
    log::set_max_level(log::LevelFilter::Trace);
    tracing::callsite::rebuild_interest_cache();
}

/// What was logged since the start.
pub(crate) fn stop() -> String {
    log::set_max_level(log::LevelFilter::Off);
    lines().take().unwrap_or_default()
}

fn add(line: std::fmt::Arguments<'_>) {
    if let Some(lines) = &mut *lines() {
        let _ = writeln!(lines, "{line}");
    }
}

impl log::Log for Capture {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        add(format_args!("{} {} {}", record.level(), record.target(), record.args()));
    }
    fn flush(&self) {}
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl Subscriber for Capture {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        lines().is_some()
    }
    fn register_callsite(&self, _: &'static Metadata<'static>) -> tracing::subscriber::Interest {
        tracing::subscriber::Interest::sometimes()
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields(String::new());
        span.record(&mut fields);
        add(format_args!(
            "{} {}{}",
            span.metadata().target(),
            span.metadata().name(),
            fields.0
        ));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut fields = Fields(String::new());
        values.record(&mut fields);
        add(format_args!("{}", fields.0));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(String::new());
        event.record(&mut fields);
        let (level, target) = (event.metadata().level(), event.metadata().target());
        add(format_args!("{level} {target}{}", fields.0));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
