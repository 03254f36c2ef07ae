//! Properties: JSON values that apps keep beside content and users.

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
    pub(crate) author: String,
    pub(crate) created: Timestamp,
    pub(crate) changed: Timestamp,
}
