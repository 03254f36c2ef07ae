//! The name of a method, where its operation is meant.

use confluence_sdk::{operations, v2::op};

operations! { pub trait Reading = op::get_page_by_id; }

fn main() {}
