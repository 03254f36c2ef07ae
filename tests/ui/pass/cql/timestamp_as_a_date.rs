//! Twin of the refused case of the same name.

use confluence_sdk::{Timestamp, cql};

pub fn run(moment: Timestamp, zone: jiff::tz::TimeZone) {
    let _ = cql!(created >= { moment.to_jiff().to_zoned_datetime(zone) });
}
