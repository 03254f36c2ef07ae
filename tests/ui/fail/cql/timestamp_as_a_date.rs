//! A timestamp does not say which day it is where the account is.

use confluence_sdk::{Timestamp, cql};

pub fn run(moment: Timestamp) {
    let _ = cql!(created >= {moment});
}

fn main() {}
