//! The same for a bound.

use confluence_sdk::{operations, v2::op};

operations! { pub trait __A = op::GetPageById; }

fn main() {}
