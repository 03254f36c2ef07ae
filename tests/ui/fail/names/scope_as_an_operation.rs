//! The same in a bound.

use confluence_sdk::{operations, scope};

operations! { pub trait Reading = scope::ReadPage; }

fn main() {}
