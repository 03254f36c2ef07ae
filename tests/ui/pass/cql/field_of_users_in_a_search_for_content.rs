//! Twin of the refused case of the same name.

use confluence_sdk::{cql, user_cql};

pub fn run() {
    let _ = user_cql!(user.fullname ~ "jo");
}
