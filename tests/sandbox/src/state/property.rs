//! Properties: JSON values that apps keep beside content, spaces and users.

use jiff::Timestamp;
use serde_json::Value;

/// One property.
#[derive(Clone, Debug)]
pub(crate) struct Property {
    pub(crate) id: u64,
    pub(crate) key: String,
    pub(crate) value: Value,
    pub(crate) version: u64,
    pub(crate) message: String,
    /// Who wrote the current version.
    pub(crate) author: String,
    pub(crate) created_by: String,
    pub(crate) created: Timestamp,
    pub(crate) changed: Timestamp,
}

/// A new version of a property.
#[derive(Debug)]
pub(crate) struct Change<'c> {
    pub(crate) value: Value,
    pub(crate) message: &'c str,
    pub(crate) author: &'c str,
    pub(crate) at: Timestamp,
}

impl Property {
    pub(crate) fn new(id: u64, key: &str, value: Value, author: &str, now: Timestamp) -> Self {
        Self {
            id,
            key: key.to_owned(),
            value,
            version: 1,
            message: String::new(),
            author: author.to_owned(),
            created_by: author.to_owned(),
            created: now,
            changed: now,
        }
    }

    pub(crate) fn change(&mut self, change: Change<'_>) {
        self.version += 1;
        self.value = change.value;
        self.message = change.message.to_owned();
        self.author = change.author.to_owned();
        self.changed = change.at;
    }
}
