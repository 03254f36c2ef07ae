//! The audit log: who changed what about the site, its spaces, its users and their permissions.

use super::State;
use jiff::Timestamp;
use serde_json::{Value, json};

/// Everything that was recorded.
#[derive(Clone, Debug)]
pub(crate) struct AuditLog {
    records: Vec<Value>,
    /// How long a record is kept: a number and one of [`UNITS`].
    pub(crate) retention: (u64, &'static str),
}

/// What a record is about.
pub(crate) struct Affected<'r> {
    pub(crate) kind: &'r str,
    pub(crate) name: String,
}

/// Units of time, and how many nanoseconds they have.
pub(crate) const UNITS: [(&str, i128); 13] = [
    ("NANOS", 1),
    ("MICROS", 1_000),
    ("MILLIS", 1_000_000),
    ("SECONDS", SECOND),
    ("MINUTES", 60 * SECOND),
    ("HOURS", 3_600 * SECOND),
    ("HALF_DAYS", 43_200 * SECOND),
    ("DAYS", DAY),
    ("WEEKS", 7 * DAY),
    ("MONTHS", 30 * DAY),
    ("YEARS", YEAR),
    ("DECADES", 10 * YEAR),
    ("CENTURIES", 100 * YEAR),
];

const SECOND: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * SECOND;
const YEAR: i128 = 365 * DAY;

impl Default for AuditLog {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            retention: (1, "YEARS"),
        }
    }
}

/// A span of time in nanoseconds. `None` for a unit that is not known.
pub(crate) fn span(number: u64, unit: &str) -> Option<i128> {
    let (_, length) = UNITS.iter().find(|(name, _)| *name == unit)?;
    Some(length.saturating_mul(i128::from(number)))
}

/// Whether a record can be kept for so long: at most a year.
pub(crate) fn can_be_kept(number: u64, unit: &str) -> bool {
    span(number, unit).is_some_and(|span| span <= YEAR)
}

impl State {
    /// The records that are not too old to be kept, the newest first.
    pub(crate) fn audit_records(&self) -> impl Iterator<Item = &Value> {
        let (number, unit) = self.audit.retention;
        let oldest = self.before(span(number, unit).unwrap_or(YEAR));
        let kept = move |record: &&Value| record["creationDate"].as_i64().is_some_and(|at| at >= oldest);
        self.audit.records.iter().rev().filter(kept)
    }

    /// The time so many nanoseconds ago, in milliseconds.
    pub(crate) fn before(&self, span: i128) -> i64 {
        let at = Timestamp::from_nanosecond(self.now().as_nanosecond().saturating_sub(span));
        at.map_or(i64::MIN, Timestamp::as_millisecond)
    }

    pub(crate) fn add_record(&mut self, record: Value) {
        self.audit.records.push(record);
    }

    /// The author of a record, as the log shows them.
    pub(crate) fn record_author(&self, account: &str) -> Value {
        let name = self.account(account).map_or("", |account| account.name.as_str());
        json!({ "type": "user", "displayName": name, "operations": null, "accountId": account })
    }

    /// A record of something that an account does.
    pub(crate) fn record(&self, account: &str, category: &str, summary: &str, affected: &Affected<'_>) -> Value {
        json!({
            "author": self.record_author(account),
            "remoteAddress": "127.0.0.1",
            "creationDate": self.now().as_millisecond(),
            "summary": summary,
            "description": "",
            "category": category,
            "sysAdmin": false,
            "affectedObject": { "name": affected.name, "objectType": affected.kind },
            "changedValues": [],
            "associatedObjects": [],
        })
    }
}
