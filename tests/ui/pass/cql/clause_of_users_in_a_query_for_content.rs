//! Twin of the refused case of the same name.

use confluence_sdk::{Cql, UserCql};

pub fn run() {
    let _ = UserCql::all().and(UserCql::user_full_name().contains("jo"));
}
